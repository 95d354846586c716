import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showToday(_ visit: Visit) throws(Failure) -> Looked {
    let (waiting, deeds, isWelcomed) = try visit.read { (db) throws(Failure) in
        let (deeds, isWelcomed) = try db.together(
            .all(
                .newestDeeds,
                seenTypes(visit),
                visit.visitor.account?.id,
                ownTypes,
                deedsMax
            ),
            .one(.isWelcomed)
        )
        let waiting = try db.together(visit.waiting).joined().sorted { $0.since < $1.since }
        return (waiting, deeds, isWelcomed)
    }
    let page = visit.page(visit.words("today.title")) { h in
        todayPage(
            &h,
            waiting,
            history(deeds, visit.words),
            welcome: isWelcomed ? nil : Welcome(visit),
            visit.words
        )
    }
    let seen = waiting.compactMap(\.about)
    return Looked(page, Entry(.todayRead, seen: seen, count: waiting.count))
}

/// The first visit is over: what Today says on it is put away.
@Sendable func endWelcome(_ visit: Visit) throws(Failure) -> Reply {
    try visit.act { (db) throws(Failure) in
        try db.run(.welcomed)
        let account = visit.visitor.account
        guard let account else { throw .refused(.forbidden()) }
        return Audited(
            visit.here("/today"),
            Entry(.memberWelcomed, of: Object(account.id, account.name))
        )
    }
}

/// How much waits for the reader, on Today and behind each page of the rail: a line each, with the page's address, the number,
/// and what it means in words.
@Sendable func countWaiting(_ visit: Visit) throws(Failure) -> Reply {
    let acts = try visit.read { (db) throws(Failure) in
        try db.together(visit.waiting).joined().filter { $0.kind == .act }
    }
    let today = visit.here("/today")
    let places = acts.compactMap { $0.task.step?.path }
    let lines = visit.frame.rail.compactMap { item -> String? in
        let number =
            item.path == today
            ? acts.count
            : places.count { "\($0.prefix { $0 != "?" })/".hasPrefix("\(item.path)/") }
        guard number > 0 else { return nil }
        return "\(item.path)\t\(visit.words.number(number))\t\(visit.words("interface.waiting"))"
    }
    return .response(
        Response(
            status: 200,
            contentType: "text/plain; charset=utf-8",
            body: [UInt8](lines.joined(separator: "\n").utf8)
        )
    )
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
        (.mailRead, ["mail"]),
        (.settingsRead, ["space"]),
        (.feedbackAnswer, ["feedback"]),
        (.enquiryAnswer, ["enquiry", "public-text"]),
        (.partnershipChange, ["partnership"]),
        (.orderMake, ["engagement"]),
        (.engagementRead, ["engagement"]),
        (.storyWrite, ["story"]),
        (.activityChange, ["activity"]),
        (.findingWrite, ["finding"]),
        // What experts answer is no coordinator's news.
        (.offerAnswer, ["offer"]),
    ]
    return types.filter { visit.scope(of: $0.0) == .all }.flatMap(\.1)
}

extension Statement where Result == Bool {
    fileprivate static let isWelcomed = Statement(
        """
        select exists (select from welcome where tenant_id = $1 and membership_id = current_actor()) as found
        """,
        "found"
    )
}

extension Statement where Result == Void {
    fileprivate static let welcomed = Statement(
        """
        insert into welcome (tenant_id, membership_id) values ($1, current_actor()) on conflict do nothing
        """
    )
}
