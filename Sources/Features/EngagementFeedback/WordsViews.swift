import Base
import HTML
import Interface
import Wording

/// Where the page of the feedback leads.
struct WordsDoors {
    let here: String
    let words: String
    /// Where a finding is written.
    let findings: String
    let isPartner: Bool
    /// Whether the reader passes on what is said.
    let isDesk: Bool
    let once: () -> String
}

/// What went wrong first, then what is said, and the reader's own form.
func wordsContent(
    _ h: inout HTML,
    _ form: FormView,
    _ matter: WordsMatter,
    _ told: [KeptWords],
    _ untold: [PersonName],
    _ doors: WordsDoors,
    _ words: Words
) {
    h.notes(form)
    let isOwnEnd = doors.isPartner || matter.isMine
    let given = told.contains { $0.isMine && $0.kind == .words }
    if !matter.isHeld { h.p(words("telling.not-held"), .class("soft")) }
    if matter.isHeld, !matter.isOpen, let day = matter.opensOn {
        h.p(words("telling.sealed", ["day": words.date(day)]), .class("soft"))
    }
    if doors.isPartner, matter.isHeld { h.p(words("telling.partner.lead"), .class("soft")) }
    if matter.isMine, matter.isHeld { h.p(words("telling.expert.lead"), .class("soft")) }
    let shown = told.filter { $0.kind == .trouble } + told.filter { $0.kind != .trouble }
    for one in shown {
        h.part(title(of: one, matter, words)) { h in h.said(one, matter, doors, words) }
    }
    if told.isEmpty, !isOwnEnd, matter.isHeld { h.p(words("telling.none"), .class("soft")) }
    if !untold.isEmpty {
        h.buttons { h in h.button(words("telling.told"), to: "\(doors.here)/told") }
    }
    // What was typed when it was too late stands there still.
    if isOwnEnd && matter.isHeld && !given || !form.entry.typed("text").isEmpty {
        h.part(words("telling.yours")) { h in h.inputs(form) }
    }
    let mayReply =
        matter.isMine && told.contains { $0.side == .partner && $0.passedAt != nil }
        && !told.contains { $0.isMine && $0.kind == .reply }
    h.buttons { h in
        if !doors.isPartner, matter.isHeld {
            h.button(words("finding.new"), to: doors.findings)
        }
        if mayReply { h.button(words("telling.reply"), to: "\(doors.here)/reply") }
        if isOwnEnd, matter.takesTrouble {
            h.button(words("telling.trouble"), to: "\(doors.here)/trouble")
        }
    }
}

private func title(of one: KeptWords, _ matter: WordsMatter, _ words: Words) -> Sentence {
    if one.isMine {
        switch one.kind {
        case .words: return Sentence([words("telling.own")])
        case .reply: return Sentence([words("telling.own.reply")])
        case .trouble: return Sentence([words("telling.own.trouble")])
        }
    }
    let who: any Text =
        one.expert ?? (one.side == .partner ? matter.name : words("telling.an-expert"))
    switch one.kind {
    case .words: return words.sentence("telling.by", ["name": who])
    case .reply: return words.sentence("telling.by.reply", ["name": who])
    case .trouble: return words.sentence("telling.by.trouble", ["name": who])
    }
}

extension HTML {
    fileprivate mutating func said(
        _ one: KeptWords,
        _ matter: WordsMatter,
        _ doors: WordsDoors,
        _ words: Words
    ) {
        if let body = one.body {
            for line in body.split(separator: "\n") { p(String(line)) }
        } else {
            p(words("telling.sealed-one"))
        }
        var notes = [words("telling.given", ["day": words.date(one.givenAt.inFinland.day)])]
        if let day = one.toldOn {
            notes.append(words("telling.told.day", ["day": words.date(day)]))
        }
        if one.kind == .words, one.side == .expert, !doors.isPartner {
            notes.append(words(one.mayPass ? "telling.allowed" : "telling.not-allowed"))
        }
        if let passed = one.passedAt {
            notes.append(words("telling.passed", ["day": words.date(passed.inFinland.day)]))
        }
        if one.kind == .trouble, one.handledAt != nil { notes.append(words("telling.handled")) }
        small(notes.joined(separator: " · "), .class("more"))
        guard doors.isDesk else { return }
        if one.kind == .trouble, one.handledAt == nil {
            act(action: "\(doors.words)/\(one.id)/handling", once: doors.once()) { h in
                h.submitButton(words("telling.handle"))
            }
        }
        let passes = one.side == .partner || one.mayPass
        if one.kind == .words, passes, matter.isHeld, matter.isOpen, one.passedAt == nil {
            act(action: "\(doors.words)/\(one.id)/passing", once: doors.once()) { h in
                h.submitButton(
                    words(one.side == .partner ? "telling.pass.experts" : "telling.pass.partner")
                )
            }
        }
    }
}
