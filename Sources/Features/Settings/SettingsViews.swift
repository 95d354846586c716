import Base
import HTML
import Interface
import Wording

/// The form of the settings, with what nobody edits beside it.
func settingsContent(
    _ h: inout HTML,
    _ form: FormView,
    _ facts: SpaceFacts,
    address: String,
    feedback: String?,
    _ words: Words
) {
    h.columns { h in
        if facts.contactLeftAt != nil {
            h.p(words("settings.contact.left"), .class("notice is-problem"))
        }
        h.form(form)
    } _: { h in
        h.part(words("settings.fixed")) { h in
            h.facts { h in
                h.fact(words("settings.slug")) { h in h.copyable(address, words) }
                h.fact(words("settings.kind"), words.dynamic("space.kind.\(facts.kind.rawValue)"))
                if let number = facts.businessID { h.fact(words("settings.business-id"), number) }
                h.fact(words("settings.made"), words.date(facts.madeAt.inFinland.day))
            }
            h.p(words("settings.fixed.why"), .class("soft"))
        }
        if let feedback {
            h.p { h in h.a(words("settings.feedback"), .href(feedback)) }
        }
    }
}
