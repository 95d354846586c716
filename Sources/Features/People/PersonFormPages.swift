import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func showNewPerson(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newPersonPage)
}

@Sendable func addPerson(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(newPersonPage) { (db, _, new, changes) throws(Failure) in
        let id = ID<Person>()
        try db.run(
            .addPerson,
            id,
            new.givenName,
            new.familyName,
            new.email,
            new.phone,
            new.municipality,
            new.language,
            new.kind?.rawValue
        )
        return .done(
            Entry(.personAdded, of: Object(id, new.name), about: [id], changes: changes),
            to: visit.here("/people/\(id)"),
            did: "person.done.added"
        )
    }
}

@Sendable func editPerson(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editPersonPage)
}

@Sendable func changePerson(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    return try visit.submit(editPersonPage) { (db, page, new, changes) throws(Failure) in
        try db.run(
            .changePerson,
            id,
            new.givenName,
            new.familyName,
            new.email,
            new.phone,
            new.municipality,
            new.language,
            new.kind?.rawValue
        )
        return .done(
            Entry(.personChanged, of: Object(id, page.value.name), about: [id], changes: changes),
            to: page.back,
            did: "person.done.changed"
        )
    }
}

private func newPersonPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<PersonDetails> {
    try needEverywhere(visit)
    return FormPage(
        visit.words("person.new"),
        lead: visit.words("person.new.lead"),
        personFields(isOwn: false),
        PersonDetails(),
        isNew: true,
        action: visit.here("/people"),
        save: visit.words("person.new.do"),
        back: visit.here("/people")
    )
}

private func editPersonPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<PersonDetails> {
    let id: ID<Person> = try visit.id()
    if visit.isChanging { try db.run(.lockPeople, [id]) }
    let person = try db.person(id)
    let isOwn = visit.permit.scope != .all
    let trail = visit.trail(of: .people).trail
    return FormPage(
        visit.words("person.edit.title", ["name": person.name]),
        lead: isOwn ? visit.words("person.edit.contacts") : "",
        isOwn ? contactFields(isOwn: true) : personFields(isOwn: false),
        person.details,
        action: visit.here("/people/\(id)\(trail)"),
        save: visit.words("house.save"),
        back: visit.here("/people/\(id)\(trail)"),
        look: Entry(.personRead, of: Object(id, person.name), about: [id])
    )
}
