import Answering
import Base
import Store
import Terms
import Wording

// The mails of a request: plain text, in paragraphs. None says why somebody applies: nobody knows.

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
        subject: subject(request, isReminder: isReminder, words),
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
    isReminder: Bool,
    _ words: Words
) -> Mail {
    let day = words.onDate(request.expiresAt.inFinland.day)
    return Mail(
        to: address,
        subject: subject(request, isReminder: isReminder, words),
        body: paragraphs([
            words("mail.request.hello"), question(request.facts, words),
            words("mail.request.givers", ["day": day]) + "\n" + page,
        ]),
        language: words.language
    )
}

/// What whoever was to answer, or has consented, is told when the course is not held, or has been held without the employee.
func courseEndMail(
    _ request: ConsentRequest,
    to address: String,
    isHeld: Bool,
    _ words: Words
) -> Mail {
    let (facts, end) = (request.facts, isHeld ? "held" : "cancelled")
    return Mail(
        to: address,
        subject: words.dynamic(
            "mail.course-end.\(end).subject",
            ["course": facts.course.name]
        ),
        body: paragraphs([
            words("mail.request.hello"),
            words.dynamic(
                "mail.course-end.\(end).what",
                [
                    "provider": facts.provider, "employee": facts.employee.text(for: .mail),
                    "course": facts.course.name,
                ]
            ),
            request.state == .waiting
                ? words("mail.course-end.waiting") : words("mail.course-end.given"),
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

/// What is asked, and until when.
private func subject(_ request: ConsentRequest, isReminder: Bool, _ words: Words) -> String {
    words.dynamic(
        isReminder ? "mail.request.reminder.subject" : "mail.request.subject",
        [
            "employee": request.facts.employee.text(for: .mail),
            "day": words.shortDate(request.expiresAt.inFinland.day),
        ]
    )
}

private func question(_ facts: RequestFacts, _ words: Words) -> String {
    words(
        "mail.request.what",
        [
            "provider": facts.provider, "employee": facts.employee.text(for: .mail),
            "course": facts.course.name,
        ]
    )
}

private func paragraphs(_ list: [String]) -> String {
    list.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}
