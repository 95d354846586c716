import Base
import Store
import Terms
import Wording

/// What somebody in the circle of a course is told of its end (`cancelled`, `done`), each kind of stake in words of its own.
///
/// `message` is what the coordinator says beside it; empty for nothing. `page` is where they read on; nil for nowhere.
func courseMail(
    _ stake: Stake,
    _ course: String,
    of event: String,
    _ message: String,
    _ page: String?,
    _ provider: String,
    _ words: Words
) -> Mail {
    Mail(
        to: stake.email,
        subject: words.dynamic("places.mail.\(event).subject", ["course": course]),
        paragraphs: [
            words.dynamic("places.mail.\(event).\(stake.kind.rawValue)", ["course": course]),
            message,
            page.map { words("places.mail.page") + "\n" + $0 } ?? "",
            words("enrolment.mail.from", ["provider": provider]),
        ]
        .filter { !$0.isEmpty },
        language: words.language
    )
}
