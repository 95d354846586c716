import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

// Asks that nobody at the employer can answer or that did not arrive, as the employer's space tells.

/// Nobody at the employer can answer, or the ask came back; or this is over.
func receiveStuck(
    _ letter: ConsentStuckLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    guard
        let person = try inbox.oneIfAny(.noteStuck, letter.ask, letter.stuck, letter.returned)
    else {
        throw .refused(.conflict(why: "application.rule.nothing-waits"))
    }
    return [Entry(.consentStuck, of: Object(letter.ask, letter.employer), about: [person])]
}

/// Asks that wait in vain, for the coordinator: how many, and the oldest of them.
private struct StuckAsks: Sendable {
    /// Whether they did not arrive.
    let isReturned: Bool
    let count: Int
    let since: Instant
}

@Sendable func stuckAsks(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .provider, visit.may(.enrolmentChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.stuckAsks).each { row in
            WaitingSince(
                since: row.since,
                WaitingTask(
                    what: words.count(
                        row.isReturned ? "release.today.returned" : "release.today.stuck",
                        row.count
                    ),
                    when: words(
                        "applications.today.oldest",
                        ["when": words.waited(since: row.since)]
                    ),
                    step: NextStep(
                        words("applications.today.open"),
                        visit.here("/applications?due=\(row.isReturned ? "returned" : "stuck")")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == ID<Person> {
    fileprivate static let noteStuck = Statement(
        """
        update consent_ask set is_stuck = $3, is_returned = $4
         where tenant_id = $1 and id = $2 and state = 'waiting' and (is_stuck, is_returned) <> ($3, $4) returning person_id
        """,
        "person_id"
    )
}

extension Statement where Result == StuckAsks {
    fileprivate static let stuckAsks = Statement(
        within: .reach,
        """
        select k.is_returned, count(*)::integer as number, min(k.sent_at) as since
          from consent_ask k join people_within($2, $3, $4) p on p.id = k.person_id
          join application_path v on v.tenant_id = $1 and v.id = k.application_id and v.ask_id = k.id
         where k.tenant_id = $1 and (k.is_stuck or k.is_returned) and k.state = 'waiting' and k.expires_at > public.moment()
         group by k.is_returned
        """,
        StuckAsks.init,
        "is_returned",
        "number",
        "since"
    )
}
