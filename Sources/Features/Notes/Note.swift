import Base
import Interface

/// A note about a person.
enum Note {}

/// Who may open a note; each is wider than the one before.
enum NoteReaders: String, CaseIterable, Sendable {
    case coordinators
    /// Coordinators, and the trainers of the person's own courses.
    case staff
    /// The staff and the person.
    case person
}

/// What is known of a note before its text is opened.
struct NoteLine: Sendable {
    let id: ID<Note>
    let author: PersonName
    let readers: NoteReaders
    let createdAt: Instant
}

/// A note with its text, opened for a purpose.
struct OpenNote: Sendable {
    let line: NoteLine
    let body: String
}

/// A note as it is written.
struct NoteDraft: Sendable {
    /// The name of whom it is about.
    var about = PersonName.unlisted("")
    var body = ""
    var readers: NoteReaders?
}

/// The fields of a note, named as their columns, for those readers for whom its author may write.
func noteFields(for offered: [NoteReaders] = NoteReaders.allCases) -> FieldList<NoteDraft> {
    FieldList(
        .area("body", \.body, "note.body", help: "note.body.help", isRequired: true).special,
        .choice(
            "readers",
            \.readers,
            "note.readers",
            among: offered,
            words: "note.readers",
            isOpen: true,
            means: true
        )
    )
}

/// Why somebody opens notes.
enum NotePurpose: String, CaseIterable, Sendable {
    case support
    case planning
    case contact
    case correction
    case request
}

/// What somebody says who opens notes.
struct NoteReading: Sendable {
    var purpose: NotePurpose?
}

let readingFields = FieldList<NoteReading>(
    .choice(
        "purpose",
        \.purpose,
        "note.purpose",
        words: "note.purpose",
        empty: "note.purpose.choose",
        help: "note.purpose.help"
    )
)

/// What the reader may do with the notes about one person.
struct NoteForms {
    /// How notes are opened.
    enum Reading {
        /// For a purpose that is said.
        case purpose(FormView)
        /// By the person they are about, with this key of the form.
        case own(once: String)
    }

    var reading: Reading?
    /// Nil for those who write none.
    var writing: FormView?
}
