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
    mutating func read(requestLine line: ArraySlice<UInt8>) -> Int? {
        let parts = line.split(separator: Characters.space, omittingEmptySubsequences: false)
        guard parts.count == 3, Characters.isToken(parts[0]) else { return 400 }
        switch String(decoding: parts[2], as: UTF8.self) {
        case "HTTP/1.1": isOldVersion = false
        case "HTTP/1.0": isOldVersion = true
        case let version: return Head.isVersion(version) ? 505 : 400
        }
        guard let method = Method(rawValue: String(decoding: parts[0], as: UTF8.self)) else {
            return 501
        }
        self.method = method
        return read(target: parts[1], method: method) ? nil : 400
    }

    private mutating func read(target bytes: ArraySlice<UInt8>, method: Method) -> Bool {
        var text = String(decoding: bytes, as: UTF8.self)
        if text == "*" {
            target = .asterisk
            return method == .options
        }
        if bytes.first != UInt8(ascii: "/") {
            let lower = bytes.map(Characters.lowercased)
            guard
                let scheme = ["http://", "https://"].first(where: { lower.starts(with: $0.utf8) })
            else {
                return false
            }
            let rest = bytes.dropFirst(scheme.utf8.count)
            let end =
                rest.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") }
                ?? rest.endIndex
            let named = String(decoding: rest[..<end].map(Characters.lowercased), as: UTF8.self)
            guard Host.isValid(named) else { return false }
            authority = named
            text = String(decoding: rest[end...], as: UTF8.self)
            if !text.hasPrefix("/") { text = "/" + text }
        }
        target = try? Target(text)
        return target != nil
    }

    /// Takes one field line, or gives the status of its refusal (RFC 9112, section 5).
    mutating func read(fieldLine line: ArraySlice<UInt8>, keeps: Bool) -> Int? {
        // A line that starts with a space is folded, a space before the colon makes the name no token: both are refused.
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), Characters.isToken(line[..<colon])
        else {
            return 400
        }
        let value = Characters.trimmed(line[colon...].dropFirst())
        guard value.allSatisfy(Characters.isFieldValue) else { return 400 }
        if keeps { fields.append(checkedName: line[..<colon], value: value) }
        return nil
    }

    /// Nil unless there is exactly one valid Host, the same as the authority of an absolute target.
    var hasValidHost: Bool {
        let hosts = fields.all("host")
        guard hosts.count == 1, let host = hosts.first else { return false }
        let named = String(decoding: host.utf8.map(Characters.lowercased), as: UTF8.self)
        return Host.isValid(named) && (authority == nil || authority == named)
    }

    /// The framing of the body, or the status of the refusal (RFC 9112, section 6.1 to 6.3).
    func framing(bodyBytesMax: Int) -> (framing: Framing, refusal: Int?) {
        let codings = fields.all("transfer-encoding")
        let lengths = fields.all("content-length")
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
        let expectations = Characters.list(fields.all("expect"))
        guard !expectations.isEmpty else { return false }
        guard expectations.allSatisfy({ $0 == "100-continue" }) else { return nil }
        // RFC 9110, section 10.1.1: one from HTTP/1.0 is ignored.
        return !isOldVersion
    }

    /// Whether the connection stays open (RFC 9112, section 9.3).
    var persistence: Response.Persistence {
        let options = Characters.list(fields.all("connection"))
        if options.contains("close") { return .close }
        guard isOldVersion else { return .open }
        return options.contains("keep-alive") ? .openAsAsked : .close
    }

    /// `HTTP/` digit `.` digit.
    private static func isVersion(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 8 && text.hasPrefix("HTTP/") && Characters.isDigit(bytes[5])
            && bytes[6] == UInt8(ascii: ".") && Characters.isDigit(bytes[7])
    }
}

/// The authority of a URL without user information (RFC 3986, section 3.2).
enum Host {
    /// A name or an address, in brackets when it is IPv6, perhaps with a port; in lower case.
    static func isValid(_ text: String) -> Bool {
        var name = Array(text.utf8)[...]
        if let colon = name.lastIndex(of: UInt8(ascii: ":")), name.last != UInt8(ascii: "]") {
            let port = name[colon...].dropFirst()
            guard port.count <= 5, port.allSatisfy(Characters.isDigit) else { return false }
            name = name[..<colon]
        }
        if name.first == UInt8(ascii: "[") {
            guard name.last == UInt8(ascii: "]"), name.count > 2 else { return false }
            return name.dropFirst().dropLast().allSatisfy {
                Characters.digitValue($0) != nil || $0 == UInt8(ascii: ":")
                    || $0 == UInt8(ascii: ".")
            }
        }
        return !name.isEmpty && name.allSatisfy(Characters.isUnreserved)
    }
}
