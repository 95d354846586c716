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
    h.logTurns(
        newest: page.isFirst ? nil : page.filter.address(path),
        older: page.next.map { page.filter.address(path, before: $0) },
        words
    )
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
    let ends = [
        health.oldest.map { words("log.health.oldest", ["time": words.moment($0)]) },
        health.newest.map { words("log.health.newest", ["time": words.moment($0)]) },
    ]
    h.health(
        .plain,
        words.count("log.health.events", health.count),
        ends.compactMap(\.self) + [words("log.health.not-sealed")]
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
            .cell(words("log.time")) { h, line in h.text(words.moment(line.event.at)) },
            .cell(words("log.who")) { h, line in who(&h, line.event, words) },
            .cell(words("log.what")) { h, line in
                h.a(
                    line.event.what(words),
                    .class("row-link"),
                    .href("\(path)/\(line.id)")
                )
                if let subjects = subjectsText(line, words) {
                    h.small(subjects, .class("more soft"))
                } else {
                    h.tell(of: line.subjects.first?.subject)
                }
            },
            .cell(words("log.purpose")) { h, line in h.text(line.event.purpose ?? "") },
            .cell(words("log.kind")) { h, line in kindBadge(&h, line.event, words) },
        ],
        words
    )
}

func who(_ h: inout HTML, _ event: LoggedEvent, _ words: Words) {
    h.text(Sentence([event.who(words)]))
    if event.actor?.isEmpty == false {
        h.small(words.dynamic("role.\(event.role)"), .class("more soft"))
    }
}

/// 'Liisa Malli, Onni Oja ja 12 muuta'; nothing when the sentence names the only one.
private func subjectsText(_ line: LogLine, _ words: Words) -> Sentence? {
    let label = line.event.label?.text(for: .page)
    guard !line.subjects.isEmpty, line.subjects.map({ $0.text(for: .page) }) != [label] else {
        return nil
    }
    let names = Sentence(list: line.subjects.map { words.subjectName($0) })
    let more = line.event.subjectCount - line.subjects.count
    return more <= 0
        ? names
        : words.sentence("log.subjects.more", ["names": names, "count": words.number(more)])
}

/// What sort of event it was, in a word, a colour and a shape.
func kindBadge(_ h: inout HTML, _ event: LoggedEvent, _ words: Words) {
    if event.outcome == .refused {
        h.state(words("outcome.refused"), .refused)
    } else if event.action == Action.noteRevealed.name {
        h.state(words("log.special"), .waiting)
    } else {
        h.state(words.dynamic("kind.\(event.kind.rawValue)"), event.kind.look)
    }
}
