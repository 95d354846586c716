public import Base
public import Crypto
public import Store

/// What a form knows of itself: whose it is, what it was made from, and which sending it is.
///
/// It travels in the hidden field `once`, sealed: nobody can read or make one but this house.
public struct FormSeal: Sendable, Equatable {
    /// The account for which the page was made; nil for nobody.
    public let account: ID<Account>?
    /// What the form's content was when it was made (`FormPage.version`); nil for forms that change nothing that is there.
    public let version: UInt64?
    /// The key of one intent: what is sent twice with it is done once.
    public let key: ID<Submission>

    /// A seal of a form for an account.
    public init(
        account: ID<Account>?,
        version: UInt64? = nil,
        key: ID<Submission> = ID<Submission>()
    ) {
        self.account = account
        self.version = version
        self.key = key
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String, _ sealing: SealingKey) {
        guard text.utf8.count <= 200, let box = bytes(base64url: text),
            let plain = sealing.open(box, for: "form"), plain.count == 41
        else { return nil }
        key = ID(bits: uuid(plain[0..<16]))
        account = plain[40] & 1 == 0 ? nil : ID(bits: uuid(plain[16..<32]))
        version = plain[40] & 2 == 0 ? nil : number(plain[32..<40])
    }

    /// The seal as the form carries it.
    public func text(_ sealing: SealingKey) throws(Failure) -> String {
        var plain = key.bytes
        plain += account?.bytes ?? [UInt8](repeating: 0, count: 16)
        let number = version ?? 0
        plain += (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
        plain.append((account == nil ? 0 : 1) | (version == nil ? 0 : 2))
        return base64url(try sealing.seal(plain, for: "form"))
    }
}

private func uuid(_ bytes: ArraySlice<UInt8>) -> UUIDBits {
    (number(bytes.prefix(8)), number(bytes.suffix(8)))
}

private func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reduce(0) { $0 << 8 | UInt64($1) }
}
