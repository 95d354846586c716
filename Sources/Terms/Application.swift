public import Base

/// An application for a course; what its id names.
public enum Application {}

/// P1: the applicant's permission to ask their employer; what its id names.
public enum EmployerRelease {}

/// A place on a course; what its id names.
public enum Enrolment {}

/// Where an application stands, in one word; the view `application_path` says it.
public enum Stage: String, CaseIterable, Sendable {
    case received
    case waiting
    case expired
    case given
    case withoutSupport = "without-support"
    case refused
    case takenBack = "taken-back"
    case enrolled
    case renewing
    case paused
    case completed
    case notCompleted = "not-completed"
    case left
    case ended
    case withdrawn
    case closed
}

/// What somebody is at a provider of trainings, from the first application on.
public enum Standing: Int, CaseIterable, Comparable, Sendable {
    case applicant
    case participant
    /// Trained: a kokemustoimija.
    case expert

    /// Who has come further is more.
    public static func < (one: Standing, other: Standing) -> Bool { one.rawValue < other.rawValue }
}

extension Stage {
    /// What an application makes of whoever sent it; nil when it has led nowhere.
    public var standing: Standing? {
        switch self {
        case .received, .waiting, .expired, .given, .withoutSupport, .refused, .takenBack:
            .applicant
        case .enrolled, .renewing, .paused: .participant
        case .completed: .expert
        case .notCompleted, .left, .ended, .withdrawn, .closed: nil
        }
    }
}

extension Stage {
    /// Whether there is a place that takes a seat.
    public var isHeld: Bool { self == .enrolled || self == .renewing }

    /// Whether somebody waits: it is not over, and there is no place yet, or none that goes on.
    public var waits: Bool { standing == .applicant || self == .renewing || self == .paused }
}

/// Why a request that waits does not get there.
public enum Astray: String, Sendable {
    /// The address of whoever answers takes no mail.
    case returned
    /// Nobody at the employer can answer.
    case stuck
}

/// How far an application has come on its path from sending to a place.
public struct ApplicationPath: Sendable {
    /// The application.
    public let id: ID<Application>
    /// Where it stands.
    public let stage: Stage
    /// Since when it stands there.
    public let since: Instant
    /// Whether permission, consent and working time are all there.
    public let hasKeys: Bool
    /// When it was sent.
    public let appliedAt: Instant
    /// Who applies.
    public let person: ID<Person>
    /// Their name, the given names first.
    public let applicant: PersonName
    /// The course that is applied for.
    public let course: ID<Course>
    /// Its name.
    public let courseName: String
    /// How far the course has come.
    public let courseState: CourseState
    /// The permission that is in force; nil for none.
    public let release: ID<EmployerRelease>?
    /// When that was given.
    public let releasedAt: Instant?
    /// When the applicant last took a permission back; nil for never.
    public let takenBackAt: Instant?
    /// What the employer was last asked under that permission; nil for nothing.
    public let ask: ID<ConsentAsk>?
    /// How far that has come.
    public let askState: ConsentState?
    /// When it was sent.
    public let sentAt: Instant?
    /// Until when an answer is taken.
    public let expiresAt: Instant?
    /// When the employer was last reminded.
    public let remindedAt: Instant?
    /// Why what waits for the employer's answer does not get there; nil when it does.
    public let astray: Astray?
    /// The place on the course, also one that is paused.
    public let enrolment: ID<Enrolment>?
    /// Until when that keeps its seat for the employer's new answer; nil for one that waits for none.
    public let seatUntil: Instant?

    /// A path as it is kept.
    public init(
        id: ID<Application>,
        stage: Stage,
        since: Instant,
        hasKeys: Bool,
        appliedAt: Instant,
        person: ID<Person>,
        applicant: PersonName,
        course: ID<Course>,
        courseName: String,
        courseState: CourseState,
        release: ID<EmployerRelease>?,
        releasedAt: Instant?,
        takenBackAt: Instant?,
        ask: ID<ConsentAsk>?,
        askState: ConsentState?,
        sentAt: Instant?,
        expiresAt: Instant?,
        remindedAt: Instant?,
        astray: Astray?,
        enrolment: ID<Enrolment>?,
        seatUntil: Instant?
    ) {
        self.id = id
        self.stage = stage
        self.since = since
        self.hasKeys = hasKeys
        self.appliedAt = appliedAt
        self.person = person
        self.applicant = applicant
        self.course = course
        self.courseName = courseName
        self.courseState = courseState
        self.release = release
        self.releasedAt = releasedAt
        self.takenBackAt = takenBackAt
        self.ask = ask
        self.askState = askState
        self.sentAt = sentAt
        self.expiresAt = expiresAt
        self.remindedAt = remindedAt
        self.astray = astray
        self.enrolment = enrolment
        self.seatUntil = seatUntil
    }
}

// What may be done next, by the path alone; the database has the last word.
extension ApplicationPath {
    /// Whether the application is still on its way.
    public var isAlive: Bool {
        switch stage {
        case .received, .waiting, .expired, .given, .withoutSupport, .refused, .takenBack: true
        case .enrolled, .renewing, .paused: true
        case .completed, .notCompleted, .left, .ended, .withdrawn, .closed: false
        }
    }

    /// When the permission that there was ended; nil while one is in force, or when there was none.
    public var releaseEnded: Instant? { release == nil ? takenBackAt : nil }

    /// Whether the employer may still answer.
    public func isWaiting(at now: Instant) -> Bool {
        askState == .waiting && expiresAt.map { $0 > now } ?? false
    }

    /// Whether the applicant may name an employer: for the first time, or again after an answer that gives no place, or where
    /// the request does not get there.
    public func canRelease(at now: Instant) -> Bool {
        guard courseState.isOn else { return false }
        return switch stage {
        case .received, .refused, .withoutSupport, .takenBack, .expired: true
        case .paused: astray != nil || !hasKeys && !isWaiting(at: now)
        case .waiting: astray != nil
        case .given, .enrolled, .renewing: false
        case .completed, .notCompleted, .left, .ended, .withdrawn, .closed: false
        }
    }

    /// Whether the applicant may take the permission back.
    public var canTakeReleaseBack: Bool { release != nil }

    /// Whether a first place may be given.
    public var canEnrol: Bool { courseState.isOn && hasKeys && stage == .given }

    /// Whether a place that is paused may go on.
    public var canResume: Bool { courseState.isOn && hasKeys && stage == .paused }

    /// Whether a coordinator may close it: a place, also one that is paused, is ended by withdrawing.
    public var canClose: Bool { isAlive && !stage.isHeld && stage != .paused }

    /// From when the employer may be reminded; nil when there is nothing to remind of.
    public func remindableFrom(at now: Instant) -> Instant? {
        guard isAlive, isWaiting(at: now), let sentAt else { return nil }
        return (remindedAt ?? sentAt).adding(days: ApplicationPath.reminderDaysMin)
    }

    /// An employer is reminded at most once in so many days.
    public static let reminderDaysMin = 3
}
