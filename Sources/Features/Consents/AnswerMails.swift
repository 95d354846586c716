import Base
import Store
import Wording

// The mails of an answer: plain text, in paragraphs.

func codeMail(_ code: String, _ step: CodeStep, _ opened: Opened, _ words: Words) -> Mail {
    Mail(
        to: opened.link.email,
        subject: words("mail.answer.code.subject"),
        body: paragraphs([
            words.dynamic("mail.answer.code.for.\(step.rawValue)"),
            spaced(code),
            words("mail.answer.code.rest"),
        ]),
        language: words.language
    )
}

func receiptMail(_ receipt: Receipt, to email: String, at place: String, _ words: Words) -> Mail {
    Mail(
        to: email,
        subject: words("mail.answer.receipt.subject", ["provider": receipt.facts.provider]),
        body: paragraphs([
            words(
                "mail.answer.receipt.thanks",
                ["employee": receipt.facts.employee, "course": receipt.facts.course]
            ),
            sentences(receipt.answer, asked: receipt.asked, words).map { "- \($0)" }.joined(
                separator: "\n"
            ),
            words(
                "mail.answer.receipt.who",
                ["name": receipt.decision.name, "when": words.fullMoment(receipt.decision.at)]
            ),
            // What was refused is not there to be taken back.
            receipt.answer.consents
                ? words("mail.answer.receipt.where", ["place": place])
                : words("mail.answer.receipt.only", ["place": place]),
        ]),
        language: words.language
    )
}

func withdrawalMail(_ request: ConsentRequest, to email: String, at place: String, _ words: Words)
    -> Mail
{
    Mail(
        to: email,
        subject: words("mail.answer.withdrawal.subject"),
        body: paragraphs([
            words(
                "mail.answer.withdrawal.done",
                ["employee": request.facts.employee, "course": request.facts.course]
            ),
            words("mail.answer.receipt.only", ["place": place]),
        ]),
        language: words.language
    )
}

func delegationMail(
    _ request: ConsentRequest,
    to colleague: Colleague,
    by name: String,
    at place: String,
    _ words: Words
) -> Mail {
    Mail(
        to: colleague.email,
        subject: words("mail.answer.delegation.subject", ["provider": request.facts.provider]),
        body: paragraphs([
            words(
                "mail.answer.delegation.who",
                [
                    "name": name, "provider": request.facts.provider,
                    "employer": request.facts.employer,
                ]
            ),
            words("mail.answer.delegation.what"),
            words("mail.answer.delegation.where", ["place": place]),
            words(
                "mail.answer.delegation.until",
                ["day": words.onDate(request.expiresAt.inFinland.day)]
            ),
        ]),
        language: words.language
    )
}

/// What the applicant is told: that there is something to read on their own page.
func answerMail(course: String, _ words: Words) -> (subject: String, body: String) {
    (
        words("mail.applicant.subject", ["course": course]),
        paragraphs([
            words("mail.applicant.what", ["course": course]),
            words("mail.applicant.where", ["page": "{page}"]),
        ])
    )
}

/// `4207 2216`: two groups are easier to copy than eight digits.
private func spaced(_ code: String) -> String { "\(code.prefix(4)) \(code.dropFirst(4))" }

private func paragraphs(_ list: [String]) -> String {
    list.joined(separator: "\n\n") + "\n"
}
