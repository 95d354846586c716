import Glibc

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

    /// An address of IPv4 or IPv6 and nothing else: no port, no brackets, no zone.
    ///
    /// What is counted by address must not be told apart by what stands beside it.
    private static func isAddress(_ text: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        let families = [AF_INET, AF_INET6]
        return families.contains { unsafe inet_pton($0, text, &bytes) == 1 }
    }
}
