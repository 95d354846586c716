import Base
import HTML
import Interface
import Routing
import Wording

/// The form of a new space, with its first coordinator.
func makingPage(
    _ h: inout HTML,
    once: String,
    origin: String,
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.pageHead(words("operator.new.title"), lead: words("operator.new.lead"))
    h.errorSummary(problems, words)
    h.form(action: "/operator/spaces", once: once) { h in
        h.radios(
            "kind",
            label: words("operator.kind"),
            choices: SpaceKind.allCases.map {
                Choice(
                    $0.rawValue,
                    words.dynamic("space.kind.\($0.rawValue)"),
                    more: words.dynamic("operator.kind.\($0.rawValue).more")
                )
            },
            chosen: typed("kind"),
            problem: problems["kind"]
        )
        h.textField(
            "slug",
            label: words("operator.slug"),
            value: typed("slug"),
            help: words("operator.slug.help", ["origin": origin]),
            problem: problems["slug"],
            charactersMax: Limits.slugCharactersMax
        )
        h.group(words("operator.names")) { h in
            for language in Language.allCases {
                let field = "name_\(language.rawValue)"
                h.textField(
                    field,
                    label: words.dynamic("operator.name.\(language.rawValue)"),
                    value: typed(field),
                    problem: problems[field],
                    charactersMax: Limits.nameCharactersMax
                )
            }
        }
        h.select(
            "language",
            label: words("operator.language"),
            choices: languages(words),
            chosen: typed("language"),
            problem: problems["language"]
        )
        h.textField(
            "business_id",
            label: words("operator.business-id"),
            value: typed("business_id"),
            help: words("operator.business-id.help"),
            problem: problems["business_id"],
            isRequired: false,
            charactersMax: Limits.businessIDCharactersMax
        )
        h.group(words("operator.coordinator"), help: words("operator.coordinator.help")) { h in
            guestFields(&h, typed, problems, words)
        }
        h.buttons { h in
            h.mainButton(words("operator.new.make"))
            h.quietButton(words("interface.cancel"), to: "/operator")
        }
    }
}
