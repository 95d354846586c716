import Base
import Interface
import Store
import Terms
import Wording

// The mails of an answer: plain text, in paragraphs.

func receiptMail(_ receipt: Receipt, to email: String, at place: String, _ words: Words) -> Mail {
    Mail(
        .receipt,
        to: email,
        subject: words("mail.answer.receipt.subject", ["provider": receipt.facts.provider]),
        body: paragraphs([
            words(
                "mail.answer.receipt.thanks",
                [
                    "employee": receipt.facts.employee.text(for: .mail),
                    "course": receipt.facts.course.name,
                ]
            ),
            words.sentences(receipt.answer, asked: receipt.asked).map { "- \($0)" }.joined(
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
        .receipt,
        to: email,
        subject: words("mail.answer.withdrawal.subject"),
        body: paragraphs([
            words(
                "mail.answer.withdrawal.done",
                [
                    "employee": request.facts.employee.text(for: .mail),
                    "course": request.facts.course.name,
                ]
            ),
            words("mail.answer.receipt.only", ["place": place]),
        ]),
        language: words.language
    )
}

func delegationMail(
    _ form: AnswerForm,
    by name: String,
    at place: String,
    _ words: Words
) -> Mail {
    let request = form.about.request
    return Mail(
        .request,
        to: form.address,
        subject: words(
            "mail.answer.delegation.subject",
            [
                "provider": request.facts.provider,
                "day": words.shortDate(request.expiresAt.inFinland.day),
            ]
        ),
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

private func paragraphs(_ list: [String]) -> String {
    list.joined(separator: "\n\n") + "\n"
}
