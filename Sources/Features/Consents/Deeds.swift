import Audit
import Base
import Crypto
import Letters
import Routing
import Store
import Terms
import Wording

extension ConsentRequest {
    /// Whether the request is about whoever has this address.
    func isApplicant(_ email: String) -> Bool {
        !applicantMark.isEmpty && applicantMark == addressMark(email, in: ask.text)
    }
}

// What an answer, a withdrawal and a passing on write, by a link and with an account alike. Who calls has checked that
// the giver may, holds the request, and returns the entry.

/// Keeps an answer as evidence, and tells the provider by letter and the applicant by mail.
func keepAnswer(
    _ db: borrowing Transaction,
    _ request: ConsentRequest,
    _ answer: Answer,
    by giver: Giver,
    to text: ConsentText,
    receiptAt place: String,
    _ words: Words
) throws(Failure) -> Entry {
    let now = words.now
    let state = answer.state(asked: request.asked)
    let record = ID<ReceiptEvent>()
    try db.run(
        .keepDecision,
        record,
        request.id,
        "decision",
        answer.consents,
        answer.support.sorted().map(\.rawValue),
        answer.contact,
        giver.name,
        giver.email,
        text.version,
        text.language,
        text.hash,
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        now
    )
    try db.run(.answerRequest, request.id, state.rawValue, now)
    if let link = giver.link, state != .refused {
        try db.run(.extendLink, link, request.receiptEnds(givenAt: now))
    }
    let facts = request.facts
    let letter = ConsentAnswerLetter(
        ask: request.ask,
        record: record.text,
        state: state,
        at: now,
        name: giver.name,
        strength: giver.strength,
        consents: answer.consents,
        promised: answer.support,
        contactPerson: answer.contact,
        asked: request.asked,
        chain: try db.all(.chain, request.id),
        textVersion: text.version,
        textLanguage: text.language,
        textHash: text.hash,
        provider: facts.provider,
        employer: facts.employer,
        employee: facts.employee,
        course: facts.course.name,
        place: facts.course.place,
        sessions: facts.course.afternoons,
        hours: facts.course.hours
    )
    try db.deliver(letter, to: request.provider)
    try db.mail(receiptMail(Receipt(letter, nil), to: giver.email, at: place, words))
    return Entry(
        answer.consents ? .consentGiven : .consentRefused,
        of: Object(request.id, request.label),
        signedAs: giver.name
    )
}

/// Takes a consent back: a row of its own, the first one stays.
func keepWithdrawal(
    _ db: borrowing Transaction,
    _ request: ConsentRequest,
    _ receipt: Receipt,
    by giver: Giver,
    receiptAt place: String,
    _ words: Words
) throws(Failure) -> Entry {
    let record = ID<ReceiptEvent>()
    let now = words.now
    try db.run(
        .keepDecision,
        record,
        request.id,
        "withdrawal",
        false,
        [String](),
        "",
        giver.name,
        giver.email,
        receipt.textVersion,
        receipt.textLanguage,
        receipt.textHash,
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        now
    )
    try db.run(.withdrawRequest, request.id)
    try db.deliver(
        ConsentWithdrawnLetter(
            ask: request.ask,
            employer: request.facts.employer,
            record: record.text,
            decision: receipt.decision.id,
            at: now,
            name: giver.name,
            strength: giver.strength
        ),
        to: request.provider
    )
    try db.mail(withdrawalMail(request, to: giver.email, at: place, words))
    return Entry(.consentWithdrawn, of: Object(request.id, request.label), signedAs: giver.name)
}

/// Passes a request on to a colleague: a new link, which keeps where it came from.
///
/// The link before it decides no more.
func passOn(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ request: ConsentRequest,
    to colleague: Colleague,
    from link: AnswerLink?,
    by name: String
) throws(Failure) -> Entry {
    let token = try Token()
    try db.run(.revokeOtherLinks, request.id, link?.id)
    try db.run(
        .makeLink,
        ID<AnswerLink>(),
        request.id,
        Bytes(token.hash),
        colleague.email,
        colleague.name,
        link?.id,
        name,
        request.expiresAt
    )
    try db.run(.setGiver, request.id, colleague.name, colleague.email)
    let place = "\(visit.site.origin)\(visit.here("/answer"))#\(token.text)"
    let words = visit.words(in: request.language)
    try db.mail(delegationMail(request, to: colleague, by: name, at: place, words))
    return Entry(.consentDelegated, of: Object(request.id, colleague.name), signedAs: name)
}

extension AnswerLink {
    /// The link as it is once it has been passed on.
    func passed(to colleague: Colleague) -> AnswerLink {
        AnswerLink(id: id, email: email, name: name, passedTo: colleague.name, chain: chain)
    }
}
