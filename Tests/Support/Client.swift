import Glibc

/// A blocking client on a real socket, that gives up after some seconds.
public final class Client {
    private let descriptor: Int32
    private var unread: [UInt8] = []

    /// A connection to a port of this machine.
    public init(port: Int, receiveBufferBytes: Int32? = nil, patienceSeconds: Int = 10) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var patience = timeval(tv_sec: patienceSeconds, tv_usec: 0)
        unsafe setsockopt(
            descriptor,
            SOL_SOCKET,
            SO_RCVTIMEO,
            &patience,
            socklen_t(MemoryLayout<timeval>.size)
        )
        if var size = receiveBufferBytes {
            unsafe setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        _ = unsafe withUnsafePointer(to: &address) { address in
            unsafe address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }

    deinit { close(descriptor) }

    /// Sends a text as it is.
    @discardableResult
    public func send(_ text: String) -> Client {
        send(Array(text.utf8))
    }

    /// Sends bytes as they are, as far as the other side takes them.
    @discardableResult
    public func send(_ bytes: [UInt8]) -> Client {
        var start = 0
        while start < bytes.count {
            let part = Array(bytes[start...])
            let count = unsafe Glibc.send(descriptor, part, part.count, Int32(MSG_NOSIGNAL))
            guard count > 0 else { break }
            start += count
        }
        return self
    }

    /// Closes the sending side only.
    public func endSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// What has come up to a text, or all up to the end of the connection.
    public func receive(upTo end: String? = nil) -> String {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        let mark = end.map { Array($0.utf8) }
        while true {
            if let mark, let place = find(mark) {
                let text = String(decoding: unread[..<place], as: UTF8.self)
                unread.removeFirst(place)
                return text
            }
            let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else {
                defer { unread = [] }
                return String(decoding: unread, as: UTF8.self) + (count < 0 ? "<no end>" : "")
            }
            unread += buffer[..<count]
        }
    }

    /// One response with its body, by its length.
    public func receiveResponse(hasBody: Bool = true) -> (head: String, body: String) {
        let head = receive(upTo: "\r\n\r\n")
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
        let length = field.flatMap { Int($0.dropFirst(16)) } ?? 0
        return (head, hasBody ? receive(bytes: length) : "")
    }

    private func receive(bytes count: Int) -> String {
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while unread.count < count {
            let moved = unsafe recv(descriptor, &buffer, buffer.count, 0)
            guard moved > 0 else { break }
            unread += buffer[..<moved]
        }
        defer { unread.removeFirst(min(count, unread.count)) }
        return String(decoding: unread.prefix(count), as: UTF8.self)
    }

    private func find(_ mark: [UInt8]) -> Int? {
        guard unread.count >= mark.count else { return nil }
        return (0...unread.count - mark.count).first {
            unread[$0..<$0 + mark.count].elementsEqual(mark)
        }
        .map { $0 + mark.count }
    }
}
