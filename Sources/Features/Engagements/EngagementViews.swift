import Base
import HTML
import Interface
import Terms
import Wording

/// Where the page of an engagement leads.
struct EngagementDoors {
    let list: String
    let here: String
    let messages: String
    let changes: String
    let feedback: String
    let experts: String
    let mayChange: Bool
    let once: () -> String
}

func engagementPage(
    _ h: inout HTML,
    _ engagement: KeptEngagement,
    _ doors: EngagementDoors,
    _ history: [HistoryEntry],
    _ words: Words
) {
    let isOpen = engagement.state.isOpen
    h.wayBack(words("engagements.back"), to: doors.list)
    h.pageHead(
        engagement.facts.title,
        lead: words(
            "engagements.from",
            [
                "name": engagement.name,
                "day": words.date(engagement.receivedAt.inFinland.day),
            ]
        )
    ) { h in
        guard doors.mayChange else { return }
        if engagement.isTold, isOpen || engagement.state == .done {
            h.mainButton(words("offers.experts"), to: doors.experts)
        }
        h.button(words("engagement.messages"), to: doors.messages)
        if isOpen, !engagement.isOver, engagement.proposer == nil {
            h.button(words("changes.new"), to: "\(doors.changes)/new")
        }
        if engagement.state == .agreed || engagement.state == .done {
            h.button(words("telling.open"), to: doors.feedback)
        }
    }
    h.p { h in
        h.state(
            words.dynamic("engagement.state.\(engagement.state.rawValue)"),
            engagement.state.look
        )
    }
    if engagement.state == .noShow { h.p(words("engagement.owed.no-show")) }
    if engagement.isLate { h.p(words("engagement.owed.late")) }
    h.ending(
        engagement.ending,
        other: engagement.name,
        here: doors.here,
        once: doors.mayChange ? doors.once : nil,
        words
    )
    if let proposer = engagement.proposer { h.proposal(proposer, at: doors.changes, words) }
    if isOpen {
        h.p(words.dynamic("engagement.desk.\(engagement.desk.rawValue)"), .class("soft"))
        if doors.mayChange, engagement.desk != .own {
            h.act(action: "\(doors.here)/desk", once: doors.once()) { h in
                if engagement.isTold {
                    h.submitButton(words("engagements.take"))
                } else {
                    h.mainButton(words("engagements.take"))
                }
            }
        }
    }
    if engagement.state == .agreed, engagement.isOver, doors.mayChange {
        h.act(action: "\(doors.here)/done", once: doors.once()) { h in
            h.mainButton(words("engagements.done"))
        }
    }
    h.engagement(engagement.facts, words)
    if isOpen, doors.mayChange {
        h.p(words(engagement.isHeavy ? "engagements.heavy.yes" : "engagements.heavy.no"))
        h.act(action: "\(doors.here)/weight", once: doors.once()) { h in
            h.quietButton(
                words(engagement.isHeavy ? "engagements.heavy.drop" : "engagements.heavy.mark")
            )
        }
        h.dangerConfirm(
            words("engagements.not-possible"),
            consequence: words("engagements.not-possible.what"),
            action: "\(doors.here)/refusal",
            once: doors.once(),
            button: words("engagements.not-possible.do")
        )
    }
    if !history.isEmpty { h.part(words("engagements.history")) { h in h.history(history) } }
}
