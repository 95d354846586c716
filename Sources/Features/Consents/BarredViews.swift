import HTML
import Interface
import Terms
import Wording

/// The request as its link shows it to somebody who cannot decide by the link alone, and who can.
func barredPage(
    _ h: inout HTML,
    _ request: ConsentRequest,
    why: String,
    signIn path: String,
    _ words: Words
) {
    h.pageHead(
        question(request, words),
        lead: words(
            "answer.asks",
            ["provider": request.facts.provider, "employer": request.facts.employer]
        )
    )
    h.p(why)
    h.p { h in h.button(words("answer.barred.sign-in"), to: path) }
    requestFacts(&h, request, words)
}
