import HTML
import Interface
import Wording

/// The release: what it means, the form with its text, and what happens then.
func releaseFormPage(_ h: inout HTML, _ form: FormView, _ words: Words) {
    h.p(words("release.lead"))
    h.form(form) { h in h.p(words("release.what-happens"), .class("soft")) }
}
