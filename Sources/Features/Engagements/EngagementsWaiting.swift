import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An order without an answer, or one that was held and waits to be marked so.
private struct WaitingEngagement: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    let desk: Desk
    /// Whether it was agreed on, and its last time is over.
    let isOver: Bool
    /// Whether one end says that it was held, and the other does not agree.
    let isObjected: Bool
    /// Until when it may be objected to, where the partner has marked it as held.
    let until: Day?
    let receivedAt: Instant
}

/// What nobody has taken, and what is on one's own desk.
@Sendable func waitingEngagements(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.may(.engagementChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingEngagements).each { row in
            WaitingSince(
                since: row.receivedAt,
                as: row.until == nil ? .act : .news,
                WaitingTask(
                    what: words(
                        row.isObjected
                            ? "engagement.ending.today"
                            : row.until != nil
                                ? "engagements.today.done"
                                : row.isOver
                                    ? "engagements.today.over"
                                    : row.desk == .own
                                        ? "engagements.today.own" : "engagements.today.new",
                        ["title": row.title, "name": row.name]
                    ),
                    when: row.until.map {
                        words("engagement.ending.may", ["day": words.date($0)])
                    } ?? words.waited(since: row.receivedAt),
                    step: NextStep(
                        words("engagements.today.open"),
                        visit.here("/engagements/\(row.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == WaitingEngagement {
    fileprivate static let waitingEngagements = Statement(
        """
        select e.id, e.title, e.other_name, d.desk, e.state = 'agreed' as is_over,
               e.objected_on is not null as is_objected, objects_until(e.done_on) as until, e.created_at
          from engagement e cross join lateral (select desk_of(e.desk) as desk) d
         where e.tenant_id = $1 and (e.state = 'received' or e.state = 'agreed' and engagement_is_over(e.id)
             or e.state = 'done' and e.done_end = 'partner' and today() <= objects_until(e.done_on))
           and d.desk <> 'other' order by e.created_at, e.id limit 20
        """,
        WaitingEngagement.init,
        "id",
        "title",
        "other_name",
        "desk",
        "is_over",
        "is_objected",
        "until",
        "created_at"
    )
}
