import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showStatement(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(statementPage(visit))
}

@Sendable func sendFeedback(_ visit: Visit) throws(Failure) -> Looked {
    let load: Visit.FormLoad<SentFeedback> = { (visit, _) throws(Failure) in
        try statementPage(visit)
    }
    return try visit.submit(load) { (db, page, new, _) throws(Failure) in
        let id = ID<SentFeedback>()
        try countSending(visit, db, new.email)
        try db.run(.keepFeedback, id, visit.words.language, columns: page.fields.stored(new))
        let sent = Entry(.feedbackSent, of: Object(id, ""))
        let statement = visit.here("/accessibility")
        if new.email.isEmpty { return .done(sent, to: statement, did: "feedback.done.sent") }
        if new.email == visit.visitor.account?.email {
            try db.run(.prove, id)
            return .done(sent, to: statement, did: "feedback.done.sent")
        }
        try mailCode(visit, db, id, new.email)
        return .done(sent, to: codePath(visit, id))
    }
}

private func statementPage(_ visit: Visit) throws(Failure) -> FormPage<SentFeedback> {
    let space = try visit.space
    guard space.hasFrontDoor else { throw .refused(.notFound) }
    let words = visit.words
    let name = space.name(words.language)
    let privacy = visit.here("/privacy")
    return FormPage(
        words("front.accessibility"),
        lead: name,
        feedbackFields,
        SentFeedback(),
        isNew: true,
        action: visit.here("/accessibility"),
        save: words("feedback.send"),
        shape: .letter
    ) { h, form in
        statementContent(&h, form, to: name, privacy: privacy, words)
    }
}

/// As many a network and an address as the public application allows.
private func countSending(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ email: String
) throws(Failure) {
    let place = visit.request.network.counted
    let network = [throttleKey("feedback.network \(place)")]
    let address = email.isEmpty ? [] : [throttleKey("feedback.address \(email) \(place)")]
    let wait = try db.account(.throttleWait, network + address).first ?? 0
    guard wait == 0 else { throw .refused(.tooMany(retrySeconds: wait)) }
    _ = try db.account(.throttleCount, network, 20)
    if !address.isEmpty { _ = try db.account(.throttleCount, address, 3) }
}

// MARK: The address

/// What the database knows the codes by.
private let codePurpose = "feedback"

/// Ties a code to the feedback that it was asked for.
private func tie(_ id: ID<SentFeedback>) -> Bytes { Bytes(sha256("feedback \(id)")) }

private func codePath(_ visit: Visit, _ id: ID<SentFeedback>) -> String {
    visit.here("/accessibility/\(id)")
}

private func mailCode(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ id: ID<SentFeedback>,
    _ email: String
) throws(Failure) {
    let code = try mailedCode()
    _ = try db.account(
        .codeMake,
        email,
        codePurpose,
        Bytes(sha256(code)),
        tie(id),
        Limits.mailedCodeSeconds
    )
    let words = visit.words
    let space = try visit.space.name(words.language)
    try db.mailOutside(
        Mail(
            .code,
            to: email,
            subject: words("feedback.mail.code.subject"),
            paragraphs: [
                words("feedback.mail.code.what", ["space": space]),
                "\(code.prefix(4)) \(code.dropFirst(4))",
                words("feedback.mail.code.not-you"),
            ],
            language: words.language
        )
    )
}

@Sendable func showCode(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<SentFeedback> = try visit.id()
    let email = try visit.read { (db) throws(Failure) in try db.one(.addressToProve, id) }
    guard !email.isEmpty else { return .elsewhere(visit.here("/accessibility")) }
    let problems = visit.request.query.first("tried").flatMap(CodeResult.init).map { tried in
        [("code", visit.words(sentence(tried)))]
    }
    return try visit.show(codePage(visit, id), problems: Problems(problems ?? []))
}

@Sendable func proveAddress(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<SentFeedback> = try visit.id()
    let load: Visit.FormLoad<TypedCode> = { (visit, db) throws(Failure) in
        _ = try db.one(.addressToProve, id)
        return codePage(visit, id)
    }
    return try visit.submit(load) { (db, _, typed, _) throws(Failure) in
        let email = try db.one(.addressToProve, id)
        let statement = visit.here("/accessibility")
        let entry = Entry(.feedbackProven, of: Object(id, ""))
        if email.isEmpty { return .unchanged(to: statement, did: "feedback.done.sent") }
        let tried = try db.account(
            .codeTry,
            email,
            codePurpose,
            Bytes(sha256(typed.code)),
            tie(id),
            Limits.mailedCodeTriesMax
        ).first
        guard tried == .right else {
            let path = "\(codePath(visit, id))?tried=\((tried ?? .spent).rawValue)"
            return .done(Entry(.feedbackProven, of: Object(id, ""), outcome: .refused), to: path)
        }
        try db.run(.prove, id)
        return .done(entry, to: statement, did: "feedback.done.proven")
    }
}

private func sentence(_ tried: CodeResult) -> StaticString {
    tried == .wrong ? "feedback.code.wrong" : "feedback.code.spent"
}

private func codePage(_ visit: Visit, _ id: ID<SentFeedback>) -> FormPage<TypedCode> {
    FormPage(
        visit.words("feedback.code.title"),
        lead: visit.words("feedback.code.lead"),
        codeFields,
        TypedCode(),
        isNew: true,
        action: codePath(visit, id),
        save: visit.words("feedback.code.prove"),
        back: visit.here("/accessibility"),
        shape: .letter
    )
}

// MARK: Statements

extension Statement where Result == Void {
    /// Feedback (`$2`) in a language (`$3`).
    fileprivate static let keepFeedback = Statement(
        "insert into feedback (tenant_id, id, language, {columns}) values ($1, $2, $3, {values})",
        columns: feedbackFields.columns
    )

    fileprivate static let prove = Statement(
        "update feedback set email_proven = true where tenant_id = $1 and id = $2"
    )
}

extension Statement where Result == String {
    /// Empty when there is nothing to prove any more.
    fileprivate static let addressToProve = Statement(
        "select email from feedback_address($2) where $1::uuid = current_tenant()",
        "email"
    )
}

let statementsOfFeedback = [Statement<Void>.keepFeedback.sql]
