import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// What a step needs beside the code.
enum StepInput {
    case decision(Answer, shown: Language)
    case delegation(Colleague)
    case withdrawal(name: String)
}

/// Mails a code for a step, and leads to the page that asks for it.
@Sendable func sendCode(_ visit: Visit) throws(Failure) -> Reply {
    try withLink(visit) { (db, opened, entry) throws(Failure) in
        var entry = entry
        let step = CodeStep(rawValue: entry.secret("step")) ?? .decision
        var form = entry.form
        form.set("step", step.rawValue)
        let kept = KeptAnswer(opened.token, form)
        guard let input = try read(step, db, visit, opened, &entry) else {
            let opening = Entry(.consentOpened, of: opened.object)
            guard !entry.isSound else {
                return Audited(visit.leading(to: "/request", keeping: kept), opening)
            }
            return Audited(try standing(db, visit, opened, entry, status: 422), opening)
        }
        let key = ["consent-code:\(opened.link.id)"]
        let wait = try db.account(.throttleWait, key).first ?? 0
        guard wait == 0 else {
            entry.problem("code", visit.words.count("answer.code.wait", wait))
            let page = try codeReply(db, visit, opened, step, input, entry, status: 429)
            return Audited(page, Entry(.accessRefused, of: opened.object, outcome: .refused))
        }
        _ = try db.account(.throttleCount, key, 3)
        let known = Token(received: visit.request.cookie(visit.codeCookie) ?? "")
        let browser = if let known { known } else { try Token() }
        let code = try mailedCode()
        try db.run(.forgetExpiredCodes, opened.link.id)
        try db.run(
            .keepCode,
            opened.link.id,
            Bytes(browser.hash),
            Bytes(codeHash(code, step, opened.link)),
            visit.now.adding(seconds: Int64(Limits.mailedCodeSeconds))
        )
        try db.mail(codeMail(code, step, opened, visit.words))
        return Audited(
            withCookie(visit.leading(to: "/code", keeping: kept), browser, visit),
            Entry(.consentCodeSent, of: opened.object)
        )
    }
}

/// The page that asks for the code.
@Sendable func showCode(_ visit: Visit) throws(Failure) -> Looked {
    try lookByLink(visit) { (db, opened, entry) throws(Failure) in
        var entry = entry
        guard let step = CodeStep(rawValue: entry.typed("step")),
            let input = try read(step, db, visit, opened, &entry)
        else { return .elsewhere(visit.here("/answer/request")) }
        switch Int(visit.request.query["tried"]) {
        case 0: entry.problem("code", visit.words("answer.code.spent"))
        case let left? where (1..<Limits.mailedCodeTriesMax).contains(left):
            entry.problem("code", visit.words.count("answer.code.wrong", left))
        default: break
        }
        let page = try codeReply(db, visit, opened, step, input, entry)
        return Looked(page, Entry(.consentOpened, of: opened.object))
    }
}

/// Does a step whose code is right, once, and leads to what has come of it.
func takeStep(_ visit: Visit, _ step: CodeStep) throws(Failure) -> Reply {
    let entry = try FormEntry(visit)
    guard let token = try knownToken(visit, entry) else {
        return try visit.write { (db) throws(Failure) in try refuseToken(db, visit) }
    }
    var form = entry.form
    form.set("step", step.rawValue)
    // What has been decided need not be kept any longer.
    var kept = KeptAnswer(token)
    let reply = try visit.act { (db) throws(Failure) in
        guard let opened = try open(db, token, holds: true) else { throw .refused(.notFound) }
        var entry = entry
        guard closed(visit, opened) == nil,
            let input = try read(step, db, visit, opened, &entry)
        else {
            if !entry.isSound { kept = KeptAnswer(token, form) }
            let page = visit.here("/answer/request")
            return Audited(page, Entry(.consentOpened, of: opened.object))
        }
        let left: Int
        switch try check(db, visit, opened.link, step, entry.secret("code")) {
        case .right: return try carryOut(input, db, visit, opened)
        case .wrong(let tries): left = tries
        case .spent: left = 0
        }
        kept = KeptAnswer(token, form)
        return Audited(
            visit.here("/answer/code?tried=\(left)"),
            Entry(.accessRefused, of: opened.object, outcome: .refused)
        )
    }
    return kept.kept(reply, visit.site)
}

/// What the step needs, from the form.
///
/// Nil when the form does not hold, or when the request allows the step no more.
private func read(
    _ step: CodeStep,
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ opened: Opened,
    _ entry: inout FormEntry
) throws(Failure) -> StepInput? {
    switch step {
    case .decision:
        guard opened.request.isOpen, opened.bar == nil else { return nil }
        let answer = readAnswer(&entry, asked: opened.request.asked)
        let shown = Language(rawValue: entry.secret("shown")) ?? visit.words.language
        return answer.map { .decision($0, shown: shown) }
    case .delegation:
        guard opened.request.isOpen, opened.bar == nil else { return nil }
        return readColleague(&entry, from: opened.link, visit.words).map(StepInput.delegation)
    case .withdrawal:
        guard opened.request.canBeWithdrawn, opened.mayAct else { return nil }
        let name = entry.signature("name")
        return entry.isSound ? .withdrawal(name: name) : nil
    }
}

/// The two answers and the name; nil when something is wrong.
func readAnswer(_ entry: inout FormEntry, asked: Set<Support>) -> Answer? {
    let consent: YesOrNo? = entry.choice("consent")
    let ticked = Set(entry.choices("support", Support.self, isRequired: false))
    let contact = entry.line("contact", charactersMax: Limits.nameCharactersMax, isRequired: false)
    let name = entry.signature("name")
    guard entry.isSound, let consent else { return nil }
    return Answer(
        consents: consent == .yes,
        // Who refuses promises nothing, whatever was ticked before.
        support: consent == .yes ? ticked.intersection(asked).subtracting([.contact]) : [],
        contact: consent == .yes && asked.contains(.contact) ? contact : "",
        name: name
    )
}

/// The colleague who is to answer; nil when something is wrong.
///
/// `link` is the one that is passed on, if there is one.
func readColleague(_ entry: inout FormEntry, from link: AnswerLink?, _ words: Words) -> Colleague? {
    let name = entry.name("colleague")
    let email = entry.email("address")
    if let link {
        if email == link.email, !email.isEmpty {
            entry.problem("address", words("answer.delegation.same"))
        }
        if link.chain.count >= Limits.consentDelegationsMax {
            entry.problem("colleague", words("answer.delegation.often"))
        }
    }
    return entry.isSound ? Colleague(name: name, email: email) : nil
}

/// Returns where to go, with the sentence that says what was done.
private func carryOut(
    _ input: StepInput,
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ opened: Opened
) throws(Failure) -> Audited<String> {
    let place = "\(visit.site.origin)\(visit.here("/answer"))#\(opened.token.text)"
    let page = visit.here("/answer/request")
    switch input {
    case .decision(let answer, let shown):
        let giver = try giver(db, visit, opened.link, name: answer.name)
        let text = try db.one(.employerText, opened.request.textVersion, shown)
        let done = try keepAnswer(
            db,
            opened.request,
            answer,
            by: giver,
            to: text,
            receiptAt: place,
            visit.words
        )
        return Audited(visit.after(page, did: "answer.done.answered"), done)
    case .withdrawal(let name):
        guard let receipt = opened.receipt else { throw .refused(.notFound) }
        let giver = try giver(db, visit, opened.link, name: name)
        let done = try keepWithdrawal(
            db,
            opened.request,
            receipt,
            by: giver,
            receiptAt: place,
            visit.words
        )
        return Audited(visit.after(page, did: "answer.done.withdrawn"), done)
    case .delegation(let colleague):
        let done = try passOn(
            db,
            visit,
            opened.request,
            to: colleague,
            from: opened.link,
            by: opened.link.holder
        )
        return Audited(page, done)
    }
}

private func giver(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ link: AnswerLink,
    name: String
) throws(Failure) -> Giver {
    let contact = try db.one(.contactEmail)
    let isClaimed = try visit.space.state == "active"
    return Giver(
        name: name,
        email: link.email,
        strength: .ofCode(email: link.email, contact: contact, isClaimed: isClaimed),
        link: link.id,
        membership: nil
    )
}
