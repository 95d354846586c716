import Base
import HTML
import Interface
import Wording

/// One's own boundaries: what a coordinator has written down before, and the form.
func boundariesContent(
    _ h: inout HTML,
    _ form: FormView,
    _ kept: KeptProfile?,
    _ words: Words
) {
    if let told = kept?.toldOn {
        h.p(words("boundaries.told", ["day": words.date(told)]), .class("notice"))
    }
    h.form(form)
}
