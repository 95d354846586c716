import Base
import Store
import Terms
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
    _ course: AppliedCourse,
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

/// What the applicant is told: that there is something to read on their own page.
func answeredMail(_ applicant: ToldApplicant, page: String, _ words: Words) -> Mail {
    Mail(
        to: applicant.email,
        subject: words("mail.applicant.subject", ["course": applicant.course]),
        body: letter([
            words("mail.applicant.what", ["course": applicant.course]),
            words("mail.applicant.where", ["page": page]),
        ]),
        language: words.language
    )
}
