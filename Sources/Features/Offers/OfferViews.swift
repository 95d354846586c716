import Base
import HTML
import Interface
import Terms
import Wording

/// Where the page of an engagement's experts leads.
struct ExpertsDoors {
    let here: String
    let offers: String
    let people: String
    let term: String
    let once: () -> String
}

extension Candidate {
    /// What stands below the name of one who may be asked.
    func says(_ words: Words) -> String {
        var says = [
            lastAskedOn.map { words("offers.last", ["day": words.date($0)]) }
                ?? words("offers.never"),
            words("offers.load", ["upcoming": words.number(upcoming), "held": words.number(held)]),
        ]
        if !hasAccount { says.append(words("offers.no-account")) }
        return says.joined(separator: " · ")
    }
}

/// Who comes, who is asked, who may be, and whom a boundary keeps from it.
func expertsContent(
    _ h: inout HTML,
    _ form: FormView,
    _ offered: Offered,
    _ asked: [Asked],
    _ candidates: [Candidate],
    _ doors: ExpertsDoors,
    _ words: Words
) {
    h.notes(form)
    h.p(
        words(
            "offers.so-far",
            ["agreed": words.number(offered.agreed), "experts": words.number(offered.experts)]
        ),
        .class("soft")
    )
    if !asked.isEmpty { h.part(words("offers.asked")) { h in h.asked(asked, doors, words) } }
    guard offered.canAsk || !form.entry.typed("experts").isEmpty else {
        if offered.state == "received" { h.p(words("offers.desk-first"), .class("soft")) }
        return
    }
    h.part(words("offers.ask")) { h in
        h.filters(
            SearchField(
                action: doors.here,
                label: words("offers.search-expert"),
                value: doors.term
            ),
            words
        )
        if candidates.contains(where: { $0.boundary == nil }) {
            h.inputs(form)
        } else {
            h.p(words("offers.nobody"), .class("soft"))
        }
    }
    let kept = candidates.filter { $0.boundary != nil }
    guard !kept.isEmpty else { return }
    h.part(words("offers.kept")) { h in
        h.p(words("offers.kept.what"), .class("soft"))
        h.facts { h in
            for one in kept {
                h.fact(Sentence([one.name])) { h in
                    h.p(words.dynamic("offer.boundary.\(one.boundary ?? "")"))
                }
            }
        }
    }
}

extension HTML {
    fileprivate mutating func asked(_ asked: [Asked], _ doors: ExpertsDoors, _ words: Words) {
        facts { h in
            for one in asked {
                h.fact(Sentence([one.name])) { h in
                    let isOpen = one.state == "sent"
                    h.p { h in
                        h.text(words.dynamic("offer.asked.\(one.state)"))
                        if isOpen {
                            h.small(
                                words("offer.until", ["day": words.date(one.answerBy)]),
                                .class("more")
                            )
                        }
                    }
                    guard isOpen || !one.hasAccount && one.state == "accepted" else { return }
                    h.buttons { h in
                        if !one.hasAccount {
                            h.button(words("offers.tell"), to: "\(doors.offers)/\(one.id)/told")
                        }
                        guard isOpen else { return }
                        h.act(
                            action: "\(doors.offers)/\(one.id)/withdrawal",
                            once: doors.once()
                        ) { h in
                            h.quietButton(words("offers.withdraw"))
                        }
                    }
                }
            }
        }
    }
}

/// What one is asked to, and the answer.
func offerContent(
    _ h: inout HTML,
    _ form: FormView,
    _ offer: KeptOffer,
    _ earlier: EngagementFacts?,
    list: String,
    here: String,
    feedback: String,
    once: () -> String,
    _ words: Words
) {
    h.wayBack(words("offers.title"), to: list)
    let isOpen = offer.stand.isOpen
    // What is over tells nothing more; a form that came too late still shows what was typed.
    guard offer.stand != .over || !form.entry.isSound else {
        h.pageHead(words("offer.over"), lead: words("offer.over.what"))
        return
    }
    h.pageHead(
        offer.facts.title,
        lead: words("offer.of", ["partner": offer.partner])
    )
    h.p { h in
        h.state(words.dynamic("offer.stand.\(offer.stand.rawValue)"), offer.stand.look)
    }
    h.notes(form)
    switch offer.stand {
    case .asked:
        h.p(words("offer.until", ["day": words.date(offer.answerBy)]), .class("soft"))
        h.p(words("offer.free"))
    case .changed:
        h.p(words("offer.changed.what"))
        if let earlier { h.changes(from: earlier, to: offer.facts, words) }
    case .agreed: h.p { h in h.a(words("telling.open"), .href(feedback)) }
    case .done:
        h.buttons { h in
            h.button(words("telling.open"), to: feedback)
            h.button(words("effect.ask"), to: "\(here)/effect")
        }
    default: break
    }
    h.engagement(offer.facts, words)
    guard isOpen || !form.entry.isSound else { return }
    h.part(words(offer.stand.isComing ? "offer.yours" : "offer.answer")) { h in
        h.inputs(form)
        guard isOpen else { return }
        if offer.stand.isComing {
            h.dangerConfirm(
                words("offer.leave"),
                consequence: words("offer.leave.what"),
                action: "\(here)/refusal",
                once: once(),
                button: words("offer.leave.do")
            )
        } else {
            h.act(action: "\(here)/refusal", once: once()) { h in
                h.mainButton(words("offer.no"))
            }
        }
    }
}

/// What somebody without an account has told a coordinator.
func toldContent(
    _ h: inout HTML,
    _ form: FormView,
    _ offer: KeptOffer,
    _ earlier: EngagementFacts?,
    here: String,
    once: () -> String,
    _ words: Words
) {
    h.notes(form)
    if let earlier { h.changes(from: earlier, to: offer.facts, words) }
    h.engagement(offer.facts, words)
    h.part(words("offer.told.answer")) { h in
        h.inputs(form)
        h.act(action: "\(here)-refusal", once: once()) { h in h.mainButton(words("offer.told.no")) }
    }
}
