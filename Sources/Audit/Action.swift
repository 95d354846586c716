/// Everything that the log can tell: each action with its name, its kind, the type of thing it is done to, and why people's
/// data is handled in it, in one line.
///
/// The sentences that people read stand in `Web/wording` under `action.<name>`.
public enum Action: String, CaseIterable, Sendable {
    case accountSignedIn = "account.signed-in | auth | account | account-care"
    case accountSignInRefused = "account.sign-in-refused | auth | account | account-care"
    case accountSignInUnknown = "account.sign-in-unknown | auth | account | account-care"
    case accountSignedOut = "account.signed-out | auth | account | account-care"
    case accountSessionEnded = "account.session-ended | auth | account | account-care"
    case accountPasswordChanged = "account.password-changed | auth | account | account-care"
    case accountChanged = "account.changed | write | account | account-care"
    case noticesChosen = "notice.chosen | write | account | account-care"
    case noticesStopped = "notice.stopped | write | account | account-care"
    case noticesGathered = "notice.gathered | read | membership | own-tasks"
    case accessRefused = "access.refused | deny | page | security"
    case accessRefusalsCounted = "access.refusals-counted | deny | page | security"
    case ruleRefused = "rule.refused | deny | page | security"
    case attemptThrottled = "attempt.throttled | deny | page | security"
    case siteRefused = "site.refused | deny | page | security"
    case databaseChanged = "database.changed | break-glass | table | space-care"
    case todayRead = "today.read | read | page | own-tasks"
    case memberWelcomed = "member.welcomed | write | account | account-care"
    case spaceMade = "space.made | write | space | space-care"
    case spaceSuspended = "space.suspended | write | space | space-care"
    case spaceResumed = "space.resumed | write | space | space-care"
    case settingsChanged = "settings.changed | write | space | space-care"
    case memberListed = "member.listed | read | membership | member-care"
    case memberExported = "member.exported | export | membership | member-care"
    case memberInvited = "member.invited | write | invitation | member-care"
    case memberInvitationOpened = "member.invitation-opened | read | invitation | member-care"
    case memberInvitationRevoked = "member.invitation-revoked | write | invitation | member-care"
    case invitationsListed = "member.invitations-listed | read | invitation | member-care"
    case invitationsExported = "member.invitations-exported | export | invitation | member-care"
    case memberJoined = "member.joined | write | membership | member-care"
    case memberRolesChanged = "member.roles-changed | write | membership | member-care"
    case memberEnded = "member.ended | write | membership | member-care"
    case mailListed = "mail.listed | read | mail | space-care"
    case mailExported = "mail.exported | export | mail | space-care"
    case mailWritten = "mail.written | write | mail | register-care"
    case mailReturned = "mail.returned | write | mail | space-care"
    case personListed = "person.listed | read | person | register-care"
    case personRead = "person.read | read | person | register-care"
    case personAdded = "person.added | write | person | register-care"
    case personChanged = "person.changed | write | person | register-care"
    case personStateChanged = "person.state-changed | write | person | register-care"
    case personStateUndone = "person.state-undone | write | person | register-care"
    case personToldApart = "person.told-apart | write | person | register-care"
    case personJoined = "person.joined | write | person | register-care"
    case personParted = "person.parted | write | person | register-care"
    case personJoinEnded = "person.join-ended | write | person | register-care"
    case personExported = "person.exported | export | person | register-care"
    case noteAdded = "note.added | write | note | register-care"
    case noteRevealed = "note.revealed | read | note | reveal"
    case courseRead = "course.read | read | course | course-care"
    case courseMade = "course.made | write | course | course-care"
    case courseChanged = "course.changed | write | course | course-care"
    case courseStateChanged = "course.state-changed | write | course | course-care"
    case courseTrainersChanged = "course.trainers-changed | write | course | course-care"
    case attendanceRead = "attendance.read | read | course | course-care"
    case attendanceMarked = "attendance.marked | write | course | course-care"
    case attendanceUndone = "attendance.undone | write | course | course-care"
    case applicationListed = "application.listed | read | application | application-care"
    case applicationExported = "application.exported | export | application | application-care"
    case applicationRead = "application.read | read | application | application-care"
    case applicationCodeSent = "application.code-sent | write | application | application-care"
    case applicationMade = "application.made | write | application | application-care"
    case applicationWithdrawn = "application.withdrawn | write | application | application-care"
    case applicationClosed = "application.closed | write | application | application-care"
    case releasePrepared = "release.prepared | write | application | employer-ask"
    case applicationReopened = "application.reopened | write | application | application-care"
    case releaseGiven = "release.given | consent | release | employer-ask"
    case releaseWithdrawn = "release.withdrawn | consent | release | employer-ask"
    case consentAsked = "consent.asked | consent | consent-ask | employer-ask"
    case consentReceived = "consent.received | consent | consent-request | request-care"
    case consentRenewed = "consent.renewed | consent | consent-request | request-care"
    case consentTold = "consent.told | consent | consent-request | request-care"
    case consentReminded = "consent.reminded | write | consent-ask | employer-ask"
    case consentStuck = "consent.stuck | write | consent-ask | employer-ask"
    case consentExpired = "consent.expired | consent | consent-ask | employer-ask"
    case consentListed = "consent.listed | read | consent-request | request-care"
    case consentExported = "consent.exported | export | consent-request | request-care"
    case consentRead = "consent.read | read | consent-request | request-care"
    case consentOpened = "consent.opened | read | consent-request | request-care"
    case consentCodeSent = "consent.code-sent | write | consent-request | request-care"
    case consentDelegated = "consent.delegated | consent | consent-request | request-care"
    case consentGiven = "consent.given | consent | consent-request | request-care"
    case consentRefused = "consent.refused | consent | consent-request | request-care"
    case consentWithdrawn = "consent.withdrawn | consent | consent-request | request-care"
    case consentCancelled = "consent.cancelled | consent | consent-request | request-care"
    case consentAnswerReceived = "consent.answer-received | consent | consent-ask | employer-ask"
    case receiptRead = "receipt.read | read | consent-request | request-care"
    case enrolmentMade = "enrolment.made | write | enrolment | course-care"
    case enrolmentPaused = "enrolment.paused | write | enrolment | course-care"
    case enrolmentRenewing = "enrolment.renewing | write | enrolment | course-care"
    case enrolmentResumed = "enrolment.resumed | write | enrolment | course-care"
    case enrolmentLeft = "enrolment.left | write | enrolment | course-care"
    case enrolmentCompleted = "enrolment.completed | write | enrolment | course-care"
    case enrolmentNotCompleted = "enrolment.not-completed | write | enrolment | course-care"
    case enrolmentEnded = "enrolment.ended | write | enrolment | course-care"
    case figuresRead = "figures.read | read | figures | course-care"
    case figuresExported = "figures.exported | export | figures | course-care"
    case feedbackSent = "feedback.sent | write | feedback | space-care"
    case feedbackProven = "feedback.proven | write | feedback | space-care"
    case feedbackRead = "feedback.read | read | feedback | space-care"
    case feedbackAnswered = "feedback.answered | write | feedback | space-care"
    case feedbackErased = "feedback.erased | write | feedback | space-care"
    case enquirySent = "enquiry.sent | write | enquiry | co-operation"
    case enquiryProven = "enquiry.proven | write | enquiry | co-operation"
    case enquiryRead = "enquiry.read | read | enquiry | co-operation"
    case enquiryAnswered = "enquiry.answered | write | enquiry | co-operation"
    case enquiryClosed = "enquiry.closed | write | enquiry | co-operation"
    case enquiryReopened = "enquiry.reopened | write | enquiry | co-operation"
    case enquiryBecamePartner = "enquiry.became-partner | write | enquiry | co-operation"
    case enquirySpaceProposed = "enquiry.space-proposed | write | enquiry | co-operation"
    case enquirySpaceRefused = "enquiry.space-refused | write | enquiry | co-operation"
    case enquiryDropped = "enquiry.dropped | write | enquiry | co-operation"
    case enquiryErased = "enquiry.erased | write | enquiry | co-operation"
    case publicTextChanged = "public-text.changed | write | public-text | co-operation"
    case partnershipProposed = "partnership.proposed | write | partnership | co-operation"
    case partnershipChanged = "partnership.changed | write | partnership | co-operation"
    case partnershipAccepted = "partnership.accepted | write | partnership | co-operation"
    case partnershipDeclined = "partnership.declined | write | partnership | co-operation"
    case partnershipEnded = "partnership.ended | write | partnership | co-operation"
    case engagementDrafted = "engagement.drafted | write | engagement | co-operation"
    case engagementChanged = "engagement.changed | write | engagement | co-operation"
    case engagementRead = "engagement.read | read | engagement | co-operation"
    case engagementRequested = "engagement.requested | write | engagement | co-operation"
    case engagementReceived = "engagement.received | write | engagement | co-operation"
    case engagementNotPossible = "engagement.not-possible | write | engagement | co-operation"
    case engagementWritten = "engagement.written | write | engagement | co-operation"
    case engagementChangeProposed =
        "engagement.change-proposed | write | engagement | co-operation"
    case engagementChangeTold = "engagement.change-told | write | engagement | co-operation"
    case engagementChangeAccepted =
        "engagement.change-accepted | write | engagement | co-operation"
    case engagementChangeDeclined =
        "engagement.change-declined | write | engagement | co-operation"
    case engagementAgreed = "engagement.agreed | write | engagement | co-operation"
    case engagementExpertChanged = "engagement.expert-changed | write | engagement | co-operation"
    case engagementDone = "engagement.done | write | engagement | co-operation"
    case engagementObjected = "engagement.objected | write | engagement | co-operation"
    case engagementNoShow = "engagement.no-show | write | engagement | co-operation"
    case engagementWeighed = "engagement.weighed | write | engagement | co-operation"
    case engagementCancelled = "engagement.cancelled | write | engagement | co-operation"
    case wordsRead = "engagement.words-read | read | engagement | co-operation"
    case wordsGiven = "engagement.words-given | write | engagement | co-operation"
    case wordsPassed = "engagement.words-passed | write | engagement | co-operation"
    case wordsReplied = "engagement.words-replied | write | engagement | co-operation"
    case troubleTold = "engagement.trouble-told | write | engagement | co-operation"
    case troubleHandled = "engagement.trouble-handled | write | engagement | co-operation"
    case findingWritten = "finding.written | write | finding | co-operation"
    case findingApproved = "finding.approved | consent | finding | co-operation"
    case findingDeclined = "finding.declined | consent | finding | co-operation"
    case findingShared = "finding.shared | write | finding | co-operation"
    case findingRead = "finding.read | read | finding | co-operation"
    case findingListed = "finding.listed | read | finding | co-operation"
    case findingExported = "finding.exported | export | finding | co-operation"
    case offersRead = "offer.listed | read | engagement | co-operation"
    case offerSent = "offer.sent | write | engagement | co-operation"
    case offerWithdrawn = "offer.withdrawn | write | engagement | co-operation"
    case offerRead = "offer.read | read | offer | co-operation"
    case offerAnswered = "offer.answered | write | offer | co-operation"
    case offerEffectTold = "offer.effect-told | write | offer | co-operation"
    case orderEffectTold = "engagement.effect-told | write | engagement | co-operation"
    case offerEnded = "offer.ended | write | offer | co-operation"
    case profileRead = "profile.read | read | person | co-operation"
    case profileChanged = "profile.changed | write | person | co-operation"
    case limitChanged = "limit.changed | write | person | co-operation"
    case limitRevealed = "limit.revealed | read | person | reveal"
    case storyWritten = "story.written | write | story | story-care"
    case storyProposed = "story.proposed | write | story | story-care"
    case storyApproved = "story.approved | consent | story | story-care"
    case storyDeclined = "story.declined | consent | story | story-care"
    case storyPublished = "story.published | write | story | story-care"
    case storyTakenBack = "story.taken-back | consent | story | story-care"
    case storyRecordingTakenBack = "story.recording-taken-back | consent | story | story-care"
    case storyRead = "story.read | read | story | story-care"
    case storyListed = "story.listed | read | story | story-care"
    case storyExported = "story.exported | export | story | story-care"
    case activityMade = "activity.made | write | activity | co-operation"
    case activityChanged = "activity.changed | write | activity | co-operation"
    case activityStarted = "activity.started | write | activity | co-operation"
    case activityEnded = "activity.ended | write | activity | co-operation"
    case activityRead = "activity.read | read | activity | co-operation"
    case activityMeetingPlanned = "activity.meeting-planned | write | activity | co-operation"
    case activityMeetingChanged = "activity.meeting-changed | write | activity | co-operation"
    case activityMeetingCancelled =
        "activity.meeting-cancelled | write | activity | co-operation"
    case activityMeetingTold = "activity.meeting-told | write | activity | co-operation"
    case activityMemberAdded = "activity.member-added | write | activity | co-operation"
    case activityMemberChanged = "activity.member-changed | write | activity | co-operation"
    case expertListed = "expert.listed | read | person | co-operation"
    case expertExported = "expert.exported | export | person | co-operation"
    case cardRead = "tax-card.read | read | person | co-operation"
    case cardReceived = "tax-card.received | write | person | co-operation"
    case cardDropped = "tax-card.dropped | write | person | co-operation"
    case logRead = "log.read | read | log | log-audit"
    case logEventRead = "log.event-read | read | log | log-audit"
    case logExported = "log.exported | export | log | log-audit"
    case logOwnRead = "log.own-read | read | log | own-data"
    case searchMade = "search.made | read | search | search"
    case viewSaved = "view.saved | write | view | own-tasks"
    case viewChanged = "view.changed | write | view | own-tasks"
    case viewRemoved = "view.removed | write | view | own-tasks"

    /// What the log calls it, such as `person.read`.
    public var name: String { parts.name }

    /// What sort of thing its events tell of.
    public var kind: Kind { parts.kind }

    /// The type of the thing that it is done to, such as `person`.
    public var object: String { parts.object }

    /// Why people's data is handled in it, unless the reader has said it at a reveal.
    public var purpose: Purpose { parts.purpose }

    /// The action of a name; nil for any other text.
    public init?(name: String) {
        guard let action = Action.named[name] else { return nil }
        self = action
    }

    private struct Parts {
        let name: String
        let kind: Kind
        let object: String
        let purpose: Purpose

        init(
            _ name: String,
            _ kind: Kind = .write,
            _ object: String = "",
            _ purpose: Purpose = .spaceCare
        ) {
            (self.name, self.kind, self.object, self.purpose) = (name, kind, object, purpose)
        }
    }

    private var parts: Parts { Action.all[self] ?? Parts(rawValue) }

    /// A test reads every line; one that does not hold has no object.
    private static let all: [Action: Parts] = Dictionary(
        uniqueKeysWithValues: allCases.map { action in
            let words = action.rawValue.split(separator: "|").map { $0.filter { $0 != " " } }
            guard words.count == 4, let kind = Kind(rawValue: words[1]),
                let purpose = Purpose(rawValue: words[3])
            else { return (action, Parts(action.rawValue)) }
            return (action, Parts(words[0], kind, words[2], purpose))
        }
    )

    private static let named = Dictionary(allCases.map { ($0.name, $0) }) { first, _ in first }
}
