import Base
import Terms

// What ids name. The types carry no values.

enum Release {}
enum Enrolment {}

/// Where an application stands, in one word; the view `application_path` says it.
enum Stage: String, CaseIterable, Sendable {
    case received
    case waiting
    case expired
    case given
    case withoutSupport = "without-support"
    case refused
    case takenBack = "taken-back"
    case enrolled
    case paused
    case withdrawn
    case closed
}

/// An application with everything that its page tells.
struct Application: Sendable {
    let id: ID<Application>
    let stage: Stage
    let since: Instant
    let hasKeys: Bool
    let appliedAt: Instant
    let course: AppliedCourse
    let person: PersonFacts
    let release: ReleaseFacts?
    /// When the applicant last took a permission back; nil for never.
    let takenBackAt: Instant?
    let ask: AskFacts?
    let enrolment: ID<Enrolment>?
}

/// A course as applicants know it.
struct AppliedCourse: Sendable {
    let id: ID<Course>
    let name: String
    let town: Town
    let address: String
    let state: CourseState

    /// `Tampere, Testikatu 1`.
    var whereabouts: String { address.isEmpty ? town.rawValue : "\(town.rawValue), \(address)" }

    /// What an employer may know of it.
    func facts(_ afternoons: [Afternoon]) -> CourseFacts {
        CourseFacts(
            name: name,
            place: whereabouts,
            afternoons: afternoons,
            hours: afternoons.hours
        )
    }
}

/// The applicant, as the register knows them.
struct PersonFacts: Sendable {
    let id: ID<Person>
    let givenName: String
    let familyName: String
    let email: String
    let phone: String
    let municipality: String
    let language: Language

    var name: String { "\(givenName) \(familyName)" }
}

/// P1: whom the applicant lets be asked, and for what.
struct ReleaseFacts: Sendable {
    let id: ID<Release>
    let employerName: String
    let businessID: String
    let employerSpace: ID<Space>
    let giverName: String
    let giverEmail: String
    let support: Set<Support>
    let givenAt: Instant
}

/// P2 as the provider knows it.
struct AskFacts: Sendable {
    let id: ID<ConsentAsk>
    let state: ConsentState
    let sentAt: Instant
    let expiresAt: Instant
    let remindedAt: Instant?
    let decidedAt: Instant?
    /// Who has answered, as they typed their name; empty before an answer.
    let decidedBy: String
    /// How sure it is who answered; nil before an answer.
    let strength: IdentityStrength?
    let given: Set<Support>
    /// The contact person at the employer; empty for none.
    let contact: String

    /// Whether the employer has answered, so that there is a receipt to open.
    var hasReceipt: Bool { strength != nil }

    /// Whether an answer may still come.
    func isWaiting(at now: Instant) -> Bool { state == .waiting && expiresAt > now }
}

/// What may be done next, by the state alone; the database has the last word.
extension Application {
    /// Whether the application is still on its way.
    var isAlive: Bool { stage != .withdrawn && stage != .closed }

    /// When the permission that there was ended; nil while one is in force, or when there was none.
    var releaseEnded: Instant? { release == nil ? takenBackAt : nil }

    func isWaiting(at now: Instant) -> Bool { ask?.isWaiting(at: now) ?? false }

    /// Whether the applicant may name an employer: for the first time, or again after an answer that gives no place.
    func canRelease(at now: Instant) -> Bool {
        guard course.state.isOn else { return false }
        return switch stage {
        case .received, .refused, .withoutSupport, .takenBack, .expired: true
        case .paused: !hasKeys && !isWaiting(at: now)
        case .waiting, .given, .enrolled, .withdrawn, .closed: false
        }
    }

    var canTakeReleaseBack: Bool { isAlive && release != nil }

    var canEnrol: Bool { course.state.isOn && hasKeys && stage == .given }

    var canResume: Bool { course.state.isOn && hasKeys && stage == .paused }

    /// A place is ended by withdrawing, not by closing.
    var canClose: Bool { isAlive && stage != .enrolled }

    /// From when the employer may be reminded; nil when there is nothing to remind of.
    func remindableFrom(at now: Instant) -> Instant? {
        guard isAlive, let ask, ask.isWaiting(at: now) else { return nil }
        return (ask.remindedAt ?? ask.sentAt).adding(days: Application.reminderDaysMin)
    }

    func canRemind(at now: Instant) -> Bool {
        remindableFrom(at: now).map { $0 <= now } ?? false
    }

    /// An employer is reminded at most once in so many days.
    static let reminderDaysMin = 3
    /// How often an application may be released to somebody in a day.
    static let asksPerDayMax = 3
}

/// How the provider is reached, by its settings; what is not set is empty.
struct ProviderContact: Sendable {
    let email: String
    let phone: String

    /// `neuvonta@esimerkki.fi, 03 123 4567`; empty when there is neither.
    var line: String { [email, Phone.shown(phone)].filter { !$0.isEmpty }.joined(separator: ", ") }
}

/// A course that takes applications, with its afternoons.
struct CourseOnOffer: Sendable {
    let course: AppliedCourse
    let afternoons: [Afternoon]
}
