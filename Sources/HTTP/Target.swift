public import Base

/// What a request asks for: the path, decoded once and normal, and the query.
public struct Target: Sendable, Equatable {
    /// As it came, escapes included.
    public let raw: String
    /// Starts with a slash and, but for the root, does not end with one.
    ///
    /// `*` for `OPTIONS *`.
    public let path: String
    /// The parts between the slashes; none is empty, `.` or `..`, none holds a slash.
    public let segments: [String]
    /// The decoded pairs of the query.
    public let query: Form

    /// Reads `/path?query` (RFC 9112, section 3.2.1).
    ///
    /// `.malformed` when the path is not normal: empty or dotted segments, an encoded slash, a
    /// backslash, control characters, invalid escapes or UTF-8. One slash at the end is dropped.
    public init(_ raw: String) throws(Failure) {
        let bytes = Array(raw.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ (0x21...0x7E).contains($0) }),
            !bytes.contains(UInt8(ascii: "#"))
        else { throw .refused(.malformed) }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        self.raw = raw
        segments = try Target.segments(bytes[1..<mark])
        path = "/" + segments.joined(separator: "/")
        query = try Form(parsing: bytes[mark...].dropFirst())
    }

    /// `OPTIONS *` (RFC 9112, section 3.2.4).
    static let asterisk = Target(raw: "*", path: "*", segments: ["*"], query: Form())

    private init(raw: String, path: String, segments: [String], query: Form) {
        (self.raw, self.path, self.segments, self.query) = (raw, path, segments, query)
    }

    private static func segments(_ path: ArraySlice<UInt8>) throws(Failure) -> [String] {
        var parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        var segments: [String] = []
        for part in parts {
            guard let segment = percentDecoded(part, plusIsSpace: false), !segment.isEmpty,
                segment != ".", segment != "..",
                segment.utf8.allSatisfy({
                    $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "\\")
                })
            else { throw .refused(.malformed) }
            segments.append(segment)
        }
        return segments
    }
}
