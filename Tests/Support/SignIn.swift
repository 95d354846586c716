public import Access
public import Base
import Crypto
public import HTTP

/// What tests of signing in need of a house: accounts with passwords, cookies that come and go, codes that are mailed.
extension TestHouse {
    /// What such a member signs in with.
    public static let password = "seitsemän veljestä metsässä"

    /// A member whose password is `TestHouse.password`.
    public func memberWithPassword(
        of space: TestSpace?,
        _ role: Role = .coordinator,
        email: String
    ) throws(Failure) -> Guest {
        let guest =
            space == nil
            ? try member(of: nil, email: email) : try member(of: space, role, email: email)
        let hash = try Password.hash(TestHouse.password)
        try database.psql(
            "update accounts.account set password = '\(hash)' where id = '\(guest.account)'"
        )
        return guest
    }

    /// Signs in by the form, as a browser that has been nowhere yet.
    public func signIn(
        _ email: String,
        _ password: String = TestHouse.password,
        next: String = "",
        from peer: String = "192.0.2.1"
    ) throws(Failure) -> Page {
        try send(
            "/sign-in",
            ["email": email, "password": password, "next": next],
            from: peer
        )
    }

    /// Sends a form from a network of one's own, with cookies as text.
    public func send(
        _ path: String,
        _ form: Form,
        cookies: String = "",
        from peer: String = "192.0.2.1"
    ) throws(Failure) -> Page {
        var fields: Fields = ["host": "localhost", "sec-fetch-site": "same-origin"]
        if !cookies.isEmpty { fields.set("cookie", cookies) }
        var form = form
        form.set("once", ID<Account>().text)
        return try ask(Request(.post, path, fields: fields, form: form, peer: peer))
    }

    /// The code in the newest mail to the address.
    public func mailedCode(to email: String) throws(Failure) -> String? {
        guard let mail = try mails(of: nil).last(where: { $0.to == email }) else { return nil }
        let figures = mail.body.filter { $0.isNumber || $0 == " " }
        return figures.split(separator: " ").filter { $0.count == 4 }.prefix(2).joined()
    }

    /// Makes the waits that have begun so long that a slow machine does not sit them out.
    public func stretchWaits() throws(Failure) {
        try database.psql(
            "update accounts.throttle set free_at = free_at + interval '10 minutes' where free_at > last_at"
        )
    }

    /// Lets time pass for what the throttle has counted.
    public func waitOut() throws(Failure) {
        try database.psql("update accounts.throttle set free_at = moment()")
    }
}

extension Page {
    /// Every cookie that the page sets, by name, with its attributes.
    public var cookies: [String: String] {
        var cookies: [String: String] = [:]
        for cookie in response.fields.all("set-cookie") {
            let parts = cookie.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
        }
        return cookies
    }

    /// A cookie's value, without its attributes.
    public func cookie(_ name: String) -> String? {
        cookies[name].map { String($0.prefix { $0 != ";" }) }
    }

    /// The cookies as the next request sends them.
    public var jar: String {
        cookies.keys.sorted().map { "\($0)=\(cookie($0) ?? "")" }.joined(separator: "; ")
    }

    /// The page's HTML without what is new in every page.
    public var constant: String {
        var text = text
        if let once = field("once") {
            text = text.split(separator: once).joined()
        }
        return text
    }
}

/// A session's cookie as the guest that carries it.
public func guest(_ page: Page, like other: Guest) -> Guest {
    Guest(
        account: other.account,
        membership: other.membership,
        email: other.email,
        token: page.cookie("vakka") ?? ""
    )
}
