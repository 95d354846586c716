import Base
import Crypto
import HTTP
import Routing
import Terms
import Wording

/// What a browser keeps of an answer on its way: the link's token, and what was chosen so far.
///
/// Pages stand on it that can be loaded again and led back to, and no address tells any of it.
struct KeptAnswer {
    let token: Token
    let form: Form

    /// The token with nothing chosen, or with what a form of these pages has sent.
    init(_ token: Token, _ sent: Form = Form()) {
        self.token = token
        let chosen = KeptAnswer.names.flatMap { name in
            sent.all(name).prefix(KeptAnswer.most).map { Form.Pair(name, $0) }
        }
        let form = Form([Form.Pair("token", token.text)] + chosen)
        // What holds is never so long; browsers keep 4 KiB.
        let fits = form.encoded.utf8.count <= 3500
        self.form = fits ? form : Form([Form.Pair("token", token.text)])
    }

    /// What this browser keeps; nil when it is nothing.
    init?(_ visit: Visit) {
        let value = visit.request.cookie(KeptAnswer.name(visit.site)) ?? ""
        guard let form = try? Form(parsing: Array(value.utf8)),
            let token = Token(received: form["token"])
        else { return nil }
        self.init(token, form)
    }

    /// The cookie that keeps it, for an hour.
    func cookie(_ site: Site) -> Cookie {
        Cookie(
            KeptAnswer.name(site),
            form.encoded,
            maxAge: 3600,
            secure: site.isSecure,
            sameSite: .strict
        )
    }

    private static let names = [
        "step", "consent", "support", "contact", "name", "colleague", "address",
    ]

    /// As many kinds of support as there are.
    private static let most = Support.allCases.count

    private static func name(_ site: Site) -> String {
        site.isSecure ? "__Host-vakka-answer-kept" : "vakka-answer-kept"
    }
}

extension Visit {
    /// On to another page of the answer, which stands on what the browser keeps.
    func leading(to path: String, keeping kept: KeptAnswer) -> Reply {
        kept.kept(.redirect(to: here("/answer\(path)")), site)
    }
}

extension KeptAnswer {
    /// The redirect with the cookie.
    func kept(_ reply: Reply, _ site: Site) -> Reply {
        reply.with { $0.setCookie(cookie(site)) }
    }
}
