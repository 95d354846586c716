import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showAttendance(_ visit: Visit) throws(Failure) -> Looked {
    try show(visit, at: nil)
}

@Sendable func markAttendance(_ visit: Visit) throws(Failure) -> Reply {
    try mark(visit, at: nil)
}

@Sendable func showAfternoon(_ visit: Visit) throws(Failure) -> Looked {
    try show(visit, at: try afternoonNumber(visit))
}

@Sendable func markAfternoon(_ visit: Visit) throws(Failure) -> Reply {
    try mark(visit, at: try afternoonNumber(visit))
}

/// The afternoon of the path; what is no number of one is 404.
private func afternoonNumber(_ visit: Visit) throws(Failure) -> Int {
    guard let number = Marking.number(try visit.parameter("number")) else {
        throw .refused(.notFound)
    }
    return number
}

private func show(_ visit: Visit, at number: Int?) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let found = try visit.read { (db) throws(Failure) in try courseAttendance(id, at: number, db) }
    return Looked(attendanceReply(visit, found, status: 200), look(at: found))
}

private func mark(_ visit: Visit, at number: Int?) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let marking = try Marking(try visit.request.form())
    var found: CourseAttendance?
    var clashes: [Clash] = []
    do throws(Failure) {
        let saved = try visit.act { (db) throws(Failure) in
            // Whoever marks the same course meanwhile waits here, and then meets what this one saved.
            try db.lockCourse(id)
            let attendance = try courseAttendance(id, at: number, db)
            let plan = try marking.plan(for: attendance, today: visit.today)
            (found, clashes) = (attendance, plan.clashes)
            guard clashes.isEmpty else { throw .refused(.conflict(why: "attendance.clash")) }
            guard let entry = entry(.attendanceMarked, of: plan, attendance) else {
                throw .refused(.conflict(why: "attendance.done.unchanged"))
            }
            try keep(plan, of: id, by: visit, db)
            let here = visit.here(attendance.path)
            let place = try visit.after(
                here,
                did: "attendance.done.saved",
                undo: undoingMarks,
                wantsSeal(visit) ? [] : [UndoneRow(id, before: "", after: "")] + plan.undone,
                db
            )
            return Audited(place, entry)
        }
        return wantsSeal(visit) ? seal(visit) : saved
    } catch {
        guard case .refused(.conflict(let why)) = error, let found else { throw error }
        if why == "attendance.done.unchanged" {
            return wantsSeal(visit)
                ? seal(visit)
                : .redirect(
                    to: visit.after(visit.here(found.path), did: "attendance.done.unchanged")
                )
        }
        guard !clashes.isEmpty else { throw error }
    }
    return try visit.write { (db) throws(Failure) in
        let found = try courseAttendance(id, at: number, db)
        let page = attendanceReply(
            visit,
            found,
            clashes: clashes,
            typed: marking.typed,
            status: 409
        )
        return Audited(page, look(at: found))
    }
}

/// Puts back the marks that stood before, if nobody has changed one of them since; the first row is the course.
let undoingMarks = Undo("attendance.marks", needs: .attendanceChange) {
    (visit, db, rows) throws(Failure) in
    guard let course = rows.first.map({ ID<Course>($0.id) }) else {
        throw .broken(Fault("marks of no course"))
    }
    let rows = Array(rows.dropFirst())
    try db.lockCourse(course)
    let attendance = try courseAttendance(course, at: nil, db)
    let plan = try Marking(undoing: rows).plan(for: attendance, today: visit.today)
    guard plan.clashes.isEmpty, plan.changes.count == rows.count,
        let entry = entry(.attendanceUndone, of: plan, attendance)
    else { throw .refused(.conflict(why: "undo.rule.changed")) }
    try keep(plan, of: course, by: visit, db)
    return [entry]
}

/// Whether the page itself sends each mark as it is made, and goes on with the seal of the next.
private func wantsSeal(_ visit: Visit) -> Bool {
    visit.request.fields.first("accept") == "text/plain"
}

private func seal(_ visit: Visit) -> Reply {
    .response(
        Response(
            status: 200,
            contentType: "text/plain; charset=utf-8",
            body: [UInt8](visit.once.utf8)
        )
    )
}

private func courseAttendance(
    _ id: ID<Course>,
    at number: Int?,
    _ db: borrowing Transaction
) throws(Failure) -> CourseAttendance {
    let (course, afternoons, participants) = try db.together(
        .one(.markedCourse, id),
        .all(.afternoonsOfCourse, id),
        .all(.participants, id)
    )
    let afternoon = number.flatMap { number in afternoons.first { $0.number == number } }
    if number != nil, afternoon == nil { throw .refused(.notFound) }
    return CourseAttendance(
        course: id,
        name: course.name,
        isOn: course.state.isOn,
        trainers: course.trainers,
        pastTrainers: course.pastTrainers,
        afternoons: afternoons,
        afternoon: afternoon,
        participants: participants
    )
}

private func look(at attendance: CourseAttendance) -> Entry {
    Entry(
        .attendanceRead,
        of: Object(attendance.course, attendance.name),
        count: attendance.participants.count
    )
}

private func attendanceReply(
    _ visit: Visit,
    _ attendance: CourseAttendance,
    clashes: [Clash] = [],
    typed: [Cell: Mark] = [:],
    status: Int
) -> Reply {
    let page = AttendancePage(
        attendance: attendance,
        clashes: clashes,
        typed: typed,
        course: visit.here("/courses/\(attendance.course)"),
        people: visit.here("/people"),
        once: visit.once,
        mayMark: visit.may(.attendanceChange) && attendance.isOn
    )
    let words = visit.words
    guard let afternoon = attendance.afternoon else {
        return visit.page(words("attendance.title"), status: status) { h in
            attendancePage(&h, page, words)
        }
    }
    let title = words("attendance.afternoon", ["number": words.number(afternoon.number)])
    return visit.page(title, status: status) { h in
        afternoonPage(&h, title, afternoon, page, words)
    }
}

private func keep(
    _ plan: Marking.Plan,
    of course: ID<Course>,
    by visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) {
    let marked = plan.changes.compactMap { change in change.after.code.map { (change.cell, $0) } }
    let cleared = plan.changes.filter { $0.after == .unmarked }.map(\.cell)
    try db.run(
        .keepMarks,
        course,
        marked.map(\.0.enrolment),
        marked.map(\.0.number),
        marked.map(\.1),
        visit.visitor.actor.membership
    )
    try db.run(.clearMarks, course, cleared.map(\.enrolment), cleared.map(\.number))
}

/// One entry for a saving: its subjects are the people marked, its changes name the afternoon.
///
/// Where there are several people, a change begins with the subject's place among them (`2:
/// present`), so that the text names nobody once that subject has been erased.
private func entry(
    _ action: Action,
    of plan: Marking.Plan,
    _ attendance: CourseAttendance
) -> Entry? {
    guard !plan.changes.isEmpty else { return nil }
    let marked = attendance.participants.filter { participant in
        plan.changes.contains { $0.cell.enrolment == participant.id }
    }
    let changes = plan.changes.compactMap { change -> Change? in
        guard let place = marked.firstIndex(where: { $0.id == change.cell.enrolment }) else {
            return nil
        }
        let lead = marked.count > 1 ? "\(place + 1): " : ""
        return .value(
            field: String(change.cell.number),
            old: lead + (change.before.code ?? "-"),
            new: lead + (change.after.code ?? "-")
        )
    }
    return Entry(
        action,
        of: Object(attendance.course, attendance.name),
        about: marked.compactMap(\.name.person),
        changes: changes,
        count: changes.count
    )
}

// MARK: What waits

/// An afternoon that has begun, with how many nobody has marked.
private struct UnmarkedAfternoon: Sendable {
    let course: ID<Course>
    let courseName: String
    let number: Int
    let day: Day
    let since: Instant
    let isOver: Bool
    let people: Int
}

/// Marks that are missing, from the start of an afternoon, for those who may make them.
@Sendable func waitingMarks(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard try visit.space.kind == .provider, visit.may(.attendanceChange) else { return [] }
    let permit = try visit.permit(for: .attendanceChange)
    let words = visit.words
    return [
        Ask.all(.unmarked, permit.scope.rawValue, permit.actor.membership).each { waiting in
            let number = words.number(waiting.number)
            let what =
                waiting.isOver
                ? words.count("attendance.waiting", waiting.people, ["number": number])
                : words.count("attendance.waiting.now", waiting.people, ["number": number])
            let page = "/courses/\(waiting.course)/attendance/\(waiting.number)"
            return WaitingSince(
                since: waiting.since,
                WaitingTask(
                    what: what,
                    when: "\(waiting.courseName) · \(words.nearDate(waiting.day))",
                    step: NextStep(words("attendance.mark"), visit.here(page))
                )
            )
        }
    ]
}

// MARK: Statements

/// A course whose attendance is looked at.
private struct MarkedCourse: Sendable {
    let name: String
    let state: CourseState
    let trainers: [PersonName]
    let pastTrainers: [PersonName]
}

extension Statement where Result == MarkedCourse {
    /// A course (`$5`) that the reader runs.
    fileprivate static let markedCourse = Statement(
        within: .reach,
        """
        select c.name, c.state, array(select (t.person, t.member, t.name) from course_trainers(c.id) t where not t.has_left) as trainers,
               array(select (t.person, t.member, t.name) from course_trainers(c.id) t where t.has_left) as past_trainers
          from courses_within($2, $3, $4) r
          join course_line c on c.tenant_id = $1 and c.id = r.id
         where r.id = $5 and r.is_staff
        """,
        MarkedCourse.init,
        "name",
        "state",
        "trainers",
        "past_trainers"
    )
}

extension Statement where Result == UnmarkedAfternoon {
    /// Afternoons that have begun with participants unmarked, of the courses that a membership (`$3`) runs (`$2`).
    fileprivate static let unmarked = Statement(
        """
        select c.id, c.name, m.number, m.held_on, m.began, m.ended <= moment() as is_over, count(*)::integer as people
          from courses_within($2, null, $3) r
          join course_line c on c.tenant_id = $1 and c.id = r.id and c.state in ('open', 'running', 'done')
          join open_mark m on m.tenant_id = $1 and m.course_id = c.id
         group by c.id, c.name, m.number, m.held_on, m.began, m.ended
         order by m.held_on, c.id limit 50
        """,
        UnmarkedAfternoon.init,
        "id",
        "name",
        "number",
        "held_on",
        "began",
        "is_over",
        "people"
    )
}

extension Statement where Result == Void {
    /// Marks, several at once: enrolments (`$3`), afternoons (`$4`), marks (`$5`), by a membership (`$6`).
    fileprivate static let keepMarks = Statement(
        """
        insert into attendance (tenant_id, course_id, enrolment_id, number, mark, marked_by)
        select $1, $2, e, n, m, $6 from unnest($3::uuid[], $4::smallint[], $5::text[]) as x (e, n, m)
            on conflict (tenant_id, enrolment_id, number) do update
           set mark = excluded.mark, marked_by = excluded.marked_by, marked_at = public.moment()
        """
    )

    fileprivate static let clearMarks = Statement(
        """
        delete from attendance a using unnest($3::uuid[], $4::smallint[]) as x (e, n)
         where a.tenant_id = $1 and a.course_id = $2 and a.enrolment_id = x.e and a.number = x.n
        """
    )
}
