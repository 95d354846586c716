import Base
import Interface
import Letters
import Terms
import Wording

/// What is proposed: to whom, and on which terms.
struct Proposal: Sendable {
    /// The business id or the address of the partner's space, as it was typed.
    var partner = ""
    var feePayer: FeePayer?
    var from: Day?
    var until: Day?
    var terms = ""
}

let proposalFields = FieldList<Proposal>([
    .field(
        .line(
            "partner",
            \.partner,
            "partnership.partner",
            help: "partnership.partner.help",
            limit: Limits.nameCharactersMax
        )
    ),
    .field(
        .choice(
            "fee_payer",
            \.feePayer,
            "partnership.fee",
            words: "partnership.fee",
            isOpen: true
        )
    ),
    .inLine([
        .day("valid_from", \.from, "partnership.from"),
        .day(
            "valid_until",
            \.until,
            "partnership.until",
            help: "partnership.until.help",
            isRequired: false
        )
        .checked { entry, value in
            if let until = value.until, let from = value.from, until < from {
                entry.problem("valid_until", entry.words("partnership.until.before"))
            }
        },
    ]),
    .field(
        .area(
            "terms",
            \.terms,
            "partnership.terms",
            help: "partnership.terms.help",
            limit: Limits.partnershipTermsCharactersMax,
            isRequired: true,
            rows: 8
        )
    ),
])

/// Terms as one end keeps them: what was proposed, by whom, and what was answered.
struct KeptTerms: Sendable {
    enum Answer: String, CaseIterable, Sendable {
        case accepted
        case declined
    }

    let version: Int
    /// Whether this end proposed them, so that the other answers.
    let isOwn: Bool
    let feePayer: FeePayer
    let from: Day
    let until: Day?
    let terms: String
    let proposedAt: Instant
    let answer: Answer?
    let answeredAt: Instant?

    /// The form as it stands for them.
    var proposal: Proposal {
        Proposal(feePayer: feePayer, from: from, until: until, terms: terms)
    }
}

/// A partnership with all that was proposed in it, newest first.
struct PartnershipPage: Sendable {
    let partnership: KeptPartnership
    let terms: [KeptTerms]
    /// How the other end is reached, on one line; empty when this end does not know.
    let contact: String

    /// What is agreed on.
    var agreed: KeptTerms? { terms.first { $0.version == partnership.version } }
    /// What waits for an answer.
    var open: KeptTerms? {
        partnership.isGoingOn ? terms.first { $0.answer == nil } : nil
    }
    /// What was agreed on or proposed earlier.
    var earlier: [KeptTerms] {
        terms.filter { $0.version != agreed?.version && $0.version != open?.version }
    }
}

/// A partnership as one end knows it.
struct KeptPartnership: Sendable {
    let id: ID<Partnership>
    let other: ID<Space>
    let name: String
    let state: PartnershipState
    let version: Int?
    let agreedOn: Day?
    let endedOn: Day?

    var isGoingOn: Bool { state == .proposed || state == .active }
}

extension PartnershipState {
    /// How it looks.
    var look: StateKind {
        switch self {
        case .proposed: .waiting
        case .active: .given
        case .declined: .refused
        case .ended: .plain
        }
    }
}
