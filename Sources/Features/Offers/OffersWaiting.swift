import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An engagement that has too few experts, and whether somebody's answer is still waited for.
private struct ShortEngagement: Sendable {
    let id: ID<Engagement>
    let title: String
    let agreed: Int
    let experts: Int
    let open: Int
    let lastDay: Day?
}

/// What is being offered: whose answers are waited for, and where nobody is left to answer.
@Sendable func waitingOffers(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.may(.offerSend) else { return [] }
    let words = visit.words
    return [
        Ask.all(.shortEngagements).each { row in
            let isOpen = row.open > 0
            return WaitingSince(
                since: visit.now,
                as: isOpen ? .news : .act,
                WaitingTask(
                    what: words(
                        isOpen ? "offers.today.open" : "offers.today.short",
                        [
                            "title": row.title, "agreed": words.number(row.agreed),
                            "experts": words.number(row.experts),
                        ]
                    ),
                    when: row.lastDay.map { words("offer.until", ["day": words.date($0)]) } ?? "",
                    step: NextStep(
                        words(isOpen ? "offers.today.see" : "offers.today.ask"),
                        visit.here("/engagements/\(row.id)/experts")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == ShortEngagement {
    fileprivate static let shortEngagements = Statement(
        """
        select e.id, e.title, experts_agreed(e.id)::integer as agreed, e.experts, o.open, o.last_day
          from offered_engagement e
          cross join lateral (select count(*)::integer as open, min(x.answer_by) as last_day from engagement_offer x
            where x.tenant_id = $1 and x.engagement_id = e.id and x.state = 'sent') o
         where e.tenant_id = $1 and e.state = 'offering' and desk_of(e.desk) <> 'other' order by e.changed_at, e.id limit 20
        """,
        ShortEngagement.init,
        "id",
        "title",
        "agreed",
        "experts",
        "open",
        "last_day"
    )
}
