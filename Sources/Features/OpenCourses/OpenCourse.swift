import Base
import Terms

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
}
