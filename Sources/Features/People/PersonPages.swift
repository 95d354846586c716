import Access
import Audit
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showPerson(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    let (found, kept, events, parts) = try visit.read { (db) throws(Failure) in
        let (found, kept, events) = try db.together(
            .oneIfAny(.registeredPerson, id),
            .oneIfAny(.keptOf, id),
            .all(.aboutPerson, id)
        )
        var asks: [MappedAsk<PersonPart>] = []
        for part in visit.site.features.flatMap({ $0.notices + $0.ofPerson }) where found != nil {
            asks += try part(visit, id)
        }
        return (found, kept, events, try db.together(asks))
    }
    guard let person = found else {
        guard let kept else { throw .refused(.notFound) }
        return .elsewhere(visit.here("/people/\(kept)"))
    }
    visit.show(also: parts.flatMap(\.shows))
    let isOwn = id == visit.visitor.actor.person
    let changesAll = visit.scope(of: .personChange) == .all
    let abilities = PersonAbilities(
        change: changesAll,
        edit: changesAll || (isOwn && visit.may(.personChange)),
        seesHistory: visit.permit.scope != .own,
        isOwn: isOwn,
        readsLog: visit.may(.logRead)
    )
    let entries = history(
        events.filter { isTold($0.action, to: visit.permit.scope) },
        visit.words
    )
    let page = visit.page(person.name) { h in
        personPage(
            &h,
            person,
            parts,
            entries,
            abilities,
            list: visit.trail(of: .people),
            base: visit.here("/people"),
            log: visit.here(isOwn ? "/own-log" : "/log?person=\(id)"),
            once: visit.once,
            visit.words
        )
    }
    return Looked(page, Entry(.personRead, of: Object(id, person.name), about: [id]))
}

/// What of a person's history the page tells: a trainer learns from it nothing that no page of theirs shows.
private func isTold(_ action: String, to scope: Scope) -> Bool {
    scope == .all || action.hasPrefix("person.") || action.hasPrefix("note.")
}

@Sendable func changeState(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    if visit.permit.scope != .all {
        // Who is out of reach stays absent; one's own state is not one's own to change.
        _ = try visit.read { (db) throws(Failure) in try db.one(.registeredPerson, id) }
        throw .refused(.forbidden())
    }
    return try visit.act { (db) throws(Failure) in
        try db.run(.lockPeople, [id])
        let person = try db.one(.registeredPerson, id)
        guard let next = PersonState(rawValue: try visit.request.form()["to"]) else {
            throw .refused(.malformed)
        }
        guard person.state.next.contains(next) else {
            throw .refused(.conflict(why: "person.problem.state"))
        }
        try db.run(.setStates, [id], next.rawValue)
        return Audited(
            try visit.after(
                visit.here("/people/\(id)\(visit.trail(of: .people).trail)"),
                did: done(next),
                undo: undoingStates,
                [undone(id, person.state, to: next)],
                db
            ),
            Entry(
                .personStateChanged,
                of: Object(id, person.name),
                about: [id],
                changes: [.value(field: "state", old: person.state.rawValue, new: next.rawValue)]
            )
        )
    }
}

private func done(_ state: PersonState) -> StaticString {
    switch state {
    case .active: "person.done.restored"
    case .paused: "person.done.paused"
    case .archived: "person.done.archived"
    }
}

@Sendable func showNewPerson(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newPersonPage)
}

@Sendable func addPerson(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(newPersonPage) { (db, _, new, changes) throws(Failure) in
        try db.run(.holdName, new.givenName, new.familyName)
        let alike = try db.all(.alike, new.givenName, new.familyName, new.email, new.phone)
        if !alike.isEmpty {
            let (words, base) = (visit.words, visit.here("/people"))
            let asked = Confirmation(
                of: alike.map(\.id.text).joined(separator: " "),
                "person.alike.add",
                Entry(.personListed, about: alike.map(\.id), count: alike.count)
            ) { h in h.alreadyThere(alike, new, base, words) }
            guard try visit.hasConfirmed(asked) else { return .confirm(asked) }
        }
        let id = ID<Person>()
        try db.run(.addPerson, id, columns: personFields().stored(new))
        try db.run(.tellApart, id, alike.map(\.id))
        return .done(
            Entry(
                .personAdded,
                of: Object(id, PersonName(id, new.name)),
                about: [id],
                changes: changes
            ),
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
        try db.run(.changePerson, id, columns: personFields().stored(new))
        return .done(
            Entry(
                .personChanged,
                of: Object(id, PersonName(id, page.value.name)),
                about: [id],
                changes: changes
            ),
            to: page.back,
            did: "person.done.changed"
        )
    }
}

private func newPersonPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<PersonDetails> {
    try visit.needEverywhere()
    return FormPage(
        visit.words("person.new"),
        lead: visit.words("person.new.lead"),
        personFields(among: PersonKind.known(in: try visit.space.kind)),
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
    let person = try db.one(.registeredPerson, id)
    let isOwn = visit.permit.scope != .all
    // A kind from earlier stays until somebody chooses another.
    let known = PersonKind.known(in: try visit.space.kind)
    let kinds = PersonKind.allCases.filter { known.contains($0) || $0 == person.details.kind }
    let path = visit.here("/people/\(id)\(visit.trail(of: .people).trail)")
    return FormPage(
        visit.words.sentence("person.edit.title", ["name": person.name]),
        lead: isOwn ? visit.words("person.edit.contacts") : "",
        isOwn ? contactFields(isOwn: true) : personFields(among: kinds),
        person.details,
        action: path,
        save: visit.words("house.save"),
        back: path,
        look: Entry(.personRead, of: Object(id, person.name), about: [id])
    )
}

extension Visit {
    /// What the page needs of a permission that reaches all of the space, refused when it reaches less.
    func needEverywhere() throws(Failure) {
        guard permit.scope == .all else { throw .refused(.forbidden()) }
    }
}

/// The columns that the form knows.
private let columns = personFields().columns

extension RegisteredPerson {
    /// A row of the register, for the person's own page and for the file.
    static let read = reader(
        RegisteredPerson.init,
        from: personFields().row(over: PersonDetails()),
        "id",
        "state",
        "created_at",
        "changed_at"
    )
}

extension Statement where Result == RegisteredPerson {
    /// Somebody within reach.
    static let registeredPerson = Statement(
        within: .reach,
        """
        select id, {columns}, state, created_at, changed_at from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        """,
        columns: columns,
        RegisteredPerson.read
    )
}

extension Statement where Result == RegisteredPerson {
    /// Who within reach may be the one of a name (`$5`, `$6`), an address and a telephone number.
    fileprivate static let alike = Statement(
        within: .reach,
        """
        select id, {columns}, state, created_at, changed_at from people_within($2, $3, $4)
         where tenant_id = $1 and id in (select people_alike($1, $5, $6, $7, $8, array[]::text[]))
         order by id limit 20
        """,
        columns: columns,
        RegisteredPerson.read
    )
}

extension Statement where Result == ID<Person> {
    /// Whose entry within reach somebody's (`$5`) has become part of.
    fileprivate static let keptOf = Statement(
        within: .reach,
        "select id from people_within($2, $3, $4) where tenant_id = $1 and id = person_joined_to($5)",
        "id"
    )
}

extension Statement where Result == Void {
    fileprivate static let tellApart = Statement(
        "select people_apart($2, $3) where $1::uuid = current_tenant()"
    )

    /// Makes others who would add somebody of this name wait until this is done.
    fileprivate static let holdName = Statement(
        "select hold_name($1, $2, $3) where $1::uuid = current_tenant()"
    )

    fileprivate static let addPerson = Statement(
        "insert into person (tenant_id, id, {columns}) values ($1, $2, {values})",
        columns: columns
    )

    fileprivate static let changePerson = Statement(
        "update person set {changes} where tenant_id = $1 and id = $2",
        columns: columns
    )

    /// Makes others who would change them wait until this is done.
    static let lockPeople = Statement(
        "select id from person where tenant_id = $1 and id = any ($2::uuid[]) order by id for no key update"
    )

    static let setStates = Statement(
        "update person set state = $3 where tenant_id = $1 and id = any ($2::uuid[]) and state <> $3"
    )
}

let statementsOfPeople = [
    Statement<RegisteredPerson>.registeredPerson.sql, Statement<RegisteredPerson>.alike.sql,
    Statement<Void>.addPerson.sql,
    Statement<Void>.changePerson.sql,
]

extension PersonKind: ColumnValue {}
extension PersonState: ColumnValue {}
