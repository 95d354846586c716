internal import Base
public import HTML
public import Terms
public import Wording

// What every page that tells of an employer's consent says in the same way.

extension ConsentState {
    /// Colour and shape of the state.
    public var kind: StateKind {
        switch self {
        case .waiting: .waiting
        case .given: .given
        case .withoutSupport, .refused, .withdrawn: .refused
        case .expired, .cancelled, .replaced: .plain
        }
    }
}

extension Words {
    /// 'Työaika, matkakulut, sijainen': kinds of support as one list.
    public func supports(_ asked: Set<Support>) -> String {
        let list = asked.sorted().map { dynamic("answer.support.\($0.rawValue)") }
            .joined(separator: ", ")
        return list.prefix(1).uppercased() + list.dropFirst()
    }

    /// What an answer says, one sentence for consent and one for each support that was asked for.
    public func sentences(_ answer: ConsentAnswer, asked: Set<Support>) -> [String] {
        guard answer.consents else { return [self("answer.said.no")] }
        return [self("answer.said.yes")]
            + asked.sorted().map { support in
                guard support == .contact else {
                    let word = answer.support.contains(support) ? "yes" : "no"
                    return dynamic("answer.said.\(support.rawValue).\(word)")
                }
                return answer.contact.isEmpty
                    ? self("answer.said.contact.no")
                    : self("answer.said.contact", ["name": answer.contact])
            }
    }

    /// '7 iltapäivää, torstaisin klo 13–16', with only what all afternoons share.
    func rhythm(_ afternoons: [Afternoon]) -> String {
        let count = count("answer.afternoons", afternoons.count)
        guard let first = afternoons.first,
            afternoons.allSatisfy({ $0.starts == first.starts && $0.ends == first.ends })
        else { return count }
        let period = period(first.starts, first.ends)
        guard afternoons.allSatisfy({ $0.day.weekday == first.day.weekday }) else {
            return "\(count), \(period)"
        }
        return "\(count), \(dynamic("answer.weekday.\(first.day.weekday)")) \(period)"
    }
}

extension HTML {
    /// How far a consent has come.
    public mutating func state(of state: ConsentState, _ words: Words) {
        self.state(words.dynamic("consents.state.\(state.rawValue)"), state.kind)
    }

    /// Course and times, as they stand in requests and receipts; the days stand open where the page is printed.
    public mutating func courseFacts(
        _ facts: CourseFacts,
        showsDays: Bool = false,
        _ words: Words
    ) {
        fact(words("answer.fact.course"), facts.name, more: facts.place)
        fact(words("answer.fact.when")) { h in
            h.text(words.rhythm(facts.afternoons))
            if let first = facts.afternoons.first, let last = facts.afternoons.last {
                let hours = words.count("answer.hours", facts.hours)
                h.small("\(words.dates(first.day, last.day)), \(hours)", .class("more"))
            }
            let days = facts.afternoons.map { afternoon in
                "\(words.shortWeekdayDate(afternoon.day)) \(words.period(afternoon.starts, afternoon.ends))"
            }
            if showsDays {
                for day in days { h.small(day, .class("more")) }
                return
            }
            h.details { h in
                h.summary(words("answer.all-days"))
                h.ul { h in
                    for day in days { h.li(day) }
                }
            }
        }
    }

    /// The text that an answer is given to.
    public mutating func consentText(_ text: ConsentText) {
        section(.class("part"), .lang(text.language.rawValue)) { h in
            h.h2(text.title)
            for paragraph in text.paragraphs { h.p(paragraph) }
        }
    }

    /// The receipt: who asked whom what, what was answered, by whom, to which text, and how that is known.
    public mutating func receipt(_ receipt: Receipt, _ text: ConsentText?, _ words: Words) {
        let facts = receipt.facts
        printableReceipt(words("receipt.title"), printTitle: words("interface.print")) { h in
            h.p { h in h.state(of: receipt.state, words) }
            h.facts { h in
                h.fact(words("receipt.employee"), facts.employee)
                h.courseFacts(facts.course, showsDays: true, words)
                h.fact(words("receipt.provider"), facts.provider)
                h.fact(words("receipt.employer"), facts.employer)
                h.fact(words("receipt.answer")) { h in
                    h.ul { h in
                        for sentence in words.sentences(receipt.answer, asked: receipt.asked) {
                            h.li(sentence)
                        }
                    }
                }
                h.act(words("receipt.answered"), receipt.decision, words)
                if !receipt.chain.isEmpty {
                    let givers = receipt.chain + [receipt.decision.name]
                    h.fact(words("receipt.chain"), givers.joined(separator: " → "))
                }
                if let withdrawal = receipt.withdrawal {
                    h.act(words("receipt.withdrawn"), withdrawal, words)
                }
                h.fact(words("receipt.text")) { h in
                    let language = receipt.textLanguage.rawValue
                    h.text(
                        words(
                            "receipt.text.version",
                            [
                                "version": String(receipt.textVersion),
                                "language": words.dynamic("interface.language.\(language)"),
                            ]
                        )
                    )
                    h.small(.class("more")) { h in
                        h.text("SHA-256 ")
                        h.code(receipt.textHash)
                    }
                }
                h.fact(words("receipt.number")) { h in h.code(receipt.decision.id) }
            }
            if let text { h.consentText(text) }
        }
    }

    /// An answer to earlier facts, below the receipt of the one that has replaced it.
    public mutating func earlierReceipt(_ receipt: Receipt, _ words: Words) {
        part(words("receipt.earlier")) { h in
            h.facts { h in
                h.courseFacts(receipt.facts.course, showsDays: true, words)
                h.fact(words("receipt.answer")) { h in
                    h.ul { h in
                        for sentence in words.sentences(receipt.answer, asked: receipt.asked) {
                            h.li(sentence)
                        }
                    }
                }
                h.act(words("receipt.answered"), receipt.decision, words)
                h.fact(words("receipt.number")) { h in h.code(receipt.decision.id) }
            }
        }
    }

    private mutating func act(_ term: String, _ act: Receipt.Act, _ words: Words) {
        fact(
            term,
            "\(act.name), \(words.fullMoment(act.at))",
            more: words.dynamic("receipt.strength.\(act.strength.rawValue)")
        )
    }
}
