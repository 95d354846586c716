import Audit
import Base
import HTTP
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// What the coordinator tells everybody when a course is cancelled.
struct Cancellation: Sendable {
    var message = ""
}

@Sendable func showCancellation(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(cancellationPage)
}

/// The course is cancelled: places end, employers are asked no more, and everybody in the circle hears of it.
@Sendable func cancelCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    let space = try visit.space
    return try visit.submit(cancellationPage) { (db, page, cancellation, _) throws(Failure) in
        let course = try db.one(.changingCourse, [id])
        let circle = Circle(stakes: try db.all(.circle, id))
        try db.run(.move, id, course.state.rawValue, CourseState.cancelled.rawValue)
        var entries = circle.stakes.compactMap { stake -> Entry? in
            [.active, .renewing, .paused].contains(stake.kind)
                ? entry(.enrolmentEnded, stake, course.name) : nil
        }
        entries += try close(circle.stakes, as: "ended", course, space, db)
        for stake in circle.stakes {
            let message = [cancellation.message]
            try db.tell(stake, course.name, of: "cancelled", { _ in message }, visit)
        }
        return .done(
            changed(course, to: .cancelled),
            also: entries,
            to: page.back,
            did: "places.done.cancelled"
        )
    }
}

private func cancellationPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Cancellation> {
    let id: ID<Course> = try visit.id()
    if visit.isChanging { try db.lockCourse(id) }
    let (course, stakes) = try db.together(.one(.changingCourse, [id]), .all(.circle, id))
    let circle = Circle(stakes: stakes)
    let words = visit.words
    var page = FormPage(
        words("course.cancel"),
        lead: course.name,
        FieldList([
            .field(
                .area(
                    "message",
                    \.message,
                    "course.cancel.message",
                    help: "course.cancel.message.help",
                    limit: Limits.summaryCharactersMax,
                    isRequired: true
                )
            )
        ]),
        Cancellation(),
        facts: course.state.rawValue + circle.text,
        action: visit.here("/courses/\(id)/cancellation\(visit.trail(at: "/courses"))"),
        save: words("course.cancel.button"),
        back: coursePath(id, visit),
        look: Entry(.courseRead, of: Object(id, course.name), about: circle.people)
    ) { h, form in
        cancellationView(&h, circle, form, words)
    }
    if !course.state.next.contains(.cancelled) {
        page.refusal = .conflict(why: "course.rule.state-changed")
    }
    return page
}

/// Ends the applications of a course that is over, with what their employers may still answer or take back.
func close(
    _ stakes: [Stake],
    as state: String,
    _ course: ChangingCourse,
    _ space: KnownSpace,
    _ db: borrowing Transaction
) throws(Failure) -> [Entry] {
    var entries: [Entry] = []
    for stake in stakes {
        guard let application = stake.application else { continue }
        // Who gives a permission meanwhile is waited for, or finds the application closed.
        try db.lockApplication(application)
        if let ended = try db.oneIfAny(.endRelease, application, false), let ask = ended.ask {
            let provider = space.name(.finnish)
            try db.deliver(
                ConsentCourseEndedLetter(
                    ask: ask,
                    provider: provider,
                    course: course.employerName,
                    held: state == "closed"
                ),
                to: ended.employerSpace
            )
        }
        try db.run(.endApplication, application, state)
        entries.append(
            Entry(
                .applicationClosed,
                of: Object(application, course.name),
                about: [stake.name.person].compactMap(\.self)
            )
        )
    }
    return entries
}

/// The page of a course, which knows the list that it was opened from.
func coursePath(_ id: ID<Course>, _ visit: Visit) -> String {
    visit.here("/courses/\(id)\(visit.trail(at: "/courses"))")
}
