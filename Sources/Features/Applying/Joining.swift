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
    if let member {
        if member.person == nil { try db.run(.tiePerson, id, person) }
        if let day = member.endedOn {
            // A membership that is over comes back with nothing of what it was.
            try db.run(.endRoles, id, day)
            try db.run(.reopenMembership, id)
        } else if member.isExpert {
            action = nil
        } else if member.mayBecomeExpert {
            action = .memberRolesChanged
        } else {
            throw .refused(.conflict(why: "application.rule.role"))
        }
    } else {
        try db.run(.addMembership, id, account, person, applicant.name, applicant.email)
    }
    guard let action else { return }
    try db.run(.becomeExpert, id)
    entries.append(Entry(action, of: Object(id, applicant.name), about: [person]))
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
        try db.run(
            .addPerson,
            person,
            applicant.givenName,
            applicant.familyName,
            applicant.email,
            applicant.phone,
            applicant.municipality,
            applicant.language
        )
        entries.append(Entry(.personAdded, of: Object(person, applicant.name), about: [person]))
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
    try db.run(.changePerson, known, phone, municipality, applicant.language)
    entries.append(
        Entry(.personChanged, of: Object(known, old.name), about: [known], changes: changes)
    )
    return known
}

/// A membership that the account has here already.
private struct KnownMember: Sendable {
    let id: ID<Membership>
    let person: ID<Person>?
    let endedOn: Day?
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
        select m.id, m.person_id, case when m.ends_on < public.today() then m.ends_on end as ended_on,
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
        "ended_on",
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
    fileprivate static let addPerson = Statement(
        """
        insert into person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'participant')
        """
    )

    fileprivate static let changePerson = Statement(
        """
        update person set phone = $3, municipality = $4, language = $5
         where tenant_id = $1 and id = $2
        """
    )

    fileprivate static let addMembership = Statement(
        """
        insert into membership (tenant_id, id, account_id, person_id, name, email)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    fileprivate static let tiePerson = Statement(
        "update membership set person_id = $3 where tenant_id = $1 and id = $2"
    )

    fileprivate static let endRoles = Statement(
        """
        update membership_role set ends_on = $3
         where tenant_id = $1 and membership_id = $2 and coalesce(ends_on, 'infinity') > $3
        """
    )

    fileprivate static let reopenMembership = Statement(
        "update membership set ends_on = null where tenant_id = $1 and id = $2"
    )

    fileprivate static let becomeExpert = Statement(
        """
        insert into membership_role as r (tenant_id, membership_id, role) values ($1, $2, 'expert')
        on conflict (tenant_id, membership_id, role) do update set ends_on = null
         where r.ends_on < public.today()
        """
    )
}
