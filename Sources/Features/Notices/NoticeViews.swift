import HTML
import Interface
import Terms
import Wording

func noticesContent(_ h: inout HTML, _ form: FormView, _ words: Words) {
    h.part(words("notices.chosen")) { h in h.form(form) }
    h.part(words("notices.required")) { h in
        h.p(words("notices.required.lead"), .class("soft"))
        h.list(
            MailKind.required,
            caption: words("notices.required"),
            columns: [
                .text(words("notices.kind")) { words.dynamic("mails.kind.\($0.rawValue)") },
                .text(words("notices.why")) { words.dynamic("notices.why.\($0.rawValue)") },
            ],
            words
        )
    }
}

func wayOutContent(_ h: inout HTML, action: String, once: String, _ words: Words) {
    h.pageHead(words("notices.stop.title"))
    h.sheet { h in
        h.p(words("notices.stop.what"))
        h.act(action: action, once: once) { h in
            h.button(words("notices.stop.step"), .class("button"), .type("submit"))
        }
        h.p(words("notices.stop.else"), .class("soft"))
    }
}

func stoppedContent(_ h: inout HTML, _ words: Words) {
    h.pageHead(words("notices.stopped.title"))
    h.sheet { h in
        h.p(words("notices.stopped.what"))
        h.p { h in h.a(words("notices.stopped.step"), .href("/account/notices")) }
    }
}
