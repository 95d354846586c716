import Access
import Base
import HTML
import Interface
import Routing
import Wording

/// Every space by its cover.
func spacesPage(_ h: inout HTML, _ spaces: [ListedSpace], _ words: Words) {
    h.pageHead(words("operator.title"), lead: words.count("operator.lead", spaces.count)) { h in
        h.mainButton(words("operator.new"), to: "/operator/new")
    }
    h.p(words("operator.sees"), .class("soft"))
    guard !spaces.isEmpty else {
        h.emptyState(words("operator.none"), words("operator.none.what-to-do"))
        return
    }
    h.list(
        spaces,
        caption: words("operator.title"),
        columns: [
            .link(words("operator.name"), path: { "/operator/spaces/\($0.id)" }) {
                $0.names[words.language]
            },
            .text(words("operator.slug")) { "/\($0.slug)" },
            .text(words("operator.kind")) { words.dynamic("space.kind.\($0.kind.rawValue)") },
            .cell(words("operator.state"), isLabelled: true) { h, space in
                state(&h, space.state, words)
            },
            .text(words("operator.made")) { words.date($0.madeAt.inFinland.day) },
        ],
        words
    )
}

private func state(_ h: inout HTML, _ state: SpaceState, _ words: Words) {
    let kind: StateKind =
        switch state {
        case .active: .given
        case .suspended: .refused
        case .unclaimed: .waiting
        }
    h.state(words.dynamic("operator.state.\(state.rawValue)"), kind)
}

/// One space: what stands on its cover, inviting into it, closing and opening it.
func spaceContent(
    _ h: inout HTML,
    _ space: ListedSpace,
    _ roles: [Role],
    _ form: FormView,
    once: String,
    _ words: Words
) {
    h.pageHead(space.names[words.language], lead: "/\(space.slug)") { h in
        state(&h, space.state, words)
    }
    h.notes(form)
    h.columns { h in
        h.facts { h in
            h.fact(words("operator.kind"), words.dynamic("space.kind.\(space.kind.rawValue)"))
            for language in Language.allCases {
                h.fact(words.dynamic("operator.name.\(language.rawValue)"), space.names[language])
            }
            h.fact(words("operator.made"), words.date(space.madeAt.inFinland.day))
        }
        if space.state != .suspended {
            h.part(words("operator.invite")) { h in
                let first = roles.count > 1
                h.p(words(first ? "operator.invite.first" : "operator.invite.auditor"))
                h.inputs(form)
            }
        }
    } _: { h in
        closing(&h, space, once, words)
    }
}

private func closing(_ h: inout HTML, _ space: ListedSpace, _ once: String, _ words: Words) {
    let name = space.names[words.language]
    if space.state == .suspended {
        h.dangerConfirm(
            words("operator.resume.title"),
            consequence: words("operator.resume.consequence", ["space": name]),
            action: "/operator/spaces/\(space.id)/resumption",
            once: once,
            button: words("operator.resume")
        )
    } else {
        h.dangerConfirm(
            words("operator.suspend.title"),
            consequence: words("operator.suspend.consequence", ["space": name]),
            action: "/operator/spaces/\(space.id)/suspension",
            once: once,
            button: words("operator.suspend")
        )
    }
}
