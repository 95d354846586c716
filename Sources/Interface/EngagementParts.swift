import Base
public import HTML
public import Terms
public import Wording

// What is ordered, as both ends show it.

extension OfferStand {
    /// How it looks.
    public var look: StateKind {
        switch self {
        case .asked, .changed: .waiting
        case .accepted, .agreed: .given
        case .done, .cancelled, .over: .plain
        }
    }
}

extension HTML {
    /// That a change waits for an answer, and where it stands.
    public mutating func proposal(_ proposer: ChangeProposer, at path: String, _ words: Words) {
        p { h in
            h.state(words.dynamic("changes.state.\(proposer.rawValue)"), .waiting)
            h.text(" ")
            h.a(words("changes.see"), .href(path))
        }
    }

    /// What a change makes of the facts of an engagement.
    public mutating func changes(
        from old: EngagementFacts,
        to new: EngagementFacts,
        _ words: Words
    ) {
        FieldList(engagementFields(now: Instant(milliseconds: 0)))
            .changes(
                &self,
                from: EngagementDraft(facts: old),
                to: EngagementDraft(facts: new),
                words
            )
    }

    /// The facts of an engagement.
    public mutating func engagement(_ facts: EngagementFacts, _ words: Words) {
        self.facts { h in
            h.fact(
                words("engagement.kind"),
                words.dynamic("engagement.kind.\(facts.kind.rawValue)")
            )
            h.fact(
                words("engagement.purpose"),
                words.dynamic("engagement.purpose.\(facts.purpose.rawValue)")
            )
            h.fact(
                words("engagement.audience"),
                words.dynamic("engagement.audience.\(facts.audience.rawValue)"),
                more: words.count("engagement.listeners", facts.groupSize)
            )
            h.fact(words("engagement.times")) { h in
                for time in facts.times { h.p(words.engagementTime(time)) }
            }
            h.fact(
                words("engagement.place"),
                facts.place,
                more: words(facts.isRemote ? "engagement.remote.yes" : "engagement.remote.no")
            )
            h.fact(words("field.wish")) { h in
                for line in facts.wish.split(separator: "\n") { h.p(String(line)) }
            }
            h.fact(
                words("field.experts"),
                words.number(facts.experts),
                more: words.count("engagement.speaks", facts.minutes)
            )
            h.fact(
                words("field.fee"),
                words.euros(facts.fee),
                more: words(facts.travelPaid ? "engagement.travel.yes" : "engagement.travel.no")
            )
            for (term, text) in [
                (words("field.others_present"), facts.othersPresent),
                (words("engagement.equipment"), facts.equipment),
                (words("engagement.access"), facts.access),
            ] where !text.isEmpty {
                h.fact(term, text)
            }
            for (term, isSo) in [
                (words("field.is_recorded"), facts.isRecorded),
                (words("field.has_media"), facts.hasMedia),
            ] {
                h.fact(term, words(isSo ? "form.answer.yes" : "form.answer.no"))
            }
            h.fact(words("field.host"), facts.host)
        }
    }
}

extension HTML {
    /// Who marked it as held, until when the other end may object, and that they do not agree.
    ///
    /// `other` is the name of the other end, `here` the path of the page; `once` makes the key of an act, nil where the reader may
    /// only look.
    public mutating func ending(
        _ ending: EngagementEnding,
        other: String,
        here: String,
        once: (() -> String)?,
        _ words: Words
    ) {
        if let day = ending.objectedOn {
            p(words("engagement.ending.objected", ["day": words.date(day)]))
        }
        guard let doneOn = ending.doneOn, let until = ending.objectsUntil else { return }
        let day = words.date(doneOn)
        p(
            ending.isDoneHere
                ? words("engagement.ending.here", ["day": day])
                : words("engagement.ending.there", ["day": day, "name": other]),
            .class("soft")
        )
        guard until >= words.today else {
            p(words("engagement.ending.stands"), .class("soft"))
            return
        }
        p(
            words(
                ending.isDoneHere ? "engagement.ending.waits" : "engagement.ending.may",
                ["day": words.date(until)]
            ),
            .class("soft")
        )
        guard !ending.isDoneHere, let once else { return }
        dangerConfirm(
            words("engagement.object"),
            consequence: words("engagement.object.what"),
            action: "\(here)/objection",
            once: once(),
            button: words("engagement.object.do")
        )
    }
}

extension Words {
    /// A time of an engagement: `15.12.2026 klo 13:00–15:00`.
    public func engagementTime(_ time: EngagementTime) -> String {
        self(
            "engagement.time",
            ["day": date(time.day), "starts": time.starts.iso, "ends": time.ends.iso]
        )
    }
}
