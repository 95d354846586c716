import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// What waits of courses: marks that are missing, courses that begin soon, one's own next afternoon.
@Sendable func waitingCourses(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard try visit.space.kind == .provider, visit.may(.courseRead) else { return [] }
    let courses = Reach(try visit.permit(for: .courseRead))
    // Marks wait for those alone who may make them.
    let marks =
        visit.may(.attendanceChange)
        ? try visit.permit(for: .attendanceChange).scope.rawValue : "no"
    let now = visit.now.inFinland
    let (unmarked, soon, own) = try db.together(
        .all(.unmarked, marks, courses.membership, now.day, now.time),
        .all(.startingSoon, courses.scope, courses.membership, now.day.adding(days: soonDays)),
        .all(.nextOwn, courses.person, now.day, now.time)
    )
    let words = visit.words
    return unmarked.map { waiting in
        WaitingSince(
            since: waiting.since,
            WaitingTask(
                what: words.count(
                    "attendance.waiting",
                    waiting.count,
                    ["number": String(waiting.number)]
                ),
                when: "\(waiting.name) · \(words.nearDate(waiting.day))",
                step: NextStep(
                    words("attendance.mark"),
                    visit.here("/courses/\(waiting.course)/attendance")
                )
            )
        )
    }
        + soon.map { waiting in
            WaitingSince(
                since: waiting.since,
                WaitingTask(
                    what: words(
                        "course.waiting.soon",
                        ["name": waiting.name, "date": words.nearDate(waiting.day)]
                    ),
                    when: words("course.waiting.soon.when"),
                    step: NextStep(words("course.look"), visit.here("/courses/\(waiting.course)"))
                )
            )
        }
        + own.map { waiting in
            WaitingSince(
                since: waiting.since,
                WaitingTask(
                    what: words(
                        "course.waiting.next",
                        [
                            "date": words.nearDate(waiting.day),
                            "time": words.period(waiting.starts, waiting.ends),
                        ]
                    ),
                    when: "\(waiting.name) · \(waiting.town)",
                    step: NextStep(words("course.look"), visit.here("/courses/\(waiting.course)"))
                )
            )
        }
}

private let soonDays = 14
