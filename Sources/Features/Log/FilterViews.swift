import Audit
import Base
import HTML
import Interface
import Wording

/// Every condition as a form; what it asks for stands in the address of the list.
func filterPage(
    _ h: inout HTML,
    _ entry: FormEntry,
    _ offered: OfferedFilters,
    _ path: String,
    _ words: Words
) {
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
        choices(&h, entry, offered, words)
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

private func choices(
    _ h: inout HTML,
    _ entry: FormEntry,
    _ offered: OfferedFilters,
    _ words: Words
) {
    func choice(_ name: String, _ label: String, _ codes: [String]) {
        h.select(
            name,
            label: label,
            choices: codes.map {
                switch name {
                case "role": Choice($0, words.roleTitle($0))
                case "purpose": Choice($0, words.dynamic("log.purpose.\($0)"))
                default: Choice($0, words.dynamic("\(name).\($0)"))
                }
            },
            chosen: entry.typed(name),
            empty: words("log.filter.any"),
            problem: entry.problems[name],
            isRequired: false
        )
    }
    choice("role", words("log.filter.role"), offered.roles)
    choice("kind", words("log.kind"), Kind.allCases.map(\.rawValue))
    choice("purpose", words("log.purpose"), offered.purposes)
    choice("action", words("log.filter.action"), offered.actions)
    choice("outcome", words("log.outcome"), EventOutcome.allCases.map(\.rawValue))
}
