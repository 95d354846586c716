import Base
import HTML
import Interface
import Wording

/// What needs an act of the reader's, counted; apart from it what is only worth knowing.
func todayPage(
    _ h: inout HTML,
    acts: [WaitingTask],
    news: [WaitingTask],
    _ words: Words
) {
    let lead = "\(words.weekdayDate(words.today)) · \(words.count("today.waiting", acts.count))"
    h.pageHead(words("today.title"), lead: lead)
    if acts.isEmpty {
        h.emptyState(words("today.none"), words("today.none.what-to-do"))
    } else {
        h.part(words("today.waits-for-you")) { h in h.tasks(acts) }
    }
    if !news.isEmpty {
        h.part(words("today.news")) { h in h.tasks(news, from: acts.count) }
    }
}
