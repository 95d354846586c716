import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// What of this slice stands on Today.

/// How many applications of a course wait for a coordinator at one stage, the longest of them since when, and whose they are.
private struct DueCount: Sendable {
    let course: ID<Course>
    let courseName: String
    /// That of whoever waits longest: of those who lack somebody, each may stand at another.
    let stage: Stage
    let due: Due
    let count: Int
    let since: Instant
    /// Whose have waited longest, a few.
    let people: [PersonName]
    /// The application that has waited longest.
    let first: ID<Application>

    /// Whether it is due for what it lacks, whatever its stage.
    var lacksSomebody: Bool { [.left, .returned, .stuck].contains(due) }

    /// Whose turn it is, as the words call it.
    var turn: String { [.step, .news].contains(due) ? stage.rawValue : due.rawValue }
}

@Sendable func waitingForCoordinator(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>]
{
    guard visit.visitor.space?.kind == .provider, visit.may(.enrolmentChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.dueCounts).each { row in
            let turn = row.turn
            let form = row.count == 1 ? "one" : "other"
            let since = words.waitedWithMoment(since: row.since)
            let age =
                row.count == 1 ? since : words("applications.today.oldest", ["when": since])
            var who = Sentence(list: row.people)
            if row.count > row.people.count {
                who = words.sentence(
                    "applications.today.others",
                    ["names": who, "count": words.number(row.count - row.people.count)]
                )
            }
            return WaitingSince(
                since: row.since,
                as: row.due == .news ? .news : .act,
                told: row.stage == .expired ? .unanswered : .waiting,
                WaitingTask(
                    what: words.dynamic(
                        "applications.today.\(turn).\(form)",
                        ["count": words.number(row.count), "course": row.courseName]
                    ),
                    when: Sentence([who, " · ", age]),
                    step: step(row, turn, visit)
                )
            )
        }
    ]
}

/// The act itself where it is about one; otherwise the list, where it is done to many.
private func step(_ row: DueCount, _ turn: String, _ visit: Visit) -> NextStep {
    let title = visit.words.dynamic("applications.today.\(turn).step")
    if row.count == 1 {
        let page = visit.here("/applications/\(row.first)")
        switch (row.due, row.stage) {
        case (.resume, _), (.step, .given):
            return NextStep(title, "\(page)/enrolment", once: visit.once)
        case (.step, .waiting): return NextStep(title, "\(page)/reminder", once: visit.once)
        // Nobody else knows of it yet, so that it can be taken back.
        case (.left, .received): return NextStep(title, "\(page)/closing", once: visit.once)
        // The applicant gives a new permission; whom it names can be filled in for them.
        case (.returned, .waiting), (.returned, .paused), (.stuck, .waiting), (.stuck, .paused):
            return NextStep(title, "\(page)/employer")
        default: return NextStep(visit.words("application.today.open"), page)
        }
    }
    let many = row.lacksSomebody ? visit.words("applications.today.received.step") : title
    let asked = Listing.applications.shape.read { name in
        switch name {
        case "course": row.course.text
        case "state" where !row.lacksSomebody: row.stage.rawValue
        case "due": row.due.rawValue
        default: ""
        }
    }
    return NextStep(many, asked.path(visit.here("/applications")))
}

extension Due: ColumnValue {}

extension Statement where Result == DueCount {
    fileprivate static let dueCounts = Statement(
        within: .reach,
        """
        select w.course_id, c.name, (array_agg(w.stage order by w.since, w.id))[1] as stage, w.due, count(*)::integer as number, min(w.since) as since,
               (array_agg((p.id, null::uuid, p.given_name || ' ' || p.family_name) order by w.since, w.id))[:3] as people,
               (array_agg(w.id order by w.since, w.id))[1] as first
          from application_waiting w
          join application a on a.tenant_id = $1 and a.id = w.id
          join people_within($2, $3, $4) r on r.id = a.person_id
          join person p on p.tenant_id = $1 and p.id = a.person_id
          join course c on c.tenant_id = $1 and c.id = w.course_id
         where w.tenant_id = $1
         group by w.course_id, c.name, w.due, case when w.due in ('step', 'resume', 'news') then w.stage end
        """,
        DueCount.init,
        "course_id",
        "name",
        "stage",
        "due",
        "number",
        "since",
        "people",
        "first"
    )
}
