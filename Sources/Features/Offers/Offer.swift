import Base
import Interface
import Store
import Terms
import Wording

/// A request to an expert to come to an engagement; what its id names.
enum Offer {}

/// What an expert takes for coming; its words stand under `offer.choice.<code>`.
enum FeeChoice: String, CaseIterable, Sendable {
    case fee
    case expenses
    case nothing
}

/// How an offer stands for the one who was asked; its words stand under `offer.stand.<code>`.
enum OfferStand: String, CaseIterable, Sendable {
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

    /// How it looks.
    var look: StateKind {
        switch self {
        case .asked, .changed: .waiting
        case .accepted, .agreed: .given
        case .done, .cancelled, .over: .plain
        }
    }

    /// Whether they can say yes, or change what they have chosen.
    var isOpen: Bool { self == .asked || self == .changed || isComing }

    /// Whether they have said yes to what it is about now.
    var isComing: Bool { self == .accepted || self == .agreed }
}

extension FeeChoice: ColumnValue {}
extension OfferStand: ColumnValue {}

/// What somebody says who comes.
struct OfferAnswer: Sendable, Equatable {
    var choice: FeeChoice?
    /// The name under which the partner learns of them.
    var shownName = ""
    /// Whether the partner learns how they are reached.
    var showsContact = false
    /// When a coordinator was told of it; nil where the expert says it.
    var toldOn: Day?
}

/// An offer as its page shows it.
struct KeptOffer: Sendable {
    var facts: EngagementFacts
    let id: ID<Offer>
    let engagement: ID<Engagement>
    let name: PersonName
    let partner: String
    let stand: OfferStand
    /// Of the facts as they are.
    let revision: Int
    let answerBy: Day
    let choice: FeeChoice?
    let shownName: String
    let showsContact: Bool
    let toldOn: Day?

    /// What was answered; before that, under the name that partners know them by.
    var answer: OfferAnswer {
        OfferAnswer(
            choice: choice,
            shownName: shownName,
            showsContact: showsContact,
            toldOn: toldOn
        )
    }
}

/// The fields of the answer; without a fee there is none to choose.
func answerFields(hasFee: Bool) -> FieldList<OfferAnswer> { FieldList(answerItems(hasFee)) }

/// The same with the day on which somebody without an account has told it; it cannot lie ahead.
func toldFields(hasFee: Bool, today: Day) -> FieldList<OfferAnswer> {
    let told = Field<OfferAnswer>.day("told_on", \.toldOn, "offer.told", help: "offer.told.help")
        .checked { entry, new in
            if let day = new.toldOn, day > today {
                entry.problem("told_on", entry.words("offer.rule.told"))
            }
        }
    return FieldList([.field(told)] + answerItems(hasFee))
}

private func answerItems(_ hasFee: Bool) -> [FieldList<OfferAnswer>.Item] {
    [
        .field(
            .choice(
                "choice",
                \.choice,
                "offer.choice",
                among: FeeChoice.allCases.filter { hasFee || $0 != .fee },
                words: "offer.choice",
                help: "offer.choice.help",
                isOpen: true
            )
        ),
        .field(
            .line(
                "shown_name",
                \.shownName,
                "offer.name",
                help: "offer.name.help",
                limit: Limits.nameCharactersMax
            )
        ),
        .field(
            .yesOrNo("shows_contact", \.showsContact, "offer.contact", help: "offer.contact.help")
        ),
    ]
}
