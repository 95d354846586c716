public import Base

/// What a request asks for: the path, decoded once and normal, and the query.
public struct Target: Sendable, Equatable {
    /// As it came, escapes included.
    public let raw: String
    /// Starts with a slash and, but for the root, does not end with one.
    ///
    /// `*` for `OPTIONS *`.
    public let path: String
    /// The decoded pairs of the query.
    public let query: Form

    /// Reads `/path?query` (RFC 9112, section 3.2.1).
    ///
    /// `.malformed` when the path is not normal: empty or dotted segments, an encoded slash, a
    /// backslash, control characters, invalid escapes or UTF-8. One slash at the end is dropped.
    public init(_ raw: String) throws(Failure) {
        try self.init(raw.utf8.span)
    }

    /// The same from the bytes of a request line.
    init(_ bytes: Span<UInt8>) throws(Failure) {
        var mark = bytes.count
        var isEscaped = false
        for index in bytes.indices {
            let byte = bytes[index]
            guard byte > Characters.space, byte < 0x7F, byte != UInt8(ascii: "#") else {
                throw .refused(.malformed)
            }
            if byte == UInt8(ascii: "%") { isEscaped = true }
            if byte == UInt8(ascii: "?"), mark == bytes.count { mark = index }
        }
        let path = bytes.extracting(..<mark)
        raw = Characters.text(bytes)
        if isEscaped {
            self.path = try Target.decoded(path)
        } else {
            guard Target.isNormal(path) else { throw .refused(.malformed) }
            let end = Target.lastSlash(of: path) ?? mark
            self.path = end == bytes.count ? raw : Characters.text(path.extracting(..<end))
        }
        query = mark < bytes.count ? try Form(reading: bytes.extracting((mark + 1)...)) : Form()
    }

    /// `OPTIONS *` (RFC 9112, section 3.2.4).
    static let asterisk = Target(raw: "*", path: "*", query: Form())

    private init(raw: String, path: String, query: Form) {
        (self.raw, self.path, self.query) = (raw, path, query)
    }

    /// The parts between the slashes; none is empty, `.` or `..`, none holds a slash.
    ///
    /// They are cut from the path anew each time.
    public var segments: [String] {
        path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// The first of the segments; empty for the root.
    public var firstSegment: String {
        let bytes = path.utf8.span.extracting(1...)
        let end = Characters.index(of: UInt8(ascii: "/"), in: bytes)
        return Characters.text(bytes.extracting(..<end))
    }

    private static func decoded(_ path: Span<UInt8>) throws(Failure) -> String {
        guard var decoded = percentDecoded(path, plusIsSpace: false),
            // An encoded slash would be one more.
            slashes(in: decoded.utf8.span) == slashes(in: path), isNormal(decoded.utf8.span),
            decoded.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
        else { throw .refused(.malformed) }
        if lastSlash(of: decoded.utf8.span) != nil { decoded.unicodeScalars.removeLast() }
        return decoded
    }

    /// Where the last slash stands when it may go: at the end, and not alone.
    private static func lastSlash(of path: Span<UInt8>) -> Int? {
        path.count > 1 && path[path.count - 1] == UInt8(ascii: "/") ? path.count - 1 : nil
    }

    private static func slashes(in path: Span<UInt8>) -> Int {
        var count = 0
        for index in path.indices where path[index] == UInt8(ascii: "/") { count += 1 }
        return count
    }

    /// Starts with a slash; no segment is dotted or holds a backslash, and none but the last is empty.
    private static func isNormal(_ path: Span<UInt8>) -> Bool {
        guard !path.isEmpty, path[0] == UInt8(ascii: "/") else { return false }
        var start = 1
        for index in 1..<path.count {
            let byte = path[index]
            if byte == UInt8(ascii: "/") {
                guard isSegment(path.extracting(start..<index)) else { return false }
                start = index + 1
            } else if byte == UInt8(ascii: "\\") {
                return false
            }
        }
        return start == path.count || isSegment(path.extracting(start...))
    }

    /// Neither empty nor `.` nor `..`.
    private static func isSegment(_ bytes: Span<UInt8>) -> Bool {
        let dot = UInt8(ascii: ".")
        return switch bytes.count {
        case 0: false
        case 1: bytes[0] != dot
        case 2: bytes[0] != dot || bytes[1] != dot
        default: true
        }
    }
}
