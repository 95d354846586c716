import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An application of one's own that waits for oneself.
private struct OwnTurn: Sendable {
    let id: ID<Application>
    let course: String
    let stage: Stage
    let since: Instant
    /// Whether it is the applicant's turn, and not somebody else's.
    let isTurn: Bool
    /// Why what waits does not get there; nil when it does.
    let astray: Astray?
}

/// What an applicant's applications ask on Today.
@Sendable func waitingForApplicant(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .provider, visit.may(.releaseGive),
        let person = visit.visitor.actor.person
    else { return [] }
    return [
        Ask.all(.ownTurns, person).each { row in
            WaitingSince(
                since: row.since,
                as: row.isTurn ? .act : .news,
                WaitingTask(
                    what: visit.words.dynamic(
                        "application.today.\(row.astray?.rawValue ?? row.stage.rawValue)",
                        ["course": row.course]
                    ),
                    when: visit.words.waitedWithMoment(since: row.since),
                    step: NextStep(
                        visit.words("application.today.open"),
                        visit.here("/applications/\(row.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == OwnTurn {
    fileprivate static let ownTurns = Statement(
        """
        select id, course, stage, since, is_turn, astray from applications_of($2)
         where $1::uuid = current_tenant() and is_turn is not null
         order by created_at desc, id desc limit 10
        """,
        OwnTurn.init,
        "id",
        "course",
        "stage",
        "since",
        "is_turn",
        "astray"
    )
}
