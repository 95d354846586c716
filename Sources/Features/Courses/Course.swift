import Base
import Terms

/// A training of seven afternoons at one place, as one reader may see it.
struct CourseDetails: Sendable {
    let id: ID<Course>
    let name: String
    let town: Town
    let address: String
    let state: CourseState
    let seats: Int
    let sessionsNeeded: Int
    let summary: String
    /// Afternoons that are over.
    let held: Int
    let first: Day?
    let last: Day?
    /// People with an active place.
    let participants: Int
    /// Marks that are missing of afternoons that are over.
    let unmarked: Int
    /// Whether the reader runs it: as coordinator, or as one of its trainers.
    ///
    /// Only they see names and numbers.
    let isStaff: Bool
    /// The names of its trainers.
    let trainers: [PersonName]
    /// Who was chosen to train it and no longer may.
    let pastTrainers: [PersonName]
    /// How many have applied, whatever became of it; 0 for those who do not run it.
    let applications: Int
    /// Whether the reader lets the employer be asked, without which their place is paused.
    let isReleased: Bool
}

extension CourseDetails {
    /// What decides whether it can be taken on.
    var progress: CourseProgress {
        CourseProgress(
            state,
            first: first,
            held: held,
            unmarked: unmarked,
            participants: participants,
            hasTrainer: !trainers.isEmpty
        )
    }
}
