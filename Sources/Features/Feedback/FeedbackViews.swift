import Base
import HTML
import Interface
import Wording

/// The statement of a space, with the form that reaches its coordinators.
func statementContent(
    _ h: inout HTML,
    _ form: FormView,
    to space: String,
    privacy: String,
    _ words: Words
) {
    h.p(words("front.accessibility.level.text"))
    h.p(words("front.accessibility.tested"))
    h.part(words("front.accessibility.gaps")) { h in h.p(words("front.accessibility.gaps.text")) }
    h.part(words("front.accessibility.feedback")) { h in
        h.p(words("feedback.lead", ["space": space]))
        h.form(form)
        h.p { h in h.a(words("feedback.privacy"), .href(privacy)) }
    }
    h.part(words("front.accessibility.authority")) { h in
        h.p { h in
            h.text(words("front.accessibility.authority.text") + " ")
            h.a(
                "saavutettavuusvaatimukset.fi",
                .href("https://www.saavutettavuusvaatimukset.fi/")
            )
        }
    }
}

/// Feedback as it was sent, and its answer: to be written, or as it was given.
func feedbackContent(
    _ h: inout HTML,
    _ form: FormView,
    _ sent: ReadFeedback,
    today: Day,
    list: String,
    _ words: Words
) {
    h.wayBack(words("feedback.list"), to: list)
    let day = words.date(sent.answerBy)
    h.p { h in
        if let time = sent.answeredAt {
            h.state(words("feedback.answered", ["time": words.moment(time)]), .given)
        } else if sent.answerBy < today {
            h.state(words("feedback.late", ["day": day]), .refused)
        } else {
            h.state(words("feedback.until", ["day": day]), .waiting)
        }
    }
    h.facts { h in
        h.fact(words("feedback.name"), sent.name.isEmpty ? words("feedback.nameless") : sent.name)
        h.fact(words("feedback.email")) { h in
            if sent.isProven {
                h.mailLink(sent.email)
            } else {
                h.text(words("feedback.unproven"))
            }
        }
    }
    h.part(words("feedback.body")) { h in
        for line in sent.body.split(separator: "\n") { h.p(String(line)) }
    }
    if sent.answeredAt != nil {
        h.part(words("feedback.answer.text")) { h in
            for line in sent.answer.split(separator: "\n") { h.p(String(line)) }
        }
    } else {
        h.p(words(sent.isProven ? "feedback.goes" : "feedback.stays"))
    }
    // Who has typed an answer while another coordinator was first keeps it before their eyes.
    if sent.answeredAt == nil || !form.entry.isSound { h.form(form) }
}
