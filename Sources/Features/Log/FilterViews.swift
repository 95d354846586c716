import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Wording

/// Search by name, chips for the usual questions, and what else narrows the list now.
func filterBar(_ h: inout HTML, _ page: LogPage, _ path: String, _ words: Words) {
    let filter = page.filter
    let others = filter.with {
        $0.name = ""
        $0.person = nil
    }
    h.filters(
        SearchField(
            action: path,
            label: words("log.filter.name"),
            value: filter.name,
            kept: others.pairs
        ),
        chips: chips(filter, path, words),
        words
    )
    conditions(&h, page, path, words)
    found(&h, page, path, words)
}

private func chips(_ filter: LogFilter, _ path: String, _ words: Words) -> [Chip] {
    func chip(_ title: String, _ isOn: Bool, _ change: (inout LogFilter) -> Void) -> Chip {
        Chip(title, filter.with(change).address(path), isCurrent: isOn)
    }
    let kinds: [(Kind, String)] = [
        (.read, words("log.chip.reads")), (.write, words("log.chip.writes")),
        (.consent, words("log.chip.consents")), (.auth, words("log.chip.sign-ins")),
        (.export, words("log.chip.exports")),
    ]
    return kinds.map { kind, title in
        chip(title, filter.kind == kind) { $0.kind = $0.kind == kind ? nil : kind }
    } + [
        chip(words("log.chip.refused"), filter.outcome == .refused) {
            $0.outcome = $0.outcome == .refused ? nil : .refused
        },
        chip(words("log.chip.special"), filter.isSpecial) { $0.isSpecial.toggle() },
        chip(words("log.chip.outside"), filter.isOutsideHours) { $0.isOutsideHours.toggle() },
        Chip(words("log.filter.more"), filter.address("\(path)/filters")),
    ] + (filter.isEmpty ? [] : [Chip(words("log.filter.clear"), path)])
}

/// The conditions that no chip shows, each a link that takes it away.
private func conditions(_ h: inout HTML, _ page: LogPage, _ path: String, _ words: Words) {
    let filter = page.filter
    var list: [(title: any Text, without: LogFilter)] = []
    func tell<Value>(
        _ path: WritableKeyPath<LogFilter, Value?>,
        if isTold: (Value) -> Bool = { _ in true },
        _ title: (Value) -> any Text
    ) {
        guard let value = filter[keyPath: path], isTold(value) else { return }
        list.append((title(value), filter.with { $0[keyPath: path] = nil }))
    }
    tell(\.person) { _ in
        words.sentence("log.condition.person", ["name": words.subjectName(page.person)])
    }
    tell(\.actor) { _ in
        let name = page.actor.flatMap { $0.isEmpty ? nil : $0 as any Text }
        return words.sentence(
            "log.condition.actor",
            ["name": name ?? words("log.actor.unknown")]
        )
    }
    tell(\.role) { role in
        words("log.condition.role", ["role": words.word("role.\(role)", or: role)])
    }
    // Chips show the other kinds.
    tell(\.kind, if: { [.deny, .redact, .breakGlass].contains($0) }) { kind in
        words("log.condition.kind", ["kind": words.dynamic("kind.\(kind.rawValue)")])
    }
    tell(\.action) { action in
        words("log.condition.action", ["action": words.dynamic("action.\(action.name)")])
    }
    tell(\.outcome, if: { $0 == .done }) { _ in words("log.condition.done") }
    tell(\.from) { words("log.condition.from", ["day": words.date($0)]) }
    tell(\.to) { words("log.condition.to", ["day": words.date($0)]) }
    guard !list.isEmpty else { return }
    h.ul(.class("chips"), .ariaLabel(words("log.conditions"))) { h in
        for condition in list {
            h.li { h in
                h.a(.class("chip"), .ariaCurrent("true"), .href(condition.without.address(path))) {
                    h in
                    h.text(Sentence([condition.title]))
                    h.span(" ✕", .ariaHidden())
                    h.span(" " + words("log.condition.remove"), .class("unseen"))
                }
            }
        }
    }
}

/// Whom the beginning of a name found, so that one of them can be picked.
private func found(_ h: inout HTML, _ page: LogPage, _ path: String, _ words: Words) {
    guard !page.filter.name.isEmpty, page.filter.person == nil else { return }
    guard !page.found.isEmpty else {
        h.p(words("log.found.none"))
        return
    }
    h.div(.class("filters")) { h in
        h.p(words.count("log.found", page.found.count))
        h.ul(.class("chips"), .ariaLabel(words("log.found.label"))) { h in
            for person in page.found.prefix(12) {
                let one = page.filter.with {
                    $0.name = ""
                    $0.person = person.person
                }
                h.li { h in h.a(person, .class("chip"), .href(one.address(path))) }
            }
        }
    }
}

/// Every condition as a form; what it asks for stands in the address of the list.
func filterPage(_ h: inout HTML, _ entry: FormEntry, _ path: String, _ words: Words) {
    h.pageHead(words("log.filters.title"), lead: words("log.filters.lead"))
    h.errorSummary(entry.problems, words)
    h.form(.class("form"), .methodGet, .action(path), .novalidate()) { h in
        for name in ["person", "actor"] where !entry.typed(name).isEmpty {
            if entry.problems[name] == nil { h.hiddenField(name, entry.typed(name)) }
        }
        h.textField(
            "q",
            label: words("log.filter.name"),
            value: entry.typed("q"),
            help: words("log.filter.name.help"),
            problem: entry.problems["q"],
            isRequired: false
        )
        for (name, label) in [("from", words("log.filter.from")), ("to", words("log.filter.to"))] {
            h.dateField(
                name,
                label: label,
                value: entry.typed(name),
                problem: entry.problems[name],
                isRequired: false
            )
        }
        choices(&h, entry, words)
        for name in ["special", "outside"] {
            let label = words.dynamic("log.filter.\(name)")
            h.checkbox(name, label: label, isChosen: entry.isTicked(name))
        }
        h.buttons { h in
            h.mainButton(words("log.filter.show"))
            h.quietButton(words("interface.cancel"), to: path)
        }
    }
}

private func choices(_ h: inout HTML, _ entry: FormEntry, _ words: Words) {
    func choice(_ name: String, _ label: String, _ codes: [String]) {
        h.select(
            name,
            label: label,
            choices: codes.map { Choice($0, words.dynamic("\(name).\($0)")) },
            chosen: entry.typed(name),
            empty: words("log.filter.any"),
            problem: entry.problems[name],
            isRequired: false
        )
    }
    let beside = ["none", "visitor", "letter", "system", "operator", "database"]
    choice("role", words("log.filter.role"), Role.allCases.map(\.rawValue) + beside)
    choice("kind", words("log.kind"), Kind.allCases.map(\.rawValue))
    choice("action", words("log.filter.action"), Action.allCases.map(\.name))
    choice("outcome", words("log.outcome"), EventOutcome.allCases.map(\.rawValue))
}
