import Access
import Base
import HTML
import Interface
import Routing
import Wording

extension HTML {
    /// Whether a space is open.
    mutating func state(of space: ListedSpace, _ words: Words) {
        let kind: StateKind =
            switch space.state {
            case .active: .given
            case .suspended: .refused
            case .unclaimed: .waiting
            }
        state(words.dynamic("operator.state.\(space.state.rawValue)"), kind)
    }
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
        h.state(of: space, words)
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
