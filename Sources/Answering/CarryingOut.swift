package import Audit
package import Base
import Crypto
import Letters
package import Routing
package import Store
package import Terms
import Wording

/// Who gives an answer, passes a request on or takes a consent back, and how sure that is.
package struct Giver: Sendable {
    /// As others are told whom a request came from.
    package let name: String
    package let email: String
    package let strength: IdentityStrength
    package let link: ID<AnswerLink>?
    package let membership: ID<Membership>?

    package init(
        name: String,
        email: String,
        strength: IdentityStrength,
        link: ID<AnswerLink>? = nil,
        membership: ID<Membership>? = nil
    ) {
        self.name = name
        self.email = email
        self.strength = strength
        self.link = link
        self.membership = membership
    }
}

/// Writes what a step does, by a link and with an account alike, once; the caller has locked the request.
///
/// What follows of it in the request itself, the database does: a request is answered once, and only while it waits.
package func carryOut(
    _ step: AnswerStep,
    _ form: AnswerForm,
    _ db: borrowing Transaction,
    _ visit: Visit,
    by giver: Giver,
    receiptAt path: String
) throws(Failure) -> Entry {
    guard form.about.allows(step) else { throw .refused(.conflict(why: "answer.rule.closed")) }
    let place = visit.site.origin + path
    switch step {
    case .decision: return try keepAnswer(form, db, by: giver, at: place, visit.words)
    case .delegation: return try passOn(form, db, visit, by: giver)
    case .withdrawal: return try keepWithdrawal(form, db, by: giver, at: place, visit.words)
    }
}

/// Keeps an answer as evidence, and tells the provider by letter.
private func keepAnswer(
    _ form: AnswerForm,
    _ db: borrowing Transaction,
    by giver: Giver,
    at place: String,
    _ words: Words
) throws(Failure) -> Entry {
    let (request, answer) = (form.about.request, form.answer)
    let text = try db.one(.consentText, "employer", form.shown, request.textVersion)
    let record = ID<ConsentAnswer>()
    try db.run(
        .keepAnswer,
        record,
        request.id,
        answer.consents,
        answer.support.sorted().map(\.rawValue),
        answer.contact,
        answer.name,
        giver.email,
        text.version,
        text.language,
        text.hash,
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        words.now,
        request.factsHash
    )
    let (facts, course) = (request.facts, request.facts.course)
    let letter = ConsentAnswerLetter(
        ask: request.ask,
        record: record.text,
        state: answer.state(asked: request.asked),
        at: words.now,
        name: answer.name,
        strength: giver.strength,
        consents: answer.consents,
        promised: answer.support,
        contactPerson: answer.contact,
        asked: request.asked,
        chain: form.about.link?.chain ?? [],
        textVersion: text.version,
        textLanguage: text.language,
        textHash: text.hash,
        provider: facts.provider,
        employer: facts.employer,
        employee: facts.employee.text(for: .letter),
        course: course.name,
        place: course.place,
        sessions: course.afternoons,
        hours: course.hours
    )
    try db.deliver(letter, to: request.provider)
    if let receipt = Receipt(letter, nil, about: .employee(of: request.id)) {
        try db.mail(receiptMail(receipt, to: giver.email, at: place, words))
    }
    return Entry(
        answer.consents ? .consentGiven : .consentRefused,
        of: Object(request.id, request.label),
        about: request.subjects,
        signedAs: answer.name
    )
}

/// Takes a consent back: a row of its own, the first one stays.
private func keepWithdrawal(
    _ form: AnswerForm,
    _ db: borrowing Transaction,
    by giver: Giver,
    at place: String,
    _ words: Words
) throws(Failure) -> Entry {
    let request = form.about.request
    guard let decision = form.about.receipt?.decision else {
        throw .refused(.conflict(why: "answer.rule.closed"))
    }
    let record = ID<ConsentAnswer>()
    let kept = try db.run(
        .keepWithdrawal,
        record,
        request.id,
        decision.id,
        form.name,
        giver.email,
        giver.strength.rawValue,
        giver.link,
        giver.membership,
        words.now
    )
    guard kept == 1 else { throw .refused(.conflict(why: "answer.rule.closed")) }
    try db.deliver(
        ConsentWithdrawnLetter(
            ask: request.ask,
            employer: request.facts.employer,
            record: record.text,
            decision: decision.id,
            at: words.now,
            name: form.name,
            strength: giver.strength
        ),
        to: request.provider
    )
    try db.mail(withdrawalMail(request, to: giver.email, at: place, words))
    return Entry(
        .consentWithdrawn,
        of: Object(request.id, request.label),
        about: request.subjects,
        signedAs: form.name
    )
}

/// Passes a request on to a colleague: a new link, which keeps where it came from; the links before it decide no more.
private func passOn(
    _ form: AnswerForm,
    _ db: borrowing Transaction,
    _ visit: Visit,
    by giver: Giver
) throws(Failure) -> Entry {
    let request = form.about.request
    let token = try Token()
    try db.run(
        .makeLink,
        request.id,
        ID<AnswerLink>(),
        Bytes(token.hash),
        form.address,
        form.colleague,
        form.about.link?.id,
        giver.name
    )
    let place = "\(visit.site.origin)\(visit.here("/answer"))#\(token.text)"
    try db.mail(delegationMail(form, by: giver.name, at: place, visit.words(in: request.language)))
    return Entry(
        .consentDelegated,
        of: Object(request.id, form.colleague),
        about: request.subjects,
        signedAs: giver.name
    )
}

extension Statement where Result == Void {
    fileprivate static let keepAnswer = Statement(
        """
        insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
          support_substitute, support_contact, typed_name, email, text_version, text_language, text_sha256,
          identity_strength, link_id, membership_id, decided_at, facts_sha256)
        values ($1, $2, $3, 'decision', $4, 'working-time' = any ($5::text[]), 'travel' = any ($5), 'substitute' = any ($5),
          $6, $7, $8, $9, $10, decode($11, 'hex'), $12, $13, $14, $15, decode($16, 'hex'))
        """
    )

    /// Of the same text as the answer (`$4`) that is taken back.
    fileprivate static let keepWithdrawal = Statement(
        """
        insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
          support_substitute, typed_name, email, text_version, text_language, text_sha256, identity_strength, link_id,
          membership_id, decided_at, facts_sha256)
        select $1, $2::uuid, d.request_id, 'withdrawal', false, false, false, false, $5, $6, d.text_version, d.text_language,
               d.text_sha256, $7, $8::uuid, $9::uuid, $10::timestamptz, d.facts_sha256
          from consent_decision d where d.tenant_id = $1 and d.request_id = $3 and d.id = $4::uuid
        """
    )

    /// A link to a request (`$2`), and from which one (`$7`) and by whom (`$8`) it was passed on, if it was.
    package static let makeLink = Statement(
        """
        select consent_link_make(r.tenant_id, r.id, $3, $4, $5, $6, $7, $8)
          from consent_request r where r.tenant_id = $1 and r.id = $2
        """
    )
}
