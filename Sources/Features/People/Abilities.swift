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

    /// Change everything, the state among it.
    var change: Bool
    /// Change how to reach the person, at least.
    var edit: Bool
    var noteRead: NoteReading?
    /// For whom the reader may write notes; empty for those who write none.
    var noteReaders: [NoteReaders]
    /// Who has looked is told to the person on a page of its own, without names.
    var seesHistory: Bool
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
