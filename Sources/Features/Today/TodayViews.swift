import Base
import HTML
import Interface
import Routing
import Wording

/// What needs an act of the reader's, counted; apart from it what goes on, what is only worth knowing, and what was done.
func todayPage(
    _ h: inout HTML,
    _ waiting: [WaitingSince],
    _ deeds: [HistoryEntry],
    _ words: Words
) {
    func tasks(_ kind: WaitingSince.Kind) -> [WaitingTask] {
        waiting.filter { $0.kind == kind }.map(\.task)
    }
    let (acts, now, news) = (tasks(.act), tasks(.underWay), tasks(.news))
    let lead = "\(words.weekdayDate(words.today)) · \(words.count("today.waiting", acts.count))"
    h.pageHead(words("today.title"), lead: lead)
    if acts.isEmpty {
        h.emptyState(words("today.none"), words("today.none.what-to-do"))
    } else {
        h.part(words("today.waits-for-you")) { h in h.tasks(acts) }
    }
    if !now.isEmpty {
        h.part(words("today.now")) { h in h.tasks(now, from: acts.count) }
    }
    if !news.isEmpty {
        h.part(words("today.news")) { h in h.tasks(news, from: acts.count + now.count) }
    }
    if !deeds.isEmpty {
        h.part(words("today.deeds")) { h in h.history(deeds) }
    }
}
