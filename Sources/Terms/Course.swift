public import Base

/// A training of seven afternoons; what its id names.
public enum Course {}

/// Where courses are held.
public enum Town: String, CaseIterable, Sendable {
    case tampere = "Tampere"
    case pori = "Pori"
}

/// How far a course has come.
public enum CourseState: String, CaseIterable, Sendable {
    case draft
    case open
    case running
    case done
    case cancelled

    /// Whether places can still be given.
    public var isOn: Bool { self == .open || self == .running }

    /// Whether its facts can still be changed.
    public var isChangeable: Bool { self == .draft || isOn }

    /// States to which a coordinator can take the course from here, by `course_step`; the way forward stands first.
    public var next: [CourseState] {
        switch self {
        case .draft: [.open, .cancelled]
        case .open: [.running, .draft, .cancelled]
        case .running: [.done, .open, .cancelled]
        case .done: [.running]
        case .cancelled: [.draft]
        }
    }
}

/// What decides whether a course can be taken on; the database decides by the same.
public struct CourseProgress: Sendable {
    /// Where it stands.
    public let state: CourseState
    let first: Day?
    let held: Int
    let unmarked: Int
    let participants: Int
    let hasTrainer: Bool

    /// A course by its `first` afternoon, those that are over (`held`), the marks that are missing of them, and its people.
    public init(
        _ state: CourseState,
        first: Day?,
        held: Int,
        unmarked: Int,
        participants: Int,
        hasTrainer: Bool
    ) {
        self.state = state
        self.first = first
        self.held = held
        self.unmarked = unmarked
        self.participants = participants
        self.hasTrainer = hasTrainer
    }

    /// Why the course cannot be taken to a state yet, as a wording key; nil when it can.
    public func obstacle(to next: CourseState, today: Day) -> StaticString? {
        switch next {
        case .open where state == .draft && (first ?? today) < today: "course.rule.dates-past"
        case .running where state == .open && !hasTrainer: "course.rule.no-trainer"
        case .draft where participants > 0: "course.rule.places"
        case .done where held < Afternoon.count: "course.rule.afternoons-left"
        case .done where unmarked > 0: "course.rule.unmarked"
        default: nil
        }
    }
}

/// How far a place on a course has come.
public enum PlaceState: String, CaseIterable, Sendable {
    case active
    /// Held, while the employer is asked anew about new facts.
    case renewing
    /// Without a permission or a consent.
    case paused
    /// By the participant.
    case left
    /// With the course.
    case ended
    case completed
    case notCompleted = "not-completed"

    /// Whether the place is still there to be held.
    public var isOn: Bool { isHeld || self == .paused }

    /// Whether it takes a seat.
    public var isHeld: Bool { self == .active || self == .renewing }
}

/// When one of a course's afternoons is.
public struct Afternoon: Sendable, Equatable {
    /// How many a course has.
    public static let count = 7

    /// From 1 to `count`.
    public let number: Int
    /// The day.
    public let day: Day
    /// When it starts on Finland's clock.
    public let starts: TimeOfDay
    /// When it ends on Finland's clock.
    public let ends: TimeOfDay

    /// An afternoon by its number, its day and its times.
    public init(number: Int, day: Day, starts: TimeOfDay, ends: TimeOfDay) {
        self.number = number
        self.day = day
        self.starts = starts
        self.ends = ends
    }

    /// Whether it is over at a moment on Finland's clock.
    public func isOver(at now: (day: Day, time: TimeOfDay)) -> Bool {
        day < now.day || (day == now.day && ends <= now.time)
    }
}

/// One of a course's afternoons, with what it is about.
@dynamicMemberLookup
public struct CourseSession: Sendable, Equatable {
    /// When it is.
    public let afternoon: Afternoon
    /// What it is about; empty for nothing said.
    public let topic: String

    /// An afternoon with its topic.
    public init(number: Int, day: Day, starts: TimeOfDay, ends: TimeOfDay, topic: String) {
        afternoon = Afternoon(number: number, day: day, starts: starts, ends: ends)
        self.topic = topic
    }

    /// What the afternoon has.
    public subscript<Part>(dynamicMember part: KeyPath<Afternoon, Part>) -> Part {
        afternoon[keyPath: part]
    }
}

extension [Afternoon] {
    /// Whole hours in all, the last one begun counted.
    public var hours: Int {
        let minutes = reduce(0) { $0 + $1.ends.minutes - $1.starts.minutes }
        return (minutes + 59) / 60
    }
}

/// The neutral facts of a course, as an employer may know them.
public struct CourseFacts: Sendable, Equatable {
    /// The course's name.
    public let name: String
    /// Town and address, such as `Tampere, Testikatu 1`.
    public let place: String
    /// Its afternoons by number.
    public let afternoons: [Afternoon]
    /// Whole hours in all.
    public let hours: Int

    /// The facts as they are told.
    public init(name: String, place: String, afternoons: [Afternoon], hours: Int) {
        self.name = name
        self.place = place
        self.afternoons = afternoons
        self.hours = hours
    }

    /// The same text for the same facts.
    public var text: String {
        let days = afternoons.map { "\($0.day.iso) \($0.starts.iso) \($0.ends.iso)" }
        return ([name, place, "\(hours)"] + days).joined(separator: "\n")
    }
}
