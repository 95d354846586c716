import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

/// Shows what would happen to the chosen ones.
///
/// Nothing happens yet.
@Sendable func previewSelection(_ visit: Visit) throws(Failure) -> Reply {
    try visit.needEverywhere()
    let form = try visit.request.form()
    let next = try nextState(form)
    let ids = try chosen(form)
    let list = visit.trail(of: .people)
    let back = list.path(visit.here("/people"))
    guard !ids.isEmpty else {
        return visit.page(visit.words("people.selection.none"), status: 422) { h in
            emptySelectionPage(&h, back: back, visit.words)
        }
    }
    let people = try visit.write { (db) throws(Failure) in
        let people = try db.chosen(ids)
        return Audited(people, Entry(.personListed, about: people.map(\.id), count: people.count))
    }
    let preview = SelectionPreview(people, to: next)
    return visit.page(visit.words.dynamic("people.selection.\(next.rawValue).title")) { h in
        selectionPage(
            &h,
            preview,
            base: visit.here("/people"),
            list: list,
            once: visit.once,
            visit.words
        )
    }
}

@Sendable func changeSelection(_ visit: Visit) throws(Failure) -> Reply {
    try visit.needEverywhere()
    let form = try visit.request.form()
    let next = try nextState(form)
    let ids = try chosen(form)
    let list = visit.trail(of: .people)
    guard !ids.isEmpty else { throw .refused(.malformed) }
    return try visit.act { (db) throws(Failure) in
        try db.run(.lockPeople, ids)
        let preview = SelectionPreview(try db.chosen(ids), to: next)
        let entries = stateEntries(preview)
        guard let first = entries.first else {
            throw .refused(
                .conflict(
                    why: next == .archived
                        ? "people.selection.nothing" : "people.selection.none-archived"
                )
            )
        }
        try db.run(.setStates, preview.changing.map(\.id), next.rawValue)
        return Audited(
            visit.after(
                list.path(visit.here("/people")),
                did: next == .archived ? "people.done.archived" : "people.done.restored"
            ),
            first,
            also: Array(entries.dropFirst())
        )
    }
}

/// One entry for those who were in the same state before.
private func stateEntries(_ preview: SelectionPreview) -> [Entry] {
    PersonState.allCases.compactMap { old in
        let ids = preview.changing.filter { $0.state == old }.map(\.id)
        guard !ids.isEmpty else { return nil }
        return Entry(
            .personStateChanged,
            about: ids,
            changes: [.value(field: "state", old: old.rawValue, new: preview.next.rawValue)],
            count: ids.count
        )
    }
}

/// Many at once are archived or taken back; a pause is agreed on with one.
private func nextState(_ form: Form) throws(Failure) -> PersonState {
    guard let next = PersonState(rawValue: form["to"]), next != .paused else {
        throw .refused(.malformed)
    }
    return next
}

private func chosen(_ form: Form) throws(Failure) -> [ID<Person>] {
    var ids: [ID<Person>] = []
    var seen: Set<ID<Person>> = []
    for text in form.all("person") {
        guard let id = ID<Person>(text) else { throw .refused(.notFound) }
        if seen.insert(id).inserted { ids.append(id) }
    }
    return ids
}

extension Transaction {
    /// Every one of these; when one is out of reach, all are absent: 404.
    fileprivate borrowing func chosen(
        _ ids: [ID<Person>]
    ) throws(Failure) -> [ChosenPerson] {
        let people = try all(.chosenPeople, ids)
        guard people.count == ids.count else { throw .refused(.notFound) }
        return people
    }
}

extension Statement where Result == ChosenPerson {
    /// The chosen ones within reach, in the order of the list.
    fileprivate static let chosenPeople = Statement(
        within: .reach,
        """
        select id, (id, family_name || ' ' || given_name) as list_name, state from people_within($2, $3, $4)
         where tenant_id = $1 and id = any ($5::uuid[])
         order by name_key, id
        """,
        ChosenPerson.init,
        "id",
        "list_name",
        "state"
    )
}
