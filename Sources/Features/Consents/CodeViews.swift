import Base
import HTML
import Interface
import Terms
import Wording

/// What is about to be done, and what the code page sends along for it.
struct CodeSheet {
    let request: ConsentRequest
    let step: CodeStep
    /// What was chosen, in words.
    let sentences: [String]
    /// Whether the answer lacks the working time without which nobody gets a place.
    let lacksWorkingTime: Bool
    let hidden: [(name: String, value: String)]
    /// The text that is answered to; nil for other steps than the answer.
    let text: ConsentText?
    /// Where the code was sent, with only so much of the address that its owner knows it.
    let address: String
    let problems: Problems
    /// The path of the answering pages, `/<space>/answer`.
    let path: String
    let once: String
}

/// What was chosen, repeated in words, and the code that makes it so.
func codePage(_ h: inout HTML, _ sheet: CodeSheet, _ words: Words) {
    h.errorSummary(sheet.problems, words)
    h.pageHead(
        words.dynamic("answer.code.title.\(sheet.step.rawValue)"),
        lead: "\(sheet.request.facts.employee), \(sheet.request.facts.course.name)"
    )
    h.div(.class("group is-cards")) { h in
        h.ul { h in
            for sentence in sheet.sentences { h.li(sentence) }
        }
    }
    if sheet.lacksWorkingTime {
        h.p(words("answer.without-working-time"), .class("notice is-problem"))
    }
    h.form(
        action: "\(sheet.path)/\(sheet.step.rawValue)",
        once: sheet.once,
        id: "answer",
        isGuarded: false
    ) { h in
        for field in sheet.hidden { h.hiddenField(field.name, field.value) }
        h.codeField(
            "code",
            label: words("answer.code"),
            help: words("answer.code.help", ["address": sheet.address]),
            problem: sheet.problems["code"]
        )
        h.buttons { h in
            h.mainButton(words.dynamic("answer.code.confirm.\(sheet.step.rawValue)"))
            h.button(
                words("answer.code.again"),
                .class("button is-quiet"),
                .type("submit"),
                .formAction("\(sheet.path)/code")
            )
            h.button(
                words("answer.code.back"),
                .class("button is-quiet"),
                .type("submit"),
                .formAction(sheet.path)
            )
        }
    }
    if let text = sheet.text { consentText(&h, text) }
}

/// What an answer says, one sentence for consent and one for each support that was asked for.
func sentences(_ answer: Answer, asked: Set<Support>, _ words: Words) -> [String] {
    var list = [words.dynamic(answer.consents ? "answer.said.yes" : "answer.said.no")]
    guard answer.consents else { return list }
    for support in asked.sorted() {
        if support == .contact {
            list.append(
                answer.contact.isEmpty
                    ? words("answer.said.contact.no")
                    : words("answer.said.contact", ["name": answer.contact])
            )
        } else {
            let word = answer.support.contains(support) ? "yes" : "no"
            list.append(words.dynamic("answer.said.\(support.rawValue).\(word)"))
        }
    }
    return list
}

/// `ma···@esimerkki.fi`: enough to know one's own address by.
func veiled(_ email: String) -> String {
    guard let at = email.lastIndex(of: "@") else { return "···" }
    return "\(email[..<at].prefix(2))···\(email[at...])"
}
