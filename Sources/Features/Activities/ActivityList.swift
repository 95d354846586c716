import Access
import Base
import Interface
import Routing
import Store
import Wording

/// A group as the list shows it.
struct ListedActivity: Sendable {
    let id: ID<Activity>
    let title: String
    let kind: ActivityKind
    let service: String
    let state: ActivityState
    /// The day of the meeting that comes next.
    let next: Day?
    let held: Int
    let heads: Int
}

extension ListOrder {
    fileprivate static let title = ListOrder("title", "order_key(a.title) collate \"C\"")
    fileprivate static let service = ListOrder("service", "order_key(a.service) collate \"C\"")
    fileprivate static let made = ListOrder("made", "a.created_at", greatestFirst: true)
}

extension Listing where Row == ListedActivity {
    static let activities = Listing(
        "activities",
        at: "/activities",
        by: .made,
        columns: [
            ListColumn(by: .title) { place in
                .link(place.words("activity.name"), sort: place.sort, path: place.path) {
                    $0.title
                }
            },
            .cell("activity.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("activity.state.\(row.state.rawValue)"), row.state.look)
            },
            .cell("activity.kind", isLabelled: true) { h, row, words in
                h.text(words.dynamic("activity.kind.\(row.kind.rawValue)"))
            },
            .cell("activity.service", by: .service, isLabelled: true) { h, row, _ in
                h.text(row.service)
            },
            .cell("activity.next", isLabelled: true) { h, row, words in
                h.text(row.next.map { words.date($0) } ?? "–")
            },
        ],
        filters: [
            .choice(
                "state",
                of: ActivityState.self,
                by: "a.state",
                title: "activity.state",
                words: "activity.state"
            ),
            .choice(
                "kind",
                of: ActivityKind.self,
                by: "a.kind",
                title: "activity.kind",
                words: "activity.kind"
            ),
        ],
        search: ListSearch(
            "activities.search",
            in: "searchable(a.title || ' ' || a.service)"
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedActivity {
    static let activities = ListRows(
        "a.id, a.title, a.kind, a.service, a.state, t.next_on, t.held, t.heads",
        from: """
            activity a cross join lateral (
              select min(m.held_on) filter (where m.is_held is null and m.held_on >= today()) as next_on,
                     count(*) filter (where m.is_held)::integer as held, coalesce(sum(m.heads), 0)::integer as heads
                from activity_meeting m where m.tenant_id = a.tenant_id and m.activity_id = a.id) t
            """,
        at: "a.tenant_id = $1",
        id: "a.id",
        reader(
            ListedActivity.init,
            "id",
            "title",
            "kind",
            "service",
            "state",
            "next_on",
            "held",
            "heads"
        )
    )
}

extension ListFile where Line == ListedActivity {
    fileprivate static let activities = ListFile(
        .activities,
        columns: [
            ("activity.name", { row, _ in row.title }),
            ("activity.kind", { $1.dynamic("activity.kind.\($0.kind.rawValue)") }),
            ("activity.service", { row, _ in row.service }),
            ("activity.state", { $1.dynamic("activity.state.\($0.state.rawValue)") }),
            ("activity.next", { row, _ in row.next?.iso ?? "" }),
            ("activity.meetings.held", { row, _ in String(row.held) }),
            ("activity.meetings.heads", { row, _ in String(row.heads) }),
        ]
    )
}

@Sendable func exportActivities(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.activities, .activities, .activities).reply
}

@Sendable func listActivities(_ visit: Visit) throws(Failure) -> Reply {
    let words = visit.words
    let query = visit.asked(of: .activities)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .activities, .activities, query)
    }
    let base = visit.here("/activities")
    return visit.page(words("activities.title")) { h in
        h.pageHead(
            words("activities.title"),
            lead: found.counted("activities.count", words)
        ) { h in
            h.exportButton(found, at: base, words)
            h.mainButton(words("activities.new"), to: "\(base)/new")
        }
        h.listing(.activities, found, at: base, words) { h in
            h.emptyState(
                words("activities.none"),
                words("activities.none.what"),
                step: NextStep(words("activities.new"), "\(base)/new")
            )
        }
    }
}
