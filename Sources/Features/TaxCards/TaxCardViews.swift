import Base
import HTML
import Interface
import Wording

extension HTML {
    /// The cards that have come, each with what takes that back.
    mutating func cards(
        _ cards: [TaxCard],
        removal: String,
        once: () -> String,
        _ words: Words
    ) {
        if cards.isEmpty { p(words("cards.none")) }
        for card in cards {
            act(action: "\(removal)/\(card.id)/removal", once: once()) { h in
                h.p(
                    words(
                        "cards.line",
                        ["year": "\(card.year)", "day": words.date(card.receivedOn)]
                    )
                )
                h.submitButton(words("cards.drop"))
            }
        }
    }

    /// Whether a year's card has come.
    mutating func card(_ year: Int, _ receivedOn: Day?, _ words: Words) {
        let day = receivedOn.map { words.date($0) }
        p(
            day.map { words("cards.line", ["year": "\(year)", "day": $0]) }
                ?? words("cards.missing", ["year": "\(year)"])
        )
    }
}
