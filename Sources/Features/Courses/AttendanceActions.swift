import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// The matrix of a course as it stands.
struct AttendanceSheet {
    let course: CourseDetails
    let afternoons: [CourseSession]
    let participants: [Participant]
}

@Sendable func showAttendance(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let sheet = try visit.read { (db) throws(Failure) in try attendanceSheet(id, visit, db) }
    return Looked(
        attendancePage(visit, sheet, clashes: [], typed: [:], status: 200),
        look(at: sheet)
    )
}

@Sendable func markAttendance(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let marking = try Marking(try visit.request.form())
    var clashes: [Clash] = []
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            // Whoever marks the same course meanwhile waits here, and then meets what this one saved.
            _ = try db.one(.stateForUpdate, id)
            let sheet = try attendanceSheet(id, visit, db)
            let plan = try marking.plan(for: sheet, today: visit.today)
            clashes = plan.clashes
            guard clashes.isEmpty else { throw .refused(.conflict(why: "attendance.clash")) }
            guard let entry = entry(of: plan, sheet) else {
                throw .refused(.conflict(why: "attendance.done.unchanged"))
            }
            try keep(plan, of: id, by: visit, db)
            return Audited(
                visit.after(visit.here("/courses/\(id)/attendance"), did: "attendance.done.saved"),
                entry
            )
        }
    } catch {
        guard case .refused(.conflict(let why)) = error else { throw error }
        if why == "attendance.done.unchanged" {
            return .redirect(
                to: visit.after(
                    visit.here("/courses/\(id)/attendance"),
                    did: "attendance.done.unchanged"
                )
            )
        }
        guard !clashes.isEmpty else { throw error }
    }
    return try visit.write { (db) throws(Failure) in
        let sheet = try attendanceSheet(id, visit, db)
        let page = attendancePage(visit, sheet, clashes: clashes, typed: marking.typed, status: 409)
        return Audited(page, look(at: sheet))
    }
}

private func attendanceSheet(
    _ id: ID<Course>,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> AttendanceSheet {
    let (course, afternoons, participants) = try db.together(
        .course(id, Reach(visit.permit), at: visit.now),
        .all(.afternoons, id),
        .all(.participants, id)
    )
    guard course.isStaff else { throw .refused(.notFound) }
    return AttendanceSheet(course: course, afternoons: afternoons, participants: participants)
}

private func look(at sheet: AttendanceSheet) -> Entry {
    Entry(
        .attendanceRead,
        of: Object(sheet.course.id, sheet.course.name),
        about: sheet.participants.map(\.person),
        count: sheet.participants.count
    )
}

private func attendancePage(
    _ visit: Visit,
    _ sheet: AttendanceSheet,
    clashes: [Clash],
    typed: [Cell: Presence?],
    status: Int
) -> Reply {
    let doors = AttendanceDoors(
        action: visit.here("/courses/\(sheet.course.id)/attendance"),
        course: visit.here("/courses/\(sheet.course.id)"),
        once: visit.once,
        mayMark: visit.may(.attendanceChange)
    )
    return visit.page(visit.words("attendance.title"), status: status) { h in
        attendancePage(&h, sheet, doors, clashes: clashes, typed: typed, visit.words)
    }
}

private func keep(
    _ plan: Marking.Plan,
    of course: ID<Course>,
    by visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) {
    let marked = plan.changes.compactMap { change in change.after.map { (change.cell, $0.rawValue) }
    }
    let cleared = plan.changes.filter { $0.after == nil }.map(\.cell)
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
private func entry(of plan: Marking.Plan, _ sheet: AttendanceSheet) -> Entry? {
    guard !plan.changes.isEmpty else { return nil }
    let marked = sheet.participants.filter { participant in
        plan.changes.contains { $0.cell.enrolment == participant.id }
    }
    let changes = plan.changes.compactMap { change -> Change? in
        guard let place = marked.firstIndex(where: { $0.id == change.cell.enrolment }) else {
            return nil
        }
        let lead = marked.count > 1 ? "\(place + 1): " : ""
        return .value(
            field: String(change.cell.number),
            old: lead + (change.before?.rawValue ?? "-"),
            new: lead + (change.after?.rawValue ?? "-")
        )
    }
    return Entry(
        .attendanceMarked,
        of: Object(sheet.course.id, sheet.course.name),
        about: marked.map(\.person),
        changes: changes,
        count: changes.count
    )
}
