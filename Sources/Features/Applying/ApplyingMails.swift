import Base
import Store
import Terms
import Wording

// Neither mail says why somebody applies: nobody knows.

func codeMail(
    _ applicant: Applicant,
    _ code: String,
    _ course: String,
    _ provider: String,
    _ words: Words
) -> Mail {
    Mail(
        .code,
        to: applicant.email,
        subject: words("application.mail.code.subject"),
        paragraphs: [
            words("application.mail.code.what", ["course": course, "provider": provider]),
            "\(code.prefix(4)) \(code.dropFirst(4))",
            words("application.mail.code.how"),
            words("application.mail.code.not-you"),
        ],
        language: words.language
    )
}

func receivedMail(
    _ applicant: Applicant,
    _ course: String,
    _ provider: String,
    link: String,
    _ words: Words
) -> Mail {
    Mail(
        .application,
        to: applicant.email,
        subject: words("application.mail.received.subject", ["course": course]),
        paragraphs: [
            words("application.mail.greeting", ["name": applicant.givenName]),
            words("application.mail.received.what", ["course": course, "provider": provider]),
            words("application.mail.received.next") + "\n" + link,
        ],
        language: words.language
    )
}
