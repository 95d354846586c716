import HTML
import Interface
import Terms
import Wording

/// The release: what it means, what the employer will know of the course, the form with its text, and what happens then.
func releaseFormPage(
    _ h: inout HTML,
    _ course: CourseFacts,
    isPrepared: Bool,
    _ form: FormView,
    _ words: Words
) {
    h.p(words("release.lead"))
    if isPrepared { h.p(words("release.prepared"), .class("notice")) }
    h.part(words("release.course")) { h in h.facts { h in h.courseFacts(course, words) } }
    h.form(form) { h in h.p(words("release.what-happens"), .class("soft")) }
}
