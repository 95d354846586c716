import Base
import HTTP
import Interface
import Wording

/// That a card has come.
struct TaxCard: Sendable {
    let id: ID<TaxCard>
    let year: Int
    let receivedOn: Day
}

/// A card as its coming is marked.
struct CardDraft: Sendable, Equatable {
    var year: Int
    var receivedOn: Day?

    /// What stands in the form on a day: in December cards come for the next year, and whose is marked sends the next one.
    init(on today: Day, marked: [Int] = []) {
        let years = cardYears(on: today)
        let isNext = today.parts.month == 12 || marked.contains(years[0])
        year = years[isNext ? 1 : 0]
        receivedOn = today
    }
}

/// The years for which cards are marked on a day.
func cardYears(on today: Day) -> [Int] { [today.parts.year, today.parts.year + 1] }

/// The fields of a card that has come by a day.
func cardFields(on today: Day) -> FieldList<CardDraft> {
    let years = cardYears(on: today).map { Choice("\($0)", "\($0)") }
    let year = Field<CardDraft>(
        "year",
        "cards.year",
        Field<CardDraft>.Parts(
            read: { entry, draft in
                let typed = entry.typed("year")
                if let year = cardYears(on: today).first(where: { "\($0)" == typed }) {
                    draft.year = year
                } else {
                    entry.problem("year", entry.words("form.problem.choice"))
                }
            },
            pairs: { [Form.Pair("year", "\($0.year)")] },
            write: { h, entry in
                h.radios(
                    "year",
                    label: entry.words("cards.year"),
                    choices: years,
                    chosen: entry.typed("year"),
                    problem: entry.problems["year"]
                )
            },
            text: { draft, _ in "\(draft.year)" }
        )
    )
    return FieldList(
        year,
        .day("received_on", \.receivedOn, "cards.received", help: "cards.received.help")
            .checked { entry, draft in
                if let day = draft.receivedOn, day > today {
                    entry.problem("received_on", entry.words("cards.rule.ahead"))
                }
            }
    )
}
