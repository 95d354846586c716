import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

// Many at once are archived or taken back; a pause is agreed on with one.

/// Archives all who are not in the archive yet.
let archiving = changing(
    to: .archived,
    "people.selection.archived",
    what: "person.consequence.archived",
    did: "people.done.archived",
    isDanger: true
) { $0 == .archived ? "people.selection.archived.already" : nil }

/// Takes back who is in the archive; who is not is not restored.
let restoring = changing(
    to: .active,
    "people.selection.active",
    what: "person.consequence.active",
    did: "people.done.restored"
) { $0 == .archived ? nil : "people.selection.active.already" }

private func changing(
    to next: PersonState,
    _ words: StaticString,
    what: StaticString,
    did: StaticString,
    isDanger: Bool = false,
    unless refusal: @escaping @Sendable (PersonState) -> StaticString?
) -> BulkAct {
    BulkAct(
        words,
        of: "/people",
        row: "person",
        what: what,
        did: did,
        isDanger: isDanger,
        rows: { (_, db, ids, isHeld) throws(Failure) in
            let ids = ids.map { ID<Person>($0) }
            if isHeld { try db.run(.lockPeople, ids) }
            let people = try db.all(.chosenPeople, ids)
            guard people.count == ids.count else { throw .refused(.notFound) }
            return people
        },
        line: { person, visit in
            BulkLine(
                person.id,
                person.name,
                note: note(of: person, next, visit.words),
                leftOut: refusal(person.state)
            )
        },
        undo: undoingStates,
        undone: { undone($0.id, $0.state, to: next) },
        asks: .nothing,
        act: { (_, db, people, _) throws(Failure) in
            try db.run(.setStates, people.map(\.id), next.rawValue)
            return stateEntries(people, to: next, as: .personStateChanged)
        }
    )
}

/// The state of somebody, and before they are archived also where they still stand.
private func note(of person: ChosenPerson, _ next: PersonState, _ words: Words) -> String {
    let state = words.dynamic("person.state.\(person.state.rawValue)")
    guard next == .archived else { return state }
    let stands = person.stands.compactMap { stand -> String? in
        let parts = stand.split(separator: " ")
        guard parts.count == 2, let number = Int(parts[1]) else { return nil }
        return words.dynamicCount("members.stands.\(parts[0])", number)
    }
    return ([state] + stands).joined(separator: " · ")
}

/// Puts people back into the states in which they were, if nobody has changed one of them since.
let undoingStates = Undo("person.state", needs: .personChange) {
    (visit, db, rows) throws(Failure) in
    guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
    let ids = rows.map { ID<Person>($0.id) }
    try db.run(.lockPeople, ids)
    let people = try db.all(.chosenPeople, ids)
    let after = Dictionary(rows.map { (ID<Person>($0.id), $0.after) }) { first, _ in first }
    guard people.count == ids.count, people.allSatisfy({ $0.state.rawValue == after[$0.id] }) else {
        throw .refused(.conflict(why: "undo.rule.changed"))
    }
    var entries: [Entry] = []
    for state in PersonState.allCases {
        let back = Set(rows.filter { $0.before == state.rawValue }.map { ID<Person>($0.id) })
        guard !back.isEmpty else { continue }
        try db.run(.setStates, Array(back), state.rawValue)
        entries += stateEntries(
            people.filter { back.contains($0.id) },
            to: state,
            as: .personStateUndone
        )
    }
    return entries
}

/// What stood in the row of somebody whose state is changed.
func undone(_ id: ID<Person>, _ state: PersonState, to next: PersonState) -> UndoneRow {
    UndoneRow(id, before: state.rawValue, after: next.rawValue)
}

/// One entry for those who were in the same state before.
private func stateEntries(
    _ people: [ChosenPerson],
    to next: PersonState,
    as action: Action
) -> [Entry] {
    PersonState.allCases.compactMap { old in
        let ids = people.filter { $0.state == old }.map(\.id)
        guard !ids.isEmpty else { return nil }
        return Entry(
            action,
            about: ids,
            changes: [.value(field: "state", old: old.rawValue, new: next.rawValue)],
            count: ids.count
        )
    }
}

/// One of the chosen.
private struct ChosenPerson: Sendable {
    let id: ID<Person>
    let name: PersonName
    let state: PersonState
    /// Where they still stand: each place with how many.
    let stands: [String]
}

extension Statement where Result == ChosenPerson {
    /// The chosen ones within reach, in the order of the list.
    fileprivate static let chosenPeople = Statement(
        within: .reach,
        """
        select id, (id, given_name || ' ' || family_name) as name, state,
               array(select s.place || ' ' || s.number from still_stands(id) s) as stands
          from people_within($2, $3, $4)
         where tenant_id = $1 and id = any ($5::uuid[])
         order by name_key, id
        """,
        ChosenPerson.init,
        "id",
        "name",
        "state",
        "stands"
    )
}
