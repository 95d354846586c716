import Base
import HTML
import Interface
import Terms
import Wording

/// Where a receipt's page leads: its file for machines, and the taking back of a consent.
struct ReceiptSheet {
    let receipt: Receipt
    let text: ConsentText?
    /// Back to what the receipt is about; nil for who holds a link alone.
    let back: NextStep?
    /// Writes the way to the file.
    let file: (inout HTML) -> Void
    /// Nil when there is nothing to take back, or not for this reader.
    let withdrawal: WithdrawalSheet?
}

/// The form that takes a consent back.
struct WithdrawalSheet {
    let action: String
    let once: String
    let hidden: [(name: String, value: String)]
    let name: String
    let problems: Problems
}

/// The receipt: who asked whom what, what was answered, by whom, to which text, and how that is known.
func receiptPage(_ h: inout HTML, _ sheet: ReceiptSheet, _ words: Words) {
    let receipt = sheet.receipt
    if let withdrawal = sheet.withdrawal { h.errorSummary(withdrawal.problems, words) }
    h.printableReceipt(words("receipt.title"), printTitle: words("interface.print")) { h in
        h.p { h in
            h.state(words.dynamic("consents.state.\(receipt.state.rawValue)"), kind(receipt.state))
        }
        h.facts { h in
            h.fact(words("receipt.employee"), receipt.facts.employee)
            courseFacts(&h, receipt.facts.course, showsDays: true, words)
            h.fact(words("receipt.provider"), receipt.facts.provider)
            h.fact(words("receipt.employer"), receipt.facts.employer)
            h.fact(words("receipt.answer")) { h in
                h.ul { h in
                    for sentence in sentences(receipt.answer, asked: receipt.asked, words) {
                        h.li(sentence)
                    }
                }
            }
            event(&h, words("receipt.answered"), receipt.decision, words)
            if !receipt.chain.isEmpty {
                h.fact(
                    words("receipt.chain"),
                    (receipt.chain + [receipt.decision.name]).joined(separator: " → ")
                )
            }
            if let withdrawal = receipt.withdrawal {
                event(&h, words("receipt.withdrawn"), withdrawal, words)
            }
            h.fact(words("receipt.text")) { h in
                h.text(textName(receipt, words))
                h.small(.class("more")) { h in
                    h.text("SHA-256 ")
                    h.code(receipt.textHash)
                }
            }
            h.fact(words("receipt.number")) { h in h.code(receipt.decision.id) }
        }
        if let text = sheet.text { consentText(&h, text) }
    }
    sheet.file(&h)
    if let withdrawal = sheet.withdrawal { withdrawalForm(&h, withdrawal, words) }
    if let back = sheet.back { h.p { h in h.a(back.title, .href(back.path)) } }
}

private func event(_ h: inout HTML, _ term: String, _ event: ReceiptEvent, _ words: Words) {
    h.fact(
        term,
        "\(event.name), \(words.fullMoment(event.at))",
        more: words.dynamic("receipt.strength.\(event.strength.rawValue)")
    )
}

private func textName(_ receipt: Receipt, _ words: Words) -> String {
    let language = words.dynamic("interface.language.\(receipt.textLanguage.rawValue)")
    return words(
        "receipt.text.version",
        ["version": String(receipt.textVersion), "language": language]
    )
}

func withdrawalForm(_ h: inout HTML, _ sheet: WithdrawalSheet, _ words: Words) {
    h.details(.class("danger"), .when(!sheet.problems.isEmpty, .open())) { h in
        h.summary(words("answer.withdrawal"))
        h.form(action: sheet.action, once: sheet.once, isGuarded: false) { h in
            for field in sheet.hidden { h.hiddenField(field.name, field.value) }
            h.hiddenField("step", CodeStep.withdrawal.rawValue)
            h.p(words("answer.withdrawal.what-happens"))
            h.textField(
                "name",
                label: words("answer.name"),
                value: sheet.name,
                help: words("answer.name.help"),
                problem: sheet.problems["name"],
                autocomplete: "name",
                charactersMax: Limits.nameCharactersMax
            )
            h.buttons { h in h.dangerButton(words("answer.withdrawal.send")) }
        }
    }
}

/// Colour and shape of a state.
func kind(_ state: ConsentState) -> StateKind {
    switch state {
    case .waiting: .waiting
    case .given: .given
    case .withoutSupport, .refused, .withdrawn: .refused
    case .expired, .cancelled: .plain
    }
}
