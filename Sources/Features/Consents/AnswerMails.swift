import Base
import Store
import Terms
import Wording

// The mails of a request and its answer: plain text, in paragraphs. None says why somebody applies: nobody knows.

/// What the employer is told: who asks, for whom, what, until when; with the personal link.
func requestMail(
    _ request: ConsentRequest,
    link: String,
    isReminder: Bool,
    _ words: Words
) -> Mail {
    let facts = request.facts
    let days = facts.course.afternoons.map {
        "- \(words.weekdayDate($0.day)) \(words.period($0.starts, $0.ends))"
    }
    let asked = request.asked.sorted().map {
        "- " + words.dynamic("release.support.\($0.rawValue)")
    }
    let hours = words.count("mail.request.hours", facts.course.hours)
    let day = words.onDate(request.expiresAt.inFinland.day)
    return Mail(
        to: request.giverEmail,
        subject: words.dynamic(
            isReminder ? "mail.request.reminder.subject" : "mail.request.subject",
            ["employee": facts.employee]
        ),
        body: paragraphs([
            request.giverName.isEmpty
                ? words("mail.request.hello")
                : words("mail.request.greeting", ["name": request.giverName]),
            isReminder ? words("mail.request.reminder.what", ["provider": facts.provider]) : "",
            question(facts, words),
            ([words("mail.request.where", ["place": facts.course.place]), hours] + days)
                .joined(separator: "\n"),
            ([words("mail.request.support")] + asked).joined(separator: "\n"),
            words("mail.request.answer", ["day": day]) + "\n" + link,
            words("mail.request.no-account"),
            words("mail.request.wrong-person"),
            request.contact.isEmpty
                ? facts.provider
                : words(
                    "mail.request.contact",
                    ["provider": facts.provider, "contact": request.contact]
                ),
        ]),
        language: words.language
    )
}

/// What the employer's own consent-givers are told: where to sign in and answer.
func giverMail(
    _ request: ConsentRequest,
    to address: String,
    signIn page: String,
    _ words: Words
) -> Mail {
    let day = words.onDate(request.expiresAt.inFinland.day)
    return Mail(
        to: address,
        subject: words("mail.request.subject", ["employee": request.facts.employee]),
        body: paragraphs([
            words("mail.request.hello"), question(request.facts, words),
            words("mail.request.givers", ["day": day]) + "\n" + page,
        ]),
        language: words.language
    )
}

private func question(_ facts: RequestFacts, _ words: Words) -> String {
    words(
        "mail.request.what",
        ["provider": facts.provider, "employee": facts.employee, "course": facts.course.name]
    )
}

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
                ["employee": receipt.facts.employee, "course": receipt.facts.course.name]
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
                ["employee": request.facts.employee, "course": request.facts.course.name]
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

/// `4207 2216`: two groups are easier to copy than eight digits.
private func spaced(_ code: String) -> String { "\(code.prefix(4)) \(code.dropFirst(4))" }

func paragraphs(_ list: [String]) -> String {
    list.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}
