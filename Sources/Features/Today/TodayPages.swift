import Access
import Audit
import Base
import Routing
import Store
import Wording

@Sendable func openSpace(_ visit: Visit) throws(Failure) -> Reply {
    .redirect(to: visit.here("/today"))
}

@Sendable func showToday(_ visit: Visit) throws(Failure) -> Looked {
    let (waiting, deeds) = try visit.read { (db) throws(Failure) in
        var asks: [MappedAsk<[WaitingSince]>] = []
        for feature in visit.site.features {
            for waiting in feature.waiting { asks += try waiting(visit) }
        }
        let deeds = try db.all(
            .newestDeeds,
            seenTypes(visit),
            visit.visitor.account?.id,
            ownTypes,
            deedsMax
        )
        return (try db.together(asks).joined().sorted { $0.since < $1.since }, deeds)
    }
    let page = visit.page(visit.words("today.title")) { h in
        todayPage(&h, waiting, history(deeds, visit.words), visit.words)
    }
    let seen = waiting.compactMap(\.about)
    return Looked(page, Entry(.todayRead, seen: seen, count: waiting.count))
}

/// How many deeds stand on Today.
private let deedsMax = 6

/// What is nobody's matter but one's own, and a deed to no work.
private let ownTypes = ["account", "view"]

/// The types of things of which everything that is done is told: those that the visitor sees all of.
///
/// Not among them is "note", which is for certain readers: who wrote one is told of it alone.
private func seenTypes(_ visit: Visit) -> [String] {
    let types: [(Permission, [String])] = [
        (.personRead, ["person"]),
        (.courseRead, ["course"]),
        (.applicationRead, ["application", "release", "consent-ask", "enrolment"]),
        (.consentRead, ["consent-request"]),
        (.memberRead, ["membership", "invitation"]),
        (.settingsRead, ["space"]),
    ]
    return types.filter { visit.scope(of: $0.0) == .all }.flatMap(\.1)
}
