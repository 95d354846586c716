import Base
package import HTML
package import Interface
package import Terms
package import Wording

extension ConsentCase {
    /// Who asks whom.
    package func asks(_ words: Words) -> String {
        words(
            "answer.asks",
            ["provider": request.facts.provider, "employer": request.facts.employer]
        )
    }

    /// The one question of the page.
    package func question(_ words: Words) -> Sentence {
        words.dynamicSentence(
            request.asked.contains(.workingTime)
                ? "answer.question.working-time" : "answer.question",
            ["employee": request.facts.employee]
        )
    }
}

/// One question on one screen: what, when, what support, and the text.
///
/// Where a second page confirms the answer, the text is folded, so that the question fits a screen.
package func questionContent(
    _ h: inout HTML,
    _ found: ConsentCase,
    _ text: ConsentText,
    isTextOpen: Bool,
    _ words: Words
) {
    if found.request.renews != nil { h.p(words("answer.renewed")) }
    requestFacts(&h, found.request, words)
    h.p(
        words.sentence("answer.neutral", ["employee": found.request.facts.employee]),
        .class("soft")
    )
    h.details(.when(isTextOpen, .open())) { h in
        h.summary(words("answer.text"))
        h.consentText(text)
    }
}

/// What, when, what is asked, until when, and who tells more.
package func requestFacts(_ h: inout HTML, _ request: ConsentRequest, _ words: Words) {
    if let earlier = request.earlier {
        h.columns { h in
            h.part(words("answer.renewed.now")) { h in
                h.facts { h in h.courseFacts(request.facts.course, showsDays: true, words) }
            }
        } _: { h in
            h.part(words("answer.renewed.before")) { h in
                h.facts { h in h.courseFacts(earlier, showsDays: true, words) }
            }
        }
    }
    h.facts { h in
        if request.earlier == nil { h.courseFacts(request.facts.course, words) }
        if !request.asked.isEmpty {
            h.fact(words("answer.fact.asked"), words.supports(request.asked))
        }
        h.fact(words("answer.fact.until"), words.onDate(request.expiresAt.inFinland.day))
        if !request.contact.isEmpty {
            h.fact(words("answer.fact.contact"), request.facts.provider, more: request.contact)
        }
    }
}

/// The form that passes a request on; what it needs to be sent along is written by `more`.
package func delegationForm(
    _ h: inout HTML,
    _ form: FormView,
    isSent: Bool,
    _ words: Words,
    more: (inout HTML) -> Void = { _ in }
) {
    h.details(.when(form.isStale || !form.entry.isSound, .open())) { h in
        h.summary(words("answer.delegation"))
        h.p(words("answer.delegation.what-happens"), .class("soft"))
        h.inputs(form, button: .other, id: isSent ? FormView.id : nil, isGuarded: false, more: more)
    }
}

/// The form that takes a consent back.
package func withdrawalForm(
    _ h: inout HTML,
    _ form: FormView,
    isSent: Bool,
    _ words: Words,
    more: (inout HTML) -> Void = { _ in }
) {
    h.details(.class("danger"), .when(form.isStale || !form.entry.isSound, .open())) { h in
        h.summary(words("answer.withdrawal"))
        h.p(words("answer.withdrawal.what-happens"))
        h.inputs(
            form,
            button: .danger,
            id: isSent ? FormView.id : nil,
            isGuarded: false,
            more: more
        )
    }
}
