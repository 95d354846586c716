import Access
import Base
import Interface
import Letters
import Routing
import Store
import Wording

/// A partnership on Today: what the other end proposes, or a last day that comes near.
private struct WaitingPartnership: Sendable {
    let id: ID<Partnership>
    let name: String
    let isFirst: Bool
    let proposedAt: Instant?
    let until: Day?
}

@Sendable func waitingPartnerships(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.partnershipChange)
    else { return [] }
    let (words, now) = (visit.words, visit.now)
    return [
        Ask.all(.waitingPartnerships, Limits.partnershipEndsSoonDays).each { row in
            let path = visit.here("/partnerships/\(row.id)")
            guard let proposed = row.proposedAt else {
                return WaitingSince(
                    since: now,
                    as: .news,
                    WaitingTask(
                        what: words("partnerships.today.ends", ["name": row.name]),
                        when: row.until.map { words.date($0) } ?? "",
                        step: NextStep(words("partnerships.today.renew"), path)
                    )
                )
            }
            return WaitingSince(
                since: proposed,
                WaitingTask(
                    what: words(
                        row.isFirst ? "partnerships.today.proposed" : "partnerships.today.changed",
                        ["name": row.name]
                    ),
                    when: words.waited(since: proposed),
                    step: NextStep(words("partnerships.today.answer"), path)
                )
            )
        }
    ]
}

extension Statement where Result == WaitingPartnership {
    /// What waits for this end's answer, and what ends within so many days (`$2`) while nothing else is proposed.
    fileprivate static let waitingPartnerships = Statement(
        """
        select p.id, p.other_name, p.version is null as is_first, o.proposed_at, t.valid_until
          from partnership p
          left join partnership_terms t on t.tenant_id = $1 and t.partnership_id = p.id and t.version = p.version
          left join partnership_terms o on o.tenant_id = $1 and o.partnership_id = p.id and o.answer is null
         where p.tenant_id = $1 and p.state in ('proposed', 'active')
           and (not o.is_own or o.version is null and t.valid_until <= today() + $2::integer)
         order by o.proposed_at, t.valid_until, p.id limit 20
        """,
        WaitingPartnership.init,
        "id",
        "other_name",
        "is_first",
        "proposed_at",
        "valid_until"
    )
}
