import Base
import HTML
import Interface
import Terms
import Wording

/// Where the page of an order leads.
struct OrderDoors {
    let list: String
    let here: String
    let messages: String
    let changes: String
    let feedback: String
    let once: () -> String
}

func orderPage(
    _ h: inout HTML,
    _ order: KeptOrder,
    _ experts: [OrderExpert],
    _ doors: OrderDoors,
    _ history: [HistoryEntry],
    _ words: Words
) {
    h.wayBack(words("orders.back"), to: doors.list)
    h.pageHead(order.facts.title, lead: words("order.of", ["name": order.name])) { h in
        if order.state == .draft {
            h.button(words("orders.change"), to: "\(doors.here)/edit")
            h.act(action: "\(doors.here)/sending", once: doors.once()) { h in
                h.mainButton(words("orders.send"))
            }
        } else {
            h.button(words("engagement.messages"), to: doors.messages)
            if order.state.isOpen, !order.isOver, order.proposer == nil {
                h.button(words("changes.new"), to: "\(doors.changes)/new")
            }
            if order.state == .agreed || order.state == .done {
                h.button(words("telling.open"), to: doors.feedback)
            }
        }
    }
    h.p { h in
        h.state(words.dynamic("order.state.\(order.state.rawValue)"), order.state.look)
    }
    if let proposer = order.proposer { h.proposal(proposer, at: doors.changes, words) }
    h.p(words.dynamic("order.lead.\(order.state.rawValue)"), .class("soft"))
    if order.state == .cancelled, order.isLate { h.p(words("engagement.owed.late")) }
    h.ending(order.ending, other: order.name, here: doors.here, once: doors.once, words)
    if order.state == .agreed, order.isOver {
        h.act(action: "\(doors.here)/done", once: doors.once()) { h in
            h.mainButton(words("orders.close"))
        }
    }
    if order.state == .done {
        h.buttons { h in h.button(words("effect.ask"), to: "\(doors.here)/effect") }
    }
    if !experts.isEmpty { h.part(words("order.experts")) { h in h.experts(experts, words) } }
    h.engagement(order.facts, words)
    if order.state == .agreed, order.hasBegun {
        h.dangerConfirm(
            words("order.no-show"),
            consequence: words("order.no-show.what", ["fee": words.euros(order.facts.fee)]),
            action: "\(doors.here)/no-show",
            once: doors.once(),
            button: words("order.no-show.do")
        )
    } else if order.state.isOpen {
        h.dangerConfirm(
            words("order.cancel"),
            consequence: order.state == .agreed && order.isLate
                ? words("order.cancel.what.late", ["fee": words.euros(order.facts.fee)])
                : words.dynamic("order.cancel.what.\(order.state.rawValue)"),
            action: "\(doors.here)/cancellation",
            once: doors.once(),
            button: words("order.cancel.do")
        )
    }
    if !history.isEmpty { h.part(words("order.history")) { h in h.history(history) } }
}

extension HTML {
    fileprivate mutating func experts(_ experts: [OrderExpert], _ words: Words) {
        facts { h in
            for expert in experts {
                h.fact(Sentence([expert.name])) { h in
                    for line in expert.presentation.split(separator: "\n") { h.p(String(line)) }
                    if !expert.contact.isEmpty { h.small(expert.contact, .class("more")) }
                    if expert.presentation.isEmpty, expert.contact.isEmpty {
                        h.p(words("order.expert.no-more"), .class("soft"))
                    }
                }
            }
        }
    }
}
