import Audit
import Base
import Routing
import Wording

@Sendable func openSpace(_ visit: Visit) throws(Failure) -> Reply {
    .redirect(to: visit.here("/today"))
}

@Sendable func showToday(_ visit: Visit) throws(Failure) -> Looked {
    let waiting = try visit.read { (db) throws(Failure) in
        var waiting: [WaitingSince] = []
        for feature in visit.site.features {
            for ask in feature.waiting { waiting += try ask(visit, db) }
        }
        return waiting.sorted { $0.since < $1.since }
    }
    let page = visit.page(visit.words("today.title")) { h in
        todayPage(
            &h,
            acts: waiting.filter(\.isAct).map(\.task),
            news: waiting.filter { !$0.isAct }.map(\.task),
            visit.words
        )
    }
    let seen = waiting.compactMap(\.about)
    return Looked(page, Entry(.todayRead, seen: seen, count: waiting.count))
}
