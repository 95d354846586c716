import Audit
import Base

/// One line of the log's list.
struct LogLine: Sendable {
    let id: ID<Event>
    let at: Instant
    let kind: Kind
    let action: String
    let outcome: EventOutcome
    let role: String
    let objectType: String
    let actorName: String
    let label: String
    let purpose: String
    let count: Int?
    let subjectCount: Int
    /// The first of those whose data it was; empty for who is no longer in the register.
    let subjectNames: [String]

    var key: LogKey { LogKey(at: at, id: id) }
}

/// The public part of an event, as the sealed log will hold it.
struct LogRecord: Sendable {
    let id: ID<Event>
    let space: String
    let at: Instant
    let version: Int
    let kind: String
    let action: String
    let outcome: String
    let role: String
    let objectType: String
    let instance: String
    let counter: Int
    let actorCommitment: [UInt8]
    let subjectCommitments: [[UInt8]]
    let detailCommitment: [UInt8]

    /// The commitment that the public part holds for a private one.
    func commitment(to part: LogPart) -> [UInt8]? {
        switch part.name {
        case "actor": actorCommitment
        case "detail": detailCommitment
        default:
            subjectCommitments.indices.contains(part.ordinal)
                ? subjectCommitments[part.ordinal] : nil
        }
    }

    /// Whether a private part is what was committed to.
    func matches(_ part: LogPart) -> Bool {
        commitment(to: part) == commit(salt: part.salt, body: part.body)
    }
}

/// A private part of an event.
struct LogPart: Sendable {
    let event: ID<Event>
    /// `actor`, `subject` or `detail`.
    let name: String
    let ordinal: Int
    let salt: [UInt8]
    let body: String
    let account: ID<Account>?
    let person: ID<Person>?
    /// The person's name in the register; empty when it is not there.
    let personName: String
}

/// A field that an event changed.
struct LogChange: Sendable {
    let event: ID<Event>
    let field: String
    let old: String
    let new: String
    /// Special-category data: only that it changed stands in the log.
    let isSpecial: Bool
}

/// What an event's page tells beyond its line.
struct LogEvent: Sendable {
    let line: LogLine
    let record: LogRecord
    let parts: [LogPart]
    let changes: [LogChange]

    var actor: LogPart? { parts.first { $0.name == "actor" } }
    var detail: LogPart? { parts.first { $0.name == "detail" } }
    var subjects: [LogPart] { parts.filter { $0.name == "subject" } }
}

/// How the log is, as far as this version can know.
struct LogHealth: Sendable {
    let count: Int
    let oldest: Instant?
    let newest: Instant?
}

/// The events of one day.
struct LogDay: Sendable {
    let day: Day
    let count: Int
    let refused: Int
}

/// Somebody whose data was seen or changed, found by the beginning of a name.
struct FoundPerson: Sendable {
    let id: ID<Person>
    let name: String
}

/// One look at a person's data as that person may learn of it: when, what and by which role, never by whom.
struct Sighting: Sendable {
    let id: ID<Event>
    let at: Instant
    let kind: Kind
    let action: String
    let objectType: String
    let role: String
    let purpose: String
    /// The space that a letter came from; empty for what was done in this space.
    let sender: String
    /// Whether the person did it.
    let isOwn: Bool

    var key: LogKey { LogKey(at: at, id: id) }
}
