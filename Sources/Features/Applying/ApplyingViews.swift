import Base
import HTML
import Interface
import Terms
import Wording

/// The public application: a letter that asks who somebody is and never why.
func applyingPage(
    _ h: inout HTML,
    _ form: FormView,
    _ course: OpenCourse,
    _ afternoons: [Afternoon],
    privacy: String,
    _ words: Words
) {
    h.facts { h in
        h.fact(words("application.course.place"), course.place)
        if let first = afternoons.first, let last = afternoons.last {
            h.fact(
                words("application.course.when"),
                words.dates(first.day, last.day),
                more: words.count("application.course.afternoons", afternoons.count)
            )
            h.fact(
                words("application.course.hours"),
                words.count("application.course.hours", afternoons.hours)
            )
        }
    }
    h.p(words("application.form.no-reason"))
    h.form(form) { h in h.p(words("application.form.who-sees"), .class("soft")) }
    h.p { h in h.a(words("application.form.privacy"), .href(privacy)) }
}

/// A course that was public and takes no more applications.
func closedPage(_ h: inout HTML, others: String, _ words: Words) {
    h.pageHead(words("course.closed.title"), lead: words("course.closed"))
    h.p { h in h.a(words("course.open.others"), .href(others)) }
}

/// The page that waits for the mailed code; what was typed, the browser keeps.
///
/// `again` are the fields of the form that was sent, for a new code.
func confirmationPage(
    _ h: inout HTML,
    sentTo email: String,
    again: [(name: String, value: String)],
    _ course: OpenCourse,
    problem: String?,
    once: () -> String,
    action: String,
    _ words: Words
) {
    let problems = Problems(problem.map { [("code", $0)] } ?? [])
    h.pageHead(words("application.code.title"), lead: course.name)
    h.errorSummary(problems, words)
    h.p(words("application.code.sent", ["email": email]))
    h.form(action: action + "/confirmation", once: once(), isGuarded: false) { h in
        h.codeField(
            "code",
            label: words("application.code.label"),
            help: words("application.code.help"),
            problem: problems["code"]
        )
        h.buttons { h in h.mainButton(words("application.form.send")) }
    }
    h.p(words("application.code.none"), .class("soft"))
    h.act(action: action, once: once()) { h in
        for field in again { h.hiddenField(field.name, field.value) }
        h.buttons { h in
            h.quietButton(words("application.code.again"))
            h.quietButton(words("application.code.address"), to: action + "?correct=yes")
        }
    }
}
