import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// Compares a code that was typed; every try counts, and a right one is gone.
func check(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ link: AnswerLink,
    _ step: CodeStep,
    _ typed: String
) throws(Failure) -> CodeVerdict {
    guard let browser = Token(received: visit.request.cookie(visit.codeCookie) ?? "") else {
        return .spent
    }
    let hash = codeHash(typed, step, link)
    guard let met = try db.oneIfAny(.tryCode, link.id, Bytes(browser.hash), Bytes(hash)),
        met.isFresh, met.tries <= Limits.mailedCodeTriesMax
    else { return .spent }
    guard met.isRight else {
        let left = Limits.mailedCodeTriesMax - met.tries
        return left > 0 ? .wrong(triesLeft: left) : .spent
    }
    try db.run(.forgetCode, link.id, Bytes(browser.hash))
    return .right
}

/// What is kept of a code: good for one step of one link alone.
func codeHash(_ code: String, _ step: CodeStep, _ link: AnswerLink) -> [UInt8] {
    sha256("\(step.rawValue):\(link.id):\(code)")
}

/// The page that asks for the code and carries along what it is for.
func codeReply(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ opened: Opened,
    _ step: CodeStep,
    _ input: StepInput,
    _ entry: FormEntry,
    status: Int = 200
) throws(Failure) -> Reply {
    let words = visit.words
    var text: ConsentText?
    if case .decision = input {
        text = try db.one(.employerText, opened.request.textVersion, words.language)
    }
    // What is answered to is the text that stands on this page, in its language.
    let shown = text.map { [("shown", $0.language.rawValue)] } ?? []
    let path = visit.here("/answer")
    let sheet = CodeSheet(
        request: opened.request,
        step: step,
        sentences: input.sentences(asked: opened.request.asked, words),
        lacksWorkingTime: input.lacksWorkingTime(asked: opened.request.asked),
        hidden: [("token", opened.token.text), ("step", step.rawValue)] + input.fields + shown,
        text: text,
        address: veiled(opened.link.email),
        problems: entry.problems,
        path: path,
        once: visit.once
    )
    return visit.letter(
        words.dynamic("answer.code.title.\(step.rawValue)"),
        of: opened.request,
        status: status,
        path: "/answer/code"
    ) { h in
        codePage(&h, sheet, words)
    }
}

extension StepInput {
    func lacksWorkingTime(asked: Set<Support>) -> Bool {
        guard case .decision(let answer, _) = self else { return false }
        return answer.lacksWorkingTime(asked: asked)
    }

    /// What was chosen, in words.
    func sentences(asked: Set<Support>, _ words: Words) -> [String] {
        switch self {
        case .decision(let answer, _):
            Consents.sentences(answer, asked: asked, words) + [
                words("answer.said.name", ["name": answer.name])
            ]
        case .delegation(let colleague):
            [words("answer.said.delegation", ["name": colleague.name, "address": colleague.email])]
        case .withdrawal(let name):
            [words("answer.said.withdrawal"), words("answer.said.name", ["name": name])]
        }
    }

    /// What was chosen, as the form sends it.
    var fields: [(name: String, value: String)] {
        switch self {
        case .decision(let answer, _):
            [
                ("consent", answer.consents ? "yes" : "no"), ("contact", answer.contact),
                ("name", answer.name),
            ]
                + answer.support.sorted().map { ("support", $0.rawValue) }
        case .delegation(let colleague):
            [("colleague", colleague.name), ("address", colleague.email)]
        case .withdrawal(let name): [("name", name)]
        }
    }
}

extension Visit {
    /// The cookie that ties a code to the browser that asked for it.
    var codeCookie: String { site.isSecure ? "__Host-vakka-answer" : "vakka-answer" }
}

/// The redirect with the browser's cookie, gone when the code is.
func withCookie(_ reply: Reply, _ browser: Token, _ visit: Visit) -> Reply {
    let cookie = Cookie(
        visit.codeCookie,
        browser.text,
        maxAge: Limits.mailedCodeSeconds,
        secure: visit.site.isSecure,
        httpOnly: true,
        sameSite: .strict
    )
    return reply.with { $0.setCookie(cookie) }
}
