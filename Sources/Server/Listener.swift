public import Base
import CLinux
import Glibc

extension Server {
    /// The same address with a port that is free now, for `127.0.0.1:0`.
    public static func freeAddress(at address: String) throws(Failure) -> String {
        let listener = try Listener(address, sharesPort: false)
        close(listener.descriptor)
        return address.dropLast() + "\(listener.port)"
    }
}

/// A socket that takes connections.
struct Listener: Sendable {
    let descriptor: Int32
    /// As the kernel says, also where it has chosen it.
    let port: Int

    /// Listens on `127.0.0.1:8080` or `[::1]:8080`; port 0 lets the kernel choose.
    ///
    /// `sharesPort` lets several processes of one user listen on the port (SO_REUSEPORT).
    init(_ address: String, sharesPort: Bool) throws(Failure) {
        guard let colon = address.lastIndex(of: ":") else {
            throw .broken(Fault("an address to listen on needs a port", address))
        }
        let host = address[..<colon].filter { $0 != "[" && $0 != "]" }
        let service = String(address[address.index(after: colon)...])
        var hints = unsafe addrinfo()
        unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard unsafe getaddrinfo(host, service, &hints, &found) == 0, let place = unsafe found
        else {
            throw .broken(Fault("this is no address to listen on", address))
        }
        defer { unsafe freeaddrinfo(place) }

        let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        descriptor = unsafe socket(place.pointee.ai_family, type, 0)
        guard descriptor >= 0 else {
            throw .broken(Fault("no socket to listen on", "errno \(errno)"))
        }
        var one: Int32 = 1
        unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        if sharesPort { unsafe setsockopt(descriptor, SOL_SOCKET, SO_REUSEPORT, &one, 4) }
        guard unsafe bind(descriptor, place.pointee.ai_addr, place.pointee.ai_addrlen) == 0,
            listen(descriptor, 4096) == 0, let port = Listener.port(of: descriptor)
        else {
            let number = errno
            close(descriptor)
            throw .broken(
                Fault(
                    "the address to listen on is taken or not ours",
                    "\(address), errno \(number)"
                )
            )
        }
        self.port = port
    }

    enum Arrival {
        case connection(Int32, peer: String)
        /// Nobody waits any more.
        case none
        /// The process or the machine has no descriptors left.
        case exhausted
    }

    /// Takes the next connection, non-blocking.
    func accept() -> Arrival {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        while true {
            let flags = Int32(SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
            let connection = unsafe withUnsafeMutablePointer(to: &storage) { storage in
                unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe accept4(descriptor, $0, &length, flags)
                }
            }
            if connection >= 0 {
                var one: Int32 = 1
                unsafe setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
                return .connection(connection, peer: Listener.text(of: &storage, length))
            }
            switch errno {
            case EINTR, ECONNABORTED, EPROTO: continue
            case EMFILE, ENFILE, ENOBUFS, ENOMEM: return .exhausted
            default: return .none
            }
        }
    }

    private static func text(of storage: inout sockaddr_storage, _ length: socklen_t) -> String {
        var name = [CChar](repeating: 0, count: 64)
        let result = unsafe withUnsafePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getnameinfo($0, length, &name, 64, nil, 0, NI_NUMERICHOST)
            }
        }
        guard result == 0 else { return "" }
        let text = String(
            decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        // An IPv4 client on a socket of IPv6 (RFC 4291, section 2.5.5.2) is the same client.
        return text.hasPrefix("::ffff:") && text.contains(".") ? String(text.dropFirst(7)) : text
    }

    private static func port(of descriptor: Int32) -> Int? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &length)
            }
        }
        guard result == 0 else { return nil }
        // The port stands in the same place for both families.
        return unsafe withUnsafeBytes(of: &storage) { unsafe Int($0[2]) << 8 | Int($0[3]) }
    }
}
