import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

// MARK: The list

@Sendable func listCourses(_ visit: Visit) throws(Failure) -> Reply {
    let state = visit.request.query.first("state").flatMap(CourseState.init(rawValue:))
    let from = cursor(visit.request.query.first("before") ?? "")
    let reach = Reach(visit.permit)
    let now = visit.now.inFinland
    let found = try visit.read { (db) throws(Failure) in
        try db.all(
            .courses,
            reach.scope,
            reach.membership,
            reach.person,
            now.day,
            now.time,
            ID<Course>?.none,
            state?.rawValue,
            from?.day,
            from?.id,
            Limits.pageRows + 1
        )
    }
    let list = CourseList(
        courses: Array(found.prefix(Limits.pageRows)),
        hasMore: found.count > Limits.pageRows,
        isFirst: from == nil,
        state: state,
        path: visit.here("/courses"),
        newPath: visit.may(.courseChange) ? visit.here("/courses/new") : nil
    )
    return visit.page(visit.words("courses.title")) { h in courseListPage(&h, list, visit.words) }
}

/// A place in the list: `2027-01-14.<id>`.
private func cursor(_ text: String) -> (day: Day, id: ID<Course>)? {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let day = Day(iso: String(parts[0])), let id = ID<Course>(parts[1])
    else {
        return nil
    }
    return (day, id)
}

// MARK: One course

@Sendable func showCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let reach = Reach(visit.permit)
    let page = try visit.read { (db) throws(Failure) in
        let (course, afternoons, trainers, own, isReleased) = try db.together(
            .course(id, reach, at: visit.now),
            .all(.afternoons, id),
            .all(.trainers, id),
            .oneIfAny(.ownPlace, id, reach.person),
            .one(.isReleased, id, reach.person)
        )
        guard course.isStaff else {
            return CoursePage(
                course: course,
                afternoons: afternoons,
                trainers: trainers.map(\.name),
                own: own,
                isReleased: isReleased,
                participants: [],
                events: [],
                applications: 0
            )
        }
        let (participants, events, applications) = try db.together(
            .all(.participants, id),
            .all(.changesOfObject, id),
            .one(.applicationsCounted, id)
        )
        return CoursePage(
            course: course,
            afternoons: afternoons,
            trainers: trainers.map(\.name),
            own: nil,
            isReleased: false,
            participants: participants,
            events: events,
            applications: applications
        )
    }
    var isOverAll = false
    if visit.may(.applicationRead) {
        isOverAll = try visit.permit(for: .applicationRead).scope == .all
    }
    let doors = CourseDoors(
        base: visit.here("/courses/\(id)"),
        publicPage: visit.here("/open-courses/\(id)"),
        people: visit.may(.personRead) ? visit.here("/people") : nil,
        applications: isOverAll ? visit.here("/applications?course=\(id)") : nil,
        mayChange: visit.may(.courseChange),
        mayMark: visit.may(.attendanceRead) && page.course.isStaff,
        once: { visit.once }
    )
    let reply = visit.page(page.course.name) { h in
        coursePage(&h, page, doors, history(page.events, visit.words), visit.words)
    }
    let subjects = page.participants.map(\.person) + (page.own.map { [$0.person] } ?? [])
    return Looked(reply, Entry(.courseRead, of: Object(id, page.course.name), about: subjects))
}

// MARK: The state

@Sendable func changeCourseState(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let form = try visit.request.form()
    return try visit.act { (db) throws(Failure) in
        _ = try db.one(.stateForUpdate, id)
        let known = try knownCourse(id, visit, db)
        let course = known.course
        guard let next = CourseState(rawValue: form["to"]) else { throw .refused(.malformed) }
        // The page that asks must know the state: somebody else may have moved on meanwhile.
        guard form["from"] == course.state.rawValue, course.state.next.contains(next) else {
            throw .refused(.conflict(why: "course.rule.state-changed"))
        }
        let trainers = known.trainers.count(where: \.isChosen)
        if let why = course.obstacle(to: next, trainers: trainers, today: visit.today) {
            throw .refused(.conflict(why: why))
        }
        try db.run(.changeState, id, next.rawValue)
        let change = Change.of("state", course.state.rawValue, next.rawValue)
        return Audited(
            visit.after(visit.here("/courses/\(id)"), did: "courses.done.state"),
            Entry(
                .courseStateChanged,
                of: Object(id, course.name),
                changes: [change].compactMap(\.self)
            )
        )
    }
}

// MARK: Shared

/// A course as its coordinator changes it.
struct KnownCourse {
    let course: CourseDetails
    let afternoons: [CourseSession]
    /// Everybody who can be chosen.
    let trainers: [Trainer]
}

func knownCourse(
    _ id: ID<Course>,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> KnownCourse {
    let (course, afternoons, trainers) = try db.together(
        .course(id, Reach(visit.permit), at: visit.now),
        .all(.afternoons, id),
        .all(.trainersToChoose, id, visit.today)
    )
    return KnownCourse(course: course, afternoons: afternoons, trainers: trainers)
}
