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
        change: isEverywhere(visit, .personChange),
        edit: isEverywhere(visit, .personChange) || (isOwn && visit.may(.personChange)),
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
