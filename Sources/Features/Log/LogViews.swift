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
    let asked = page.list.query.fromStart
    h.pageHead(words("log.title"), lead: words("log.lead")) { h in
        guard mayExport else { return }
        if asked["person"] != nil {
            h.button(words("log.extract"), to: asked.path("\(path)/extract"))
        }
        h.button(words("log.export.csv"), to: asked.path("\(path)/export.csv"))
        h.button(words("log.export.jsonl"), to: asked.path("\(path)/export.jsonl"))
    }
    if let health = page.health {
        healthLine(&h, health, words)
        chart(&h, page.days, words)
    }
    if !asked.search.isEmpty, page.found.isEmpty { h.p(words("log.found.none")) }
    h.listing(
        .log,
        page.list,
        at: path,
        offers: offers(page, asked, words),
        more: NextStep(words("log.filter.more"), asked.path("\(path)/filters")),
        words
    ) { h in h.emptyState(words("log.none"), words("log.none.what-to-do")) }
    h.part(words("log.proves.title")) { h in
        h.p(words("log.proves.yes"))
        h.p(words("log.proves.no"))
    }
}

/// Whom the search found and whose events are shown, by their names.
private func offers(_ page: LogPage, _ asked: ListQuery, _ words: Words) -> [ListOffer] {
    var people = page.found.prefix(12).compactMap { name in
        name.person.map { (code: $0.text, title: name as any Text) }
    }
    if let person = asked["person"], !people.contains(where: { $0.code == person }) {
        people.append((person, words.subjectName(page.person)))
    }
    let actor = asked["actor"].map { account -> (code: String, title: any Text) in
        let name = page.actor.flatMap { $0.isEmpty ? nil : $0 as any Text }
        return (account, name ?? words("log.actor.unknown"))
    }
    return [ListOffer("person", people), ListOffer("actor", actor.map { [$0] } ?? [])]
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

/// What was done to whose data; it leads to the event.
func what(_ h: inout HTML, _ line: LogLine, _ path: String, _ words: Words) {
    h.a(line.event.what(words), .class("row"), .href(path))
    if let subjects = subjectsText(line, words) {
        h.small(subjects, .class("more soft"))
    } else {
        h.tell(of: line.subjects.first?.subject)
    }
}

func who(_ h: inout HTML, _ event: LoggedEvent, _ words: Words) {
    h.text(Sentence([event.who(words)]))
    if event.actor?.isEmpty == false {
        h.small(words.roleTitle(event.role), .class("more soft"))
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
    } else if Purpose.reveal.actions.contains(where: { $0.name == event.action }) {
        h.state(words("log.special"), .waiting)
    } else {
        h.state(words.dynamic("kind.\(event.kind.rawValue)"), event.kind.look)
    }
}
