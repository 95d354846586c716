/// A path of this site, fit to lead to after signing in: no other host can hide in it.
struct LocalPath: Sendable, Equatable {
    let text: String

    /// Nil for everything that a browser might read as an address elsewhere, and for what is no page to land on.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.count <= 2000,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") })
        else { return nil }
        let path = bytes.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let slashes = zip(path, path.dropFirst()).contains { $0 == UInt8(ascii: "/") && $1 == $0 }
        guard !slashes, !text.hasPrefix("/sign-") else { return nil }
        self.text = text
    }
}
