import Interface
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

/// Events read at once while a file is made, so that its size alone bounds the memory.
private let chunkRows = 1000
/// Bytes of one file; lists with a hundred people an event reach it before the limit of rows.
private let fileBytesMax = 96 * 1024 * 1024

@Sendable func exportTable(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    var table = LogTable(words)
    let result = try export(visit) { (chunk) throws(Failure) in
        table.add(chunk)
        return table.bytes.count
    }
    if result.isCut {
        table.addNote(words("log.export.cut", ["count": words.number(result.count)]))
    }
    return try looked(visit, result, "csv", "text/csv; charset=utf-8; header=present", table.bytes)
}

@Sendable func exportRecords(_ visit: Visit) throws(Failure) -> Looked {
    var bytes: [UInt8] = []
    let result = try export(visit) { (chunk) throws(Failure) in
        for event in chunk {
            bytes += recordLine(event).text.utf8
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes.count
    }
    if result.isCut {
        bytes +=
            JSON.object([.init("cut", .bool(true)), .init("events", .number(result.count))]).text
            .utf8
        bytes.append(UInt8(ascii: "\n"))
    }
    return try looked(visit, result, "jsonl", "application/jsonl; charset=utf-8", bytes)
}

/// What came of an export.
private struct Exported {
    var count = 0
    var isCut = false
    var people: [ID<Person>] = []
}

/// Reads all that the filter lets through, chunk by chunk; `take` says how long the file has become.
private func export(
    _ visit: Visit,
    take: ([LogEvent]) throws(Failure) -> Int
) throws(Failure) -> Exported {
    var entry = FormEntry(visit.request.query, visit.words)
    let filter = LogFilter(&entry, visit.words)
    guard entry.isSound else { throw .refused(.malformed) }
    return try visit.read { (db) throws(Failure) in
        var result = Exported()
        result.people = try people(db, filter)
        var key: LogKey?
        while true {
            let rows = min(chunkRows, Limits.exportRowsMax + 1 - result.count)
            let lines = try events(db, filter, people: result.people, before: key, rows)
            let kept = lines.prefix(Limits.exportRowsMax - result.count)
            let size = try take(try whole(Array(kept), db))
            result.count += kept.count
            key = kept.last?.key
            result.isCut = kept.count < lines.count || (lines.count == rows && size > fileBytesMax)
            if result.isCut || lines.count < rows { return result }
        }
    }
}

/// The lines with everything that the log holds of them.
private func whole(
    _ lines: [LogLine],
    _ db: borrowing Transaction
) throws(Failure) -> [LogEvent] {
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
                line: line,
                record: record,
                parts: partsOf[line.id] ?? [],
                changes: changesOf[line.id] ?? []
            )
        }
    }
}

private func looked(
    _ visit: Visit,
    _ result: Exported,
    _ ending: String,
    _ type: String,
    _ bytes: [UInt8]
) throws(Failure) -> Looked {
    let name =
        "\(visit.words("log.export.name"))-\(try visit.space.slug)-\(visit.today.iso).\(ending)"
    return Looked(
        .file(name: name, type: type, bytes),
        Entry(.logExported, about: result.count == 0 ? [] : result.people, count: result.count)
    )
}
