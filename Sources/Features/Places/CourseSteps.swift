import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// A course whose state is changed.
struct ChangingCourse: Sendable {
    let id: ID<Course>
    let name: String
    /// As employers know it.
    let employerName: String
    let town: Town
    let first: Day?
    let last: Day?
    let progress: CourseProgress

    var state: CourseState { progress.state }
}

/// The course goes on or back a step; whether it may, the database decides.
@Sendable func changeCourseState(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Course> = try visit.id()
    let form = try visit.request.form()
    return try visit.act { (db) throws(Failure) in
        try db.lockCourse(id)
        guard let now = CourseState(rawValue: form["from"]),
            let next = CourseState(rawValue: form["to"]),
            next != .cancelled
        else { throw .refused(.malformed) }
        // The page that asks must know the state: somebody else may have moved on meanwhile.
        let course = try db.one(.changingCourse, [id])
        let entries = try step(course, from: now, to: next, visit, db)
        return Audited(
            visit.after(coursePath(id, visit), did: next.done),
            changed(course, to: next),
            also: entries
        )
    }
}

/// The steps that many courses can take at once.
///
/// What ends a course for everybody, or takes it up again, is done to one.
let courseSteps = [
    stepping(.draft, to: .open, "courses.selection.open", did: "courses.done.many.open"),
    stepping(.open, to: .draft, "courses.selection.draft", did: "courses.done.many.draft"),
    stepping(.open, to: .running, "courses.selection.running", did: "courses.done.many.running"),
    stepping(.running, to: .done, "courses.selection.done", did: "courses.done.many.done"),
]

private func stepping(
    _ now: CourseState,
    to next: CourseState,
    _ words: StaticString,
    did: StaticString
) -> BulkAct {
    BulkAct(
        words,
        of: "/courses",
        row: "course",
        did: did,
        rows: { (_, db, ids, isHeld) throws(Failure) in
            let ids = ids.map { ID<Course>($0) }
            if isHeld { for id in ids { try db.lockCourse(id) } }
            let courses = try db.all(.changingCourse, ids)
            guard courses.count == ids.count else { throw .refused(.notFound) }
            return courses
        },
        line: { course, visit in
            BulkLine(
                course.id,
                course.name,
                note: course.told(visit.words),
                leftOut: course.state == now
                    ? course.progress.obstacle(to: next, today: visit.today)
                    : now.elsewhere
            )
        },
        asks: .nothing,
        act: { (visit, db, courses, _) throws(Failure) in
            var entries: [Entry] = []
            for course in courses {
                let also = try step(course, from: now, to: next, visit, db)
                entries += [changed(course, to: next)] + also
            }
            return entries
        }
    )
}

extension ChangingCourse {
    /// Where and when it is held.
    fileprivate func told(_ words: Words) -> String {
        guard let first, let last else { return town.rawValue }
        return "\(town.rawValue) · \(words.dates(first, last))"
    }
}

/// Takes a course from a state to the next, with what that means for places, applications and everybody in its circle.
private func step(
    _ course: ChangingCourse,
    from now: CourseState,
    to next: CourseState,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [Entry] {
    try db.run(.move, course.id, now.rawValue, next.rawValue)
    guard next == .done || now == .done else { return [] }
    var entries: [Entry] = []
    let circle = Circle(stakes: try db.all(.circle, course.id))
    for (kind, action) in StakeKind.changed(by: next) {
        entries += circle.of(kind).compactMap { entry(action, $0, course.name) }
    }
    if next == .done {
        entries += try close(circle.of(.applicant), as: "closed", course, try visit.space, db)
        for stake in circle.stakes where stake.kind != .trainer {
            try db.tell(stake, course.name, of: "done", { _ in [] }, visit)
        }
    }
    return entries
}

extension StakeKind {
    /// What becomes of places when a course is done, or taken up again.
    fileprivate static func changed(by next: CourseState) -> [(StakeKind, Action)] {
        next == .done
            ? [(.completed, .enrolmentCompleted), (.notCompleted, .enrolmentNotCompleted)]
            : [(.active, .enrolmentResumed), (.paused, .enrolmentPaused)]
    }
}

/// What the log tells of a place.
func entry(_ action: Action, _ stake: Stake, _ course: String) -> Entry? {
    stake.place.map { place in
        Entry(action, of: Object(place, course), about: [stake.name.person].compactMap(\.self))
    }
}

extension CourseState {
    /// What is said when a course has come here.
    fileprivate var done: StaticString {
        switch self {
        case .draft: "courses.done.draft"
        case .open: "courses.done.open"
        case .running: "courses.done.running"
        case .done: "places.done.done"
        case .cancelled: "places.done.cancelled"
        }
    }

    /// Why a course that is not in this state is left out of a step from it.
    fileprivate var elsewhere: StaticString {
        switch self {
        case .draft: "courses.selection.not-draft"
        case .open: "courses.selection.not-open"
        case .running, .done, .cancelled: "courses.selection.not-running"
        }
    }
}

func changed(_ course: ChangingCourse, to next: CourseState) -> Entry {
    Entry(
        .courseStateChanged,
        of: Object(course.id, course.name),
        changes: [.value(field: "state", old: course.state.rawValue, new: next.rawValue)]
    )
}

// MARK: Statements

extension Statement where Result == ChangingCourse {
    /// The courses `$2`, by their first afternoon.
    static let changingCourse = Statement(
        """
        select c.id, c.name, c.employer_name, c.place, c.state, c.first_on, c.last_on, c.held, c.unmarked, c.participants,
               exists (select from course_trainers(c.id) t where not t.has_left) as has_trainer
          from course_line c where c.tenant_id = $1 and c.id = any ($2::uuid[]) order by c.first_on, c.id
        """,
        reader(
            ChangingCourse.init,
            "id",
            "name",
            "employer_name",
            "place",
            "state",
            "first_on",
            "last_on",
            "held",
            "unmarked",
            "participants",
            "has_trainer"
        )
    )
}

extension ChangingCourse {
    fileprivate init(
        _ id: ID<Course>,
        _ name: String,
        _ employerName: String,
        _ town: Town,
        _ state: CourseState,
        _ first: Day?,
        _ last: Day?,
        _ held: Int,
        _ unmarked: Int,
        _ participants: Int,
        _ hasTrainer: Bool
    ) {
        self.init(
            id: id,
            name: name,
            employerName: employerName,
            town: town,
            first: first,
            last: last,
            progress: CourseProgress(
                state,
                first: first,
                held: held,
                unmarked: unmarked,
                participants: participants,
                hasTrainer: hasTrainer
            )
        )
    }
}

extension Statement where Result == Void {
    /// Takes a course (`$2`) from a state to the next.
    static let move = Statement(
        "select course_move($2, $3, $4) where $1::uuid = current_tenant()"
    )
}
