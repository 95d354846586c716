import Glibc

/// Bytes that have come and are not yet read.
struct Input: Sendable {
    private var bytes: [UInt8] = []
    private var position = 0
    /// Up to here there is no line feed.
    private var searched = 0

    enum Line {
        /// Without its CRLF.
        case whole(ArraySlice<UInt8>)
        /// The end has not come.
        case unfinished
        /// Longer than it may be.
        case tooLong
        /// Ends without a carriage return.
        case invalid
    }

    var isEmpty: Bool { position == bytes.count }
    var count: Int { bytes.count - position }

    mutating func append(_ more: ArraySlice<UInt8>) {
        bytes.append(contentsOf: more)
    }

    /// Takes a line that ends with CRLF.
    ///
    /// A line feed alone ends no line and is invalid (RFC 9112, section 2.2, lets a recipient take
    /// it as an end, which is how two readers come to disagree).
    mutating func takeLine(bytesMax: Int) -> Line {
        let end = Input.lineFeed(in: bytes.span, from: max(searched, position))
        searched = end
        guard end < bytes.count else {
            // The carriage return may have come already.
            return count > bytesMax + 1 ? .tooLong : .unfinished
        }
        // The length first, as above: what a line is must not hang on how its bytes arrive.
        guard end - position <= bytesMax + 1 else { return .tooLong }
        guard end > position, bytes[end - 1] == Characters.carriageReturn else { return .invalid }
        let line = bytes[position..<end - 1]
        position = end + 1
        return .whole(line)
    }

    /// Where the next one stands; the end of the bytes where there is none.
    private static func lineFeed(in bytes: Span<UInt8>, from start: Int) -> Int {
        let rest = bytes.extracting(start...)
        return unsafe rest.withUnsafeBytes { rest in
            guard let first = rest.baseAddress,
                let found = unsafe memchr(first, Int32(Characters.lineFeed), rest.count)
            else { return bytes.count }
            return unsafe start + (UnsafeRawPointer(found) - first)
        }
    }

    /// Takes what there is, up to the number.
    mutating func take(upTo bytesMax: Int) -> ArraySlice<UInt8> {
        let end = position + min(bytesMax, count)
        let part = bytes[position..<end]
        position = end
        return part
    }

    /// Lets go of what has been read, so that an idle connection holds no memory.
    mutating func release() {
        bytes = isEmpty ? [] : Array(bytes[position...])
        searched = max(0, searched - position)
        position = 0
    }

    /// The same, when it is worth the copying.
    mutating func releaseIfLong() {
        if isEmpty || position > 64 * 1024 { release() }
    }
}
