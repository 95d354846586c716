import Base
import Foundation
import HTML
import Interface

/// What the house writes from others' words, read back by strangers to the writer: tables, JSON, mail, pages.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzWriters(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        let text = String(decoding: bytes, as: UTF8.self)
        let cells = text.unicodeScalars.split(separator: "|", omittingEmptySubsequences: false)
            .map { String($0) }
        checkTable(cells)
        checkJSON(cells)
        checkMail(cells)
        for cell in cells.prefix(8) { checkHTML(cell) }
    }
}

/// Two rows of the cells, and what a reader of RFC 4180 finds in them: the cells, and nowhere a formula.
private func checkTable(_ cells: [String]) {
    var file = TableFile()
    file.add(cells)
    file.add(cells)
    require(file.bytes.starts(with: [0xEF, 0xBB, 0xBF]), "a table without its mark")
    let found = rows(Array(file.bytes.dropFirst(3)), UInt8(ascii: ";"))
    require(found.count == 2 && found[0] == found[1], "rows that differ")
    let mark = UInt8(ascii: "'")
    let expected = cells.map { cell in cell.utf8.filter { $0 != mark } }
    require(found[0].map { cell in cell.filter { $0 != mark } } == expected, "cells that differ")
    for cell in found[0] {
        for piece in cell.split(whereSeparator: { ";,\t\r\n".utf8.contains($0) }) {
            let first = piece.first { $0 != 0x20 }
            require(first.map { !"=+-@".utf8.contains($0) } ?? true, "a formula")
        }
    }
}

/// A reader of RFC 4180 that stops at what is not in it.
private func rows(_ bytes: [UInt8], _ separator: UInt8) -> [[[UInt8]]] {
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
            while let byte = rest.first, byte != separator, !"\"\r\n".utf8.contains(byte) {
                cell.append(byte)
                rest = rest.dropFirst()
            }
        }
        row.append(cell)
        switch rest.popFirst() {
        case separator: continue
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
        origin: "http://localhost",
        at: Instant(milliseconds: 1_700_000_000_000)
    )
    require(message.fields.count == 8, "another number of fields")
    for (name, value) in message.fields {
        let lines = Array("\(name): \(value)".unicodeScalars).split(separator: ["\r", "\n"])
        for (place, line) in lines.enumerated() {
            require(line.count <= 78, "a line of \(line.count)")
            require(line.allSatisfy { (0x20...0x7E).contains($0.value) }, "no ASCII")
            require(place == 0 || line.first == " ", "a field that is two")
        }
    }
    guard let kept = KeptMail(ID<KeptMail>(), at: message.at, message.file) else {
        return require(false, "a mail that cannot be read")
    }
    require(kept.recipient == recipient.address, "another recipient")
    require(kept.subject == withoutControls(subject), "another subject")
    var lines = body.utf8.filter { $0 != 13 }
    if lines.last != 10 { lines.append(10) }
    require(Array(kept.text.utf8) == lines, "another text")
}

/// What a user typed is words of a page and nothing more, in an element and in an attribute.
private func checkHTML(_ text: String) {
    let words = Array(text.utf8.filter { $0 != 0 })
    var page = HTML()
    page.p(text)
    // What is written from right to left stands in `bdi`, in place of the marks that isolate it; long words have `wbr`.
    let shown = unescaped(page.bytes, between: "<p>", "</p>", isIsolated: true)
    require(shown.map(withoutIsolates) == withoutIsolates(words), "other words on a page")
    page = HTML()
    page.input(.value(text))
    require(unescaped(page.bytes, between: "<input value=\"", "\">") == words, "another value")
    page = HTML()
    page.a("x", .href(text))
    guard let address = unescaped(page.bytes, between: "<a href=\"", "\">x</a>") else {
        return require(false, "an address leaves its attribute")
    }
    require(address == Array("#".utf8) || leadsSafely(address), "an address that runs something")
}

/// The words between two pieces of markup; nil when there is any more markup among them.
private func unescaped(
    _ bytes: [UInt8],
    between start: String,
    _ end: String,
    isIsolated: Bool = false
) -> [UInt8]? {
    guard bytes.starts(with: start.utf8), bytes.suffix(end.utf8.count).elementsEqual(end.utf8)
    else {
        return nil
    }
    var rest = bytes.dropFirst(start.utf8.count).dropLast(end.utf8.count)
    var words: [UInt8] = []
    let names = ["&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": "\"", "&#39;": "'"]
    let marks = ["<bdi>": 1, "</bdi>": -1, "<wbr>": 0]
    var depth = 0
    while let byte = rest.first {
        if isIsolated, let mark = marks.first(where: { rest.starts(with: $0.key.utf8) }) {
            depth += mark.value
            guard depth >= 0 else { return nil }
            rest = rest.dropFirst(mark.key.utf8.count)
            continue
        }
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0:
            return nil
        case UInt8(ascii: "&"):
            guard let name = names.first(where: { rest.starts(with: $0.key.utf8) }) else {
                return nil
            }
            words += name.value.utf8
            rest = rest.dropFirst(name.key.utf8.count)
        default:
            words.append(byte)
            rest = rest.dropFirst()
        }
    }
    return depth == 0 ? words : nil
}

/// The text without U+2068 and U+2069.
private func withoutIsolates(_ text: [UInt8]) -> [UInt8] {
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars
    let kept = scalars.filter { $0.value != 0x2068 && $0.value != 0x2069 }
    return Array(String(String.UnicodeScalarView(kept)).utf8)
}

/// Where a browser would go (WHATWG URL, section 4.4): it drops control characters and spaces at the ends, tabs and line
/// ends anywhere, and takes a backslash for a slash.
private func leadsSafely(_ address: [UInt8]) -> Bool {
    var seen = address.filter { ![9, 10, 13].contains($0) }
    while let first = seen.first, first <= 0x20 { seen.removeFirst() }
    let bytes = seen.map { $0 == 0x5C ? 0x2F : (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    if bytes.first == 0x2F { return !bytes.starts(with: "//".utf8) }
    return ["#", "?", "http:", "https:", "mailto:", "tel:"].contains { bytes.starts(with: $0.utf8) }
}
