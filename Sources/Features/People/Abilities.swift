import Base

// What a page offers to its reader, and what it is filled with.

/// What the reader may do with the list.
struct PeopleAbilities: Sendable {
    /// Add people, and change the state of many at once.
    var add: Bool
    var export: Bool
    /// How far the reader sees: `all`, `course` or `own`.
    var scope: String

    /// Whether the list can hold nobody but the reader.
    var isOwn: Bool { scope == "own" }
}

/// What the reader may do with one person.
struct PersonAbilities: Sendable {
    /// How notes are opened.
    enum NoteReading: Sendable {
        /// For a purpose that is said.
        case purpose
        /// By the person they are about.
        case own
    }

    /// Which fields may be changed; nil for none.
    var change: PersonFields?
    var noteRead: NoteReading?
    /// For whom the reader may write notes; empty for those who write none.
    var noteReaders: [NoteReaders]
    /// Who has looked is told to the person on a page of its own, without names.
    var seesHistory: Bool
}

/// A form that changes a person: what was typed, and the version that it was filled in against.
struct PersonEdit: Sendable {
    let id: ID<Person>
    let name: String
    let version: Int
    let fields: PersonFields
    var draft: PersonDraft
    /// What somebody else saved in between.
    var theirs: PersonDraft?

    init(_ person: RegisteredPerson, fields: PersonFields) {
        id = person.id
        name = person.name
        version = person.version
        self.fields = fields
        draft = PersonDraft(person)
    }
}

/// What would happen to the chosen ones.
struct SelectionPreview: Sendable {
    let next: PersonState
    let changing: [PersonLine]
    /// Those who stay as they are: all who are in that state already, and who is not in the archive is not restored.
    let staying: [PersonLine]

    init(_ people: [PersonLine], to next: PersonState) {
        self.next = next
        let isChanging: (PersonLine) -> Bool = { line in
            next == .active ? line.state == .archived : line.state != next
        }
        changing = people.filter(isChanging)
        staying = people.filter { !isChanging($0) }
    }
}

/// A note as it was typed.
struct NoteDraft: Sendable {
    var body = ""
    var readers = ""
    /// Readers to choose from.
    var offered: [NoteReaders]
}
