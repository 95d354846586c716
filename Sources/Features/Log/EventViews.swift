import Audit
import Base
import HTML
import Interface
import Routing
import Wording

/// One event in full: what it says, and how it can be checked.
func eventPage(
    _ h: inout HTML,
    _ event: LogEvent,
    _ path: String,
    _ list: ListQuery,
    _ words: Words
) {
    let line = event.line
    h.pageHead(line.what(words).capitalised, lead: words.fullMoment(line.at)) { h in
        h.quietButton(words("log.event.back"), to: list.path(path))
    }
    h.p { h in kindBadge(&h, line, words) }
    h.facts { h in
        h.fact(words("log.time"), words.fullMoment(line.at), more: line.at.iso)
        h.fact(words("log.who")) { h in
            who(&h, line, words)
            if let account = event.actor?.account {
                h.p { h in
                    h.a(words("log.event.by-same"), .href("\(path)?actor=\(account)"))
                }
            }
        }
        h.fact(words("log.what"), words.word("object.\(line.objectType)", or: line.objectType))
        if let label = line.label, !label.isEmpty { h.fact(words("log.label"), label) }
        if !event.subjects.isEmpty {
            h.fact(words("log.subjects")) { h in subjects(&h, event, path, words) }
        }
        if !line.groups.isEmpty {
            h.fact(words("log.groups"), words.fieldGroups(line.groups))
        }
        let purpose = line.purpose(words)
        if !purpose.isEmpty { h.fact(words("log.purpose"), purpose) }
        if let count = line.count { h.fact(words("log.count"), words.number(count)) }
        h.fact(words("log.outcome"), words.dynamic("outcome.\(line.outcome.rawValue)"))
    }
    if !event.changes.isEmpty { changes(&h, event.changes, words) }
    h.part(words("log.check.title")) { h in check(&h, event, words) }
}

private func subjects(_ h: inout HTML, _ event: LogEvent, _ path: String, _ words: Words) {
    h.ul(.class("chips")) { h in
        for part in event.subjects {
            h.li { h in
                let name = Sentence([words.subjectName(part.subject)])
                if let person = part.subject?.person {
                    h.a(name, .class("chip"), .href("\(path)?person=\(person)"))
                } else {
                    h.text(name)
                }
            }
        }
    }
    if let count = event.line.count, count > event.subjects.count,
        event.subjects.count == Limits.subjectsPerEventMax
    {
        h.p(
            words("log.subjects.cut", ["shown": words.number(event.subjects.count)]),
            .class("soft")
        )
    }
}

private func changes(_ h: inout HTML, _ changes: [LogChange], _ words: Words) {
    h.part(words("log.changes")) { h in
        h.list(
            changes,
            caption: words("log.changes"),
            columns: [
                .text(words("log.change.field")) { fieldName($0, words) },
                .text(words("log.change.old")) { change in
                    change.isSpecial
                        ? words("log.change.special")
                        : change.old.isEmpty ? words("log.change.empty") : change.old
                },
                .cell(words("log.change.new"), isLabelled: true) { h, change in
                    h.text(Sentence([change.isSpecial ? "–" : newText(change, words)]))
                },
            ],
            words
        )
    }
}

private func fieldName(_ change: LogChange, _ words: Words) -> String {
    words.word("field.\(change.field)", or: change.field)
}

/// What a field became; that it is empty now.
private func newText(_ change: LogChange, _ words: Words) -> any Text {
    if change.new.isEmpty { words("log.change.empty") } else { change.new }
}

/// 'Puhelin: 040 1 → 040 2', or that a special field changed.
func changeText(_ change: LogChange, _ words: Words) -> Sentence {
    let field = "\(fieldName(change, words)): "
    guard !change.isSpecial else { return Sentence([field, words("log.change.special")]) }
    let old = change.old.isEmpty ? words("log.change.empty") : change.old
    return Sentence([field, "\(old) → ", newText(change, words)])
}

/// The public part with its commitments, and whether each private part is what was committed to.
private func check(_ h: inout HTML, _ event: LogEvent, _ words: Words) {
    let record = event.record
    let expected = 2 + record.subjectCommitments.count
    let matching = event.parts.filter(record.matches).count
    if matching == expected {
        h.health(.given, words("log.check.all"), [words("log.check.all.more")])
    } else if matching < event.parts.count {
        h.health(.refused, words("log.check.differs"), [words("log.check.differs.more")])
    } else {
        h.health(.waiting, words("log.check.missing"), [words("log.check.missing.more")])
    }
    h.details { h in
        h.summary { h in h.text(words("log.check.open")) }
        h.facts { h in
            h.fact(words("log.event.id")) { h in h.code(event.line.id.text) }
            h.fact(words("log.check.space")) { h in h.code(record.space) }
            h.fact(words("log.action")) { h in h.code(event.line.action) }
            h.fact(words("log.check.instance")) { h in
                h.code(record.instance)
                h.text(" · \(record.counter)")
            }
            h.fact(words("log.check.actor")) { h in
                commitment(&h, record.actorCommitment, event.actor, record, words)
            }
            h.fact(words("log.check.detail")) { h in
                commitment(&h, record.detailCommitment, event.detail, record, words)
            }
            for (ordinal, bytes) in record.subjectCommitments.enumerated() {
                let part = event.subjects.first { $0.ordinal == ordinal }
                h.fact(words("log.check.subject", ["number": String(ordinal + 1)])) { h in
                    commitment(&h, bytes, part, record, words)
                }
            }
        }
        h.p(words("log.check.how"), .class("soft"))
    }
}

private func commitment(
    _ h: inout HTML,
    _ bytes: [UInt8],
    _ part: LogPart?,
    _ record: LogRecord,
    _ words: Words
) {
    h.code(hex(bytes), .class("hash"))
    let verdict =
        part.map { words(record.matches($0) ? "log.check.same" : "log.check.other") }
        ?? words("log.check.gone")
    h.small(verdict, .class("more soft"))
}
