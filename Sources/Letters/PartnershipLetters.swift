public import Base
public import Terms

/// What an association and a partner know their partnership by, at both ends.
public enum Partnership {}

/// An association proposes a partnership on these terms.
public struct PartnershipProposedLetter: Letter {
    /// What both ends know the partnership by.
    public let partnership: ID<Partnership>
    /// Which terms are meant: 1 for the first.
    public let version: Int
    /// The name of the organisation that sends it.
    public let name: String
    /// How the association is reached, on one line; empty when it has not said so.
    public let contact: String
    /// Who pays the fees.
    public let feePayer: FeePayer
    /// The first day.
    public let from: Day
    /// The last day; nil for none.
    public let until: Day?
    /// All else that is agreed on, 1 to 1,500 characters.
    public let terms: String

    /// A letter with every field of its kind.
    public init(
        partnership: ID<Partnership>,
        version: Int,
        name: String,
        contact: String,
        feePayer: FeePayer,
        from: Day,
        until: Day?,
        terms: String
    ) {
        self.partnership = partnership
        self.version = version
        self.name = name
        self.contact = contact
        self.feePayer = feePayer
        self.from = from
        self.until = until
        self.terms = terms
    }

    /// `partnership.proposed`.
    public static let kind = LetterKind.partnershipProposed
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("partnership", \.partnership),
        ("version", \.version),
        ("organisation", \.name),
        ("organisation_contact", \.contact),
        ("fee_payer", \.feePayer),
        ("valid_from", \.from),
        ("valid_until", \.until),
        ("terms", \.terms)
    )
    /// The partnership's id.
    public var reference: String { partnership.text }
    /// The organisation.
    public var sender: String { name }
}

/// One end proposes other terms; those that are agreed on hold until the other end accepts.
public struct PartnershipChangedLetter: Letter {
    /// What both ends know the partnership by.
    public let partnership: ID<Partnership>
    /// Which terms are meant: 1 for the first.
    public let version: Int
    /// The name of the organisation that sends it.
    public let name: String
    /// Who pays the fees.
    public let feePayer: FeePayer
    /// The first day.
    public let from: Day
    /// The last day; nil for none.
    public let until: Day?
    /// All else that is agreed on, 1 to 1,500 characters.
    public let terms: String

    /// A letter with every field of its kind.
    public init(
        partnership: ID<Partnership>,
        version: Int,
        name: String,
        feePayer: FeePayer,
        from: Day,
        until: Day?,
        terms: String
    ) {
        self.partnership = partnership
        self.version = version
        self.name = name
        self.feePayer = feePayer
        self.from = from
        self.until = until
        self.terms = terms
    }

    /// `partnership.changed`.
    public static let kind = LetterKind.partnershipChanged
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("partnership", \.partnership),
        ("version", \.version),
        ("organisation", \.name),
        ("fee_payer", \.feePayer),
        ("valid_from", \.from),
        ("valid_until", \.until),
        ("terms", \.terms)
    )
    /// The partnership's id.
    public var reference: String { partnership.text }
    /// The organisation.
    public var sender: String { name }
}

/// The other end agrees to what was proposed.
public struct PartnershipAcceptedLetter: Letter {
    /// What both ends know the partnership by.
    public let partnership: ID<Partnership>
    /// Which terms are meant: 1 for the first.
    public let version: Int
    /// The name of the organisation that sends it.
    public let name: String

    /// A letter with every field of its kind.
    public init(
        partnership: ID<Partnership>,
        version: Int,
        name: String
    ) {
        self.partnership = partnership
        self.version = version
        self.name = name
    }

    /// `partnership.accepted`.
    public static let kind = LetterKind.partnershipAccepted
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("partnership", \.partnership),
        ("version", \.version),
        ("organisation", \.name)
    )
    /// The partnership's id.
    public var reference: String { partnership.text }
    /// The organisation.
    public var sender: String { name }
}

/// The other end does not agree to what was proposed.
public struct PartnershipDeclinedLetter: Letter {
    /// What both ends know the partnership by.
    public let partnership: ID<Partnership>
    /// Which terms are meant: 1 for the first.
    public let version: Int
    /// The name of the organisation that sends it.
    public let name: String

    /// A letter with every field of its kind.
    public init(
        partnership: ID<Partnership>,
        version: Int,
        name: String
    ) {
        self.partnership = partnership
        self.version = version
        self.name = name
    }

    /// `partnership.declined`.
    public static let kind = LetterKind.partnershipDeclined
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("partnership", \.partnership),
        ("version", \.version),
        ("organisation", \.name)
    )
    /// The partnership's id.
    public var reference: String { partnership.text }
    /// The organisation.
    public var sender: String { name }
}

/// The partnership has ended, by an act of one end or because its last day was over.
public struct PartnershipEndedLetter: Letter {
    /// What both ends know the partnership by.
    public let partnership: ID<Partnership>
    /// The name of the organisation that sends it.
    public let name: String

    /// A letter with every field of its kind.
    public init(partnership: ID<Partnership>, name: String) {
        self.partnership = partnership
        self.name = name
    }

    /// `partnership.ended`.
    public static let kind = LetterKind.partnershipEnded
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("partnership", \.partnership),
        ("organisation", \.name)
    )
    /// The partnership's id.
    public var reference: String { partnership.text }
    /// The organisation.
    public var sender: String { name }
}
