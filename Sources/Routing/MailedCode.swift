public import Base
import Crypto
public import HTTP
public import Store

/// A code that is mailed to an address, tied to the browser that asks for it.
///
/// The browser keeps a secret and the address in a cookie, one for each purpose; the database keeps hashes alone. Sending is
/// `send`, trying is `tried`; the form's field for it is `Field.code`.
public struct MailedCode: Sendable {
    /// What the code is for.
    public let purpose: StaticString
    /// The address that it is sent to.
    public let email: String
    private let browser: Token

    /// A fresh one for this browser.
    public init(for purpose: StaticString, to email: String) throws(Failure) {
        (self.purpose, self.email, browser) = (purpose, email, try Token())
    }

    /// The one that the browser has asked for; nil when it has none of this purpose.
    public init?(for purpose: StaticString, askedBy visit: Visit) {
        let value = visit.request.cookie(MailedCode.cookieName(purpose, visit.site)) ?? ""
        let parts = value.split(separator: ".")
        guard parts.count == 2, let token = Token(received: String(parts[0])),
            let address = bytes(hex: parts[1]),
            let email = String(validating: address, as: UTF8.self)
        else { return nil }
        (self.purpose, self.email, browser) = (purpose, email, token)
    }

    /// What the browser keeps while the code is valid.
    public func cookie(_ site: Site) -> Cookie {
        Cookie(
            MailedCode.cookieName(purpose, site),
            "\(browser.text).\(hex(Array(email.utf8)))",
            maxAge: Limits.mailedCodeSeconds,
            secure: site.isSecure
        )
    }

    /// The cookie that takes it away when it has done its work.
    public func endedCookie(_ site: Site) -> Cookie {
        Cookie(MailedCode.cookieName(purpose, site), "", maxAge: 0, secure: site.isSecure)
    }

    /// Makes the code and counts the attempt.
    ///
    /// The code in two halves, as people read it off a screen; or the seconds to wait, and nothing was made.
    public func make(
        _ attempts: Attempts,
        _ visit: Visit,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> Sending {
        let wait = try attempts.wait(visit, db)
        guard wait == 0 else { return .wait(wait) }
        try attempts.count(db)
        let code = try mailedCode()
        try db.run(
            .codeMake,
            email,
            "\(purpose)",
            Bytes(hash(code)),
            Bytes(browser.hash),
            Limits.mailedCodeSeconds
        )
        return .mail("\(code.prefix(4)) \(code.suffix(4))")
    }

    /// What came of asking for a code.
    public enum Sending: Sendable {
        /// Mail this.
        case mail(String)
        /// Too many were asked for: the seconds to wait.
        case wait(Int)
    }

    /// Tries what was typed; a right code is used up.
    public func tried(
        _ code: String,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> CodeResult {
        try db.one(
            .codeTry,
            email,
            "\(purpose)",
            Bytes(hash(code)),
            Bytes(browser.hash),
            Limits.mailedCodeTriesMax
        )
    }

    /// Who reads the table learns no code from it: the browser's secret is hashed along.
    private func hash(_ code: String) -> [UInt8] { sha256("\(browser.text) \(code)") }

    private static func cookieName(_ purpose: StaticString, _ site: Site) -> String {
        "\(site.isSecure ? "__Host-" : "")vakka-\(purpose)-code"
    }
}
