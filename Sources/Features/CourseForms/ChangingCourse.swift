import Base
import Interface
import Terms

/// A course whose facts are changed.
struct ChangingCourse: Sendable {
    let id: ID<Course>
    let name: String
    /// As employers know it.
    let employerName: String
    let town: Town
    let address: String
    let state: CourseState
    let seats: Int
    let sessionsNeeded: Int
    let summary: String
    /// Seats that are taken.
    let participants: Int
    /// Raised with whatever an employer knows of the course.
    let factsVersion: Int
    /// The oldest version to which a consent still holds.
    let askedVersion: Int
}

/// Somebody who may train a course, or does.
struct Trainer: Sendable {
    let id: ID<Membership>
    let name: PersonName
    let isChosen: Bool
    /// Whether they no longer may train.
    let hasLeft: Bool
}

extension CourseSession {
    /// As the log tells it: `2027-01-14 13:00–16:00 Aloitus`.
    var text: String {
        let times = "\(afternoon.day.iso) \(afternoon.starts.iso)–\(afternoon.ends.iso)"
        return topic.isEmpty ? times : "\(times) \(topic)"
    }
}
