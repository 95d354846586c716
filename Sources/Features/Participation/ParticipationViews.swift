import Base
import HTML
import Interface
import Terms
import Wording

/// One of a person's applications.
struct PersonsApplication: Sendable {
    let id: ID<Application>
    let course: String
    let stage: Stage
    let since: Instant
    /// What it asks of a coordinator, if anything.
    let due: String?
    /// Whether it is the applicant's turn; nil where it does not go on.
    let isTurn: Bool?
    /// Why what waits does not get there; nil when it does.
    let astray: Astray?
    /// The request that the employer has answered, if it has.
    let answered: ID<ConsentAsk>?
}

/// A person's place on a course.
struct PersonsCourse: Sendable {
    let id: ID<Course>
    let name: String
    let state: PlaceState
    let attended: Int
    let needed: Int
    let first: Day?
    let last: Day?
    /// Whether the reader runs the course.
    let isStaff: Bool
}

extension HTML {
    mutating func applications(
        _ applications: [PersonsApplication],
        isOwn: Bool,
        _ place: String,
        _ words: Words
    ) {
        let answer = words("participation.answer")
        part(words("applications.title")) { h in
            h.list(
                applications,
                caption: words("applications.title"),
                columns: [
                    .link(
                        words("applications.column.course"),
                        path: { "\(place)/applications/\($0.id)" }
                    ) { $0.course },
                    .cell(words("applications.column.state")) { h, row in
                        h.state(row.stage.word(isOwn: isOwn, words), row.stage.kind)
                    },
                    .text(words("participation.since")) { words.date($0.since.inFinland.day) },
                    .cell(answer) { h, row in
                        guard let ask = row.answered else { return }
                        h.a(answer, .href("\(place)/consent-asks/\(ask)/receipt"))
                    },
                ],
                words
            )
        }
    }

    mutating func courses(
        _ courses: [PersonsCourse],
        isStaff: Bool,
        _ base: String,
        _ words: Words
    ) {
        part(words("courses.title")) { h in
            h.list(
                courses,
                caption: words("courses.title"),
                columns: [
                    .link(words("applications.column.course"), path: { "\(base)/\($0.id)" }) {
                        $0.name
                    },
                    .cell(words("course.place-state")) { h, row in
                        h.state(
                            words.dynamic("course.enrolment.\(row.state.rawValue)"),
                            row.state.kind
                        )
                    },
                    .text(words("participation.when")) { row in
                        guard let first = row.first, let last = row.last else { return "–" }
                        return words.dates(first, last)
                    },
                    .cell(words("course.attended"), isLabelled: true) { h, row in
                        let count = words(
                            "course.attended.count",
                            ["attended": String(row.attended), "needed": String(row.needed)]
                        )
                        if isStaff, row.isStaff {
                            h.a(count, .href("\(base)/\(row.id)/attendance"))
                        } else {
                            h.text(count)
                        }
                    },
                ],
                words
            )
        }
    }
}
