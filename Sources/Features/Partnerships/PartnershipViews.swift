import Base
import HTML
import Interface
import Terms
import Wording

/// Where the page of a partnership leads.
struct PartnershipDoors {
    let list: String
    let here: String
    let once: () -> String
}

func partnershipPage(
    _ h: inout HTML,
    _ page: PartnershipPage,
    _ doors: PartnershipDoors,
    _ words: Words
) {
    let partnership = page.partnership
    h.wayBack(words("partnerships.back"), to: doors.list)
    h.pageHead(
        partnership.name,
        lead: words.dynamic("partnership.lead.\(partnership.state.rawValue)")
    ) {
        h in
        if partnership.state == .active, page.open == nil {
            h.button(words("partnerships.change"), to: "\(doors.here)/terms")
        }
    }
    h.p { h in
        h.state(
            words.dynamic("partnership.state.\(partnership.state.rawValue)"),
            partnership.state.look
        )
    }
    if !page.contact.isEmpty {
        h.p(words("partnership.contact", ["contact": page.contact]), .class("soft"))
    }
    if let open = page.open { h.open(open, now: page.agreed, doors, words) }
    if let agreed = page.agreed {
        h.part(words("partnership.agreed")) { h in
            h.terms(agreed, words) { h in
                if let day = partnership.agreedOn {
                    h.fact(words("partnership.agreed-on"), words.date(day))
                }
                if let day = partnership.endedOn {
                    h.fact(words("partnership.ended-on"), words.date(day))
                }
            }
        }
    }
    for earlier in page.earlier {
        h.part(
            words("partnership.earlier", ["day": words.date(earlier.proposedAt.inFinland.day)])
        ) { h in
            h.terms(earlier, words) { h in
                if let answer = earlier.answer {
                    h.fact(
                        words("partnership.answer"),
                        words.dynamic("partnership.answer.\(answer.rawValue)")
                    )
                }
            }
        }
    }
    if partnership.isGoingOn { h.ending(page, doors, words) }
}

extension HTML {
    /// What is proposed, with the two answers where this end gives them.
    fileprivate mutating func open(
        _ terms: KeptTerms,
        now: KeptTerms?,
        _ doors: PartnershipDoors,
        _ words: Words
    ) {
        part(words(now == nil ? "partnership.proposed" : "partnership.proposed.other")) { h in
            h.terms(terms, now: now, words) { h in
                h.fact(
                    words("partnership.proposed-at"),
                    words.date(terms.proposedAt.inFinland.day)
                )
            }
            if terms.isOwn {
                h.p(words("partnership.waits"), .class("soft"))
                return
            }
            h.buttons { h in
                for (answer, title) in [
                    (KeptTerms.Answer.accepted, words("partnership.accept")),
                    (.declined, words("partnership.decline")),
                ] {
                    h.act(action: "\(doors.here)/answer", once: doors.once()) { h in
                        h.hiddenField("version", String(terms.version))
                        h.hiddenField("answer", answer.rawValue)
                        h.submitButton(title)
                    }
                }
            }
        }
    }

    /// Terms; where other ones hold now, those that differ say so.
    fileprivate mutating func terms(
        _ terms: KeptTerms,
        now: KeptTerms? = nil,
        _ words: Words,
        more: (inout HTML) -> Void
    ) {
        facts { h in
            let facts: [(String, (KeptTerms) -> String)] = [
                (
                    words("partnership.fee"),
                    { words.dynamic("partnership.fee.\($0.feePayer.rawValue)") }
                ),
                (words("partnership.validity"), { validity($0.from, $0.until, words) }),
            ]
            for (term, value) in facts {
                let held = now.map(value)
                if let held, held != value(terms) {
                    h.fact(term, value(terms), more: words("partnership.now", ["value": held]))
                } else {
                    h.fact(term, value(terms))
                }
            }
            h.fact(words("partnership.terms")) { h in
                for line in terms.terms.split(separator: "\n") { h.p(String(line)) }
            }
            more(&h)
        }
    }

    fileprivate mutating func ending(
        _ page: PartnershipPage,
        _ doors: PartnershipDoors,
        _ words: Words
    ) {
        let isActive = page.agreed != nil
        dangerConfirm(
            words(isActive ? "partnership.end" : "partnership.withdraw"),
            consequence: words(isActive ? "partnership.end.what" : "partnership.withdraw.what"),
            action: "\(doors.here)/ending",
            once: doors.once(),
            button: words(isActive ? "partnership.end.do" : "partnership.withdraw.do")
        )
    }
}
