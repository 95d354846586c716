import Base
import Store
import Wording

// Every mail of the path, plain text. None of them says why somebody applies: nobody knows.

private func letter(_ paragraphs: [String]) -> String {
    paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}

func codeMail(
    _ applicant: Applicant,
    _ code: String,
    _ course: String,
    _ provider: String,
    _ words: Words
) -> Mail {
    Mail(
        to: applicant.email,
        subject: words("application.mail.code.subject"),
        body: letter([
            words("application.mail.code.what", ["course": course, "provider": provider]),
            "\(code.prefix(4)) \(code.dropFirst(4))",
            words("application.mail.code.how"),
            words("application.mail.code.not-you"),
        ]),
        language: words.language
    )
}

func receivedMail(
    _ applicant: Applicant,
    _ course: CourseFacts,
    _ provider: String,
    link: String,
    _ words: Words
) -> Mail {
    Mail(
        to: applicant.email,
        subject: words("application.mail.received.subject", ["course": course.name]),
        body: letter([
            words("application.mail.greeting", ["name": applicant.givenName]),
            words("application.mail.received.what", ["course": course.name, "provider": provider]),
            words("application.mail.received.next") + "\n" + link,
        ]),
        language: words.language
    )
}

func enrolledMail(
    _ application: Application,
    _ provider: String,
    link: String,
    isAgain: Bool,
    _ words: Words
) -> Mail {
    let course = application.course.name
    return Mail(
        to: application.person.email,
        subject: words("enrolment.mail.subject", ["course": course]),
        body: letter([
            words("application.mail.greeting", ["name": application.person.givenName]),
            isAgain
                ? words("enrolment.mail.again", ["course": course])
                : words("enrolment.mail.what", ["course": course]),
            words("enrolment.mail.next") + "\n" + link,
            words("enrolment.mail.from", ["provider": provider]),
        ]),
        language: words.language
    )
}

/// What the employer is told: who asks, for whom, what, until when.
struct Invitation {
    let provider: String
    let contact: ProviderContact
    /// Whom the mail greets; empty when the name is not known.
    let giver: String
    let employee: String
    let course: CourseFacts
    let afternoons: [Afternoon]
    let support: Support
    let until: Instant
    let link: String

    func subject(_ words: Words, isReminder: Bool = false) -> String {
        isReminder
            ? words("mail.request.reminder.subject", ["employee": employee])
            : words("mail.request.subject", ["employee": employee])
    }

    /// What the employer's own consent-givers are told: where to sign in and answer.
    func note(signIn place: String, _ words: Words) -> String {
        letter([
            words("mail.request.greeting"),
            words(
                "mail.request.what",
                ["provider": provider, "employee": employee, "course": course.name]
            ),
            words("mail.request.givers", ["day": words.onDate(until.inFinland.day)]) + "\n"
                + place,
        ])
    }

    func body(_ words: Words, isReminder: Bool = false) -> String {
        let days = afternoons.map {
            "- \(words.weekdayDate($0.day)) \(words.period($0.starts, $0.ends))"
        }
        let support = support.kinds.map { "- " + words.dynamic("release.support.\($0.rawValue)") }
        return letter([
            giver.isEmpty
                ? words("mail.request.hello") : words("mail.request.greeting", ["name": giver]),
            isReminder ? words("mail.request.reminder.what", ["provider": provider]) : "",
            words(
                "mail.request.what",
                ["provider": provider, "employee": employee, "course": course.name]
            ),
            words("mail.request.where", ["place": course.whereabouts])
                + "\n" + words.count("mail.request.hours", afternoons.hours)
                + (days.isEmpty ? "" : "\n" + days.joined(separator: "\n")),
            words("mail.request.support") + "\n" + support.joined(separator: "\n"),
            words("mail.request.answer", ["day": words.onDate(until.inFinland.day)]) + "\n"
                + link,
            words("mail.request.no-account"),
            words("mail.request.wrong-person"),
            contact.line.isEmpty
                ? provider
                : words(
                    "mail.request.contact",
                    ["provider": provider, "contact": contact.line]
                ),
        ])
    }
}
