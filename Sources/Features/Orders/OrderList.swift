import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An order as the list shows it.
struct ListedOrder: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    let kind: EngagementKind
    let state: OrderState
    let first: Day
    let madeAt: Instant
}

extension ListOrder {
    fileprivate static let title = ListOrder("title", "o.title")
    fileprivate static let first = ListOrder("first", "t.first_on")
    fileprivate static let made = ListOrder("made", "o.created_at", greatestFirst: true)
}

extension Listing where Row == ListedOrder {
    static let orders = Listing(
        "orders",
        at: "/orders",
        by: .made,
        columns: [
            ListColumn(by: .title) { place in
                .link(place.words("engagement.title"), sort: place.sort, path: place.path) {
                    $0.title
                }
            },
            .cell("order.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("order.state.\(row.state.rawValue)"), row.state.look)
            },
            .cell("engagement.kind", isLabelled: true) { h, row, words in
                h.text(words.dynamic("engagement.kind.\(row.kind.rawValue)"))
            },
            .cell("engagement.first", by: .first, isLabelled: true) { h, row, words in
                h.text(words.date(row.first))
            },
            .cell("order.made", by: .made, isLabelled: true) { h, row, words in
                h.text(words.date(row.madeAt.inFinland.day))
            },
        ],
        filters: [
            .choice(
                "state",
                of: OrderState.self,
                by: "o.state",
                title: "order.state",
                words: "order.state"
            ),
            .choice(
                "kind",
                of: EngagementKind.self,
                by: "o.kind",
                title: "engagement.kind",
                words: "engagement.kind"
            ),
        ],
        search: ListSearch("orders.search", in: "searchable(o.title || ' ' || o.other_name)"),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedOrder {
    static let orders = ListRows(
        "o.id, o.title, o.other_name, o.kind, o.state, t.first_on, o.created_at",
        from: """
            engagement_order o cross join lateral (select min(held_on) as first_on from order_time
              where tenant_id = o.tenant_id and engagement_id = o.id) t
            """,
        at: "o.tenant_id = $1",
        id: "o.id",
        reader(
            ListedOrder.init,
            "id",
            "title",
            "other_name",
            "kind",
            "state",
            "first_on",
            "created_at"
        )
    )
}

extension ListFile where Line == ListedOrder {
    fileprivate static let orders = ListFile(
        .orders,
        columns: [
            ("engagement.title", { row, _ in row.title }),
            ("order.association", { row, _ in row.name }),
            ("order.state", { $1.dynamic("order.state.\($0.state.rawValue)") }),
            ("engagement.kind", { $1.dynamic("engagement.kind.\($0.kind.rawValue)") }),
            ("engagement.first", { row, _ in row.first.iso }),
            ("order.made", { row, _ in row.madeAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportOrders(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.orders, .orders, .orders).reply
}

@Sendable func listOrders(_ visit: Visit) throws(Failure) -> Reply {
    let words = visit.words
    let query = visit.asked(of: .orders)
    let (found, associations) = try visit.read { (db) throws(Failure) in
        (try db.page(of: .orders, .orders, query), try db.all(.associations))
    }
    let base = visit.here("/orders")
    let step =
        associations.isEmpty
        ? NextStep(words("orders.none.partnership"), visit.here("/partnerships"))
        : NextStep(words("orders.new"), "\(base)/new")
    return visit.page(words("orders.title")) { h in
        h.pageHead(words("orders.title"), lead: found.counted("orders.count", words)) { h in
            h.exportButton(found, at: base, words)
            if !associations.isEmpty { h.mainButton(words("orders.new"), to: "\(base)/new") }
        }
        h.listing(.orders, found, at: base, words) { h in
            h.emptyState(
                words("orders.none"),
                words(
                    associations.isEmpty ? "orders.none.without" : "orders.none.what"
                ),
                step: step
            )
        }
    }
}
