import Base
import HTML
import Interface
import Wording

/// When one takes no part, and the forms that say so.
struct TimesOff {
    let pause: Pause?
    let away: [Away]
    let pausing: FormView
    let adding: FormView
    let path: String
    let once: () -> String
}

/// One's own boundaries: what a coordinator has written down before, and the form.
func boundariesContent(
    _ h: inout HTML,
    _ form: FormView,
    _ kept: KeptProfile?,
    _ off: TimesOff,
    _ words: Words
) {
    if let told = kept?.boundaries.toldOn {
        h.p(words("boundaries.told", ["day": words.date(told)]), .class("notice"))
    }
    h.notes(form)
    h.part(words("pause.title")) { h in
        h.p(pauseSentence(off.pause, words))
        if off.pause == nil {
            h.inputs(off.pausing, button: .other)
        } else {
            h.act(action: "\(off.path)/return", once: off.once()) { h in
                h.submitButton(words("pause.end"))
            }
        }
        h.p(words("pause.what"), .class("soft"))
    }
    h.inputs(form, id: FormView.id)
    h.part(words("limits.own")) { h in
        h.p(words("limits.lead"))
        h.p { h in h.a(words("limits.to.own"), .href("\(off.path)/topics")) }
    }
    h.part(words("away.title")) { h in
        h.p(words("boundaries.who"), .class("soft"))
        for days in off.away {
            h.act(action: "\(off.path)/away/\(days.id)/removal", once: off.once()) { h in
                h.p(words.dates(days.from, days.until))
                h.submitButton(words("away.drop"))
            }
        }
        h.inputs(off.adding, button: .other)
    }
}

/// What somebody without an account tells: the form, and the way to what is not to be asked about.
func toldContent(_ h: inout HTML, _ form: FormView, topics: String, _ words: Words) {
    h.form(form)
    h.p { h in h.a(words("limits.to.told"), .href(topics)) }
}

extension HTML {
    /// An expert's boundaries, to read; `own` is where the expert changes them.
    mutating func boundaries(
        _ kept: KeptProfile,
        _ today: Day,
        own: String?,
        _ words: Words
    ) {
        part(words("boundaries.of")) { h in
            if let told = kept.boundaries.toldOn {
                h.p(words("boundaries.told.by", ["day": words.date(told)]), .class("soft"))
            }
            h.facts { h in
                h.fact(words("pause.title"), pauseText(kept.pause, words))
                boundaryFields(words)
                    .facts(&h, of: kept.boundaries, isOfOther: own == nil, words)
            }
            if let own { h.p { h in h.a(words("boundaries.change"), .href(own)) } }
        }
    }

    /// The days on which an expert takes no part.
    mutating func away(_ days: [Away], _ words: Words) {
        part(words("away.of")) { h in
            for away in days { h.p(words.dates(away.from, away.until)) }
        }
    }
}

private func pauseText(_ pause: Pause?, _ words: Words) -> String {
    guard let pause else { return words("pause.of.off") }
    guard let until = pause.until else { return words("pause.of.open") }
    return words("pause.of.on", ["day": words.date(until)])
}
