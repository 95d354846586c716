import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An order on Today: a draft, one that waits for its answer or begins soon, or one that cannot be.
private struct WaitingOrder: Sendable {
    let id: ID<Engagement>
    let title: String
    let state: OrderState
    let since: Instant
    /// Its next time within the week that comes; nil for a later one.
    let soon: Day?
    /// Whether its last time is over.
    let isOver: Bool
    /// Whether one end says that it was held, and the other does not agree.
    let isObjected: Bool
    /// Until when it may be objected to, where the association has marked it as held.
    let until: Day?
}

@Sendable func waitingOrders(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .partner, visit.may(.orderMake) else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingOrders).each { row in
            let state = words.dynamic("order.state.\(row.state.rawValue)")
            let isSoon = row.soon != nil && row.state.isOpen
            let isOver = row.state == .agreed && row.isOver
            return WaitingSince(
                since: row.since,
                as: row.state == .draft || isOver ? .act : .news,
                WaitingTask(
                    what: row.isObjected
                        ? words("engagement.ending.today", ["title": row.title])
                        : isOver
                            ? words("orders.today.over", ["title": row.title])
                            : isSoon && row.state != .draft
                                ? words("orders.today.soon", ["title": row.title])
                                : words.dynamic(
                                    "orders.today.\(row.state.rawValue)",
                                    ["title": row.title]
                                ),
                    when: row.until.map {
                        words("engagement.ending.may", ["day": words.date($0)])
                    } ?? row.soon.map { "\(words.date($0)) · \(state)" }
                        ?? words.waited(since: row.since),
                    step: NextStep(words("orders.today.open"), visit.here("/orders/\(row.id)"))
                )
            )
        }
    ]
}

extension Statement where Result == WaitingOrder {
    fileprivate static let waitingOrders = Statement(
        """
        select o.id, o.title, o.state, o.changed_at, s.held_on, v.is_over, o.objected_on is not null as is_objected,
               objects_until(o.done_on) as until
          from engagement_order o
          left join lateral (select min(t.held_on) as held_on from order_time t where t.tenant_id = $1
            and t.engagement_id = o.id and t.held_on between today() and today() + 7) s on true
          cross join lateral (select o.state = 'agreed' and engagement_is_over(o.id) as is_over) v
         where o.tenant_id = $1
           and (o.state in ('draft', 'sent') or o.state in ('answered', 'agreed') and s.held_on is not null or v.is_over
             or o.state = 'agreed' and o.changed_at > moment() - interval '7 days'
             or o.state = 'done' and o.done_end = 'association' and today() <= objects_until(o.done_on)
             or o.state = 'not-possible' and o.changed_at > moment() - interval '7 days')
         order by o.changed_at, o.id limit 20
        """,
        WaitingOrder.init,
        "id",
        "title",
        "state",
        "changed_at",
        "held_on",
        "is_over",
        "is_objected",
        "until"
    )
}
