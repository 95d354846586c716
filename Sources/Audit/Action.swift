/// Everything that the log can tell: each action with its name, its kind and the type of thing it is done to, in one line.
///
/// The sentences that people read stand in `Web/wording` under `action.<name>`.
public enum Action: String, CaseIterable, Sendable {
    case accountSignedIn = "account.signed-in | auth | account"
    case accountSignInRefused = "account.sign-in-refused | auth | account"
    case accountSignInUnknown = "account.sign-in-unknown | auth | account"
    case accountSignedOut = "account.signed-out | auth | account"
    case accountSessionEnded = "account.session-ended | auth | account"
    case accountPasswordChanged = "account.password-changed | auth | account"
    case accountChanged = "account.changed | write | account"
    case accessRefused = "access.refused | deny | page"
    case accessRefusalsCounted = "access.refusals-counted | deny | page"
    case ruleRefused = "rule.refused | deny | page"
    case attemptThrottled = "attempt.throttled | deny | page"
    case siteRefused = "site.refused | deny | page"
    case databaseChanged = "database.changed | break-glass | table"
    case todayRead = "today.read | read | page"
    case spaceMade = "space.made | write | space"
    case spaceSuspended = "space.suspended | write | space"
    case spaceResumed = "space.resumed | write | space"
    case settingsChanged = "settings.changed | write | space"
    case memberListed = "member.listed | read | membership"
    case memberInvited = "member.invited | write | invitation"
    case memberInvitationOpened = "member.invitation-opened | read | invitation"
    case memberInvitationRevoked = "member.invitation-revoked | write | invitation"
    case memberJoined = "member.joined | write | membership"
    case memberRolesChanged = "member.roles-changed | write | membership"
    case memberEnded = "member.ended | write | membership"
    case personListed = "person.listed | read | person"
    case personRead = "person.read | read | person"
    case personAdded = "person.added | write | person"
    case personChanged = "person.changed | write | person"
    case personStateChanged = "person.state-changed | write | person"
    case personExported = "person.exported | export | person"
    case noteAdded = "note.added | write | note"
    case noteRevealed = "note.revealed | read | note"
    case courseRead = "course.read | read | course"
    case courseMade = "course.made | write | course"
    case courseChanged = "course.changed | write | course"
    case courseStateChanged = "course.state-changed | write | course"
    case courseTrainersChanged = "course.trainers-changed | write | course"
    case attendanceRead = "attendance.read | read | course"
    case attendanceMarked = "attendance.marked | write | course"
    case applicationListed = "application.listed | read | application"
    case applicationExported = "application.exported | export | application"
    case applicationRead = "application.read | read | application"
    case applicationCodeSent = "application.code-sent | write | application"
    case applicationMade = "application.made | write | application"
    case applicationWithdrawn = "application.withdrawn | write | application"
    case applicationClosed = "application.closed | write | application"
    case releaseGiven = "release.given | consent | release"
    case releaseWithdrawn = "release.withdrawn | consent | release"
    case consentAsked = "consent.asked | consent | consent-ask"
    case consentReceived = "consent.received | consent | consent-request"
    case consentRenewed = "consent.renewed | consent | consent-request"
    case consentTold = "consent.told | consent | consent-request"
    case consentReminded = "consent.reminded | write | consent-ask"
    case consentStuck = "consent.stuck | write | consent-ask"
    case consentExpired = "consent.expired | consent | consent-ask"
    case consentListed = "consent.listed | read | consent-request"
    case consentRead = "consent.read | read | consent-request"
    case consentOpened = "consent.opened | read | consent-request"
    case consentCodeSent = "consent.code-sent | write | consent-request"
    case consentDelegated = "consent.delegated | consent | consent-request"
    case consentGiven = "consent.given | consent | consent-request"
    case consentRefused = "consent.refused | consent | consent-request"
    case consentWithdrawn = "consent.withdrawn | consent | consent-request"
    case consentCancelled = "consent.cancelled | consent | consent-request"
    case consentAnswerReceived = "consent.answer-received | consent | consent-ask"
    case receiptRead = "receipt.read | read | consent-request"
    case enrolmentMade = "enrolment.made | write | enrolment"
    case enrolmentPaused = "enrolment.paused | write | enrolment"
    case enrolmentRenewing = "enrolment.renewing | write | enrolment"
    case enrolmentResumed = "enrolment.resumed | write | enrolment"
    case enrolmentLeft = "enrolment.left | write | enrolment"
    case enrolmentCompleted = "enrolment.completed | write | enrolment"
    case enrolmentNotCompleted = "enrolment.not-completed | write | enrolment"
    case enrolmentEnded = "enrolment.ended | write | enrolment"
    case logRead = "log.read | read | log"
    case logEventRead = "log.event-read | read | log"
    case logExported = "log.exported | export | log"
    case logOwnRead = "log.own-read | read | log"
    case searchMade = "search.made | read | search"
    case viewSaved = "view.saved | write | view"
    case viewChanged = "view.changed | write | view"
    case viewRemoved = "view.removed | write | view"

    /// What the log calls it, such as `person.read`.
    public var name: String { parts.name }

    /// What sort of thing its events tell of.
    public var kind: Kind { parts.kind }

    /// The type of the thing that it is done to, such as `person`.
    public var object: String { parts.object }

    /// The action of a name; nil for any other text.
    public init?(name: String) {
        guard let action = Action.named[name] else { return nil }
        self = action
    }

    private struct Parts {
        let name: String
        let kind: Kind
        let object: String
    }

    private var parts: Parts { Action.all[self] ?? Parts(name: rawValue, kind: .write, object: "") }

    /// A test reads every line; one that does not hold has no object.
    private static let all: [Action: Parts] = Dictionary(
        uniqueKeysWithValues: allCases.map { action in
            let words = action.rawValue.split(separator: "|").map { $0.filter { $0 != " " } }
            guard words.count == 3, let kind = Kind(rawValue: words[1]) else {
                return (action, Parts(name: action.rawValue, kind: .write, object: ""))
            }
            return (action, Parts(name: words[0], kind: kind, object: words[2]))
        }
    )

    private static let named = Dictionary(allCases.map { ($0.name, $0) }) { first, _ in first }
}
