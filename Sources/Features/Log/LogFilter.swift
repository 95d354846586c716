import Interface
import Audit
import Base
import HTTP
import Routing
import Wording

/// Which events are wanted: each condition is a part of the address, and all of them must hold.
struct LogFilter: Equatable {
    var person: ID<Person>?
    /// The beginning of a name in the register.
    var name = ""
    var actor: ID<Account>?
    var role = ""
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
    init(_ entry: inout FormEntry, _ words: Words) {
        person = LogFilter.id("person", &entry, words)
        name = entry.line("q", isRequired: false)
        actor = LogFilter.id("actor", &entry, words)
        role = entry.line("role", isRequired: false)
        kind = LogFilter.choice("kind", &entry)
        let named = entry.typed("action")
        action = Action(name: named)
        if !named.isEmpty, action == nil { entry.problem("action", words("form.problem.choice")) }
        outcome = LogFilter.choice("outcome", &entry)
        from = entry.day("from", isRequired: false)
        to = entry.day("to", isRequired: false)
        isSpecial = entry.isTicked("special")
        isOutsideHours = entry.isTicked("outside")
        if let from, let to, to < from { entry.problem("to", words("log.problem.order")) }
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

    private static func id<Of>(
        _ name: String,
        _ entry: inout FormEntry,
        _ words: Words
    ) -> ID<Of>? {
        let typed = entry.typed(name)
        guard !typed.isEmpty else { return nil }
        let id = ID<Of>(typed)
        if id == nil { entry.problem(name, words("log.problem.link")) }
        return id
    }

    private static func choice<Value: RawRepresentable>(
        _ name: String,
        _ entry: inout FormEntry
    ) -> Value? where Value.RawValue == String {
        entry.typed(name).isEmpty ? nil : entry.choice(name, Value.self)
    }
}

/// Where a page of the log ends: the next begins with what is older.
struct LogKey: Equatable {
    let at: Instant
    let id: ID<Event>

    init(at: Instant, id: ID<Event>) {
        self.at = at
        self.id = id
    }

    /// Reads a key from an address.
    ///
    /// Nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = ID<Event>(parts[1]),
            (0...250_000_000_000_000).contains(at)
        else { return nil }
        self.at = Instant(milliseconds: at)
        self.id = id
    }

    /// The key in an address.
    var text: String { "\(at.milliseconds)~\(id.text)" }
}
