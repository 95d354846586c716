import Base
import Foundation

@testable import Post

/// What the house writes from others' words, read back by strangers to the writer: tables, JSON, mail.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWriters(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        let text = String(decoding: bytes, as: UTF8.self)
        let cells = text.unicodeScalars.split(separator: "|", omittingEmptySubsequences: false)
            .map { String($0) }
        checkTable(cells) { Array(cell($0).utf8) }
        checkTable(cells, quoted)
        checkJSON(cells)
        checkMail(cells)
    }
}

/// Two rows of the cells, and what a reader of RFC 4180 finds in them.
private func checkTable(_ cells: [String], _ write: (String) -> [UInt8]) {
    let row = Array(cells.map(write).joined(separator: [UInt8(ascii: ",")])) + [13, 10]
    let expected = cells.map { cell -> [UInt8] in
        let isFormula = cell.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        return (isFormula ? [UInt8(ascii: "'")] : []) + Array(cell.utf8)
    }
    require(rows(row + row) == [expected, expected], "a table that reads otherwise")
}

/// A reader of RFC 4180 that stops at what is not in it.
private func rows(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = []
    var rest = bytes[...]
    while !rest.isEmpty {
        var cell: [UInt8] = []
        if rest.first == UInt8(ascii: "\"") {
            rest = rest.dropFirst()
            while let byte = rest.popFirst() {
                if byte == UInt8(ascii: "\"") {
                    guard rest.first == byte else { break }
                    rest = rest.dropFirst()
                }
                cell.append(byte)
            }
        } else {
            while let byte = rest.first, !"\",\r\n".utf8.contains(byte) {
                cell.append(byte)
                rest = rest.dropFirst()
            }
        }
        row.append(cell)
        switch rest.popFirst() {
        case UInt8(ascii: ","): continue
        case 13:
            require(rest.popFirst() == 10, "a row with half an end")
            rows.append(row)
            row = []
        default: require(false, "a cell that does not end")
        }
    }
    return rows
}

private func checkJSON(_ cells: [String]) {
    let value: JSON = [
        "texts": .array(cells.map { .string($0) }), "number": .number(cells.count),
        "nested": .object(cells.prefix(1).map { JSON.Member($0, .bool(true)) }),
    ]
    let text = value.text
    require(!text.utf8.contains { $0 < 0x20 }, "a line of the log that is two")
    let read = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    require((read?["texts"] as? [String]) == cells, "JSON that reads otherwise")
    require((read?["number"] as? Int) == cells.count, "another number")
}

private func checkMail(_ cells: [String]) {
    guard let sender = Mailbox("Vakka <vakka@example.org>"),
        let recipient = Mailbox(address: "a@example.org")
    else { return }
    let subject = cells.first ?? ""
    let body = cells.dropFirst().first ?? ""
    let message = Message(
        id: "0190163d-8694-739b-aea5-966c26f8ad91",
        from: sender,
        to: recipient,
        subject: subject,
        text: body,
        language: .finnish,
        at: Instant(milliseconds: 1_700_000_000_000)
    )
    let bytes = message.bytes
    require(
        bytes.allSatisfy { (0x20...0x7E).contains($0) || [9, 10, 13].contains($0) },
        "no ASCII"
    )
    let text = String(decoding: bytes, as: UTF8.self).unicodeScalars
    let blank = "\r\n\r\n".unicodeScalars
    let head = text.split(separator: blank, maxSplits: 1)[0].split(separator: "\r\n".unicodeScalars)
    let fields = head.filter { $0.first != " " }
    require(fields.count == 11, "another number of fields: \(fields.count)")
    for line in text.split(separator: "\r\n".unicodeScalars) {
        require(!line.contains("\r") && !line.contains("\n"), "half an end of a line")
        require(line.count <= 78, "a line of \(line.count)")
    }
    guard let kept = KeptMail(ID<KeptMail>(), at: message.at, bytes) else {
        return require(false, "a mail that cannot be read")
    }
    require(kept.recipient == recipient.address, "another recipient")
    var lines = body.utf8.filter { $0 != 13 }
    if lines.last == 10 { lines.removeLast() }
    require(Array(kept.text.utf8) == lines + [10], "another text")
}
