public import Base

/// One response, whole.
public struct Response: Sendable {
    /// From 200 to 599; anything else leaves as 500.
    public var status: Int { didSet { keptStart = nil } }
    /// Without those of the framing, which are written with the head.
    public var fields: Fields { didSet { keptStart = nil } }
    /// The content, whole; left out for HEAD, 204 and 304.
    public var body: [UInt8] { didSet { keptStart = nil } }
    /// The start of the head when it has been written before.
    private var keptStart: [UInt8]?

    /// An empty 200 unless said otherwise.
    public init(status: Int = 200, fields: Fields = Fields(), body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// A body of the content type, such as `text/html; charset=utf-8`.
    public init(status: Int = 200, contentType: String, body: [UInt8]) {
        self.init(status: status, fields: ["content-type": contentType], body: body)
    }

    /// Plain text in UTF-8.
    public init(status: Int = 200, text: String) {
        self.init(status: status, contentType: "text/plain; charset=utf-8", body: Array(text.utf8))
    }

    /// The same with the start of its head kept, for what is sent again and again.
    public var prepared: Response {
        var prepared = self
        prepared.keptStart = headStart
        return prepared
    }

    /// Leads the browser on; 303 makes it ask with GET (RFC 9110, section 15.4.4).
    public static func redirect(to location: String, status: Int = 303) -> Response {
        Response(status: status, fields: ["location": location])
    }

    /// Adds the cookie.
    ///
    /// False, and nothing is added, when a part of it could end the field.
    @discardableResult
    public mutating func setCookie(_ cookie: Cookie) -> Bool {
        guard let field = cookie.field else { return false }
        return fields.append("set-cookie", field)
    }

    /// What the head says about the connection after this response.
    public enum Persistence: Sendable, Equatable {
        /// It stays open, as HTTP/1.1 takes for granted.
        case open
        /// It stays open, which a client of HTTP/1.0 must be told.
        case openAsAsked
        /// It is closed.
        case close
    }

    /// The head as it goes to the socket, the empty line included.
    ///
    /// Content-Length, Date and Connection are written here and nowhere else: the response's own
    /// fields of these names are left out.
    public func head(_ persistence: Persistence, at instant: Instant) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        bytes += keptStart ?? headStart
        switch persistence {
        case .open: break
        case .openAsAsked: bytes += "connection: keep-alive\r\n".utf8
        case .close: bytes += "connection: close\r\n".utf8
        }
        bytes += DateText.shared.lines(at: instant)
        return bytes
    }

    /// The lines of the head that hang on the response alone.
    private var headStart: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        let code = (200...599).contains(status) ? status : 500
        bytes += "HTTP/1.1 ".utf8
        bytes += String(code).utf8
        bytes += " ".utf8
        bytes += Response.reason(code).utf8
        bytes += Characters.lineEnd
        for field in fields.list where !Response.isFraming(field.name) {
            bytes += field.name.utf8
            bytes += ": ".utf8
            bytes += field.value.utf8
            bytes += Characters.lineEnd
        }
        if hasBody {
            bytes += "content-length: ".utf8
            bytes += String(body.count).utf8
            bytes += Characters.lineEnd
        }
        return bytes
    }

    /// The body as it goes to the socket: nothing for HEAD, 204 and 304 (RFC 9112, section 6.3).
    public func content(for method: Method?) -> [UInt8] {
        method == .head || !hasBody ? [] : body
    }

    /// Head and body in one piece.
    public func serialised(
        for method: Method?,
        _ persistence: Persistence,
        at instant: Instant
    ) -> [UInt8] {
        head(persistence, at: instant) + content(for: method)
    }

    /// 204 and 304 end with their head, whatever it says.
    private var hasBody: Bool { status != 204 && status != 304 }

    private static func isFraming(_ name: String) -> Bool {
        switch name {
        case "content-length", "transfer-encoding", "connection", "keep-alive", "date", "trailer":
            true
        default: false
        }
    }
}
