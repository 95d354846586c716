import Audit
import Base
import HTTP
import Interface
import Routing
import Wording

/// Which events are wanted: each condition is a part of the address, and all of them must hold.
struct LogFilter: Equatable {
    var person: ID<Person>?
    /// The beginning of a name in the register.
    var name = ""
    var actor: ID<Account>?
    var role: String?
    var kind: Kind?
    var action: Action?
    var outcome: EventOutcome?
    var from: Day?
    var to: Day?
    /// Only events that opened special-category data.
    var isSpecial = false
    /// Only events outside Monday to Friday, 7–18 on Finland's clock.
    var isOutsideHours = false

    /// Whether nothing is asked for.
    var isEmpty: Bool { self == LogFilter() }

    /// Whether the events of certain people are asked for.
    var isOfPeople: Bool { person != nil || !name.isEmpty }

    init() {}

    /// Reads an address; what does not hold becomes a problem of the form.
    init(_ entry: inout FormEntry) {
        func known<Value>(
            _ name: String,
            or problem: StaticString = "form.problem.choice",
            _ read: (String) -> Value?
        ) -> Value? {
            let typed = entry.typed(name)
            guard !typed.isEmpty else { return nil }
            let value = read(typed)
            if value == nil { entry.problem(name, entry.words(problem)) }
            return value
        }
        person = known("person", or: "log.problem.link") { ID($0) }
        name = entry.line("q", isRequired: false)
        actor = known("actor", or: "log.problem.link") { ID($0) }
        let role = entry.line("role", isRequired: false)
        self.role = role.isEmpty ? nil : role
        kind = known("kind") { Kind(rawValue: $0) }
        action = known("action") { Action(name: $0) }
        outcome = known("outcome") { EventOutcome(rawValue: $0) }
        from = entry.day("from", isRequired: false)
        to = entry.day("to", isRequired: false)
        isSpecial = entry.isTicked("special")
        isOutsideHours = entry.isTicked("outside")
        if let from, let to, to < from { entry.problem("to", entry.words("log.problem.order")) }
    }

    /// The parts of the address, in their one order.
    var pairs: [(name: String, value: String)] {
        let all: [(String, String?)] = [
            ("person", person?.text), ("q", name), ("actor", actor?.text), ("role", role),
            ("kind", kind?.rawValue), ("action", action?.name), ("outcome", outcome?.rawValue),
            ("from", from?.iso), ("to", to?.iso), ("special", isSpecial ? "yes" : nil),
            ("outside", isOutsideHours ? "yes" : nil),
        ]
        return all.compactMap { name, value in
            guard let value, !value.isEmpty else { return nil }
            return (name, value)
        }
    }

    /// A page with these conditions and perhaps a place to go on from.
    func address(_ path: String, before key: LogKey? = nil) -> String {
        var query = Form(pairs.map { Form.Pair($0.name, $0.value) })
        if let key { query.append("before", key.text) }
        return query.pairs.isEmpty ? path : "\(path)?\(query.encoded)"
    }

    /// The same conditions but for a change.
    func with(_ change: (inout LogFilter) -> Void) -> LogFilter {
        var copy = self
        change(&copy)
        return copy
    }
}
