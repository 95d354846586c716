import Access
import Answering
import Audit
import Base
import Crypto
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms

/// What a living token opens.
struct OpenedLink {
    let found: ConsentCase
    let link: AnswerLink
    /// As it came, for the forms and mails that carry it on.
    let token: Token
    /// What was chosen in this browser, and for which step a code was mailed.
    let chosen: ChosenStep?

    var request: ConsentRequest { found.request }
    var object: Object { Object(request.id, request.label) }
    /// Whether the matter is over, or somebody else's: nothing more is told of it.
    var isClosed: Bool {
        request.state == .cancelled || link.passedTo != nil
            || request.state == .replaced && found.receipt == nil
    }
}

/// What was chosen on the first page, while the second waits for its code.
struct ChosenStep: Sendable {
    let step: AnswerStep
    let form: Form

    init(_ step: AnswerStep, _ text: String) {
        self.step = step
        form = (try? Form(parsing: text.utf8)) ?? Form()
    }
}

/// What the browser keeps of a link for an hour: the token, and what ties codes to this browser.
struct KeptLink {
    let token: Token
    let browser: Token

    /// The link of a form or, without one, the link that the browser keeps; nil for none.
    init?(_ visit: Visit) throws(Failure) {
        let kept = visit.request.cookie(KeptLink.name(visit)) ?? ""
        let parts = kept.split(separator: ".").map { Token(received: String($0)) }
        let isWhole = parts.count == 2
        var token = isWhole ? parts[0] : nil
        if !visit.request.method.isSafe {
            // Who pastes the whole link has pasted the token too.
            let typed = FormEntry(try visit.request.form(), visit.words).secret("token")
            let last = typed.split(separator: "#", omittingEmptySubsequences: false).last
            token = Token(received: last.map(String.init) ?? "")
        }
        guard let token else { return nil }
        self.token = token
        if isWhole, let known = parts[1] { browser = known } else { browser = try Token() }
    }

    /// The reply with what the browser is to keep.
    func kept(_ looked: Looked, _ visit: Visit) -> Looked {
        let cookie = Cookie(
            KeptLink.name(visit),
            "\(token.text).\(browser.text)",
            maxAge: Limits.keptFormSeconds,
            secure: visit.site.isSecure,
            httpOnly: true,
            sameSite: .strict
        )
        return looked.with { $0.setCookie(cookie) }
    }

    private static func name(_ visit: Visit) -> String {
        visit.site.isSecure ? "__Host-vakka-answer" : "vakka-answer"
    }

    /// What the link opens; nil when it opens nothing.
    ///
    /// `holds` keeps the request from changing until the transaction ends.
    func open(_ db: borrowing Transaction, holds: Bool = false) throws(Failure) -> OpenedLink? {
        guard let target = try db.oneIfAny(.linkByToken, Bytes(token.hash)) else { return nil }
        if holds { try db.run(.holdRequest, target.request) }
        let (request, link, answer, ending, chosen) = try db.together(
            .one(.consentRequest, target.request),
            .one(.answerLink, target.link),
            .letter(ConsentAnswerLetter.self, about: target.request),
            .letter(ConsentWithdrawnLetter.self, about: target.request),
            .oneIfAny(.chosenStep, target.link, Bytes(browser.hash))
        )
        let isOwn = request.isApplicant(link.email)
        let found = ConsentCase(
            request: request,
            link: link,
            receipt: Receipt(answer, ending, about: .employee(of: target.request)),
            bar: isOwn ? "answer.barred.own" : target.mayAct ? nil : "answer.barred.giver"
        )
        return OpenedLink(found: found, link: link, token: token, chosen: chosen)
    }
}

extension Visit {
    /// A token that opens nothing is refused in one way, whatever is wrong with it.
    func refuseToken() throws(Failure) -> Looked {
        let key = [throttleKey("consent \(request.network.counted)")]
        let reply = try write { (db) throws(Failure) in
            let wait = try db.account(.throttleWait, key).first ?? 0
            guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
            _ = try db.account(.throttleCount, key, 10)
            let label = "\(request.method.rawValue) \(request.path)"
            return Audited(
                closed("answer.dead", status: 404),
                Entry(.accessRefused, of: Object(db.space, label), outcome: .refused)
            )
        }
        return .acted(reply)
    }
}

/// A link that a token opens, and the request that it leads to.
struct LinkTarget: Sendable {
    let link: ID<AnswerLink>
    let request: ID<ConsentRequest>
    let mayAct: Bool
}

extension Statement where Result == LinkTarget {
    /// The living link whose token has this hash (`$2`); that a matter is over, its revoked links may still tell.
    fileprivate static let linkByToken = Statement(
        """
        select l.id, l.request_id, link_may_act($1, l.id) as may_act
          from consent_link l
          join consent_request r on r.tenant_id = $1 and r.id = l.request_id
         where l.tenant_id = $1 and l.token_hash = $2 and l.expires_at > public.moment()
           and (l.revoked_at is null or r.state = 'cancelled')
        """,
        LinkTarget.init,
        "id",
        "request_id",
        "may_act"
    )
}

extension Statement where Result == ChosenStep {
    /// What was chosen by a link (`$2`) in a browser (`$3`, hashed).
    fileprivate static let chosenStep = Statement(
        "select step, chosen from consent_code where tenant_id = $1 and link_id = $2 and browser_hash = $3",
        ChosenStep.init,
        "step",
        "chosen"
    )
}

extension AnswerStep: ColumnValue {}
