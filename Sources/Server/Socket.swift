import Glibc

/// The calls on a connected, non-blocking socket.
enum Socket {
    enum Outcome {
        /// So many bytes went through; none when reading means that the client has ended its side.
        case moved(Int)
        /// The kernel has no bytes, or no room, now.
        case wouldBlock
        case failed
    }

    static func read(_ descriptor: Int32, into buffer: inout [UInt8]) -> Outcome {
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes {
                unsafe Glibc.recv(descriptor, $0.baseAddress, $0.count, 0)
            }
            if let outcome = outcome(count) { return outcome }
        }
    }

    /// Sends two parts in one call, without the bytes that have gone already.
    static func send(
        _ descriptor: Int32,
        _ first: [UInt8],
        _ second: [UInt8],
        from start: Int = 0
    ) -> Outcome {
        while true {
            let count = unsafe first.withUnsafeBytes { first in
                unsafe second.withUnsafeBytes { second in
                    let ofFirst = min(start, first.count)
                    let ofSecond = min(start - ofFirst, second.count)
                    return unsafe sendParts(
                        descriptor,
                        UnsafeRawBufferPointer(rebasing: first[ofFirst...]),
                        UnsafeRawBufferPointer(rebasing: second[ofSecond...])
                    )
                }
            }
            if let outcome = outcome(count) { return outcome }
        }
    }

    private static func sendParts(
        _ descriptor: Int32,
        _ first: UnsafeRawBufferPointer,
        _ second: UnsafeRawBufferPointer
    ) -> Int {
        unsafe withUnsafeTemporaryAllocation(of: iovec.self, capacity: 2) { parts in
            let from = unsafe UnsafeMutableRawPointer(mutating: first.baseAddress)
            let fromSecond = unsafe UnsafeMutableRawPointer(mutating: second.baseAddress)
            unsafe parts[0] = iovec(iov_base: from, iov_len: first.count)
            unsafe parts[1] = iovec(iov_base: fromSecond, iov_len: second.count)
            var message = unsafe msghdr()
            unsafe message.msg_iov = parts.baseAddress
            unsafe message.msg_iovlen = parts.count
            return unsafe sendmsg(descriptor, &message, noSignal)
        }
    }

    /// A client that has gone must not end the process by SIGPIPE.
    private static let noSignal = Int32(MSG_NOSIGNAL)

    /// Nil when a signal came between.
    private static func outcome(_ count: Int) -> Outcome? {
        if count >= 0 { return .moved(count) }
        switch errno {
        case EINTR: return nil
        case EAGAIN, EWOULDBLOCK: return .wouldBlock
        default: return .failed
        }
    }
}
