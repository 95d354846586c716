import Audit
import Base
import Interface
import Routing
import Wording

/// What the public part of an event holds beside its line, as the sealed log will hold it.
struct LogRecord: Sendable {
    let id: ID<Event>
    let space: String
    let version: Int
    let instance: String
    let counter: Int
    let actorCommitment: [UInt8]
    let subjectCommitments: [[UInt8]]
    let detailCommitment: [UInt8]

    /// Whether a private part is what was committed to.
    func matches(_ part: LogPart) -> Bool {
        let committed: [UInt8]? =
            switch part.name {
            case "actor": actorCommitment
            case "detail": detailCommitment
            default:
                subjectCommitments.indices.contains(part.ordinal)
                    ? subjectCommitments[part.ordinal] : nil
            }
        return committed == commit(salt: part.salt, body: part.body)
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
    /// Whose data it was; without a text who is no longer in the register.
    let subject: PersonName?
}

/// A field that an event changed.
struct LogChange: Sendable {
    let event: ID<Event>
    let field: String
    let old: String
    let new: PersonName
    /// Special-category data: only that it changed stands in the log.
    let isSpecial: Bool
}

/// All that the log tells of an event.
struct LogEvent: Sendable {
    let line: LoggedEvent
    let record: LogRecord
    let parts: [LogPart]
    let changes: [LogChange]

    var actor: LogPart? { parts.first { $0.name == "actor" } }
    var detail: LogPart? { parts.first { $0.name == "detail" } }
    var subjects: [LogPart] { parts.filter { $0.name == "subject" } }

    /// Everybody whom it names.
    var named: [Subject] {
        let names = [line.actor, line.label] + parts.map(\.subject) + changes.map(\.new)
        return names.compactMap { $0?.subject }
    }
}
