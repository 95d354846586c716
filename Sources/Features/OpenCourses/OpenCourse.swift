import Base
import Interface
import Terms
import Wording

/// A course as anybody may see it: no names and no numbers of people.
struct OpenCourse: Sendable {
    let id: ID<Course>
    let name: String
    let town: Town
    let address: String
    let summary: String
    let sessionsNeeded: Int
    let first: Day
    let last: Day
    let hasRoom: Bool

    /// What the course is, in the words of who holds it, or in those that fit all.
    func about(_ words: Words) -> String {
        summary.isEmpty ? words("course.open.what") : summary
    }
}

/// A course as its public page shows it.
struct OpenCoursePage: Sendable {
    let course: OpenCourse
    let afternoons: [CourseSession]
    /// Who holds it.
    let provider: String
    let about: String
}
