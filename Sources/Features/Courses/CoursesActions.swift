import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// Courses are a training provider's matter; in other kinds of space these doors lead nowhere.
func needProvider(_ visit: Visit) throws(Failure) {
    guard try visit.space.kind == .provider else { throw .refused(.notFound) }
}

/// What has just been carried out on a form that came with the same key, or a fresh key.
func once(_ entry: FormEntry, _ visit: Visit) -> String {
    entry.typed("once").isEmpty ? visit.once : entry.typed("once")
}

// MARK: The list

@Sendable func listCourses(_ visit: Visit) throws(Failure) -> Reply {
    try needProvider(visit)
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
    try needProvider(visit)
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

// MARK: Making and changing

@Sendable func newCourse(_ visit: Visit) throws(Failure) -> Looked {
    try needProvider(visit)
    let trainers = try visit.read { (db) throws(Failure) in
        try db.all(.trainersToChoose, ID<Course>?.none, visit.today)
    }
    let entry = FormEntry(templateForm(visit.words), visit.words)
    return Looked(
        newCoursePage(visit, entry, trainers, once: visit.once, status: 200),
        Entry(.memberListed, count: trainers.count)
    )
}

@Sendable func makeCourse(_ visit: Visit) throws(Failure) -> Reply {
    try needProvider(visit)
    let trainers = try visit.read { (db) throws(Failure) in
        try db.all(.trainersToChoose, ID<Course>?.none, visit.today)
    }
    var entry = try FormEntry(visit)
    guard let draft = courseDraft(&entry, trainers: trainers, participants: 0, visit.words) else {
        let page = newCoursePage(visit, entry, trainers, once: once(entry, visit), status: 422)
        return try visit.write { (_) throws(Failure) in
            Audited(page, Entry(.memberListed, count: trainers.count))
        }
    }
    let id = ID<Course>()
    return try visit.act { (db) throws(Failure) in
        try keep(draft, of: id, by: .addCourse, db)
        let blank = draft.facts.map { _ in "" }
        return Audited(
            visit.after(visit.here("/courses/\(id)"), did: "courses.done.made"),
            Entry(.courseMade, of: Object(id, draft.name), changes: changes(blank, draft.facts))
        )
    }
}

@Sendable func editCourse(_ visit: Visit) throws(Failure) -> Looked {
    try needProvider(visit)
    let id: ID<Course> = try visit.id()
    let known = try visit.read { (db) throws(Failure) in try knownCourse(id, visit, db) }
    guard known.course.state.isChangeable else {
        throw .refused(.conflict(why: "course.rule.over"))
    }
    let form = form(of: known.course, known.afternoons, known.trainers)
    return Looked(
        editCoursePage(visit, FormEntry(form, visit.words), known, once: visit.once, status: 200),
        Entry(.courseRead, of: Object(id, known.course.name))
    )
}

@Sendable func changeCourse(_ visit: Visit) throws(Failure) -> Reply {
    try needProvider(visit)
    let id: ID<Course> = try visit.id()
    let known = try visit.read { (db) throws(Failure) in try knownCourse(id, visit, db) }
    guard known.course.state.isChangeable else {
        throw .refused(.conflict(why: "course.rule.over"))
    }
    var entry = try FormEntry(visit)
    guard
        let draft = courseDraft(
            &entry,
            trainers: known.trainers,
            participants: known.course.participants,
            visit.words
        )
    else {
        let page = editCoursePage(visit, entry, known, once: once(entry, visit), status: 422)
        return try visit.write { (_) throws(Failure) in
            Audited(page, Entry(.courseRead, of: Object(id, known.course.name)))
        }
    }
    let here = visit.here("/courses/\(id)")
    var isUnchanged = false
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            // What is compared for the log is what the change replaces, even when two people save at once.
            _ = try db.one(.stateForUpdate, id)
            let entries = entries(try knownCourse(id, visit, db), draft)
            guard let first = entries.first else {
                isUnchanged = true
                throw .refused(.conflict(why: "courses.done.unchanged"))
            }
            try keep(draft, of: id, by: .changeCourse, db)
            return Audited(
                visit.after(here, did: "courses.done.changed"),
                first,
                also: Array(entries.dropFirst())
            )
        }
    } catch {
        guard isUnchanged else { throw error }
        return .redirect(to: visit.after(here, did: "courses.done.unchanged"))
    }
}

// MARK: The state

@Sendable func changeCourseState(_ visit: Visit) throws(Failure) -> Reply {
    try needProvider(visit)
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

private func knownCourse(
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

/// Makes or changes a course, and its afternoons and trainers with it.
private func keep(
    _ draft: CourseDraft,
    of id: ID<Course>,
    by statement: Statement<Void>,
    _ db: borrowing Transaction
) throws(Failure) {
    try db.run(
        statement,
        id,
        draft.name,
        draft.town.rawValue,
        draft.address,
        draft.seats,
        draft.sessionsNeeded,
        draft.summary
    )
    let afternoons = draft.afternoons
    try db.run(
        .keepAfternoons,
        id,
        afternoons.map(\.number),
        afternoons.map(\.day),
        afternoons.map(\.starts),
        afternoons.map(\.ends),
        afternoons.map(\.topic)
    )
    try db.run(.dropTrainers, id, draft.trainers)
    try db.run(.addTrainers, id, draft.trainers)
}

/// What the log says of a change: of the facts, of the trainers, of both or of nothing.
private func entries(_ known: KnownCourse, _ draft: CourseDraft) -> [Entry] {
    var entries: [Entry] = []
    let object = Object(known.course.id, draft.name)
    let changed = changes(known.course.facts(known.afternoons), draft.facts)
    if !changed.isEmpty { entries.append(Entry(.courseChanged, of: object, changes: changed)) }
    let old = known.trainers.filter(\.isChosen).map(\.name).joined(separator: ", ")
    let new = known.trainers.filter { draft.trainers.contains($0.id) }.map(\.name).joined(
        separator: ", "
    )
    if known.trainers.filter(\.isChosen).map(\.id) != draft.trainers {
        entries.append(
            Entry(
                .courseTrainersChanged,
                of: object,
                changes: [.value(field: "trainers", old: old, new: new)]
            )
        )
    }
    return entries
}

private func changes(_ old: [String], _ new: [String]) -> [Change] {
    zip(CourseDraft.fields, zip(old, new)).compactMap { Change.of($0, $1.0, $1.1) }
}

private func newCoursePage(
    _ visit: Visit,
    _ entry: FormEntry,
    _ trainers: [Trainer],
    once: String,
    status: Int
) -> Reply {
    let sheet = CourseSheet(
        action: visit.here("/courses"),
        back: visit.here("/courses"),
        once: once,
        trainers: trainers,
        isNew: true,
        entry: entry
    )
    return visit.page(visit.words("courses.new"), status: status) { h in
        courseFormPage(&h, sheet, visit.words)
    }
}

private func editCoursePage(
    _ visit: Visit,
    _ entry: FormEntry,
    _ known: KnownCourse,
    once: String,
    status: Int
) -> Reply {
    let path = visit.here("/courses/\(known.course.id)")
    let sheet = CourseSheet(
        action: path,
        back: path,
        once: once,
        trainers: known.trainers,
        isNew: false,
        entry: entry
    )
    return visit.page(visit.words("course.change"), status: status) { h in
        courseFormPage(&h, sheet, visit.words)
    }
}
