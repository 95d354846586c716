/// What the configured proxy says about the client.
///
/// Only the last entry is the proxy's own; the ones before it are whatever the client sent.
struct Forwarded {
    private(set) var address: String?
    private(set) var isSecure: Bool?

    init() {}

    init(_ fields: Fields) {
        if let last = Characters.list(fields.all("x-forwarded-for")).last, Forwarded.isAddress(last)
        {
            address = last
        }
        isSecure = Characters.list(fields.all("x-forwarded-proto")).last.map { $0 == "https" }
    }

    /// Looks like an address of IPv4 or IPv6.
    private static func isAddress(_ text: String) -> Bool {
        (2...45).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                Characters.digitValue($0) != nil || $0 == UInt8(ascii: ".")
                    || $0 == UInt8(ascii: ":")
            }
    }
}
