import Base

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
    let authorName: String
    let readers: NoteReaders
    let createdAt: Instant
}

/// A note with its text, opened for a purpose.
struct OpenNote: Sendable {
    let line: NoteLine
    let body: String
}

/// Why somebody opens notes.
enum NotePurpose: String, CaseIterable, Sendable {
    case support
    case planning
    case contact
    case correction
    case request
}
