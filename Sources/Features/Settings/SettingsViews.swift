import Base
import HTML
import Interface
import Wording

/// The form of the settings, with what nobody edits beside it.
func settingsPage(
    _ h: inout HTML,
    _ facts: SpaceFacts,
    action: String,
    address: String,
    once: String,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.pageHead(words("settings.title"), lead: words("settings.lead"))
    h.errorSummary(problems, words)
    h.columns { h in
        h.form(action: action, once: once) { h in
            names(&h, typed, problems, words)
            h.select(
                "language",
                label: words("settings.language"),
                choices: Language.allCases.map {
                    Choice($0.rawValue, words.dynamic("interface.language.\($0.rawValue)"))
                },
                chosen: typed("language"),
                help: words("settings.language.help"),
                problem: problems["language"]
            )
            contact(&h, typed, problems, words)
            h.textField(
                "logo",
                label: words("settings.logo"),
                value: typed("logo"),
                help: words("settings.logo.help"),
                problem: problems["logo"],
                isRequired: false,
                charactersMax: SpaceSettings.logoCharactersMax
            )
            h.buttons { h in h.mainButton(words("settings.save")) }
        }
    } _: { h in
        h.part(words("settings.fixed")) { h in
            h.facts { h in
                h.fact(words("settings.slug")) { h in h.copyable(address, words) }
                h.fact(words("settings.kind"), words.dynamic("space.kind.\(facts.kind)"))
                if let number = facts.businessID { h.fact(words("settings.business-id"), number) }
                h.fact(words("settings.made"), words.date(facts.madeAt.inFinland.day))
            }
            h.p(words("settings.fixed.why"), .class("soft"))
        }
    }
}

private func names(
    _ h: inout HTML,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.group(words("settings.names"), help: words("settings.names.help")) { h in
        for language in Language.allCases {
            let field = "name_\(language.rawValue)"
            h.textField(
                field,
                label: words.dynamic("settings.name.\(language.rawValue)"),
                value: typed(field),
                problem: problems[field],
                autocomplete: "organization",
                charactersMax: Limits.nameCharactersMax
            )
        }
    }
}

private func contact(
    _ h: inout HTML,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.group(words("settings.contact"), help: words("settings.contact.help")) { h in
        h.emailField(
            "email",
            label: words("settings.email"),
            value: typed("email"),
            problem: problems["email"],
            isRequired: false
        )
        h.textField(
            "phone",
            label: words("settings.phone"),
            value: typed("phone"),
            problem: problems["phone"],
            isRequired: false,
            autocomplete: "tel",
            charactersMax: SpaceSettings.phoneCharactersMax
        )
    }
}
