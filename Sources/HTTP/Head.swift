import Base

/// The head of a request while it is read.
struct Head: Sendable {
    var method: Method?
    var target: Target?
    /// Of the absolute form, in lower case; it must be the Host (RFC 9112, section 3.2.2).
    var authority: String?
    var isOldVersion = false
    var fields = Fields()
    var fieldBytes = 0
    var trailerFields = 0
    var hasSkippedLine = false

    /// What stands between the head and the next request.
    enum Framing {
        case none
        case fixed(Int)
        case chunked
    }

    /// Takes the three parts of a request line, or gives the status of its refusal.
    mutating func read(requestLine line: Span<UInt8>) -> Int? {
        let first = Characters.index(of: Characters.space, in: line)
        let second = Characters.index(of: Characters.space, in: line, from: first + 1)
        // Beyond the end, when there was no first one.
        guard second < line.count else { return 400 }
        let name = line.extracting(..<first)
        guard Characters.isToken(name) else { return 400 }
        switch Head.version(line.extracting((second + 1)...)) {
        case (1, 1)?: isOldVersion = false
        case (1, 0)?: isOldVersion = true
        case nil: return 400
        default: return 505
        }
        guard let method = Method(name) else { return 501 }
        self.method = method
        return read(target: line.extracting((first + 1)..<second), method: method) ? nil : 400
    }

    private mutating func read(target bytes: Span<UInt8>, method: Method) -> Bool {
        if !bytes.isEmpty, bytes[0] == UInt8(ascii: "/") {
            target = try? Target(bytes)
        } else if Characters.equal(bytes, "*") {
            target = method == .options ? .asterisk : nil
        } else {
            read(absolute: Characters.text(bytes))
        }
        return target != nil
    }

    /// Takes `http://authority/path`.
    private mutating func read(absolute text: String) {
        let lower = Characters.lowercased(text.utf8.span)
        guard let scheme = ["http://", "https://"].first(where: { lower.hasPrefix($0) }) else {
            return
        }
        let rest = text.utf8.dropFirst(scheme.utf8.count)
        let named = lower.utf8.dropFirst(scheme.utf8.count).prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?")
        }
        guard Host.isValid(named.span) else { return }
        authority = String(named)
        let path = String(Substring(rest.dropFirst(named.count)))
        target = try? Target(path.hasPrefix("/") ? path : "/" + path)
    }

    /// Takes one field line, or gives the status of its refusal (RFC 9112, section 5).
    mutating func read(fieldLine line: Span<UInt8>, keeps: Bool) -> Int? {
        var colon = 0
        while colon < line.count, Characters.isToken(line[colon]) { colon += 1 }
        // A line that starts with a space is folded, a space before the colon makes the name no token: both are refused.
        guard colon > 0, colon < line.count, line[colon] == UInt8(ascii: ":") else { return 400 }
        let value = line.extracting(Characters.trimmed(colon + 1..<line.count, of: line))
        guard Characters.isFieldValue(value) else { return 400 }
        if keeps { fields.append(checkedName: line.extracting(..<colon), value: value) }
        return nil
    }

    /// Nil unless there is exactly one valid Host, the same as the authority of an absolute target.
    var hasValidHost: Bool {
        var only: String?
        for field in fields.list where field.has("host") {
            guard only == nil else { return false }
            only = field.value
        }
        guard let host = only, Host.isValid(host.utf8.span) else { return false }
        return authority == nil || authority == Characters.lowercased(host.utf8.span)
    }

    /// The framing of the body, or the status of the refusal (RFC 9112, section 6.1 to 6.3).
    func framing(bodyBytesMax: Int) -> (framing: Framing, refusal: Int?) {
        let codings = fields.values(of: "transfer-encoding")
        let lengths = fields.values(of: "content-length")
        if !codings.isEmpty {
            // With both, one reader goes by the length and another by the chunks: request smuggling.
            guard lengths.isEmpty, !isOldVersion, codings.count == 1,
                codings[0].utf8.map(Characters.lowercased).elementsEqual("chunked".utf8)
            else { return (.none, 400) }
            return (.chunked, nil)
        }
        guard let length = lengths.first else { return (.none, nil) }
        guard lengths.count == 1, !length.isEmpty, length.utf8.allSatisfy(Characters.isDigit) else {
            return (.none, 400)
        }
        // Only digits, so no number means one beyond 64 bits.
        guard let bytes = Int(length), bytes <= bodyBytesMax else { return (.none, 413) }
        return (bytes == 0 ? .none : .fixed(bytes), nil)
    }

    /// Whether the client waits for leave to send its body; nil for an expectation nobody knows (417).
    var expectsContinue: Bool? {
        let expectations = Characters.list(fields.values(of: "expect"))
        guard !expectations.isEmpty else { return false }
        guard expectations.allSatisfy({ $0 == "100-continue" }) else { return nil }
        // RFC 9110, section 10.1.1: one from HTTP/1.0 is ignored.
        return !isOldVersion
    }

    /// Whether the connection stays open (RFC 9112, section 9.3).
    var persistence: Response.Persistence {
        let options = Characters.list(fields.values(of: "connection"))
        if options.contains("close") { return .close }
        guard isOldVersion else { return .open }
        return options.contains("keep-alive") ? .openAsAsked : .close
    }

    /// `HTTP/` digit `.` digit; nil for anything else.
    private static func version(_ bytes: Span<UInt8>) -> (major: UInt8, minor: UInt8)? {
        guard bytes.count == 8, Characters.equal(bytes.extracting(..<5), "HTTP/"),
            bytes[6] == UInt8(ascii: "."), Characters.isDigit(bytes[5]),
            Characters.isDigit(bytes[7])
        else { return nil }
        return (bytes[5] - UInt8(ascii: "0"), bytes[7] - UInt8(ascii: "0"))
    }
}

/// The authority of a URL without user information (RFC 3986, section 3.2).
enum Host {
    /// A name or an address, in brackets when it is IPv6, perhaps with a port.
    static func isValid(_ bytes: Span<UInt8>) -> Bool {
        guard !bytes.isEmpty else { return false }
        var end = 0
        if bytes[0] == UInt8(ascii: "[") {
            end = 1
            while end < bytes.count, isInAddress(bytes[end]) { end += 1 }
            guard end > 1, end < bytes.count, bytes[end] == UInt8(ascii: "]") else { return false }
            end += 1
        } else {
            while end < bytes.count, isUnreserved(bytes[end]) { end += 1 }
            guard end > 0 else { return false }
        }
        return end == bytes.count || isPort(bytes.extracting(end...))
    }

    private static func isInAddress(_ byte: UInt8) -> Bool {
        Characters.digitValue(byte) != nil || byte == UInt8(ascii: ":") || byte == UInt8(ascii: ".")
    }

    /// A colon and at most five digits, or none.
    private static func isPort(_ bytes: Span<UInt8>) -> Bool {
        guard bytes[0] == UInt8(ascii: ":"), bytes.count <= 6 else { return false }
        for index in 1..<bytes.count where !Characters.isDigit(bytes[index]) { return false }
        return true
    }
}
