import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

/// Events read at once while a file is made, so that its size alone bounds the memory.
private let chunkRows = 1000
/// Bytes of one file; lists with a hundred people an event reach it before the limit of rows.
private let fileBytesMax = 96 * 1024 * 1024

/// The log as a table for spreadsheets.
@Sendable func exportTable(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    var file = TableFile()
    file.add([
        words("log.time.utc"), words("log.time.finland"), words("log.who"), words("log.role"),
        words("log.what"), words("log.subjects"), words("log.groups"), words("log.purpose"),
        words("log.count"), words("log.changes"), words("log.kind"), words("log.outcome"),
        words("log.action"), words("log.event.id"),
    ])
    let result = try export(visit) { (chunk) throws(Failure) in
        for event in chunk { file.add(cells(event, words)) }
        return file.bytes.count
    }
    if result.isCut {
        file.add([words("log.export.cut", ["count": words.number(result.count)])])
    }
    return Looked(visit.file(try name(visit, "csv"), file), result.entry)
}

private func cells(_ event: LogEvent, _ words: Words) -> [any Text] {
    let line = event.line
    let (day, time) = line.at.inFinland
    return [
        line.at.iso,
        "\(day.iso) \(time.iso)",
        line.actor ?? .unlisted(""),
        words.roleTitle(line.role),
        line.what(words),
        Sentence(list: event.subjects.map { words.subjectName($0.subject) }, by: "; "),
        words.fieldGroups(line.groups),
        line.purpose(words),
        line.count.map(String.init) ?? "",
        Sentence(list: event.changes.map { changeText($0, words) }, by: "; "),
        words.dynamic("kind.\(line.kind.rawValue)"),
        words.dynamic("outcome.\(line.outcome.rawValue)"),
        line.action,
        line.id.text,
    ]
}

/// The log as records, one a line, with all that a stranger needs to recompute it.
@Sendable func exportRecords(_ visit: Visit) throws(Failure) -> Looked {
    var bytes: [UInt8] = []
    var named: Set<Subject> = []
    func add(_ line: JSON) {
        bytes += line.text.utf8
        bytes.append(UInt8(ascii: "\n"))
    }
    let result = try export(visit) { (chunk) throws(Failure) in
        for event in chunk {
            add(recordLine(event, visit.words))
            named.formUnion(event.named)
        }
        return bytes.count
    }
    if result.isCut { add(["cut": .bool(true), "events": .number(result.count)]) }
    let type = "application/jsonl; charset=utf-8"
    let name = try name(visit, "jsonl")
    return Looked(.file(name: name, type: type, bytes, about: Array(named)), result.entry)
}

/// An event with all that a stranger needs to recompute its commitments: SHA-256 of the salt and of the body's bytes,
/// padded with zeros to whole blocks of 64.
private func recordLine(_ event: LogEvent, _ words: Words) -> JSON {
    let (record, line) = (event.record, event.line)
    return [
        "version": .number(record.version), "id": .string(line.id.text),
        "space": .string(record.space), "at": .string(line.at.iso),
        "kind": .string(line.kind.rawValue), "action": .string(line.action),
        "outcome": .string(line.outcome.rawValue), "role": .string(line.role),
        "object_type": .string(line.objectType), "groups": .array(line.groups.map(JSON.string)),
        "purpose": .string(line.purpose(words)),
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

/// What came of an export.
private struct Exported {
    var count = 0
    var isCut = false
    var people: [ID<Person>] = []

    var entry: Entry { Entry(.logExported, about: count == 0 ? [] : people, count: count) }
}

/// Reads all that the filter lets through, chunk by chunk; `take` says how long the file has become.
private func export(
    _ visit: Visit,
    take: ([LogEvent]) throws(Failure) -> Int
) throws(Failure) -> Exported {
    guard visit.logEntry.isSound else { throw .refused(.malformed) }
    let query = visit.asked(of: .log)
    return try visit.read { (db) throws(Failure) in
        var result = Exported()
        let found = try db.all(.peopleByName, query.search)
        result.people = people(query, found)
        var last: LogLine?
        while true {
            let rows = min(chunkRows, Limits.exportRowsMax + 1 - result.count)
            let lines = try db.rows(
                of: .log,
                .log,
                query,
                found: found.compactMap(\.person),
                after: last,
                rows
            )
            let kept = lines.prefix(Limits.exportRowsMax - result.count)
            let size = try take(try whole(Array(kept), db))
            result.count += kept.count
            last = kept.last
            result.isCut = kept.count < lines.count || (lines.count == rows && size > fileBytesMax)
            if result.isCut || lines.count < rows { return result }
        }
    }
}

/// The lines with everything that the log holds of them.
private func whole(_ lines: [LogLine], _ db: borrowing Transaction) throws(Failure) -> [LogEvent] {
    let ids = lines.map(\.id)
    let (records, parts, changes) = try db.together(
        .all(.records, ids),
        .all(.parts, ids),
        .all(.changes, ids)
    )
    let recordOf = Dictionary(records.map { ($0.id, $0) }) { first, _ in first }
    let partsOf = Dictionary(grouping: parts, by: \.event)
    let changesOf = Dictionary(grouping: changes, by: \.event)
    return lines.compactMap { line in
        recordOf[line.id].map { record in
            LogEvent(
                line: line.event,
                record: record,
                parts: partsOf[line.id] ?? [],
                changes: changesOf[line.id] ?? []
            )
        }
    }
}

private func name(_ visit: Visit, _ ending: String) throws(Failure) -> String {
    "\(visit.words("log.export.name"))-\(try visit.space.slug)-\(visit.today.iso).\(ending)"
}
