import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showPerson(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    let (person, notes, events) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.registeredPerson, id),
            .all(.noteLines, id),
            .all(.aboutPerson, id)
        )
    }
    let isOwn = id == visit.visitor.actor.person
    let abilities = PersonAbilities(
        change: isEverywhere(visit, .personChange)
            ? .all : isOwn && visit.may(.personChange) ? .contacts : nil,
        noteRead: visit.may(.noteRead) ? .purpose : isOwn ? .own : nil,
        noteReaders: noteReaders(visit),
        seesHistory: visit.permit.scope != .own
    )
    let entries = history(
        events.filter { isTold($0.action, to: visit.permit.scope) },
        visit.words
    )
    let page = visit.page(person.name) { h in
        personPage(
            &h,
            person,
            notes,
            entries,
            abilities,
            list: visit.trail(of: .people),
            base: visit.here("/people"),
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

@Sendable func showNewPerson(_ visit: Visit) throws(Failure) -> Reply {
    try needEverywhere(visit)
    return personForm(visit, PersonDraft(), Problems(), status: 200)
}

@Sendable func addPerson(_ visit: Visit) throws(Failure) -> Reply {
    try needEverywhere(visit)
    var entry = try FormEntry(visit)
    let draft = PersonDraft(entry, fields: .all, over: PersonDraft())
    guard let data = entry.person(fields: .all, over: nil, visit.words), entry.isSound else {
        return personForm(visit, draft, entry.problems, status: 422, once: entry.typed("once"))
    }
    return try visit.act { (db) throws(Failure) in
        let id = ID<Person>()
        try db.run(
            .addPerson,
            id,
            data.givenName,
            data.familyName,
            data.email,
            data.phone,
            data.municipality,
            data.language,
            data.kind.rawValue
        )
        return Audited(
            visit.after(visit.here("/people/\(id)"), did: "person.done.added"),
            Entry(
                .personAdded,
                of: Object(id, "\(data.givenName) \(data.familyName)"),
                about: [id],
                changes: changes(from: nil, to: data)
            )
        )
    }
}

@Sendable func changeState(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    if visit.permit.scope != .all {
        // Who is out of reach stays absent; one's own state is not one's own to change.
        _ = try visit.read { (db) throws(Failure) in try db.person(id) }
        throw .refused(.forbidden())
    }
    return try visit.act { (db) throws(Failure) in
        try db.run(.lockPeople, [id])
        let person = try db.person(id)
        guard let next = PersonState(rawValue: try visit.request.form()["to"]) else {
            throw .refused(.malformed)
        }
        guard states(after: person.state).contains(next) else {
            throw .refused(.conflict(why: "person.problem.state"))
        }
        try db.run(.setStates, [id], next.rawValue)
        return Audited(
            visit.after(
                visit.here("/people/\(id)\(visit.trail(of: .people).trail)"),
                did: done(next)
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

/// The form of a new person.
func personForm(
    _ visit: Visit,
    _ draft: PersonDraft,
    _ problems: Problems,
    status: Int,
    once: String = ""
) -> Reply {
    let words = visit.words
    return visit.page(words("person.new"), status: status) { h in
        newPersonPage(
            &h,
            draft,
            problems,
            base: visit.here("/people"),
            once: once.isEmpty ? visit.once : once,
            words
        )
    }
}
