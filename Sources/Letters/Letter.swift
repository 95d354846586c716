public import Base

/// What passes from one space to another: the fields of its kind, and nothing beside them.
public protocol Letter: Sendable {
    /// The kind that the letter is of.
    static var kind: LetterKind { get }
    /// Every field, in the order in which `letters.table` lists them.
    static var fields: LetterFields<Self> { get }
    /// What both ends know the matter by: 36 characters of a UUID.
    var reference: String { get }
    /// The name of the organisation that sends it, as the log of the other end shows it.
    var sender: String { get }
}

/// Every kind of letter that there is.
public enum LetterKind: String, CaseIterable, Sendable {
    case consentRequest = "consent.request"
    case consentRenewed = "consent.renewed"
    case consentTold = "consent.told"
    case consentReminder = "consent.reminder"
    case consentExpired = "consent.expired"
    case consentCancelled = "consent.cancelled"
    case consentCourseEnded = "consent.course-ended"
    case consentStuck = "consent.stuck"
    case consentAnswer = "consent.answer"
    case consentWithdrawn = "consent.withdrawn"
    case partnershipProposed = "partnership.proposed"
    case partnershipChanged = "partnership.changed"
    case partnershipAccepted = "partnership.accepted"
    case partnershipDeclined = "partnership.declined"
    case partnershipEnded = "partnership.ended"
    case engagementRequested = "engagement.requested"
    case engagementChanged = "engagement.changed"
    case engagementChangeAccepted = "engagement.change-accepted"
    case engagementChangeDeclined = "engagement.change-declined"
    case engagementReceived = "engagement.received"
    case engagementNotPossible = "engagement.not-possible"
    case engagementCancelled = "engagement.cancelled"
    case engagementAgreed = "engagement.agreed"
    case engagementExpertChanged = "engagement.expert-changed"
    case engagementDone = "engagement.done"
    case engagementObjected = "engagement.objected"
    case engagementNoShow = "engagement.no-show"
    case engagementMessage = "engagement.message"
    case feedbackGiven = "feedback.given"
    case findingShared = "finding.shared"
    case storyProposed = "story.proposed"
    case storyApproved = "story.approved"
    case storyDeclined = "story.declined"
    case storyTakenBack = "story.taken-back"

    /// The names of the fields that a letter of the kind has, in order.
    public var fields: [String] {
        switch self {
        case .consentRequest: ConsentRequestLetter.fields.names
        case .consentRenewed: ConsentRenewedLetter.fields.names
        case .consentTold: ConsentToldLetter.fields.names
        case .consentReminder: ConsentReminderLetter.fields.names
        case .consentExpired: ConsentExpiredLetter.fields.names
        case .consentCancelled: ConsentCancelledLetter.fields.names
        case .consentCourseEnded: ConsentCourseEndedLetter.fields.names
        case .consentStuck: ConsentStuckLetter.fields.names
        case .consentAnswer: ConsentAnswerLetter.fields.names
        case .consentWithdrawn: ConsentWithdrawnLetter.fields.names
        case .partnershipProposed: PartnershipProposedLetter.fields.names
        case .partnershipChanged: PartnershipChangedLetter.fields.names
        case .partnershipAccepted: PartnershipAcceptedLetter.fields.names
        case .partnershipDeclined: PartnershipDeclinedLetter.fields.names
        case .partnershipEnded: PartnershipEndedLetter.fields.names
        case .engagementRequested: EngagementRequestedLetter.fields.names
        case .engagementChanged: EngagementChangedLetter.fields.names
        case .engagementChangeAccepted: EngagementNewsLetter<EngagementChangeAccepted>.fields.names
        case .engagementChangeDeclined: EngagementNewsLetter<EngagementChangeDeclined>.fields.names
        case .engagementReceived: EngagementNewsLetter<EngagementReceived>.fields.names
        case .engagementNotPossible: EngagementNewsLetter<EngagementNotPossible>.fields.names
        case .engagementCancelled: EngagementNewsLetter<EngagementCancelled>.fields.names
        case .engagementAgreed: EngagementAgreedLetter.fields.names
        case .engagementExpertChanged: EngagementNewsLetter<EngagementExpertChanged>.fields.names
        case .engagementDone: EngagementNewsLetter<EngagementDone>.fields.names
        case .engagementObjected: EngagementNewsLetter<EngagementObjected>.fields.names
        case .engagementNoShow: EngagementNewsLetter<EngagementNoShow>.fields.names
        case .engagementMessage: EngagementMessageLetter.fields.names
        case .feedbackGiven: FeedbackGivenLetter.fields.names
        case .findingShared: FindingSharedLetter.fields.names
        case .storyProposed: StoryProposedLetter.fields.names
        case .storyApproved: StoryApprovedLetter.fields.names
        case .storyDeclined: StoryDeclinedLetter.fields.names
        case .storyTakenBack: StoryTakenBackLetter.fields.names
        }
    }
}

/// The fields of a letter, each said once: its name, and where its value stands.
public struct LetterFields<Of>: Sendable {
    /// The names, in order.
    public let names: [String]
    private let write: @Sendable (Of) -> [JSON]
    private let read: @Sendable (JSON) throws(Failure) -> Of

    /// `make` is the initialiser that takes the values in the order of the fields.
    public init<each Field: LetterValue>(
        _ make: @escaping @Sendable (repeat each Field) -> Of,
        _ fields: repeat (StaticString, any KeyPath<Of, each Field> & Sendable)
    ) {
        var names: [String] = []
        for field in repeat each fields { names.append("\(field.0)") }
        self.names = names
        write = { letter in
            var values: [JSON] = []
            for field in repeat each fields { values.append(letter[keyPath: field.1].json) }
            return values
        }
        read = { (json) throws(Failure) in
            func value<Value: LetterValue>(
                _ field: (StaticString, any KeyPath<Of, Value> & Sendable)
            ) throws(Failure) -> Value {
                let name = "\(field.0)"
                guard let value = json[name].flatMap(Value.init(json:)) else {
                    throw .broken(Fault("a letter's field is missing or of another kind", name))
                }
                return value
            }
            return make(repeat try value(each fields))
        }
    }

    /// The letter as it is kept: an object with each field once.
    public func json(_ letter: Of) -> JSON {
        .object(zip(names, write(letter)).map { JSON.Member($0, $1) })
    }

    /// The letter that was kept.
    ///
    /// Throws a fault that names the field which is missing or of another kind.
    public func letter(_ json: JSON) throws(Failure) -> Of {
        try read(json)
    }
}

extension Letter {
    /// The letter as it is kept: an object with each field once.
    public var json: JSON { Self.fields.json(self) }

    /// The letter that was kept as this text.
    ///
    /// Throws a fault that names the field which is missing or of another kind.
    public init(kept text: String) throws(Failure) {
        guard let json = JSON(parsing: text) else {
            throw .broken(Fault("a kept letter is no JSON", Self.kind.rawValue))
        }
        self = try Self.fields.letter(json)
    }
}
