/// A request to an expert to come to an engagement; what its id names.
public enum Offer {}

/// What somebody takes for taking part; the words of each stand under `fee-choice.<code>`.
public enum FeeChoice: String, CaseIterable, Sendable {
    case fee
    case expenses
    case nothing
}

/// How an offer stands for the one who was asked; the words of each stand under `offer.stand.<code>`.
public enum OfferStand: String, CaseIterable, Sendable {
    /// It waits for an answer.
    case asked
    /// They have said yes; others have not answered yet.
    case accepted
    /// It is agreed that they come.
    case agreed
    /// The partner has changed what it is about: their yes was to something else.
    case changed
    case done
    case cancelled
    /// Nobody waits for an answer any more.
    case over

    /// Whether an answer is waited for.
    public var isAsked: Bool { self == .asked || self == .changed }

    /// Whether they have said yes to what it is about now.
    public var isComing: Bool { self == .accepted || self == .agreed }

    /// Whether they can say yes, or change what they have chosen.
    public var isOpen: Bool { isAsked || isComing }
}
