import Access
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// An engagement as the list shows it.
struct ListedEngagement: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    let kind: EngagementKind
    let state: EngagementState
    let desk: Desk
    let first: Day
    let receivedAt: Instant
}

extension ListOrder {
    fileprivate static let title = ListOrder("title", "e.title")
    fileprivate static let partner = ListOrder("partner", "e.other_name")
    fileprivate static let first = ListOrder("first", "t.first_on")
    fileprivate static let received = ListOrder("received", "e.created_at", greatestFirst: true)
}

extension Listing where Row == ListedEngagement {
    static let engagements = Listing(
        "engagements",
        at: "/engagements",
        by: .received,
        columns: [
            ListColumn(by: .title) { place in
                .link(place.words("engagement.title"), sort: place.sort, path: place.path) {
                    $0.title
                }
            },
            .cell("engagement.partner", by: .partner, isLabelled: true) { h, row, _ in
                h.text(row.name)
            },
            .cell("engagement.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("engagement.state.\(row.state.rawValue)"), row.state.look)
                if row.state.isOpen {
                    h.small(words.dynamic("engagement.desk.\(row.desk.rawValue)"), .class("more"))
                }
            },
            .cell("engagement.kind", isLabelled: true) { h, row, words in
                h.text(words.dynamic("engagement.kind.\(row.kind.rawValue)"))
            },
            .cell("engagement.first", by: .first, isLabelled: true) { h, row, words in
                h.text(words.date(row.first))
            },
            .cell("engagement.received", by: .received, isLabelled: true) { h, row, words in
                h.text(words.date(row.receivedAt.inFinland.day))
            },
        ],
        filters: [
            .choice(
                "state",
                of: EngagementState.self,
                by: "e.state",
                title: "engagement.state",
                words: "engagement.state"
            ),
            .choice(
                "desk",
                of: Desk.self,
                by:
                    "case when e.state in ('received', 'offering', 'agreed') then desk_of(e.desk) else '' end",
                title: "engagement.desk",
                words: "engagement.desk"
            ),
            .choice(
                "kind",
                of: EngagementKind.self,
                by: "e.kind",
                title: "engagement.kind",
                words: "engagement.kind"
            ),
        ],
        search: ListSearch("engagements.search", in: "searchable(e.title || ' ' || e.other_name)"),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedEngagement {
    static let engagements = ListRows(
        "e.id, e.title, e.other_name, e.kind, e.state, desk_of(e.desk) as desk, t.first_on, e.created_at",
        from: """
            engagement e cross join lateral (select min(held_on) as first_on from engagement_time
              where tenant_id = e.tenant_id and engagement_id = e.id) t
            """,
        at: "e.tenant_id = $1",
        id: "e.id",
        reader(
            ListedEngagement.init,
            "id",
            "title",
            "other_name",
            "kind",
            "state",
            "desk",
            "first_on",
            "created_at"
        )
    )
}

extension ListFile where Line == ListedEngagement {
    fileprivate static let engagements = ListFile(
        .engagements,
        columns: [
            ("engagement.title", { row, _ in row.title }),
            ("engagement.partner", { row, _ in row.name }),
            ("engagement.state", { $1.dynamic("engagement.state.\($0.state.rawValue)") }),
            ("engagement.kind", { $1.dynamic("engagement.kind.\($0.kind.rawValue)") }),
            ("engagement.first", { row, _ in row.first.iso }),
            ("engagement.received", { row, _ in row.receivedAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportEngagements(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.engagements, .engagements, .engagements).reply
}

@Sendable func listEngagements(_ visit: Visit) throws(Failure) -> Reply {
    let words = visit.words
    let query = visit.asked(of: .engagements)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .engagements, .engagements, query)
    }
    let base = visit.here("/engagements")
    return visit.page(words("engagements.title")) { h in
        h.pageHead(words("engagements.title"), lead: found.counted("engagements.count", words)) {
            h in
            h.exportButton(found, at: base, words)
        }
        h.listing(.engagements, found, at: base, words) { h in
            h.emptyState(words("engagements.none"), words("engagements.none.what"))
        }
    }
}
