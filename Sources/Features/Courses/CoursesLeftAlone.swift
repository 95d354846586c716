import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// A course whose trainers have all left.
private struct CourseLeftAlone: Sendable {
    let id: ID<Course>
    let name: String
    let since: Instant
}

/// Courses that lack their trainer wait for those who may choose another.
@Sendable func coursesLeftAlone(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard try visit.space.kind == .provider, visit.may(.courseChange) else { return [] }
    let permit = try visit.permit(for: .courseChange)
    let words = visit.words
    return [
        Ask.all(.leftAlone, permit.scope.rawValue, permit.actor.membership).each { course in
            let edit = visit.here("/courses/\(course.id)/edit")
            let task = WaitingTask(
                what: words("course.waiting.left", ["name": course.name]),
                when: words("course.waiting.left.when"),
                step: NextStep(words("course.waiting.left.step"), edit)
            )
            return WaitingSince(since: course.since, task)
        }
    ]
}

extension Statement where Result == CourseLeftAlone {
    /// Courses that are on, that a membership (`$3`) runs (`$2`) and that nobody of their trainers may train any more.
    fileprivate static let leftAlone = Statement(
        """
        select c.id, c.name, least(t.left_on, today())::timestamp at time zone 'Europe/Helsinki' as since
          from courses_within($2, null, $3) r
          join course_line c on c.tenant_id = $1 and c.id = r.id and c.state in ('open', 'running')
         cross join lateral (select bool_and(has_left) as is_alone, max(left_on) as left_on from course_trainers(c.id)) t
         where r.is_staff and t.is_alone
         order by since, c.id limit 50
        """,
        CourseLeftAlone.init,
        "id",
        "name",
        "since"
    )
}
