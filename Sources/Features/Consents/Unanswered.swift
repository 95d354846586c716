import Access
import Answering
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

// What the employer's coordinator sees of requests that wait: how many and how old, and of nobody whose they are.

/// Requests that wait for an answer, apart those that nobody can answer.
private struct Unanswered: Sendable {
    let isStuck: Bool
    let count: Int
    let since: Instant
}

/// Requests that wait, for whoever appoints those who answer them.
@Sendable func unansweredRequests(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.may(.memberChange), visit.visitor.space?.kind == .employer else { return [] }
    let words = visit.words
    return [
        Ask.all(.unanswered).each { row in
            WaitingSince(
                since: row.since,
                as: row.isStuck ? .act : .news,
                WaitingTask(
                    what: words.count(
                        row.isStuck ? "consents.today.stuck" : "consents.today.unanswered",
                        row.count
                    ),
                    when: words(
                        "applications.today.oldest",
                        ["when": words.waited(since: row.since)]
                    ),
                    step: row.isStuck
                        ? NextStep(words("consents.today.appoint"), visit.here("/members/new"))
                        : NextStep(
                            words("consents.today.givers"),
                            visit.here("/members?role=\(Role.consentGiver.rawValue)")
                        )
                )
            )
        }
    ]
}

/// Tells the provider that nobody here can answer a request or that it did not arrive, or that this is over.
@Sendable func tellStuck(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = ID<ConsentRequest>(matter)
    try db.run(.holdRequest, id)
    let (request, standing) = try db.together(.one(.consentRequest, id), .one(.standing, id))
    let letter = ConsentStuckLetter(
        ask: request.ask,
        employer: request.facts.employer,
        stuck: standing.isStuck,
        returned: standing.isReturned
    )
    try db.deliver(letter, to: request.provider)
    return [Entry(.consentStuck, of: Object(id, request.facts.employee), about: request.subjects)]
}

extension AccountStatement where Result == DueMatter {
    static let stuckDue = AccountStatement(
        "select space, matter from stuck_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

/// Whether nobody can answer a request, and whether it did not arrive.
private struct Standing: Sendable {
    let isStuck: Bool
    let isReturned: Bool
}

extension Statement where Result == Standing {
    fileprivate static let standing = Statement(
        """
        select request_is_stuck(tenant_id, id) as is_stuck, request_is_returned(tenant_id, id) as is_returned
          from consent_request where tenant_id = $1 and id = $2
        """,
        Standing.init,
        "is_stuck",
        "is_returned"
    )
}

extension Statement where Result == Unanswered {
    fileprivate static let unanswered = Statement(
        """
        select request_is_stuck(tenant_id, id) as is_stuck, count(*)::integer as number, min(sent_at) as since
          from consent_request
         where tenant_id = $1 and state = 'waiting' and expires_at > public.moment()
         group by 1
        """,
        Unanswered.init,
        "is_stuck",
        "number",
        "since"
    )
}
