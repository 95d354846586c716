import Audit
import Base
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
        try provingFeedback.count(visit, db, new.email)
        try db.run(.keepFeedback, id, visit.words.language, columns: page.fields.stored(new))
        let sent = Entry(.feedbackSent, of: Object(id, ""))
        let statement = visit.here("/accessibility")
        if new.email.isEmpty { return .done(sent, to: statement, did: "feedback.done.sent") }
        if new.email == visit.visitor.account?.email {
            try db.run(.prove, id)
            return .done(sent, to: statement, did: "feedback.done.sent")
        }
        try provingFeedback.mail(visit, db, id, new.email)
        return .done(sent, to: provingFeedback.path(visit, id))
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

/// How the address is proven to which an answer may go.
let provingFeedback = AddressProof<SentFeedback>(
    "feedback",
    below: "/accessibility",
    .addressToProve,
    .prove,
    .feedbackProven,
    end: "/accessibility",
    did: (already: "feedback.done.sent", proven: "feedback.done.proven")
)

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
