import Access
import Base
import Crypto
import HTTP
import Store

// A form whose session had ended while it was filled in waits until its account signs in again.

extension Pipeline {
    /// To the sign-in page; what was typed is kept for the account for which the form was made.
    func signInNeeded(_ asked: Asked, _ database: Database) -> Response {
        let request = asked.request
        guard !request.method.isSafe else {
            return .redirect(to: "/sign-in?next=\(percentEncoded(request.rawTarget))")
        }
        guard let form = try? request.form(),
            let account = FormSeal(form["once"], site.sealing)?.account,
            let token = try? keep(request, account, database)
        else { return .redirect(to: "/sign-in") }
        var response = Response.redirect(to: "/sign-in?next=\(percentEncoded(keptFormPath))")
        response.setCookie(keptCookie(token.text, site))
        return response
    }

    private func keep(
        _ request: Request,
        _ account: ID<Account>,
        _ database: Database
    ) throws(Failure) -> Token {
        let token = try Token()
        let sealed = try site.sealing.seal(request.body, for: "kept form")
        try database.keepForm(
            token.hash,
            account,
            path: request.rawTarget,
            sealed,
            seconds: Limits.keptFormSeconds
        )
        return token
    }
}

/// Where a form that was kept is shown again.
let keptFormPath = "/kept-form"

private func keptCookie(_ token: String, _ site: Site) -> Cookie {
    Cookie(
        site.isSecure ? "__Host-vakka-kept" : "vakka-kept",
        token,
        path: "/",
        maxAge: Limits.keptFormSeconds,
        secure: site.isSecure,
        httpOnly: true,
        sameSite: .lax
    )
}

extension Route {
    /// The door that every house has for forms that were kept.
    public static var keptForm: Route {
        .get("/kept-form", in: .outside, needs: .accountOwn) { visit throws(Failure) in
            try visit.keptForm()
        }
    }
}

extension Visit {
    /// Whether a form of this browser waits for its account to sign in.
    public var hasKeptForm: Bool { keptToken != nil }

    private var keptToken: Token? {
        request.cookie(site.isSecure ? "__Host-vakka-kept" : "vakka-kept")
            .flatMap(Token.init(received:))
    }

    fileprivate func keptForm() throws(Failure) -> Reply {
        guard let token = keptToken else { throw .refused(.notFound) }
        let found = try readAccount { (db) throws(Failure) in
            try db.all(.keptForm, Bytes(token.hash))
        }
        guard let kept = found.first else { throw .refused(.notFound) }
        guard kept.account == visitor.account?.id else { throw .refused(.otherAccount) }
        guard let body = site.sealing.open(kept.body.bytes, for: "kept form") else {
            throw .refused(.notFound)
        }
        var fields = request.fields
        fields.set("content-type", "application/x-www-form-urlencoded")
        return .kept(
            Request(
                method: .post,
                target: try Target(kept.path),
                fields: fields,
                body: body,
                peer: request.peer,
                isSecure: request.isSecure,
                receivedAt: request.receivedAt
            )
        )
    }
}

/// A form that was kept for an account.
struct KeptForm: Sendable {
    let account: ID<Account>
    let path: String
    let body: Bytes
}

extension AccountStatement where Result == KeptForm {
    fileprivate static let keptForm = AccountStatement(
        "select account_id, path, body from accounts.form_kept($1)",
        KeptForm.init,
        "account_id",
        "path",
        "body"
    )
}
