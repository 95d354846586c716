import Audit
import Base
import Routing
import Store
import Terms
import Wording

/// Makes the account a participant here and its application for the course; what was there already
/// is taken as it is.
///
/// Nothing but the role of expert can come of it: the role stands in the SQL.
func join(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ account: ID<Account>,
    _ applicant: Applicant,
    to course: AppliedCourse
) throws(Failure) -> (path: String, entries: [Entry]) {
    var entries: [Entry] = []
    let standing = try db.oneIfAny(.standing, account)
    let person = try registered(db, standing?.person, applicant, &entries)
    if let standing {
        if standing.person == nil { try db.run(.tiePerson, standing.id, person) }
        try becomeExpert(db, standing, person, applicant, &entries)
    } else {
        let membership = ID<Membership>()
        try db.run(.addMembership, membership, account, person, applicant.name, applicant.email)
        try db.run(.becomeExpert, membership)
        entries.append(
            Entry(.memberJoined, of: Object(membership, applicant.name), about: [person])
        )
    }
    let (application, isSent) = try applied(db, visit, course, person, applicant, &entries)
    let page = visit.here("/applications/\(application)")
    return (
        isSent
            ? visit.after(page, did: "application.done.sent")
            : visit.after(page, did: "application.done.already"),
        entries
    )
}

private func becomeExpert(
    _ db: borrowing Transaction,
    _ standing: Standing,
    _ person: ID<Person>,
    _ applicant: Applicant,
    _ entries: inout [Entry]
) throws(Failure) {
    if let day = standing.endedOn {
        try db.run(.endRoles, standing.id, day)
        try db.run(.reopenMembership, standing.id)
        try db.run(.becomeExpert, standing.id)
        entries.append(
            Entry(.memberJoined, of: Object(standing.id, applicant.name), about: [person])
        )
    } else if !standing.isExpert {
        guard standing.mayBecomeExpert else {
            throw .refused(.conflict(why: "application.rule.role"))
        }
        try db.run(.becomeExpert, standing.id)
        entries.append(
            Entry(.memberRolesChanged, of: Object(standing.id, applicant.name), about: [person])
        )
    }
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
    try db.run(
        .changePerson,
        known,
        old.givenName,
        old.familyName,
        phone,
        municipality,
        applicant.language
    )
    entries.append(
        Entry(.personChanged, of: Object(known, old.name), about: [known], changes: changes)
    )
    return known
}

/// The application: a new one, one that was withdrawn taken up again, or the one there is.
private func applied(
    _ db: borrowing Transaction,
    _ visit: Visit,
    _ course: AppliedCourse,
    _ person: ID<Person>,
    _ applicant: Applicant,
    _ entries: inout [Entry]
) throws(Failure) -> (id: ID<Application>, isSent: Bool) {
    let fresh = ID<Application>()
    let isNew = try db.run(.addApplication, fresh, course.id, person, applicant.language) == 1
    let id = isNew ? fresh : try db.one(.applicationOf, course.id, person)
    let isAgain = isNew ? false : try db.run(.takeUpAgain, id) == 1
    guard isNew || isAgain else { return (id, false) }
    entries.append(Entry(.applicationMade, of: Object(id, course.name), about: [person]))
    let words = visit.words(in: applicant.language)
    try db.mail(
        receivedMail(
            applicant,
            course,
            try visit.space.name(words.language),
            link: "\(visit.site.origin)\(visit.here("/applications/\(id)"))",
            words
        )
    )
    return (id, true)
}
