/// A cookie to be set (RFC 6265, section 4.1).
public struct Cookie: Sendable, Equatable {
    /// Whether the cookie comes along when another site leads here.
    public enum SameSite: String, Sendable {
        case strict = "Strict"
        case lax = "Lax"
    }

    /// A token.
    public var name: String
    /// Visible ASCII without quote, comma, semicolon and backslash.
    public var value: String
    /// The part of the site that the cookie goes to.
    public var path: String
    /// In seconds; 0 removes the cookie, nil keeps it as long as the browser runs.
    public var maxAge: Int?
    /// Sent over encrypted connections only.
    public var isSecure: Bool
    /// Out of reach of scripts.
    public var isHTTPOnly: Bool
    /// When the cookie comes along from other sites.
    public var sameSite: SameSite

    /// A cookie for the whole site, kept from scripts and from other sites, unless said otherwise.
    public init(
        _ name: String,
        _ value: String,
        path: String = "/",
        maxAge: Int? = nil,
        secure: Bool,
        httpOnly: Bool = true,
        sameSite: SameSite = .lax
    ) {
        self.name = name
        self.value = value
        self.path = path
        self.maxAge = maxAge
        isSecure = secure
        isHTTPOnly = httpOnly
        self.sameSite = sameSite
    }

    /// The value of the field, or nil when a part holds what could end it.
    public var field: String? {
        guard Characters.isToken(name.utf8.span), value.utf8.allSatisfy(Cookie.isValue),
            path.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != UInt8(ascii: ";") })
        else { return nil }
        var text = "\(name)=\(value); Path=\(path)"
        if let maxAge { text += "; Max-Age=\(maxAge)" }
        if isSecure { text += "; Secure" }
        if isHTTPOnly { text += "; HttpOnly" }
        return text + "; SameSite=\(sameSite.rawValue)"
    }

    /// `cookie-octet`: visible, and no quote, comma, semicolon or backslash.
    private static func isValue(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"): false
        default: (0x21...0x7E).contains(byte)
        }
    }
}
