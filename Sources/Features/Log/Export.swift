import Audit
import Base
import Interface
import Routing
import Wording

/// The log as a table for spreadsheets.
struct LogTable {
    private var file: TableFile
    private let words: Words

    /// The file so far.
    var bytes: [UInt8] { file.bytes }

    init(_ words: Words) {
        self.words = words
        file = TableFile()
        file.add([
            words("log.time.utc"), words("log.time.finland"), words("log.who"), words("log.role"),
            words("log.what"), words("log.subjects"), words("log.purpose"), words("log.count"),
            words("log.changes"), words("log.kind"), words("log.outcome"), words("log.action"),
            words("log.event.id"),
        ])
    }

    mutating func add(_ events: [LogEvent]) {
        for event in events { file.add(cells(event)) }
    }

    /// One sentence on a row of its own.
    mutating func addNote(_ sentence: String) {
        file.add([sentence])
    }

    private func cells(_ event: LogEvent) -> [String] {
        let line = event.line
        let (day, time) = line.at.inFinland
        return [
            line.at.iso,
            "\(day.iso) \(time.iso)",
            line.actorName,
            words.dynamic("role.\(line.role)"),
            actionSentence(line.action, label: line.label, count: line.count, words),
            event.subjects.map { subjectName($0.personName, words) }.joined(separator: "; "),
            line.purpose,
            line.count.map(String.init) ?? "",
            event.changes.map { changeText($0, words) }.joined(separator: "; "),
            words.dynamic("kind.\(line.kind.rawValue)"),
            words.dynamic("outcome.\(line.outcome.rawValue)"),
            line.action,
            line.id.text,
        ]
    }
}

/// An event with all that a stranger needs to recompute its commitments: SHA-256 of the salt and of the body's bytes,
/// padded with zeros to whole blocks of 64.
func recordLine(_ event: LogEvent) -> JSON {
    let record = event.record
    return [
        "version": .number(record.version), "id": .string(record.id.text),
        "space": .string(record.space), "at": .string(record.at.iso), "kind": .string(record.kind),
        "action": .string(record.action), "outcome": .string(record.outcome),
        "role": .string(record.role), "object_type": .string(record.objectType),
        "instance": .string(record.instance), "counter": .number(record.counter),
        "actor": .string(hex(record.actorCommitment)),
        "subjects": .array(record.subjectCommitments.map { .string(hex($0)) }),
        "detail": .string(hex(record.detailCommitment)),
        "parts": .array(
            event.parts.map { part in
                [
                    "part": .string(part.name), "ordinal": .number(part.ordinal),
                    "salt": .string(hex(part.salt)), "body": .string(part.body),
                ]
            }
        ),
    ]
}

/// A person's name, or that nobody by that id is in the register.
func subjectName(_ name: String, _ words: Words) -> String {
    name.isEmpty ? words("log.person.gone") : name
}

/// 'Puhelin: 040 1 → 040 2', or that a special field changed.
func changeText(_ change: LogChange, _ words: Words) -> String {
    guard !change.isSpecial else {
        return "\(fieldName(change.field, words)): \(words("log.change.special"))"
    }
    let empty = words("log.change.empty")
    let old = change.old.isEmpty ? empty : change.old
    let new = change.new.isEmpty ? empty : change.new
    return "\(fieldName(change.field, words)): \(old) → \(new)"
}

/// A field's name in words; the code itself where there are none yet.
func fieldName(_ field: String, _ words: Words) -> String {
    let key = "field.\(field)"
    return words.has(key) ? words.dynamic(key) : field
}
