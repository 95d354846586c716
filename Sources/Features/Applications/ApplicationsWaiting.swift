import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// What of this slice stands on Today. Nobody but the reader is named there.

/// An application of one's own that waits for oneself.
private struct OwnTurn: Sendable {
    let id: ID<Application>
    let course: String
    let stage: Stage
    let since: Instant
    /// Whether it is the applicant's turn, and not somebody else's.
    let isTurn: Bool
}

/// How many applications of a course wait for a coordinator at one stage, and the longest of them since when.
private struct DueCount: Sendable {
    let course: ID<Course>
    let courseName: String
    let stage: Stage
    let due: Due
    let count: Int
    let since: Instant
}

@Sendable func waitingForApplicant(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard visit.visitor.space?.kind == .provider, visit.may(.releaseGive),
        let person = visit.visitor.actor.person
    else { return [] }
    return try db.all(.ownTurns, person).map { row in
        WaitingSince(
            since: row.since,
            isAct: row.isTurn,
            WaitingTask(
                what: visit.words.dynamic(
                    "application.today.\(row.stage.rawValue)",
                    ["course": row.course]
                ),
                when: waited(row.since, visit.words),
                step: NextStep(
                    visit.words("application.today.open"),
                    visit.here("/applications/\(row.id)")
                )
            )
        )
    }
}

@Sendable func waitingForCoordinator(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard visit.visitor.space?.kind == .provider, visit.may(.enrolmentChange) else { return [] }
    let words = visit.words
    return try db.all(.dueCounts).map { row in
        let turn = row.due == .resume ? "resume" : row.stage.rawValue
        let form = row.count == 1 ? "one" : "other"
        let asked = Listing.applications.shape.read { name in
            switch name {
            case "course": row.course.text
            case "state": row.stage.rawValue
            case "due": row.due.rawValue
            default: ""
            }
        }
        return WaitingSince(
            since: row.since,
            isAct: row.due != .news,
            WaitingTask(
                what: words.dynamic(
                    "applications.today.\(turn).\(form)",
                    ["count": words.number(row.count), "course": row.courseName]
                ),
                when: words("applications.today.oldest", ["when": waited(row.since, words)]),
                step: NextStep(
                    words.dynamic("applications.today.\(turn).step"),
                    asked.path(visit.here("/applications"))
                )
            )
        )
    }
}

/// `odottanut 3 pv · ma 24.11. klo 12.05`.
private func waited(_ since: Instant, _ words: Words) -> String {
    "\(words.waited(since: since)) · \(words.moment(since))"
}

extension Due: ColumnValue {}

extension Statement where Result == OwnTurn {
    fileprivate static let ownTurns = Statement(
        """
        select v.id, c.name as course, v.stage, v.since,
               v.stage <> 'paused' or not (v.has_keys or coalesce(k.state = 'waiting' and k.expires_at > moment(), false))
                 as is_turn
          from application_path v
          join course c on c.tenant_id = $1 and c.id = v.course_id and c.state in ('open', 'running')
          left join consent_ask k on k.tenant_id = $1 and k.id = v.ask_id
         where v.tenant_id = $1 and v.person_id = $2
           and v.stage in ('received', 'refused', 'without-support', 'taken-back', 'expired', 'paused')
         order by v.created_at desc, v.id desc limit 10
        """,
        OwnTurn.init,
        "id",
        "course",
        "stage",
        "since",
        "is_turn"
    )
}

extension Statement where Result == DueCount {
    fileprivate static let dueCounts = Statement(
        """
        select w.course_id, c.name, w.stage, w.due, count(*)::integer as number, min(w.since) as since
          from application_waiting w
          join course c on c.tenant_id = $1 and c.id = w.course_id
         where w.tenant_id = $1
         group by w.course_id, c.name, w.stage, w.due
        """,
        DueCount.init,
        "course_id",
        "name",
        "stage",
        "due",
        "number",
        "since"
    )
}
