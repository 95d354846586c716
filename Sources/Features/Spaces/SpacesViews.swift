import Access
import Base
import HTML
import Interface
import Routing
import Wording

/// Every space by its cover.
func spacesPage(_ h: inout HTML, _ spaces: [SpaceListing], _ words: Words) {
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
                $0.name(words.language)
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
func spacePage(
    _ h: inout HTML,
    _ space: SpaceListing,
    roles: [Role],
    once: () -> String,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.pageHead(space.name(words.language), lead: "/\(space.slug)") { h in
        state(&h, space.state, words)
    }
    h.errorSummary(problems, words)
    h.columns { h in
        h.facts { h in
            h.fact(words("operator.kind"), words.dynamic("space.kind.\(space.kind.rawValue)"))
            for language in Language.allCases {
                h.fact(words.dynamic("operator.name.\(language.rawValue)"), space.name(language))
            }
            h.fact(words("operator.made"), words.date(space.madeAt.inFinland.day))
        }
        if space.state != .suspended {
            h.part(words("operator.invite")) { h in
                h.p(
                    words.dynamic(
                        roles.count > 1 ? "operator.invite.first" : "operator.invite.auditor"
                    )
                )
                invitation(&h, space, roles, once(), typed, problems, words)
            }
        }
    } _: { h in
        closing(&h, space, once(), words)
    }
}

private func invitation(
    _ h: inout HTML,
    _ space: SpaceListing,
    _ roles: [Role],
    _ once: String,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    let kept = typed("once")
    h.form(action: "/operator/spaces/\(space.id)/invitations", once: kept.isEmpty ? once : kept) {
        h in
        h.radios(
            "role",
            label: words("operator.role"),
            choices: roles.map { Choice($0.rawValue, words.dynamic("role.\($0.rawValue)")) },
            chosen: typed("role").isEmpty ? roles.first?.rawValue ?? "" : typed("role"),
            problem: problems["role"]
        )
        guestFields(&h, typed, problems, words)
        h.buttons { h in h.mainButton(words("operator.invite.send")) }
    }
}

/// Who is invited: name, address and language.
func guestFields(
    _ h: inout HTML,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.textField(
        "guest_name",
        label: words("operator.guest.name"),
        value: typed("guest_name"),
        problem: problems["guest_name"],
        charactersMax: Limits.nameCharactersMax
    )
    h.emailField(
        "guest_email",
        label: words("operator.guest.email"),
        value: typed("guest_email"),
        help: words("operator.guest.email.help"),
        problem: problems["guest_email"],
        autocomplete: "off"
    )
    h.select(
        "guest_language",
        label: words("operator.guest.language"),
        choices: languages(words),
        chosen: typed("guest_language"),
        problem: problems["guest_language"]
    )
}

func languages(_ words: Words) -> [Choice] {
    Language.allCases.map {
        Choice($0.rawValue, words.dynamic("interface.language.\($0.rawValue)"))
    }
}

private func closing(_ h: inout HTML, _ space: SpaceListing, _ once: String, _ words: Words) {
    let name = space.name(words.language)
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
