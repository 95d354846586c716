import Glibc

/// A client's address as far as it matters here: the network it belongs to.
public struct NetworkAddress: Sendable {
    /// What attempts are counted by: the whole address of IPv4, the /64 of IPv6, which one household has to itself.
    public let counted: String
    /// What is kept and shown: enough to know one's own networks by.
    public let shown: String

    /// Text that is no address is a network of its own.
    public init(_ peer: String) {
        var four = [UInt8](repeating: 0, count: 4)
        var six = [UInt8](repeating: 0, count: 16)
        if unsafe inet_pton(AF_INET, peer, &four) == 1 {
            self.init(four: four)
        } else if unsafe inet_pton(AF_INET6, peer, &six) == 1 {
            self.init(six: six)
        } else {
            self.init(counted: peer, shown: String(peer.prefix(45)))
        }
    }

    private init(counted: String, shown: String) {
        self.counted = counted
        self.shown = shown
    }

    private init(four: [UInt8]) {
        let parts = four.map { String($0) }
        self.init(
            counted: parts.joined(separator: "."),
            shown: parts.prefix(3).joined(separator: ".") + ".x"
        )
    }

    private init(six: [UInt8]) {
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]
        if six.starts(with: mapped) {
            self.init(four: Array(six[12...]))
            return
        }
        let groups = stride(from: 0, to: 8, by: 2).map {
            String(UInt16(six[$0]) << 8 | UInt16(six[$0 + 1]), radix: 16)
        }
        self.init(
            counted: groups.joined(separator: ":") + "::/64",
            shown: groups.prefix(3).joined(separator: ":") + ":x"
        )
    }
}

extension Request {
    /// The network that the request comes from.
    public var network: NetworkAddress { NetworkAddress(peer) }
}
