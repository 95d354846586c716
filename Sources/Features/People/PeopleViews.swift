import Base
import HTML
import Interface
import Wording

/// The register: search, filters, the list, and what can be done with the chosen ones.
func peoplePage(
    _ h: inout HTML,
    _ page: ListPage<PersonLine>,
    _ can: PeopleAbilities,
    kinds: [PersonKind],
    base: String,
    once: String,
    _ words: Words
) {
    h.pageHead(
        words(can.isOwn ? "people.own" : "people.title"),
        lead: page.counted("people.count", words)
    ) { h in
        if can.export {
            h.exportButton(page, at: base, words)
        }
        if can.add { h.mainButton(words("people.add"), to: "\(base)/new") }
    }
    h.listing(
        .people,
        page,
        at: base,
        isAsked: !can.isOwn,
        offers: [
            ListOffer(
                "kind",
                kinds.map { ($0.rawValue, words.dynamic("people.kind.\($0.rawValue)")) }
            )
        ],
        once: can.add ? once : nil,
        acts: can.acts,
        words
    ) { h in h.nobody(can, base, words) }
}

extension HTML {
    /// A person's state, as every page shows it.
    mutating func state(of state: PersonState, _ words: Words) {
        self.state(words.dynamic("person.state.\(state.rawValue)"), stateKind(state))
    }

    fileprivate mutating func nobody(_ can: PeopleAbilities, _ base: String, _ words: Words) {
        if can.add {
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
@Sendable func stateKind(_ state: PersonState) -> StateKind {
    switch state {
    case .active: .given
    case .paused: .waiting
    case .archived: .plain
    }
}
