import Base

/// A training of seven afternoons at one place, as one reader may see it.
struct Course: Sendable {
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
    /// Whether the reader runs it: as coordinator, or as one of its trainers.
    ///
    /// Only they see names and numbers.
    let isStaff: Bool
}

/// Where courses are held.
enum Town: String, CaseIterable, Sendable {
    case tampere = "Tampere"
    case pori = "Pori"
}

/// How far a course has come.
enum CourseState: String, CaseIterable, Sendable {
    case draft
    case open
    case running
    case done
    case cancelled

    /// States to which a coordinator can take the course from here; the way forward stands first.
    var next: [CourseState] {
        switch self {
        case .draft: [.open, .cancelled]
        case .open: [.running, .draft, .cancelled]
        case .running: [.done, .open, .cancelled]
        case .done: [.running]
        case .cancelled: [.draft]
        }
    }

    /// Whether its facts can still be changed.
    var isChangeable: Bool { self == .draft || self == .open || self == .running }
}

/// One of a course's seven afternoons.
struct Afternoon: Sendable, Equatable {
    static let count = 7

    let number: Int
    let day: Day
    let starts: TimeOfDay
    let ends: TimeOfDay
    let topic: String

    /// Whether it is over at a moment on Finland's clock.
    func isOver(at now: (day: Day, time: TimeOfDay)) -> Bool {
        day < now.day || (day == now.day && ends <= now.time)
    }

    /// As the log tells it: `2027-01-14 13:00–16:00 Aloitus`.
    var text: String {
        "\(day.iso) \(starts.iso)–\(ends.iso)\(topic.isEmpty ? "" : " \(topic)")"
    }
}

/// Somebody who may train a course, or does.
struct Trainer: Sendable {
    let id: ID<Membership>
    let name: String
    let isChosen: Bool
}

/// Somebody's place on a course, with what is marked of each afternoon.
struct Participant: Sendable {
    let id: ID<Participant>
    let person: ID<Person>
    let name: String
    let isPaused: Bool
    /// In the order of the afternoons; nil where nothing is marked.
    let marks: [Presence?]

    var attended: Int { marks.count { $0 == .present } }

    func mark(_ number: Int) -> Presence? {
        marks.indices.contains(number - 1) ? marks[number - 1] : nil
    }
}

/// What is marked of one participant at one afternoon.
enum Presence: String, CaseIterable, Sendable {
    case present
    case absent
    case excused
}

extension Course {
    /// Why the course cannot be taken to a state yet, as a wording key; nil when it can.
    func obstacle(to next: CourseState, trainers: Int, today: Day) -> String? {
        switch next {
        case .open where state == .draft && (first ?? today) < today: "course.rule.dates-past"
        case .running where state == .open && trainers == 0: "course.rule.no-trainer"
        case .done where held < Afternoon.count: "course.rule.afternoons-left"
        default: nil
        }
    }
}
