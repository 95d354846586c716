public import Base

/// What a partner has ordered; both ends know it by one id.
public enum Engagement {}

/// The four kinds of situation; the words of each stand under `engagement.kind.<code>`.
public enum EngagementKind: String, CaseIterable, Sendable {
    case training
    case development
    case information
    case peerSupport = "peer-support"
}

/// What an engagement is for; the words of each stand under `engagement.purpose.<code>`.
public enum EngagementPurpose: String, CaseIterable, Sendable {
    case planning
    case evaluation
    case staffTraining = "staff-training"
    case other
}

/// Who listens; the words of each stand under `engagement.audience.<code>`.
public enum EngagementAudience: String, CaseIterable, Sendable {
    case decisionMakers = "decision-makers"
    case officials
    case staff
    case peers
}

/// Whose change of an engagement waits for an answer.
public enum ChangeProposer: String, CaseIterable, Sendable {
    /// This end's, for the other end to answer.
    case own
    /// The other end's, for this one.
    case other
}

/// Who marked an engagement as held, and whether both ends agree to that.
public struct EngagementEnding: Sendable {
    /// For so many days the other end may object.
    public static let daysToObject = 7

    /// When it was marked as held.
    public let doneOn: Day?
    /// Whether this end marked it.
    public let isDoneHere: Bool
    /// When one end objected to the mark; nil once it is marked anew or cancelled.
    public let objectedOn: Day?

    /// How it ended as its own columns say it.
    public init(doneOn: Day?, isDoneHere: Bool, objectedOn: Day?) {
        (self.doneOn, self.isDoneHere, self.objectedOn) = (doneOn, isDoneHere, objectedOn)
    }

    /// The last day on which the end that did not mark it may object.
    public var objectsUntil: Day? { doneOn?.adding(days: Self.daysToObject) }
}

/// One of the times of an engagement.
public typealias EngagementTime = Afternoon

/// What is ordered: the facts that both ends hold and the order's letter carries.
public struct EngagementFacts: Sendable, Equatable {
    /// Most times of one engagement.
    public static let timesMax = 20
    /// How many experts there may be.
    public static let expertsAllowed = 1...5
    /// How many people may listen.
    public static let groupAllowed = 1...10_000
    /// For how many minutes the expert may speak.
    public static let minutesAllowed = 5...480
    /// The fee of one expert in cents.
    public static let feeAllowed = 0...1_000_000

    /// The kind of situation.
    public var kind = EngagementKind.training
    /// What it is for.
    public var purpose = EngagementPurpose.other
    /// Who listens.
    public var audience = EngagementAudience.staff
    /// What it is called.
    public var title = ""
    /// What is wished of the expert.
    public var wish = ""
    /// Whether it is held remotely.
    public var isRemote = false
    /// Where it is held, or how one takes part remotely.
    public var place = ""
    /// How many people listen.
    public var groupSize = 0
    /// Who else speaks or takes part; empty for nothing said.
    public var othersPresent = ""
    /// For how many minutes the expert speaks.
    public var minutes = 0
    /// What there is to use; empty for nothing said.
    public var equipment = ""
    /// How one gets in and moves about; empty for nothing said.
    public var access = ""
    /// Whether a recording is asked for.
    public var isRecorded = false
    /// Whether media are present.
    public var hasMedia = false
    /// The fee offered to each expert, in cents.
    public var fee = 0
    /// Whether travel is paid beside it.
    public var travelPaid = false
    /// Whom the expert finds or calls on the day.
    public var host = ""
    /// How many experts are asked for.
    public var experts = 0
    /// When it is, the earliest first.
    public var times: [EngagementTime] = []

    /// Nothing said yet.
    public init() {}

    /// The facts in the order of the letter's fields and of the columns; the times stand in a table of their own.
    public init(
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
        _ experts: Int
    ) {
        self.kind = kind
        self.purpose = purpose
        self.audience = audience
        self.title = title
        self.wish = wish
        self.isRemote = isRemote
        self.place = place
        self.groupSize = groupSize
        self.othersPresent = othersPresent
        self.minutes = minutes
        self.equipment = equipment
        self.access = access
        self.isRecorded = isRecorded
        self.hasMedia = hasMedia
        self.fee = fee
        self.travelPaid = travelPaid
        self.host = host
        self.experts = experts
    }

    /// The same with its times.
    public func at(_ times: [EngagementTime]) -> EngagementFacts {
        var facts = self
        facts.times = times
        return facts
    }

    /// When the first of its times begins; nil while it has none.
    public var first: EngagementTime? { times.first }

    /// Whether the other end has to agree to these in place of earlier ones, and whoever has said yes is asked anew.
    public func needsAnswer(over old: EngagementFacts) -> Bool {
        (kind, audience, isRemote, place) != (old.kind, old.audience, old.isRemote, old.place)
            || (isRecorded, hasMedia, fee) != (old.isRecorded, old.hasMedia, old.fee)
            || (travelPaid, experts) != (old.travelPaid, old.experts) || times != old.times
    }
}
