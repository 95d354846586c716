import Access
import Base
import Interface
import Routing
import Store
import Wording

/// One line of the list.
struct PersonLine: Sendable {
    let id: ID<Person>
    /// As registers are read: family name first.
    let listName: PersonName
    let kind: PersonKind
    let state: PersonState
    let municipality: String
    let createdAt: Instant
    let changedAt: Instant
}

/// What the reader may do with the list.
struct PeopleAbilities: Sendable {
    /// Add people, and change the state of many at once.
    var add: Bool
    var export: Bool
    /// What they may do with many at once.
    var acts: Set<String>
    /// How far the reader sees: `all`, `course` or `own`.
    var scope: String

    /// Whether the list can hold nobody but the reader.
    var isOwn: Bool { scope == "own" }
}

extension ListOrder {
    fileprivate static let name = ListOrder("name", "p.name_key")
    fileprivate static let added = ListOrder("added", "p.created_at", greatestFirst: true)
    fileprivate static let changed = ListOrder("changed", "p.changed_at", greatestFirst: true)
}

extension Listing where Row == PersonLine {
    /// The register as a list.
    static let people = Listing(
        "people",
        at: "/people",
        by: .name,
        columns: [
            ListColumn(by: .name) { place in
                .name(place.words("person.name"), sort: place.sort, path: place.path) {
                    $0.listName
                }
            },
            .choice("person.kind", words: "person.kind") { $0.kind },
            .state("person.state", words: "person.state", { $0.state }, stateKind),
            .text("person.municipality", isLabelled: false) { $0.municipality },
            .day("person.added", by: .added) { $0.createdAt },
            .day("person.changed", by: .changed, beside: { $0.createdAt }) { $0.changedAt },
        ],
        filters: [
            .choice(
                "kind",
                of: PersonKind.self,
                by: "p.kind",
                title: "person.kind",
                words: "people.kind"
            ),
            .choice(
                "state",
                of: PersonState.self,
                by: "p.state",
                title: "person.state",
                words: "people.state"
            ),
            .choice(
                "speaks",
                of: Language.self,
                by: "p.language",
                title: "person.language",
                words: "people.speaks"
            ),
        ],
        search: ListSearch("people.search", in: "p.searched", index: "finder.people_matching"),
        bulk: ListBulk(
            "person",
            path: "/selection",
            buttons: [
                "people.selection.archive": PersonState.archived.rawValue,
                "people.selection.restore": PersonState.active.rawValue,
                "people.selection.invite.chosen": "invite",
                "mails.write.chosen": "write",
            ]
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == PersonLine {
    /// Whom the list shows: everybody, the people of one's own courses, or oneself.
    static let people = ListRows(
        """
        p.id, p.family_name || ' ' || p.given_name as list_name, p.kind, p.state, p.municipality, p.created_at,
        p.changed_at
        """,
        from: "person p",
        at: "p.tenant_id = $1",
        id: "p.id",
        reach: [
            .course: """
            p.id = ? or (select holds_role($1, current_actor(), 'trainer')) and exists (
              select from enrolment e
                join course_trainer t on t.tenant_id = e.tenant_id and t.course_id = e.course_id
               where e.tenant_id = $1 and e.person_id = p.id and t.membership_id = current_actor())
            """,
            .own: "p.id = ?",
        ],
        PersonLine.init(row:)
    )
}

extension PersonLine {
    // By hand: the list that is opened most.
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        listName = PersonName(id, try row.text("list_name"))
        kind = try row.choice("kind")
        state = try row.choice("state")
        municipality = try row.text("municipality")
        createdAt = try row.instant("created_at")
        changedAt = try row.instant("changed_at")
    }
}

/// The form's fields as columns, the family name first and the kind last.
private let details: [ListFile<RegisteredPerson>.Column] =
    personFields().only("family_name", "given_name").fileColumns(of: \RegisteredPerson.details)
    + contactFields().fileColumns(of: \.details)
    + personFields().only("kind").fileColumns(of: \.details)

private let states: [ListFile<RegisteredPerson>.Column] = [
    ("person.state", { $1.dynamic("person.state.\($0.state.rawValue)") }),
    ("person.added", { person, _ in person.createdAt.inFinland.day.iso }),
    ("person.changed", { person, _ in person.changedAt.inFinland.day.iso }),
]

extension ListFile where Line == RegisteredPerson {
    /// The list as a file, with how to reach each.
    static let people = ListFile(
        "p.id, {columns}, p.state, p.created_at, p.changed_at",
        fields: personFields().columns,
        columns: details + states,
        RegisteredPerson.read
    )
}
