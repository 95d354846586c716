import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// An afternoon of a course for which something waits.
private struct WaitingAfternoon: Sendable {
    let course: ID<Course>
    let courseName: String
    let town: String
    let day: Day
    let starts: TimeOfDay
    let ends: TimeOfDay
    let since: Instant
}

/// What waits of courses: those that begin soon, and one's own next afternoon.
@Sendable func waitingCourses(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard try visit.space.kind == .provider, visit.may(.courseRead) else { return [] }
    let permit = try visit.permit(for: .courseRead)
    let (scope, member) = (permit.scope.rawValue, permit.actor.membership)
    let words = visit.words
    func task(
        _ waiting: WaitingAfternoon,
        _ what: String,
        _ when: String,
        as kind: WaitingSince.Kind
    ) -> WaitingSince {
        let step = NextStep(words("course.look"), visit.here("/courses/\(waiting.course)"))
        let task = WaitingTask(what: what, when: when, step: step)
        return WaitingSince(since: waiting.since, as: kind, task)
    }
    let soon = Ask.all(.startingSoon, scope, member).each { waiting in
        let date = words.onNearDate(waiting.day)
        // What has not begun yet can wait: nothing of the future counts.
        let hasBegun = waiting.day <= visit.today
        let what: StaticString = hasBegun ? "course.waiting.begun" : "course.waiting.soon"
        return task(
            waiting,
            words(what, ["name": waiting.courseName, "date": date]),
            words("course.waiting.soon.when"),
            as: hasBegun ? .act : .news
        )
    }
    let own = Ask.all(.nextOwn, permit.actor.person).each { waiting in
        let time = words.period(waiting.starts, waiting.ends)
        return task(
            waiting,
            words("course.waiting.next", ["date": words.nearDate(waiting.day), "time": time]),
            "\(waiting.courseName) · \(waiting.town)",
            as: .underWay
        )
    }
    let running = Ask.all(.running, scope, member).each { waiting in
        let time = words.period(waiting.starts, waiting.ends)
        let isHeld = waiting.since <= visit.now
        return task(
            waiting,
            waiting.courseName,
            isHeld
                ? words("course.now.held", ["time": time])
                : words(
                    "course.now.next",
                    ["date": words.nearDate(waiting.day), "time": time]
                ),
            as: .underWay
        )
    }
    return [soon, own, running]
}

private let waitingAfternoon = reader(
    WaitingAfternoon.init,
    "id",
    "name",
    "place",
    "held_on",
    "starts_at",
    "ends_at",
    "since"
)

extension Statement where Result == WaitingAfternoon {
    /// First afternoons, in the next two weeks, of courses that are still open for applications and that a membership
    /// (`$3`) runs (`$2`).
    fileprivate static let startingSoon = Statement(
        """
        select c.id, c.name, c.place, s.held_on, s.starts_at, s.ends_at, s.began - interval '14 days' as since
          from courses_within($2, null, $3) r
          join course_line c on c.tenant_id = $1 and c.id = r.id and c.state = 'open'
          join course_afternoon s on s.tenant_id = $1 and s.course_id = c.id and s.number = 1
         where r.is_staff and s.held_on <= today() + 14
         order by s.held_on, c.id limit 50
        """,
        waitingAfternoon
    )

    /// The afternoon that is held now or comes next, of each course under way that a membership (`$3`) runs (`$2`).
    fileprivate static let running = Statement(
        """
        select c.id, c.name, c.place, s.held_on, s.starts_at, s.ends_at, s.began as since
          from courses_within($2, null, $3) r
          join course_line c on c.tenant_id = $1 and c.id = r.id and c.state = 'running'
          join lateral (select * from course_afternoon s
            where s.tenant_id = $1 and s.course_id = c.id and s.ended > moment() order by s.held_on limit 1) s on true
         where r.is_staff
         order by s.began, c.id limit 12
        """,
        waitingAfternoon
    )

    /// A person's (`$2`) next afternoon.
    fileprivate static let nextOwn = Statement(
        """
        select c.id, c.name, c.place, s.held_on, s.starts_at, s.ends_at, s.began as since
          from participant p
          join course_line c on c.tenant_id = $1 and c.id = p.course_id and c.state in ('open', 'running')
          join course_afternoon s on s.tenant_id = $1 and s.course_id = c.id and s.ended > moment()
         where p.tenant_id = $1 and p.person_id = $2 and p.state in ('active', 'renewing')
         order by s.held_on limit 1
        """,
        waitingAfternoon
    )
}
