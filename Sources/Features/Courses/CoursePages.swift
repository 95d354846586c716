import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func listCourses(_ visit: Visit) throws(Failure) -> Reply {
    let (listing, rows) = reached(visit)
    let query = visit.asked(of: listing)
    let found = try visit.read { (db) throws(Failure) in try db.page(of: listing, rows, query) }
    return visit.page(visit.words("courses.title")) { h in
        courseListPage(
            &h,
            listing,
            found,
            isAsked: visit.permit.scope != .own,
            once: visit.scope(of: .courseChange) == .all ? visit.once : nil,
            newPath: visit.may(.courseChange) ? visit.here("/courses/new") : nil,
            base: visit.here("/courses"),
            visit.words
        )
    }
}

@Sendable func exportCourses(_ visit: Visit) throws(Failure) -> Reply {
    let (listing, rows) = reached(visit)
    return try visit.export(listing, rows, .courses(rows)).reply
}

/// The list of those who run courses or take part in them, and whose rows it has.
private func reached(_ visit: Visit) -> (Listing<ListedCourse>, ListRows<ListedCourse>) {
    let scope = visit.permit.scope
    return (scope == .own ? .ownCourses : .courses, scope == .all ? .courses : .reachedCourses)
}

@Sendable func showCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let page = try visit.read { (db) throws(Failure) in
        let (course, afternoons, places) = try db.together(
            .one(.course, id),
            .all(.afternoonsOfCourse, id),
            .all(.participants, id)
        )
        return CoursePage(
            course: course,
            afternoons: afternoons,
            own: course.isStaff ? nil : places.first,
            participants: course.isStaff ? places : [],
            events: course.isStaff ? try db.all(.changesOfObject, id) : []
        )
    }
    var isOverAll = false
    if visit.may(.applicationRead) {
        isOverAll = try visit.permit(for: .applicationRead).scope == .all
    }
    let doors = CourseDoors(
        courses: visit.here("/courses"),
        here: visit.here("/courses/\(id)"),
        publicPage: visit.here("/open-courses/\(id)"),
        people: visit.may(.personRead) ? visit.here("/people") : nil,
        applications: isOverAll ? visit.here("/applications?course=\(id)") : nil,
        mayChange: visit.may(.courseChange),
        mayMark: visit.may(.attendanceRead) && page.course.isStaff,
        list: visit.trail(of: .courses),
        once: { visit.once }
    )
    let reply = visit.page(page.course.name) { h in
        coursePage(&h, page, doors, history(page.events, visit.words), visit.words)
    }
    // Their own marks are shown without their name.
    let about = [page.own?.name.person].compactMap(\.self)
    return Looked(reply, Entry(.courseRead, of: Object(id, page.course.name), about: about))
}

/// The page of a course, as it was opened from the list.
func coursePath(_ id: ID<Course>, _ visit: Visit) -> String {
    visit.here("/courses/\(id)\(visit.trail(of: .courses).trail)")
}

// MARK: Statements

extension Statement where Result == CourseDetails {
    /// A course (`$5`) within reach.
    static let course = Statement(
        within: .reach,
        """
        select c.id, c.name, c.place, c.address, c.state, c.seats, c.sessions_needed, c.summary,
               c.held, c.first_on, c.last_on, c.participants, c.unmarked, r.is_staff,
               array(select (t.person, t.member, t.name) from course_trainers(c.id) t where not t.has_left) as trainers,
               array(select (t.person, t.member, t.name) from course_trainers(c.id) t where t.has_left) as past_trainers,
               case when r.is_staff then (select count(*)::integer from application_path v
                 where v.tenant_id = $1 and v.course_id = c.id) else 0 end as applications,
               exists (select from application_path v
                 where v.tenant_id = $1 and v.course_id = c.id and v.person_id = $3 and v.release_id is not null)
                 as is_released
          from courses_within($2, $3, $4) r
          join course_line c on c.tenant_id = $1 and c.id = r.id
         where r.id = $5
        """,
        CourseDetails.init,
        "id",
        "name",
        "place",
        "address",
        "state",
        "seats",
        "sessions_needed",
        "summary",
        "held",
        "first_on",
        "last_on",
        "participants",
        "unmarked",
        "is_staff",
        "trainers",
        "past_trainers",
        "applications",
        "is_released"
    )
}
