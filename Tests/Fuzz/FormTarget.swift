import Base
import Interface

@testable import HTTP
@testable import Wording

/// Forms, queries, paths, and the values of forms.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzForm(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let bytes = input(start, count)
    return withinTime {
        if let form = try? Form(parsing: bytes) {
            let again = try? Form(parsing: form.encoded.utf8)
            require(again == form, "a form reads otherwise when written again")
            checkEntry(form)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        require(
            text.utf8.contains(0)
                || percentDecoded(percentEncoded(text).utf8.span, plusIsSpace: true) == text,
            "a text is lost in its escapes"
        )
        checkTarget(text)
        checkLocalPath(text)
    }
}

private func checkTarget(_ text: String) {
    guard let target = try? Target(text) else { return }
    for segment in target.segments {
        require(!segment.isEmpty && segment != "." && segment != "..", "a dotted segment")
        require(!segment.utf8.contains { $0 == 0x2F || $0 == 0x5C || $0 < 0x20 }, "a hidden slash")
    }
    let path = "/" + target.segments.map { percentEncoded($0) }.joined(separator: "/")
    let again = try? Target(path + (target.query.pairs.isEmpty ? "" : "?" + target.query.encoded))
    require(again?.segments == target.segments, "a path reads otherwise when written again")
    require(again?.query == target.query, "a query reads otherwise when written again")
}

/// Another opinion on where a browser would go: a path of this site begins with one slash and holds no backslash.
private func checkLocalPath(_ text: String) {
    guard let path = LocalPath(text)?.text else { return }
    let bytes = Array(path.utf8)
    require(bytes.first == UInt8(ascii: "/"), "a path that does not begin here")
    require(bytes.count < 2 || bytes[1] != UInt8(ascii: "/"), "a path that leads elsewhere")
    require(!bytes.contains { $0 <= 0x20 || $0 >= 0x7F || $0 == 0x5C }, "a path that may be bent")
}

private enum Choice: String {
    case one, two
}

private let words = Words(language: .finnish, phrases: [:])

/// Every way to read a field.
private func checkEntry(_ form: Form) {
    for name in Set(form.pairs.prefix(20).map(\.name)) {
        var entry = FormEntry(form, words)
        let line = entry.line(name, charactersMax: 40)
        if entry.isSound {
            require(!line.isEmpty && line.unicodeScalars.count <= 40, "a line of another length")
            require(!line.unicodeScalars.contains { $0.value < 0x20 }, "a control character")
        }
        entry = FormEntry(form, words)
        let text = entry.text(name)
        if entry.isSound { require(!text.utf8.contains(13), "a carriage return") }
        entry = FormEntry(form, words)
        let email = entry.email(name)
        if entry.isSound {
            require(email.utf8.split(separator: UInt8(ascii: "@")).count == 2, "no address")
        }
        entry = FormEntry(form, words)
        let phone = entry.phone(name)
        if entry.isSound, !phone.isEmpty { require(phone.hasPrefix("+"), "no number") }
        entry = FormEntry(form, words)
        let signature = entry.signature(name)
        if entry.isSound { require(signature.utf8.count > 1, "no name") }
        _ = entry.businessID(name)
        entry = FormEntry(form, words)
        if let day = entry.day(name) { require(Day(iso: day.iso) == day, "another day") }
        if let time = entry.time(name) { require(TimeOfDay(iso: time.iso) == time, "another time") }
        if let number = entry.number(name, in: -5...5000) {
            require((-5...5000).contains(number), "a number out of range")
        }
        _ = entry.choice(name, Choice.self)
        _ = entry.choices(name, Choice.self)
        _ = entry.isTicked(name)
    }
}
