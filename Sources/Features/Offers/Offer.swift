import Base
import Interface
import Store
import Terms
import Wording

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
    /// Of the facts that were answered, or asked about.
    let ownRevision: Int
    let answerBy: Day
    let choice: FeeChoice?
    let shownName: String
    let showsContact: Bool
    let toldOn: Day?

    /// What was answered; before that, under the name that partners know them by.
    ///
    /// What has changed is answered anew.
    var answer: OfferAnswer {
        OfferAnswer(
            choice: stand == .changed ? nil : choice,
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
                words: "fee-choice",
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
