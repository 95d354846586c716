import Base
import HTML
import Interface
import Wording

/// The register: search, filters, the list, and what can be done with the chosen ones.
func peoplePage(
    _ h: inout HTML,
    _ page: PeoplePage,
    of count: Int,
    _ filter: PeopleFilter,
    _ can: PeopleAbilities,
    base: String,
    once: String,
    _ words: Words
) {
    let start = filter.with { _ in }
    h.pageHead(
        words(can.isOwn ? "people.own" : "people.title"),
        lead: words.count("people.count", count)
    ) { h in
        if can.export, count > 0 {
            h.button(words("people.export"), to: start.path("\(base)/export.csv"))
        }
        if can.add { h.mainButton(words("people.add"), to: "\(base)/new") }
    }
    let isSearched = (count > 0 && !can.isOwn) || filter.isNarrow
    if isSearched {
        h.filters(search(filter, base, words), groups: chips(filter, base, words), words)
    }
    if page.lines.isEmpty {
        h.nobody(filter, can, base, words)
    } else if can.add {
        h.form(action: "\(base)/selection", once: once, isGuarded: false) { h in
            h.hiddenField("list", filter.query)
            h.people(page.lines, filter, base, isChosen: true, words)
            h.buttons { h in
                h.submitButton(words("people.selection.archive"), name: "to", value: "archived")
                h.submitButton(words("people.selection.restore"), name: "to", value: "active")
            }
        }
    } else {
        h.people(page.lines, filter, base, isChosen: false, words)
    }
    h.pager(previous: page.previous?.path(base), next: page.next?.path(base), words)
}

private func search(_ filter: PeopleFilter, _ base: String, _ words: Words) -> SearchField {
    SearchField(
        action: base,
        label: words("people.search"),
        value: filter.search,
        kept: filter.with { $0.search = "" }.pairs
    )
}

/// A chip that is on leads to the list without it.
private func chips(_ filter: PeopleFilter, _ base: String, _ words: Words) -> [ChipGroup] {
    func chip(_ key: String, _ isOn: Bool, _ change: (inout PeopleFilter) -> Void) -> Chip {
        Chip(words.dynamic(key), filter.with(change).path(base), isCurrent: isOn)
    }
    let everyone = chip("people.everyone", !filter.isNarrow) {
        $0.kind = nil; $0.state = nil; $0.speaks = nil; $0.search = ""
    }
    let kinds = PersonKind.allCases.map { kind in
        let isOn = filter.kind == kind
        return chip("people.kind.\(kind.rawValue)", isOn) { $0.kind = isOn ? nil : kind }
    }
    let states = PersonState.allCases.map { state in
        let isOn = filter.state == state
        return chip("people.state.\(state.rawValue)", isOn) { $0.state = isOn ? nil : state }
    }
    let languages = Language.allCases.map { language in
        let isOn = filter.speaks == language
        return chip("people.speaks.\(language.rawValue)", isOn) {
            $0.speaks = isOn ? nil : language
        }
    }
    return [
        ChipGroup(words("person.kind"), [everyone] + kinds),
        ChipGroup(words("person.state"), states),
        ChipGroup(words("person.language"), languages),
    ]
}

extension HTML {
    fileprivate mutating func people(
        _ lines: [PersonLine],
        _ filter: PeopleFilter,
        _ base: String,
        isChosen: Bool,
        _ words: Words
    ) {
        func sort(_ sort: PeopleSort) -> Sort {
            Sort(
                path: filter.sorted(by: sort).path(base),
                order: filter.sort == sort ? (filter.isDescending ? .descending : .ascending) : nil
            )
        }
        let pick = words.each("people.pick", "name")
        let kinds: [PersonKind: String] = words.names("person.kind")
        let states: [PersonState: String] = words.names("person.state")
        let folder = base + "/"
        list(
            lines,
            caption: words("people.title"),
            columns: [
                .link(words("person.name"), sort: sort(.name), path: { folder + $0.id.text }) {
                    $0.listName
                },
                .text(words("person.kind")) { kinds[$0.kind] ?? "" },
                .cell(words("person.state"), isLabelled: true) { h, line in
                    h.state(states[line.state] ?? "", stateKind(line.state))
                },
                .text(words("person.added"), sort: sort(.added)) {
                    words.date($0.createdAt.inFinland.day)
                },
                .text(words("person.changed"), sort: sort(.changed)) {
                    words.date($0.changedAt.inFinland.day)
                },
            ],
            bulk: isChosen
                ? Bulk(name: "person", value: { $0.id.text }, label: { pick($0.listName) })
                : nil,
            words
        )
    }

    /// A person's state, as every page shows it.
    mutating func state(of state: PersonState, _ words: Words) {
        self.state(words.dynamic("person.state.\(state.rawValue)"), stateKind(state))
    }

    fileprivate mutating func nobody(
        _ filter: PeopleFilter,
        _ can: PeopleAbilities,
        _ base: String,
        _ words: Words
    ) {
        if filter.isNarrow {
            emptyState(
                words("people.no-match"),
                words("people.no-match.what-to-do"),
                step: NextStep(words("people.no-match.step"), base)
            )
        } else if can.add {
            emptyState(
                words("people.none"),
                words("people.none.what-to-do"),
                step: NextStep(words("people.add"), "\(base)/new")
            )
        } else if can.scope == "course" {
            emptyState(words("people.none.course"), words("people.none.course.what-to-do"))
        } else {
            emptyState(words("people.none.own"), words("people.none.own.what-to-do"))
        }
    }
}

/// The colour and shape of a state.
func stateKind(_ state: PersonState) -> StateKind {
    switch state {
    case .active: .given
    case .paused: .waiting
    case .archived: .plain
    }
}
