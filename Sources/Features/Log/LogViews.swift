import Audit
import Base
import HTML
import Interface
import Routing
import Wording

func logPageView(
    _ h: inout HTML,
    _ page: LogPage,
    mayExport: Bool,
    _ path: String,
    _ words: Words
) {
    h.pageHead(words("log.title"), lead: words("log.lead")) { h in
        if mayExport { exports(&h, page.filter, path, words) }
    }
    if let health = page.health {
        healthLine(&h, health, words)
        chart(&h, page.days, words)
    }
    filterBar(&h, page, path, words)
    if page.lines.isEmpty {
        emptyLog(&h, page, path, words)
    } else {
        lines(&h, page.lines, path, words)
    }
    if !page.isFirst || page.next != nil {
        h.nav(.class("pager"), .ariaLabel(words("interface.pager"))) { h in
            if !page.isFirst {
                h.button(words("log.newest"), to: page.filter.address(path))
            }
            if let next = page.next {
                h.a(
                    words("interface.older"),
                    .class("button"),
                    .rel("next"),
                    .href(page.filter.address(path, before: next))
                )
            }
        }
    }
    h.part(words("log.proves.title")) { h in
        h.p(words("log.proves.yes"))
        h.p(words("log.proves.no"))
    }
}

private func exports(_ h: inout HTML, _ filter: LogFilter, _ path: String, _ words: Words) {
    if filter.person != nil {
        h.button(words("log.extract"), to: filter.address("\(path)/extract"))
    }
    h.button(words("log.export.csv"), to: filter.address("\(path)/export.csv"))
    h.button(words("log.export.jsonl"), to: filter.address("\(path)/export.jsonl"))
}

private func healthLine(_ h: inout HTML, _ health: LogHealth, _ words: Words) {
    var facts: [String] = []
    if let oldest = health.oldest, let newest = health.newest {
        facts = [
            words("log.health.oldest", ["time": words.moment(oldest)]),
            words("log.health.newest", ["time": words.moment(newest)]),
        ]
    }
    h.health(
        .plain,
        words.count("log.health.events", health.count),
        facts + [words("log.health.not-sealed")]
    )
}

/// One bar a day, those without events too.
private func chart(_ h: inout HTML, _ days: [LogDay], _ words: Words) {
    let byDay = Dictionary(days.map { ($0.day, $0) }) { first, _ in first }
    let today = words.today
    let bars = (1 - daysShown...0).map { offset in
        let day = today.adding(days: offset)
        let events = byDay[day]
        return Bar(words.shortDate(day), events?.count ?? 0, refused: events?.refused ?? 0)
    }
    h.bars(
        bars,
        title: words("log.chart"),
        heads: (words("log.chart.day"), words("log.chart.events"), words("log.chart.refused"))
    )
}

private func emptyLog(_ h: inout HTML, _ page: LogPage, _ path: String, _ words: Words) {
    if page.filter.isEmpty {
        h.emptyState(words("log.none"), words("log.none.what-to-do"))
    } else {
        h.emptyState(
            words("log.none-found"),
            words("log.none-found.what-to-do"),
            step: NextStep(words("log.filter.clear"), path)
        )
    }
}

private func lines(_ h: inout HTML, _ lines: [LogLine], _ path: String, _ words: Words) {
    h.list(
        lines,
        caption: words("log.title"),
        columns: [
            .cell(words("log.time")) { h, line in h.text(words.moment(line.at)) },
            .cell(words("log.who")) { h, line in who(&h, line, words) },
            .cell(words("log.what")) { h, line in
                h.a(.class("row-link"), .href("\(path)/\(line.id)")) { h in
                    h.text(actionSentence(line.action, label: line.label, count: line.count, words))
                }
                let subjects = subjectsText(line, words)
                if !subjects.isEmpty { h.small(subjects, .class("more soft")) }
            },
            .cell(words("log.purpose")) { h, line in h.text(line.purpose) },
            .cell(words("log.kind")) { h, line in kindBadge(&h, line, words) },
        ],
        words
    )
}

func who(_ h: inout HTML, _ line: LogLine, _ words: Words) {
    let role = words.dynamic("role.\(line.role)")
    h.text(line.actorName.isEmpty ? role : line.actorName)
    if !line.actorName.isEmpty { h.small(role, .class("more soft")) }
}

/// 'Liisa Malli, Onni Oja ja 12 muuta'; nothing when the sentence names the only one.
private func subjectsText(_ line: LogLine, _ words: Words) -> String {
    let names = line.subjectNames.map { subjectName($0, words) }
    guard names != [line.label], !names.isEmpty else { return "" }
    let more = line.subjectCount - names.count
    let list = names.joined(separator: ", ")
    return more > 0 ? words.count("log.subjects.more", more, ["names": list]) : list
}

/// What sort of event it was, in a word, a colour and a shape.
func kindBadge(_ h: inout HTML, _ line: LogLine, _ words: Words) {
    if line.outcome == .refused {
        h.state(words("outcome.refused"), .refused)
    } else if line.action == Action.noteRevealed.rawValue {
        h.state(words("log.special"), .waiting)
    } else {
        h.state(words.dynamic("kind.\(line.kind.rawValue)"), stateKind(line.kind))
    }
}

func stateKind(_ kind: Kind) -> StateKind {
    switch kind {
    case .read, .consent: .given
    case .deny, .breakGlass, .redact: .refused
    case .export: .waiting
    case .write, .auth: .plain
    }
}
