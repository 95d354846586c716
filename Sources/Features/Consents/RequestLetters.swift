import Answering
import Audit
import Base
import Crypto
import Letters
import Routing
import Store
import Terms
import Wording

// What a provider's letters cause in the employer's space.

/// A request comes: it is kept with a personal link, and the mails leave that tell of it.
func receiveRequest(
    _ letter: ConsentRequestLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    // Both ends know the matter by one id.
    let id = ID<ConsentRequest>(letter.ask)
    try inbox.run(
        .keepRequest,
        id,
        inbox.sender,
        letter.ask,
        letter.provider,
        letter.contact,
        letter.employee,
        letter.employer,
        letter.course,
        letter.place,
        letter.sessions.json,
        letter.hours,
        letter.asked.sorted().map(\.rawValue),
        letter.giverName,
        letter.giverEmail,
        letter.textVersion,
        letter.language,
        letter.until,
        letter.applicantMark
    )
    let request = try inbox.one(.consentRequest, id)
    let place = try inbox.one(.ownSpace)
    try mailLink(inbox, site, request, slug: place.slug)
    try mailGivers(inbox, site, request, place)
    return [
        Entry(.consentReceived, of: Object(id, request.facts.employee), about: request.subjects)
    ]
}

/// The course asks more than the employer knows: a new request replaces the earlier one, with what that one said of all else.
func receiveRenewal(
    _ letter: ConsentRenewedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let (id, earlier) = (ID<ConsentRequest>(letter.ask), ID<ConsentRequest>(letter.renews))
    try inbox.run(.holdRequest, earlier)
    let decider = try inbox.all(.deciderOfRequest, earlier)
    try inbox.run(
        .renewRequest,
        earlier,
        id,
        letter.ask,
        letter.course,
        letter.place,
        letter.sessions.json,
        letter.hours,
        letter.textVersion,
        letter.until,
        letter.applicantMark
    )
    try inbox.run(.replaceRequest, earlier)
    let request = try inbox.one(.consentRequest, id)
    let place = try inbox.one(.ownSpace)
    if try !inbox.one(.hasLeft, request.giverEmail) {
        try mailLink(inbox, site, request, slug: place.slug)
    }
    // Whoever has answered hears of it, also with an account at an employer that has consent-givers of its own.
    try mailGivers(inbox, site, request, place, with: try stillHere(decider, inbox))
    return [
        Entry(.consentRenewed, of: Object(id, request.facts.employee), about: request.subjects)
    ]
}

/// The course has changed in a way that asks no more: the request says so from now on, and nobody need answer.
func receiveChange(
    _ letter: ConsentToldLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<ConsentRequest>(letter.ask)
    try inbox.run(.holdRequest, id)
    try inbox.run(
        .changeFacts,
        id,
        letter.course,
        letter.place,
        letter.sessions.json,
        letter.hours
    )
    let request = try inbox.one(.consentRequest, id)
    let words = site.catalogue.words(request.language, at: inbox.now)
    for address in try addressees(of: request, inbox) {
        try inbox.mail(changeMail(request, to: address, words))
    }
    return [
        Entry(.consentTold, of: Object(id, request.facts.employee), about: request.subjects)
    ]
}

/// A reminder comes: whoever is to answer by now gets a link of their own; the earlier link and the last day stay.
func receiveReminder(
    _ letter: ConsentReminderLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<ConsentRequest>(letter.ask)
    try inbox.run(.holdRequest, id)
    let request = try inbox.one(.consentRequest, id)
    guard request.state == .waiting else {
        throw .refused(.conflict(why: "application.rule.nothing-waits"))
    }
    let place = try inbox.one(.ownSpace)
    if try !inbox.one(.hasLeft, request.giverEmail) {
        try mailLink(inbox, site, request, slug: place.slug, isReminder: true)
    }
    try mailGivers(inbox, site, request, place, isReminder: true)
    return [
        Entry(.consentReminded, of: Object(id, request.facts.employee), about: request.subjects)
    ]
}

/// The last day is over without an answer: the request says so, and no link of it opens any more.
func receiveExpiry(
    _ letter: ConsentExpiredLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<ConsentRequest>(letter.ask)
    try inbox.run(.holdRequest, id)
    let request = try inbox.one(.consentRequest, id)
    guard try inbox.run(.expireRequest, id) == 1 else {
        throw .refused(.conflict(why: "application.rule.nothing-waits"))
    }
    return [Entry(.consentExpired, of: Object(id, request.facts.employee), about: request.subjects)]
}

/// A request is no longer in progress: what could still be answered or taken back is closed, and every link with it.
func receiveCancellation(
    _ letter: ConsentCancelledLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try close(letter.ask, inbox).entries
}

/// Closes a request and every link of it.
///
/// The request as it was before, and what the log tells.
private func close(
    _ ask: ID<ConsentAsk>,
    _ inbox: borrowing Inbox
) throws(Failure) -> (request: ConsentRequest, entries: [Entry]) {
    let id = ID<ConsentRequest>(ask)
    try inbox.run(.holdRequest, id)
    let request = try inbox.one(.consentRequest, id)
    try inbox.run(.cancelRequest, id)
    try inbox.run(.revokeLinks, id)
    let about = Object(id, request.facts.employee)
    return (request, [Entry(.consentCancelled, of: about, about: request.subjects)])
}

/// The course is over or is not held: the request closes, and who was to answer or has consented hears why.
func receiveCourseEnd(
    _ letter: ConsentCourseEndedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let (request, entries) = try close(letter.ask, inbox)
    let words = site.catalogue.words(request.language, at: inbox.now)
    for address in try addressees(of: request, inbox) {
        try inbox.mail(courseEndMail(request, to: address, isHeld: letter.held, words))
    }
    return entries
}

/// Who has a stake in a request: whoever has consented, or else everybody who was asked to answer; nobody after a no.
///
/// Who has left is no reader of the employer's matters any more: those who may decide by now are.
private func addressees(
    of request: ConsentRequest,
    _ inbox: borrowing Inbox
) throws(Failure) -> [String] {
    let givers = try givers(inbox, try inbox.one(.ownSpace))
    switch request.state {
    case .given, .withoutSupport:
        let decider = try stillHere(try inbox.all(.deciderOfRequest, request.id), inbox)
        return decider.isEmpty ? givers : decider
    case .waiting:
        let named = try stillHere([request.giverEmail], inbox)
        return named + givers.filter { !named.contains($0) }
    case .refused, .withdrawn, .expired, .cancelled, .replaced: return []
    }
}

/// Those of some addresses who have not left.
private func stillHere(_ addresses: [String], _ inbox: borrowing Inbox) throws(Failure) -> [String]
{
    var here: [String] = []
    for address in addresses where try !inbox.one(.hasLeft, address) { here.append(address) }
    return here
}

/// Who may decide here, whomever the applicant has named: the consent-givers, or the contact without any.
///
/// Nobody in a space that its organisation has not claimed.
private func givers(_ inbox: borrowing Inbox, _ place: OwnSpace) throws(Failure) -> [String] {
    guard place.state == "active" else { return [] }
    let givers = try inbox.all(.giverAddresses)
    return givers.isEmpty && !place.contactEmail.isEmpty ? [place.contactEmail] : givers
}

/// A personal link for whoever is to answer, and the mail that carries it.
private func mailLink(
    _ inbox: borrowing Inbox,
    _ site: Site,
    _ request: ConsentRequest,
    slug: String,
    isReminder: Bool = false
) throws(Failure) {
    let token = try Token()
    try inbox.run(
        .makeLink,
        request.id,
        ID<AnswerLink>(),
        Bytes(token.hash),
        request.giverEmail,
        request.giverName,
        ID<AnswerLink>?.none,
        ""
    )
    let link = "\(site.origin)/\(slug)/answer#\(token.text)"
    let words = site.catalogue.words(request.language, at: inbox.now)
    try inbox.mail(requestMail(request, link: link, isReminder: isReminder, words))
}

/// Who may decide here hears of it, and `others` beside them.
private func mailGivers(
    _ inbox: borrowing Inbox,
    _ site: Site,
    _ request: ConsentRequest,
    _ place: OwnSpace,
    isReminder: Bool = false,
    with others: [String] = []
) throws(Failure) {
    let givers = try givers(inbox, place)
    let addresses = givers + others.filter { !givers.contains($0) && place.state == "active" }
    let page = "\(site.origin)/\(place.slug)/consents/\(request.id)"
    let words = site.catalogue.words(request.language, at: inbox.now)
    for address in addresses where address.lowercased() != request.giverEmail.lowercased() {
        try inbox.mail(giverMail(request, to: address, signIn: page, isReminder: isReminder, words))
    }
}

/// The space that received the letter, as its own mails name it.
struct OwnSpace: Sendable {
    let slug: String
    let state: String
    let contactEmail: String
}

extension Statement where Result == OwnSpace {
    static let ownSpace = Statement(
        "select slug, state, contact_email from space where id = $1",
        OwnSpace.init,
        "slug",
        "state",
        "contact_email"
    )
}

extension Statement where Result == String {
    /// Who has answered a request (`$2`).
    fileprivate static let deciderOfRequest = Statement(
        "select email from consent_decider($2) as email where $1::uuid = current_tenant() and email is not null",
        "email"
    )

    static let giverAddresses = Statement(
        """
        select email from role_holders('consent-giver') where $1::uuid = current_tenant() limit 20
        """,
        "email"
    )
}

extension Statement where Result == Bool {
    /// Whether an address (`$2`) is that of somebody who was a member here and is none any more.
    fileprivate static let hasLeft = Statement(
        "select member_has_left($2) as has_left where $1::uuid = current_tenant()",
        "has_left"
    )
}

extension Statement where Result == Void {
    fileprivate static let expireRequest = Statement(
        """
        update consent_request set state = 'expired'
         where tenant_id = $1 and id = $2 and state = 'waiting' and expires_at <= public.moment()
        """
    )

    static let keepRequest = Statement(
        """
        insert into consent_request (tenant_id, id, provider_space_id, ask_id, provider_name, provider_contact,
               employee_name, employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel,
               asks_substitute, asks_contact_person, giver_name, giver_email, text_version, language, expires_at,
               applicant_mark)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'working-time' = any ($13::text[]),
          'travel' = any ($13), 'substitute' = any ($13), 'contact' = any ($13), $14, $15, $16, $17, $18,
          decode($19, 'hex'))
        """
    )

    /// A request (`$3`) that replaces an earlier one (`$2`), with the facts of the letter.
    fileprivate static let renewRequest = Statement(
        """
        insert into consent_request (tenant_id, id, ask_id, course_name, place, sessions, hours, text_version, expires_at,
               applicant_mark, renews, provider_space_id, provider_name, provider_contact, employee_name, employer_name,
               asks_working_time, asks_travel, asks_substitute, asks_contact_person, giver_name, giver_email, language)
        select $1, $3, $4, $5, $6, $7, $8, $9, $10, decode($11, 'hex'), r.id, r.provider_space_id, r.provider_name,
               r.provider_contact, r.employee_name, r.employer_name, r.asks_working_time, r.asks_travel, r.asks_substitute,
               r.asks_contact_person, r.giver_name, r.giver_email, r.language
          from consent_request r where r.tenant_id = $1 and r.id = $2
        """
    )

    fileprivate static let replaceRequest = Statement(
        """
        update consent_request set state = 'replaced'
         where tenant_id = $1 and id = $2 and state in ('waiting', 'given', 'without-support')
        """
    )

    fileprivate static let changeFacts = Statement(
        """
        update consent_request set course_name = $3, place = $4, sessions = $5, hours = $6
         where tenant_id = $1 and id = $2 and state in ('waiting', 'given', 'without-support')
        """
    )

    static let cancelRequest = Statement(
        """
        update consent_request set state = 'cancelled'
         where tenant_id = $1 and id = $2 and state in ('waiting', 'given', 'without-support')
        """
    )

    static let revokeLinks = Statement(
        """
        update consent_link set revoked_at = public.moment()
         where tenant_id = $1 and revoked_at is null and request_id = $2
        """
    )
}
