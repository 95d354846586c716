import Base
import HTML
import Interface
import Wording

func todayPage(_ h: inout HTML, _ waiting: [WaitingTask], _ words: Words) {
    let lead = "\(words.weekdayDate(words.today)) · \(words.count("today.waiting", waiting.count))"
    h.pageHead(words("today.title"), lead: lead)
    if waiting.isEmpty {
        h.emptyState(words("today.none"), words("today.none.what-to-do"))
    } else {
        h.part(words("today.waits-for-you")) { h in h.tasks(waiting) }
    }
}
