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
                person.listName,
                note: visit.words.dynamic("person.state.\(person.state.rawValue)"),
                leftOut: refusal(person.state)
            )
        },
        act: { (_, db, people) throws(Failure) in
            try db.run(.setStates, people.map(\.id), next.rawValue)
            return stateEntries(people, to: next)
        }
    )
}

/// One entry for those who were in the same state before.
private func stateEntries(_ people: [ChosenPerson], to next: PersonState) -> [Entry] {
    PersonState.allCases.compactMap { old in
        let ids = people.filter { $0.state == old }.map(\.id)
        guard !ids.isEmpty else { return nil }
        return Entry(
            .personStateChanged,
            about: ids,
            changes: [.value(field: "state", old: old.rawValue, new: next.rawValue)],
            count: ids.count
        )
    }
}

/// One of the chosen.
private struct ChosenPerson: Sendable {
    let id: ID<Person>
    /// As registers are read: family name first.
    let listName: PersonName
    let state: PersonState
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
