import Base
import Routing
import Store
import Terms
import Wording

@Sendable func listOpenCourses(_ visit: Visit) throws(Failure) -> Reply {
    let courses = try visit.read { (db) throws(Failure) in
        try db.all(.openCourses, ID<Course>?.none)
    }
    let title = visit.words("courses.open.title")
    return visit.openLetter(title, about: visit.words("courses.open.lead")) { h in
        openCourseListPage(&h, courses, path: visit.here("/open-courses"), visit.words)
    }
}

@Sendable func showOpenCourse(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let (found, afternoons, state) = try visit.read { (db) throws(Failure) in
        try db.together(
            .oneIfAny(.openCourses, id),
            .all(.afternoonsOfCourse, id),
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
    let page = OpenCoursePage(
        course: course,
        afternoons: afternoons,
        provider: try visit.space.name(visit.words.language),
        about: course.about(visit.words)
    )
    return visit.openLetter(course.name, about: page.about) { h in
        openCoursePage(
            &h,
            page,
            apply: visit.here("/courses/\(id)/application"),
            others: visit.here("/open-courses"),
            visit.words
        )
    }
}

extension Statement where Result == OpenCourse {
    /// Courses that can be applied for, soonest first; one of them (`$2`), or all.
    static let openCourses = Statement(
        """
        select id, name, place, address, summary, sessions_needed, first_on, last_on, seats > participants as has_room
          from course_line
         where tenant_id = $1 and state = 'open' and first_on is not null and ($2::uuid is null or id = $2)
         order by first_on, id
         limit 50
        """,
        OpenCourse.init,
        "id",
        "name",
        "place",
        "address",
        "summary",
        "sessions_needed",
        "first_on",
        "last_on",
        "has_room"
    )
}

extension Statement where Result == CourseState {
    /// How far a course (`$2`) has come.
    fileprivate static let publicState = Statement(
        "select state from course_line where tenant_id = $1 and id = $2",
        "state"
    )
}
