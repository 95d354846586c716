public import Base
public import Crypto
public import Store
public import Terms
public import Wording

// Mails that one chooses to get: each with a way out of it, by one click (RFC 8058).

/// Which notices of whose account a mail's way out ends: sealed, so that nobody can read or make one but this house.
public struct WayOut: Sendable, Equatable {
    /// Whose choice it changes.
    public let account: ID<Account>
    /// What comes no more.
    public let notices: [MailKind]

    /// A way out of these notices.
    public init(of notices: [MailKind], for account: ID<Account>) {
        self.account = account
        self.notices = notices
    }

    /// Reads what `text` wrote; nil for anything else.
    public init?(_ text: String, _ sealing: SealingKey) {
        guard text.utf8.count <= 200, let box = bytes(base64url: text),
            let plain = sealing.open(box, for: "notice")
        else { return nil }
        let parts = String(decoding: plain, as: UTF8.self).split(separator: " ").map(String.init)
        let notices = parts.dropFirst().compactMap(MailKind.init)
        guard let account = parts.first.flatMap({ ID<Account>($0) }), !notices.isEmpty else {
            return nil
        }
        self.init(of: notices, for: account)
    }

    /// The way out as an address carries it.
    public func text(_ sealing: SealingKey) throws(Failure) -> String {
        let parts = [account.text] + notices.map(\.rawValue)
        return base64url(try sealing.seal(Array(parts.joined(separator: " ").utf8), for: "notice"))
    }
}

extension Transaction {
    /// Queues a mail that an account has chosen to get, with its way out; one that it has not chosen the database drops.
    ///
    /// The morning's mail (`.waiting`) may be made of several kinds (`notices`); any other is a notice of its own kind.
    public borrowing func notify(
        _ account: ID<Account>,
        _ kind: MailKind,
        of notices: [MailKind]? = nil,
        to address: String,
        subject: String,
        paragraphs: [String],
        _ words: Words,
        _ site: Site
    ) throws(Failure) {
        let token = try WayOut(of: notices ?? [kind], for: account).text(site.sealing)
        let out = "\(site.origin)/notices/stop?token=\(token)"
        let foot =
            words("notices.mail.why", ["page": "\(site.origin)/account/notices"]) + "\n"
            + words("notices.mail.stop", ["stop": out])
        let mail = Mail(
            kind,
            to: address,
            subject: subject,
            paragraphs: paragraphs + [foot],
            language: words.language
        )
        try notify(mail, of: ChosenNotice(account, unsubscribe: out))
    }
}
