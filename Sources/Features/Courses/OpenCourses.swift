import Base
import Routing
import Store
import Terms
import Wording

/// A course as anybody may see it: no names and no numbers of people.
struct OpenCourse: Sendable {
    let id: ID<Course>
    let name: String
    let town: Town
    let address: String
    let summary: String
    let sessionsNeeded: Int
    let first: Day
    let last: Day
    let hasRoom: Bool
}

extension Statement where Result == OpenCourse {
    /// Courses that can be applied for, soonest first; one of them (`$2`), or all.
    static let openCourses = Statement(
        """
        select c.id, c.name, c.place, c.address, c.summary, c.sessions_needed, s.first_on, s.last_on,
               c.seats > (select count(*) from enrolment
                 where tenant_id = $1 and course_id = c.id and state = 'active') as has_room
          from course c
          join lateral (
            select min(held_on) as first_on, max(held_on) as last_on
              from course_session where tenant_id = $1 and course_id = c.id) s on s.first_on is not null
         where c.tenant_id = $1 and c.state = 'open' and ($2::uuid is null or c.id = $2)
         order by s.first_on, c.id
         limit 50
        """
    ) { row throws(Failure) in
        OpenCourse(
            id: try row.id("id"),
            name: try row.text("name"),
            town: try row.choice("place"),
            address: try row.text("address"),
            summary: try row.text("summary"),
            sessionsNeeded: try row.int("sessions_needed"),
            first: try row.day("first_on"),
            last: try row.day("last_on"),
            hasRoom: try row.bool("has_room")
        )
    }
}

extension Statement where Result == CourseState {
    /// How far a course (`$2`) has come.
    static let publicState = Statement(
        "select state from course where tenant_id = $1 and id = $2"
    ) { row throws(Failure) in try row.choice("state") }
}

@Sendable func listOpenCourses(_ visit: Visit) throws(Failure) -> Reply {
    let courses = try visit.read { (db) throws(Failure) in
        try db.all(.openCourses, ID<Course>?.none)
    }
    return visit.letter(visit.words("courses.open.title")) { h in
        openCourseListPage(&h, courses, path: visit.here("/open-courses"), visit.words)
    }
}

@Sendable func showOpenCourse(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let (found, afternoons, state) = try visit.read { (db) throws(Failure) in
        try db.together(
            .oneIfAny(.openCourses, id),
            .all(.afternoons, id),
            .one(.publicState, id)
        )
    }
    guard let course = found else {
        // What has been public may be said to be over; a draft, or what was called off, never was there.
        guard state == .running || state == .done else { throw .refused(.notFound) }
        return visit.letter(visit.words("course.closed.title"), status: 404) { h in
            closedCoursePage(&h, others: visit.here("/open-courses"), visit.words)
        }
    }
    return visit.letter(course.name) { h in
        openCoursePage(
            &h,
            course,
            afternoons,
            apply: visit.here("/courses/\(id)/application"),
            others: visit.here("/open-courses"),
            visit.words
        )
    }
}
