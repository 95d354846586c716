import Audit
import Base
import Letters
import Routing
import Store
import Terms
import Wording

// What the house does by itself with an ask that nobody answers. The database says when, and keeps that it was done.

/// The employer is reminded: on the 3rd, the 8th and the 12th day, in office time, each once.
@Sendable func remindInTime(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let ask = ID<ConsentAsk>(matter)
    guard let held = try db.oneIfAny(.heldAsk, ask) else { return [] }
    // Kept first: whoever else is at it waits here, and finds that it is done.
    guard try db.run(.addReminder, ask) == 1 else { return [] }
    let asked: ConsentRequestLetter? = try db.letter(about: ask)
    let provider = asked?.provider ?? held.provider
    try db.deliver(ConsentReminderLetter(ask: ask, provider: provider), to: held.employer)
    try db.run(.noteReminder, ask)
    return [Entry(.consentReminded, of: Object(ask, held.course), about: [held.person])]
}

/// The last day is over: employer, applicant and coordinators hear of it, once.
///
/// Asking anew is the applicant's act.
@Sendable func expire(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let ask = ID<ConsentAsk>(matter)
    guard let held = try db.oneIfAny(.heldAsk, ask) else { return [] }
    let asked: ConsentRequestLetter? = try db.letter(about: ask)
    let provider = asked?.provider ?? held.provider
    try db.deliver(ConsentExpiredLetter(ask: ask, provider: provider), to: held.employer)
    guard try db.run(.expireAsk, ask) == 1 else { return [] }
    let page = "\(site.origin)/\(held.slug)/applications/\(held.application)"
    if !held.email.isEmpty {
        let words = site.catalogue.words(held.language, at: site.clock.now)
        let (subject, paragraphs) = expiryMail(held, "applicant", page + "/release", words)
        try db.mail(
            Mail(
                .answer,
                to: held.email,
                subject: subject,
                paragraphs: paragraphs,
                language: words.language
            )
        )
    }
    for coordinator in try db.all(.coordinators) {
        let words = site.catalogue.words(coordinator.language, at: site.clock.now)
        let (subject, paragraphs) = expiryMail(held, "coordinator", page, words)
        try db.notify(
            coordinator.account,
            .unanswered,
            to: coordinator.email,
            subject: subject,
            paragraphs: paragraphs,
            words,
            site
        )
    }
    return [Entry(.consentExpired, of: Object(ask, held.course), about: [held.person])]
}

/// What a reader (`applicant`, `coordinator`) is told of an ask that nobody has answered, and where they read on.
private func expiryMail(
    _ held: HeldAsk,
    _ reader: String,
    _ page: String,
    _ words: Words
) -> (subject: String, paragraphs: [String]) {
    let day = words.onDate(held.lastMoment.inFinland.day)
    return (
        words.dynamic("mail.expired.\(reader).subject", ["course": held.course]),
        [
            words.dynamic("mail.expired.\(reader).what", ["course": held.course, "day": day]),
            words.dynamic("mail.expired.\(reader).where", ["page": page]),
        ]
    )
}

/// An ask that waits, with whom it concerns.
private struct HeldAsk: Sendable {
    let application: ID<Application>
    let person: ID<Person>
    let email: String
    let language: Language
    let course: String
    let employer: ID<Space>
    let lastMoment: Instant
    /// The slug and the name of this space.
    let slug: String
    let provider: String
}

/// Whom a mail goes to, and in which language.
private struct Reader: Sendable {
    let account: ID<Account>
    let email: String
    let language: Language
}

extension AccountStatement where Result == DueMatter {
    static let remindersDue = AccountStatement(
        "select space, matter from reminders_due()",
        DueMatter.init,
        "space",
        "matter"
    )

    static let expiriesDue = AccountStatement(
        "select space, matter from expiries_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == HeldAsk {
    fileprivate static let heldAsk = Statement(
        """
        select application, person, email, language, course, employer, last_moment, slug, provider from consent_ask_hold($2)
         where $1::uuid = current_tenant()
        """,
        HeldAsk.init,
        "application",
        "person",
        "email",
        "language",
        "course",
        "employer",
        "last_moment",
        "slug",
        "provider"
    )
}

extension Statement where Result == Reader {
    fileprivate static let coordinators = Statement(
        """
        select account_id, email, language from notice_readers('coordinator', 'unanswered')
         where $1::uuid = current_tenant()
        """,
        Reader.init,
        "account_id",
        "email",
        "language"
    )
}

extension Statement where Result == Void {
    fileprivate static let addReminder = Statement(
        "insert into consent_reminder (tenant_id, ask_id) values ($1, $2) on conflict do nothing"
    )

    fileprivate static let expireAsk = Statement(
        """
        update consent_ask set state = 'expired'
         where tenant_id = $1 and id = $2 and state = 'waiting' and expires_at <= public.moment()
        """
    )
}
