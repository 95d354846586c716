import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An engagement of which something is said, or may be, on Today.
private struct WaitingWords: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    /// A wording key below `telling.today`.
    let matter: String
    let since: Instant
}

/// To the association's coordinators what went wrong, what is to be passed on, and what is answered; to the partner what it may
/// say and what has come; to an expert what was passed on to them, and nothing that they have not done.
@Sendable func waitingWords(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.feedbackGive)
    else { return [] }
    let statement: Statement<WaitingWords> =
        kind == .partner
        ? .waitingAtPartner
        : visit.scope(of: .feedbackGive) == .all ? .waitingAtDesk : .waitingOfExpert
    let words = visit.words
    return [
        Ask.all(statement, Limits.messageNewsDays).each { row in
            WaitingSince(
                since: row.since,
                as: row.matter == "trouble" || row.matter == "pass" ? .act : .news,
                WaitingTask(
                    what: words.dynamic(
                        "telling.today.\(row.matter)",
                        ["title": row.title, "name": row.name]
                    ),
                    when: words.moment(row.since),
                    step: NextStep(
                        words("telling.today.open"),
                        visit.here("/engagement-feedback/\(row.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == WaitingWords {
    /// What went wrong and nobody has seen to, what is open and nobody has passed on, and what was answered within so many days
    /// (`$2`).
    fileprivate static let waitingAtDesk = Statement(
        """
        select f.engagement_id as id, h.title, h.other_name, case f.kind when 'words' then 'pass' else f.kind end as matter,
               f.given_at as since
          from engagement_feedback f cross join lateral engagement_here(f.engagement_id) h
         where f.tenant_id = $1 and (f.kind = 'trouble' and f.handled_at is null
           or f.kind = 'reply' and f.given_at > moment() - make_interval(days => $2::integer)
           or f.kind = 'words' and f.passed_at is null and (f.side = 'partner' or f.may_pass)
             and f.given_at > moment() - interval '60 days' and feedback_is_open(f.engagement_id))
         order by f.kind = 'trouble' desc, f.given_at, f.id limit 20
        """,
        WaitingWords.init,
        "id",
        "title",
        "other_name",
        "matter",
        "since"
    )

    /// What was held and nothing is said of, and what came within so many days (`$2`).
    fileprivate static let waitingAtPartner = Statement(
        """
        select id, title, other_name, 'ask' as matter, held_at as since from held_without_words() where $1::uuid = current_tenant()
        union all
        select f.engagement_id, h.title, h.other_name, 'came', f.given_at
          from engagement_feedback f cross join lateral engagement_here(f.engagement_id) h
         where f.tenant_id = $1 and f.side = 'expert' and f.given_at > moment() - make_interval(days => $2::integer)
         order by since, id limit 20
        """,
        WaitingWords.init,
        "id",
        "title",
        "other_name",
        "matter",
        "since"
    )

    /// What the partner has said and was passed on within so many days (`$2`).
    fileprivate static let waitingOfExpert = Statement(
        """
        select f.engagement_id as id, h.title, h.other_name, 'passed' as matter, f.passed_at as since
          from engagement_feedback f cross join lateral engagement_here(f.engagement_id) h
         where f.tenant_id = $1 and f.side = 'partner' and f.passed_at > moment() - make_interval(days => $2::integer)
         order by f.passed_at, f.id limit 20
        """,
        WaitingWords.init,
        "id",
        "title",
        "other_name",
        "matter",
        "since"
    )
}
