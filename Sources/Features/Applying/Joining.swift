import Audit
import Base
import Routing
import Store
import Terms
import Wording

/// What applying has come to.
struct Joined {
    let application: ID<Application>
    /// Whether the application was sent now.
    let isSent: Bool
    let entries: [Entry]

    /// What the next page says.
    var did: StaticString { isSent ? "application.done.sent" : "application.done.already" }
}

/// Makes the account a participant here and its application for the course; what was there already
/// is taken as it is.
///
/// Nothing but the role of expert can come of it: the role stands in the SQL.
func join(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ account: ID<Account>,
    _ applicant: Applicant,
    to course: OpenCourse
) throws(Failure) -> Joined {
    var entries: [Entry] = []
    let member = try db.oneIfAny(.memberOfAccount, account)
    let person = try registered(db, member?.person, applicant, &entries)
    try becomeExpert(db, member, account, person, applicant, &entries)
    let found = try db.one(
        .makeApplication,
        ID<Application>(),
        course.id,
        person,
        applicant.language
    )
    if found.isSent {
        let object = Object(found.id, course.name)
        entries.append(Entry(.applicationMade, of: object, about: [person]))
        let words = visit.words(in: applicant.language)
        let link = visit.site.origin + pagePath(visit, found.id)
        let provider = try visit.space.name(words.language)
        try db.mail(receivedMail(applicant, course.name, provider, link: link, words))
    }
    return Joined(application: found.id, isSent: found.isSent, entries: entries)
}

/// The account's membership with the one role that applying gives.
private func becomeExpert(
    _ db: borrowing Transaction,
    _ member: KnownMember?,
    _ account: ID<Account>,
    _ person: ID<Person>,
    _ applicant: Applicant,
    _ entries: inout [Entry]
) throws(Failure) {
    let id = member?.id ?? ID<Membership>()
    var action: Action? = .memberJoined
    if let member, !member.isOver {
        guard member.isExpert || member.mayBecomeExpert else {
            throw .refused(.conflict(why: "application.rule.role"))
        }
        action = member.isExpert ? nil : .memberRolesChanged
    }
    try db.run(.becomeExpert, id, account, person, applicant.name, applicant.email)
    guard let action else { return }
    entries.append(
        Entry(action, of: Object(id, PersonName(person, applicant.name)), about: [person])
    )
}

/// The register's person: the account's own, with what they have just told, or a new one.
///
/// A name that the register knows stays: who applies again must not become somebody else there.
private func registered(
    _ db: borrowing Transaction,
    _ known: ID<Person>?,
    _ applicant: Applicant,
    _ entries: inout [Entry]
) throws(Failure) -> ID<Person> {
    guard let known else {
        let person = ID<Person>()
        try register(db, person, applicant, applicant.phone, applicant.municipality)
        entries.append(
            Entry(
                .personAdded,
                of: Object(person, PersonName(person, applicant.name)),
                about: [person]
            )
        )
        return person
    }
    let old = try db.one(.registered, known)
    // What is left empty is not taken away.
    let phone = applicant.phone.isEmpty ? old.phone : applicant.phone
    let municipality = applicant.municipality.isEmpty ? old.municipality : applicant.municipality
    let changes = [
        Change.of("phone", old.phone, phone),
        Change.of("municipality", old.municipality, municipality),
        Change.of("language", old.language.rawValue, applicant.language.rawValue),
    ].compactMap(\.self)
    guard !changes.isEmpty else { return known }
    try register(db, known, applicant, phone, municipality)
    entries.append(
        Entry(.personChanged, of: Object(known, old.name), about: [known], changes: changes)
    )
    return known
}

private func register(
    _ db: borrowing Transaction,
    _ person: ID<Person>,
    _ applicant: Applicant,
    _ phone: String,
    _ municipality: String
) throws(Failure) {
    try db.run(
        .registerApplicant,
        person,
        applicant.givenName,
        applicant.familyName,
        applicant.email,
        phone,
        municipality,
        applicant.language
    )
}

/// A membership that the account has here already.
private struct KnownMember: Sendable {
    let id: ID<Membership>
    let person: ID<Person>?
    let isOver: Bool
    let isExpert: Bool
    let mayBecomeExpert: Bool
}

/// What the register knows of somebody who applies again.
private struct KnownPerson: Sendable {
    let name: PersonName
    let phone: String
    let municipality: String
    let language: Language
}

/// An application, and whether it was sent just now.
private struct MadeApplication: Sendable {
    let id: ID<Application>
    let isSent: Bool
}

extension Statement where Result == KnownMember {
    fileprivate static let memberOfAccount = Statement(
        """
        select m.id, m.person_id, is_past(m.ends_on) as is_over,
               holds_role(m.tenant_id, m.id, 'expert') as is_expert,
               exists (select from role_gift g
                 where g.role = 'expert' and holds_role(m.tenant_id, m.id, g.giver)) as may_become
          from membership m
         where m.tenant_id = $1 and m.account_id = $2
           for update
        """,
        KnownMember.init,
        "id",
        "person_id",
        "is_over",
        "is_expert",
        "may_become"
    )
}

extension Statement where Result == KnownPerson {
    fileprivate static let registered = Statement(
        """
        select (id, given_name || ' ' || family_name) as name, phone, municipality, language
          from person where tenant_id = $1 and id = $2 for update
        """,
        KnownPerson.init,
        "name",
        "phone",
        "municipality",
        "language"
    )
}

extension Statement where Result == MadeApplication {
    fileprivate static let makeApplication = Statement(
        "select id, is_sent from application_make($2, $3, $4, $5) where $1::uuid = current_tenant()",
        MadeApplication.init,
        "id",
        "is_sent"
    )
}

extension Statement where Result == Void {
    fileprivate static let registerApplicant = Statement(
        "select person_apply($2, $3, $4, $5, $6, $7, $8) where $1::uuid = current_tenant()"
    )

    fileprivate static let becomeExpert = Statement(
        "select member_apply($2, $3, $4, $5, $6) where $1::uuid = current_tenant()"
    )
}
