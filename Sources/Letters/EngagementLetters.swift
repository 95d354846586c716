public import Base
public import Terms

/// A partner orders an expert by experience of an association.
public typealias EngagementRequestedLetter = EngagementFactsLetter<EngagementRequested>

/// One end changes what an engagement is about: of the next revision it proposes it, of this one it tells it.
public typealias EngagementChangedLetter = EngagementFactsLetter<EngagementChanged>

/// What an engagement is about.
public struct EngagementFactsLetter<News: EngagementNews>: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// The partnership in which it is ordered.
    public let partnership: ID<Partnership>
    /// The name of the organisation that sends it.
    public let name: String
    /// Which version of the facts this is: 1 for the first.
    public let revision: Int
    /// What is ordered, and when.
    public let facts: EngagementFacts

    /// A letter with every field of its kind.
    public init(
        engagement: ID<Engagement>,
        partnership: ID<Partnership>,
        name: String,
        revision: Int,
        facts: EngagementFacts
    ) {
        self.engagement = engagement
        self.partnership = partnership
        self.name = name
        self.revision = revision
        self.facts = facts
    }

    private init(
        _ engagement: ID<Engagement>,
        _ partnership: ID<Partnership>,
        _ name: String,
        _ revision: Int,
        _ kind: EngagementKind,
        _ purpose: EngagementPurpose,
        _ audience: EngagementAudience,
        _ title: String,
        _ wish: String,
        _ isRemote: Bool,
        _ place: String,
        _ groupSize: Int,
        _ othersPresent: String,
        _ minutes: Int,
        _ equipment: String,
        _ access: String,
        _ isRecorded: Bool,
        _ hasMedia: Bool,
        _ fee: Int,
        _ travelPaid: Bool,
        _ host: String,
        _ experts: Int,
        _ times: [EngagementTime]
    ) {
        let facts = EngagementFacts(
            kind,
            purpose,
            audience,
            title,
            wish,
            isRemote,
            place,
            groupSize,
            othersPresent,
            minutes,
            equipment,
            access,
            isRecorded,
            hasMedia,
            fee,
            travelPaid,
            host,
            experts
        )
        self.init(
            engagement: engagement,
            partnership: partnership,
            name: name,
            revision: revision,
            facts: facts.at(times)
        )
    }

    /// The kind of the news.
    public static var kind: LetterKind { News.kind }
    /// The fields, the same whatever is told of them; those of the facts are named as their columns.
    public static var fields: LetterFields<Self> {
        LetterFields(
            Self.init,
            ("engagement", \.engagement),
            ("partnership", \.partnership),
            ("organisation", \.name),
            ("revision", \.revision),
            ("kind", \.facts.kind),
            ("purpose", \.facts.purpose),
            ("audience", \.facts.audience),
            ("title", \.facts.title),
            ("wish", \.facts.wish),
            ("is_remote", \.facts.isRemote),
            ("place", \.facts.place),
            ("group_size", \.facts.groupSize),
            ("others_present", \.facts.othersPresent),
            ("minutes", \.facts.minutes),
            ("equipment", \.facts.equipment),
            ("access", \.facts.access),
            ("is_recorded", \.facts.isRecorded),
            ("has_media", \.facts.hasMedia),
            ("fee", \.facts.fee),
            ("travel_paid", \.facts.travelPaid),
            ("host", \.facts.host),
            ("experts", \.facts.experts),
            ("times", \.facts.times)
        )
    }
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}

/// What one end tells the other of an engagement, when there is nothing to say but that it is so.
public protocol EngagementNews: Sendable {
    /// The kind of the letter that tells it.
    static var kind: LetterKind { get }
}

/// News of an engagement.
public struct EngagementNewsLetter<News: EngagementNews>: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// The name of the organisation that sends it.
    public let name: String

    /// A letter with every field of its kind.
    public init(engagement: ID<Engagement>, name: String) {
        self.engagement = engagement
        self.name = name
    }

    /// The kind of the news.
    public static var kind: LetterKind { News.kind }
    /// The fields, the same for all news.
    public static var fields: LetterFields<Self> {
        LetterFields(Self.init, ("engagement", \.engagement), ("organisation", \.name))
    }
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}

/// A partner orders.
public enum EngagementRequested: EngagementNews {
    /// `engagement.requested`.
    public static let kind = LetterKind.engagementRequested
}

/// One end changes what it is about.
public enum EngagementChanged: EngagementNews {
    /// `engagement.changed`.
    public static let kind = LetterKind.engagementChanged
}

/// One end agrees to what the other has proposed.
public enum EngagementChangeAccepted: EngagementNews {
    /// `engagement.change-accepted`.
    public static let kind = LetterKind.engagementChangeAccepted
}

/// One end does not agree to what the other has proposed, or takes back what it has proposed itself.
public enum EngagementChangeDeclined: EngagementNews {
    /// `engagement.change-declined`.
    public static let kind = LetterKind.engagementChangeDeclined
}

/// The association has taken an order to its desk.
public enum EngagementReceived: EngagementNews {
    /// `engagement.received`.
    public static let kind = LetterKind.engagementReceived
}

/// The association cannot fulfil an order; why, nobody is told.
public enum EngagementNotPossible: EngagementNews {
    /// `engagement.not-possible`.
    public static let kind = LetterKind.engagementNotPossible
}

/// The partner cancels an order that it has sent.
public enum EngagementCancelled: EngagementNews {
    /// `engagement.cancelled`.
    public static let kind = LetterKind.engagementCancelled
}

/// Somebody who was to come cannot; the association looks for another.
public enum EngagementExpertChanged: EngagementNews {
    /// `engagement.expert-changed`.
    public static let kind = LetterKind.engagementExpertChanged
}

/// An engagement has been held.
public enum EngagementDone: EngagementNews {
    /// `engagement.done`.
    public static let kind = LetterKind.engagementDone
}

/// One end does not agree that it has been held.
public enum EngagementObjected: EngagementNews {
    /// `engagement.objected`.
    public static let kind = LetterKind.engagementObjected
}

/// The client did not appear at what was agreed.
public enum EngagementNoShow: EngagementNews {
    /// `engagement.no-show`.
    public static let kind = LetterKind.engagementNoShow
}

/// One of those who come to an engagement; once enough have said yes, there is a letter for each.
public struct EngagementAgreedLetter: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// The name of the organisation that sends it.
    public let name: String
    /// Which of the experts this is, from 1 on.
    public let number: Int
    /// The name under which the expert comes.
    public let expert: String
    /// What the expert says of themselves; empty for nothing.
    public let presentation: String
    /// How the expert is reached; empty unless they have ticked that they may be.
    public let contact: String

    /// A letter with every field of its kind.
    public init(
        engagement: ID<Engagement>,
        name: String,
        number: Int,
        expert: String,
        presentation: String,
        contact: String
    ) {
        self.engagement = engagement
        self.name = name
        self.number = number
        self.expert = expert
        self.presentation = presentation
        self.contact = contact
    }

    /// `engagement.agreed`.
    public static let kind = LetterKind.engagementAgreed
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("engagement", \.engagement),
        ("organisation", \.name),
        ("number", \.number),
        ("expert", \.expert),
        ("presentation", \.presentation),
        ("expert_contact", \.contact)
    )
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}

/// A message about an engagement; what its id names.
public enum EngagementMessage {}

/// A coordinator of one end writes to those of the other.
public struct EngagementMessageLetter: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// What both ends know the message by.
    public let message: ID<EngagementMessage>
    /// The name of the organisation that sends it.
    public let name: String
    /// What is written, 1 to 500 characters.
    public let text: String

    /// A letter with every field of its kind.
    public init(
        engagement: ID<Engagement>,
        message: ID<EngagementMessage>,
        name: String,
        text: String
    ) {
        self.engagement = engagement
        self.message = message
        self.name = name
        self.text = text
    }

    /// `engagement.message`.
    public static let kind = LetterKind.engagementMessage
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("engagement", \.engagement),
        ("message", \.message),
        ("organisation", \.name),
        ("text", \.text)
    )
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}

/// What is said of an engagement that was held; what its id names.
public enum EngagementWords {}

/// One end tells the other how an engagement went; an expert's words pass without a name, and only where they have allowed it.
public struct FeedbackGivenLetter: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// What both ends know the words by.
    public let feedback: ID<EngagementWords>
    /// The name of the organisation that sends it.
    public let name: String
    /// Whether it says that something went wrong.
    public let isTrouble: Bool
    /// What is said, 1 to 1,000 characters.
    public let text: String

    /// A letter with every field of its kind.
    public init(
        engagement: ID<Engagement>,
        feedback: ID<EngagementWords>,
        name: String,
        isTrouble: Bool,
        text: String
    ) {
        self.engagement = engagement
        self.feedback = feedback
        self.name = name
        self.isTrouble = isTrouble
        self.text = text
    }

    /// `feedback.given`.
    public static let kind = LetterKind.feedbackGiven
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("engagement", \.engagement),
        ("feedback", \.feedback),
        ("organisation", \.name),
        ("trouble", \.isTrouble),
        ("text", \.text)
    )
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}

/// What helped or hindered in an engagement; what its id names.
public enum Finding {}

/// The association shares what helped or hindered, in the words that who came has approved.
public struct FindingSharedLetter: Letter {
    /// What both ends know the engagement by.
    public let engagement: ID<Engagement>
    /// What both ends know the finding by.
    public let finding: ID<Finding>
    /// The name of the organisation that sends it.
    public let name: String
    /// Whether it helped; it hindered otherwise.
    public let helped: Bool
    /// What did, 1 to 600 characters.
    public let text: String

    /// A letter with every field of its kind.
    public init(
        engagement: ID<Engagement>,
        finding: ID<Finding>,
        name: String,
        helped: Bool,
        text: String
    ) {
        self.engagement = engagement
        self.finding = finding
        self.name = name
        self.helped = helped
        self.text = text
    }

    /// `finding.shared`.
    public static let kind = LetterKind.findingShared
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("engagement", \.engagement),
        ("finding", \.finding),
        ("organisation", \.name),
        ("helped", \.helped),
        ("text", \.text)
    )
    /// The engagement's id.
    public var reference: String { engagement.text }
    /// The organisation.
    public var sender: String { name }
}
