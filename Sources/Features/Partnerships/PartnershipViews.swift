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
    if let open = page.open { h.open(open, isFirst: page.agreed == nil, doors, words) }
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
        isFirst: Bool,
        _ doors: PartnershipDoors,
        _ words: Words
    ) {
        part(words(isFirst ? "partnership.proposed" : "partnership.proposed.other")) { h in
            h.terms(terms, words) { h in
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

    fileprivate mutating func terms(
        _ terms: KeptTerms,
        _ words: Words,
        more: (inout HTML) -> Void
    ) {
        facts { h in
            h.fact(
                words("partnership.fee"),
                words.dynamic("partnership.fee.\(terms.feePayer.rawValue)")
            )
            h.fact(words("partnership.validity"), validity(terms.from, terms.until, words))
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
