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
    welcome: Welcome?,
    _ words: Words
) {
    func tasks(_ kind: WaitingSince.Kind) -> [WaitingTask] {
        waiting.filter { $0.kind == kind }.map(\.task)
    }
    let (acts, now, news) = (tasks(.act), tasks(.underWay), tasks(.news))
    let lead = "\(words.weekdayDate(words.today)) · \(words.count("today.waiting", acts.count))"
    h.pageHead(words("today.title"), lead: lead)
    if let welcome { h.welcome(welcome, words) }
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

/// What a first visit leads through: at most four pages of the rail, each with what it is.
struct Welcome {
    let steps: [(title: String, path: String, what: String)]
    let path: String
    let once: String

    init(_ visit: Visit) {
        steps = Array(visit.waysOn.prefix(Welcome.stepsMax))
        path = visit.here("/today/welcome")
        once = visit.once
    }

    private static let stepsMax = 4
}

extension HTML {
    fileprivate mutating func welcome(_ welcome: Welcome, _ words: Words) {
        part(words("today.welcome")) { h in
            h.dl(.class("ways-on")) { h in
                for step in welcome.steps {
                    h.dt { h in h.text(step.title) }
                    h.dd { h in
                        h.text(step.what + " ")
                        h.a(
                            words("today.welcome.open"),
                            .href(step.path),
                            .ariaLabel(words("today.welcome.open.page", ["page": step.title]))
                        )
                    }
                }
            }
            h.form(action: welcome.path, once: welcome.once, isGuarded: false) { h in
                h.buttons { h in h.submitButton(words("today.welcome.done")) }
            }
        }
    }
}
