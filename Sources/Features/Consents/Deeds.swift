import Audit
import Base
import Crypto
import Routing
import Store
import Wording

extension ConsentRequest {
    /// Whether the request is about whoever has this address.
    func isApplicant(_ email: String) -> Bool {
        !applicantMark.isEmpty && applicantMark == sha256("\(id) \(email)")
    }
}

// What an answer, a withdrawal and a passing on write, by a link and with an account alike. Who calls has checked that
// the giver may, holds the request, and returns the entry.

/// Keeps an answer as evidence, and tells the provider by letter and the applicant by mail.
func keepAnswer(
    _ db: borrowing Transaction,
    _ site: Site,
    _ request: ConsentRequest,
    _ answer: Answer,
    by giver: Giver,
    to text: ConsentText,
    receiptAt place: String,
    _ words: Words
) throws(Failure) -> Entry {
    let now = words.now
    let state = answer.state(asked: request.asked)
    try db.run(
        .keepDecision,
        ID<ReceiptEvent>(),
        request.id,
        "decision",
        answer.consents,
        answer.support.contains(.workingTime),
        answer.support.contains(.travel),
        answer.support.contains(.substitute),
        answer.contact,
        giver.name,
        giver.email,
        text.version,
        text.language,
        Bytes(text.sha256),
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        now
    )
    try db.run(.answerRequest, request.id, state.rawValue, now)
    if let link = giver.link, state != .refused {
        try db.run(.extendLink, link, request.receiptEnds(givenAt: now))
    }
    let receipt = try db.one(.receipt, request.id)
    let letter = Letter(
        "consent.answer",
        about: request.ask,
        from: request.facts.employer,
        body: receipt.letterBody
    )
    try db.deliver(letter, to: request.provider) { (inbox) throws(Failure) in
        let touched = try inbox.touch(
            .answerAsk,
            request.ask,
            state.rawValue,
            now,
            giver.name,
            answer.promises(.workingTime, asked: request.asked),
            answer.promises(.travel, asked: request.asked),
            answer.promises(.substitute, asked: request.asked),
            answer.consents && request.asked.contains(.contact) ? answer.contact : nil
        )
        guard let touched else { throw .refused(.conflict(why: "answer.rule.closed")) }
        try tellApplicant(inbox, site, request, at: words.now)
        return [
            Entry(
                .consentAnswerReceived,
                of: Object(request.ask, request.label),
                about: [touched.person]
            )
        ]
    }
    try db.mail(receiptMail(receipt, to: giver.email, at: place, words))
    return Entry(
        answer.consents ? .consentGiven : .consentRefused,
        of: Object(request.id, request.label),
        signedAs: giver.name
    )
}

/// Takes a consent back: a row of its own, the first one stays.
func keepWithdrawal(
    _ db: borrowing Transaction,
    _ site: Site,
    _ request: ConsentRequest,
    _ receipt: Receipt,
    by giver: Giver,
    receiptAt place: String,
    _ words: Words
) throws(Failure) -> Entry {
    guard let hash = bytes(hex: receipt.textHash) else { throw .broken(Fault("a hash is none")) }
    let event = ReceiptEvent(
        id: ID<ReceiptEvent>().text,
        at: words.now,
        name: giver.name,
        strength: giver.strength
    )
    try db.run(
        .keepDecision,
        event.id,
        request.id,
        "withdrawal",
        false,
        false,
        false,
        false,
        "",
        giver.name,
        giver.email,
        receipt.textVersion,
        receipt.textLanguage,
        Bytes(hash),
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        event.at
    )
    try db.run(.withdrawRequest, request.id)
    let letter = Letter(
        "consent.withdrawn",
        about: request.ask,
        from: request.facts.employer,
        body: event.letterBody(of: receipt.decision)
    )
    try db.deliver(letter, to: request.provider) { (inbox) throws(Failure) in
        guard let touched = try inbox.touch(.withdrawAsk, request.ask) else {
            throw .refused(.conflict(why: "answer.rule.closed"))
        }
        try tellApplicant(inbox, site, request, at: words.now)
        let about = [touched.person]
        let withdrawn = Entry(
            .consentWithdrawn,
            of: Object(request.ask, request.label),
            about: about
        )
        guard let place = touched.thing else { return [withdrawn] }
        // The database has paused the place in the same statement.
        return [
            withdrawn,
            Entry(.enrolmentPaused, of: Object(place, request.facts.course), about: about),
        ]
    }
    try db.mail(withdrawalMail(request, to: giver.email, at: place, words))
    return Entry(.consentWithdrawn, of: Object(request.id, request.label), signedAs: giver.name)
}

/// Tells the applicant by mail that the employer's answer has come or changed, and never what it is.
///
/// Language and address are the provider's to know: the texts go in all languages, and the database picks.
private func tellApplicant(
    _ inbox: borrowing Inbox,
    _ site: Site,
    _ request: ConsentRequest,
    at now: Instant
) throws(Failure) {
    let texts = Language.allCases.map { language in
        let mail = answerMail(course: request.facts.course, site.catalogue.words(language, at: now))
        return JSON.Member(
            language.rawValue,
            ["subject": .string(mail.subject), "body": .string(mail.body)]
        )
    }
    try inbox.run(.mailApplicant, ID<Mail>(), request.ask, JSON.object(texts), site.origin)
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
