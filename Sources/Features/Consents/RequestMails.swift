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
    let asked = request.asked.sorted().map {
        "- " + words.dynamic("release.support.\($0.rawValue)")
    }
    let day = words.onDate(request.expiresAt.inFinland.day)
    return Mail(
        isReminder ? .reminder : .request,
        to: request.giverEmail,
        subject: subject(request, isReminder: isReminder, words),
        body: paragraphs([
            request.giverName.isEmpty
                ? words("mail.request.hello")
                : words("mail.request.greeting", ["name": request.giverName]),
            isReminder ? words("mail.request.reminder.what", ["provider": facts.provider]) : "",
            question(request, words),
            when(facts.course, words),
            request.earlier.map { words("mail.request.renewed.before") + "\n" + when($0, words) }
                ?? "",
            ([words("mail.request.support")] + asked).joined(separator: "\n"),
            words("mail.request.answer", ["day": day]) + "\n" + link,
            words("mail.request.no-account"),
            words("mail.request.wrong-person"),
            signature(request, words),
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
        isReminder ? .reminder : .request,
        to: address,
        subject: subject(request, isReminder: isReminder, words),
        body: paragraphs([
            words("mail.request.hello"), question(request, words),
            words("mail.request.givers", ["day": day]) + "\n" + page,
        ]),
        language: words.language
    )
}

/// What whoever is to answer, or has consented, is told when the course changes in a way that asks no more of them.
func changeMail(_ request: ConsentRequest, to address: String, _ words: Words) -> Mail {
    let facts = request.facts
    return Mail(
        .course,
        to: address,
        subject: words("mail.change.subject", ["course": facts.course.name]),
        body: paragraphs([
            words("mail.request.hello"),
            words(
                "mail.change.what",
                [
                    "provider": facts.provider, "employee": facts.employee.text(for: .mail),
                    "course": facts.course.name,
                ]
            ),
            when(facts.course, words),
            request.state == .waiting ? words("mail.change.waiting") : words("mail.change.given"),
            signature(request, words),
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
        .course,
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
            signature(request, words),
        ]),
        language: words.language
    )
}

/// What is asked, and until when.
private func subject(_ request: ConsentRequest, isReminder: Bool, _ words: Words) -> String {
    let key: StaticString =
        switch (request.renews != nil, isReminder) {
        case (false, false): "mail.request.subject"
        case (false, true): "mail.request.reminder.subject"
        case (true, false): "mail.request.renewed.subject"
        case (true, true): "mail.request.renewed.reminder.subject"
        }
    return words(
        key,
        [
            "employee": request.facts.employee.text(for: .mail),
            "day": words.shortDate(request.expiresAt.inFinland.day),
        ]
    )
}

/// Where and when a course is held: the place, the hours and each day.
private func when(_ course: CourseFacts, _ words: Words) -> String {
    let days = course.afternoons.map {
        "- \(words.weekdayDate($0.day)) \(words.period($0.starts, $0.ends))"
    }
    let place = words("mail.request.where", ["place": course.place])
    return ([place, words.count("mail.request.hours", course.hours)] + days)
        .joined(separator: "\n")
}

/// Who asks, and how they are reached.
private func signature(_ request: ConsentRequest, _ words: Words) -> String {
    let provider = request.facts.provider
    return request.contact.isEmpty
        ? provider
        : words("mail.request.contact", ["provider": provider, "contact": request.contact])
}

private func question(_ request: ConsentRequest, _ words: Words) -> String {
    let facts = request.facts
    return words.dynamic(
        request.renews == nil ? "mail.request.what" : "mail.request.renewed",
        [
            "provider": facts.provider, "employee": facts.employee.text(for: .mail),
            "course": facts.course.name,
        ]
    )
}

private func paragraphs(_ list: [String]) -> String {
    list.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}
