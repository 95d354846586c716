public import Base
import CCrypto

/// Random bytes fit for secrets.
///
/// Throws a fault when the system has none to give.
public func randomBytes(_ count: Int) throws(Failure) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    guard unsafe RAND_bytes(&bytes, Int32(clamping: count)) == 1 else {
        throw .broken(Fault("no random bytes"))
    }
    return bytes
}

/// A secret that its holder carries in a cookie or a link; only its hash is ever stored.
public struct Token: Sendable {
    /// 43 characters, safe in URLs: 256 random bits.
    public let text: String

    /// A new secret.
    public init() throws(Failure) {
        text = base64url(try randomBytes(32))
    }

    /// A secret that is always the same for a text which nobody else knows.
    public init(of secret: String) {
        text = base64url(sha256(secret))
    }

    /// What somebody sent in place of a token; nil when it cannot be one.
    public init?(received text: String) {
        let alphabet = text.utf8.allSatisfy { byte in
            switch byte {
            case 48...57, 65...90, 97...122, UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
        guard text.utf8.count == 43, alphabet else { return nil }
        self.text = text
    }

    /// SHA-256 of the text.
    public var hash: [UInt8] { sha256(text) }
}

/// A code of eight figures for a mail, each code as likely as any other.
public func mailedCode() throws(Failure) -> String {
    while true {
        let number = try randomBytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        // The largest multiple of 10^8 below 2^32: what lies above would favour small codes.
        if number < 4_200_000_000 {
            let figures = String(number % 100_000_000)
            return String(repeating: "0", count: 8 - figures.utf8.count) + figures
        }
    }
}
