public import Base

/// One request, read whole.
public struct Request: Sendable {
    /// What is to be done.
    public let method: Method
    /// The path, the query and their raw text; see `path`, `segments`, `query` and `rawTarget`.
    public let target: Target
    /// The header fields in their order, duplicates kept.
    public let fields: Fields
    /// The content, whole and without its framing.
    public let body: [UInt8]
    /// The address of the client as text, behind a trusted proxy the one it named.
    public let peer: String
    /// Whether the client's connection, to us or to the trusted proxy, is encrypted.
    public let isSecure: Bool
    /// When the head had been read.
    public let receivedAt: Instant

    /// A request from its parts, as the parser makes it.
    public init(
        method: Method,
        target: Target,
        fields: Fields,
        body: [UInt8],
        peer: String,
        isSecure: Bool,
        receivedAt: Instant
    ) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
        self.peer = peer
        self.isSecure = isSecure
        self.receivedAt = receivedAt
    }

    /// A request without a socket, as tests make them.
    ///
    /// A form becomes the body, with its content type.
    public init(
        _ method: Method = .get,
        _ target: String = "/",
        fields: Fields = ["host": "localhost"],
        form: Form? = nil,
        body: [UInt8] = [],
        peer: String = "127.0.0.1",
        isSecure: Bool = false,
        receivedAt: Instant = Instant(milliseconds: 0)
    ) throws(Failure) {
        var fields = fields
        if form != nil { fields.set("content-type", "application/x-www-form-urlencoded") }
        self.init(
            method: method,
            target: try Target(target),
            fields: fields,
            body: form.map { Array($0.encoded.utf8) } ?? body,
            peer: peer,
            isSecure: isSecure,
            receivedAt: receivedAt
        )
    }

    /// Decoded and normal: starts with a slash, no empty or dotted segments, no slash at the end.
    public var path: String { target.path }
    /// The parts of the path between its slashes, cut anew each time.
    public var segments: [String] { target.segments }
    /// The part of the path after its first slash; empty for the root.
    public var firstSegment: String { target.firstSegment }
    /// Path and query as they came.
    public var rawTarget: String { target.raw }
    /// The decoded pairs of the query.
    public var query: Form { target.query }

    /// The body as a form.
    ///
    /// `.malformed` when the content type is another or the body does not hold.
    public func form() throws(Failure) -> Form {
        guard mediaType == "application/x-www-form-urlencoded" else { throw .refused(.malformed) }
        return try Form(parsing: body)
    }

    /// The content type in lower case without its parameters, or nil.
    public var mediaType: String? {
        guard let value = fields.first("content-type") else { return nil }
        let bytes = Array(value.utf8)
        let type = Characters.trimmed(bytes.prefix { $0 != UInt8(ascii: ";") })
        return String(decoding: type.map(Characters.lowercased), as: UTF8.self)
    }

    /// The first cookie of the name (RFC 6265, section 5.4), or nil.
    public func cookie(_ name: String) -> String? {
        for value in fields.all("cookie") {
            for part in Array(value.utf8).split(separator: UInt8(ascii: ";")) {
                let pair = Characters.trimmed(part)
                guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else { continue }
                if pair[..<equals].elementsEqual(name.utf8) {
                    return String(decoding: pair[equals...].dropFirst(), as: UTF8.self)
                }
            }
        }
        return nil
    }

    /// Whether the answer may be compressed with gzip (RFC 9110, section 12.5.3).
    public var acceptsGzip: Bool {
        var wildcard = false
        for field in fields.list where field.has("accept-encoding") {
            let bytes = field.value.utf8.span
            var place = 0
            while let member = Characters.member(of: bytes, from: &place) {
                let text = Characters.lowercased(bytes.extracting(member))
                let (name, isWanted) = Request.weighed(text)
                switch name {
                case "gzip", "x-gzip": return isWanted
                case "*": wildcard = isWanted
                default: break
                }
            }
        }
        return wildcard
    }

    /// A coding without its parameters, and whether its weight is more than 0.
    private static func weighed(_ member: String) -> (name: String?, isWanted: Bool) {
        let name = Characters.index(of: UInt8(ascii: ";"), in: member.utf8.span)
        guard name < member.utf8.count else { return (member, true) }
        let parts = member.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        let weight = parts.dropFirst().first { $0.hasPrefix("q=") }?.dropFirst(2) ?? "1"
        return (parts.first, weight.contains { $0 != "0" && $0 != "." })
    }
}
