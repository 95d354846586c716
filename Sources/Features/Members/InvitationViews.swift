import Access
import Base
import HTML
import Interface
import Wording

/// The form that invites a member.
func invitePage(
    _ h: inout HTML,
    action: String,
    once: String,
    roles: [Role],
    chosen: [String],
    _ typed: (String) -> String,
    _ problems: Problems,
    _ words: Words
) {
    h.pageHead(words("members.invite.title"), lead: words("members.invite.lead"))
    h.errorSummary(problems, words)
    h.columns { h in
        h.form(action: action, once: once) { h in
            h.textField(
                "name",
                label: words("members.name"),
                value: typed("name"),
                problem: problems["name"],
                charactersMax: Limits.nameCharactersMax
            )
            h.emailField(
                "email",
                label: words("members.email"),
                value: typed("email"),
                help: words("members.invite.email.help"),
                problem: problems["email"],
                autocomplete: "off"
            )
            h.select(
                "language",
                label: words("members.invite.language"),
                choices: Language.allCases.map {
                    Choice($0.rawValue, words.dynamic("interface.language.\($0.rawValue)"))
                },
                chosen: typed("language"),
                problem: problems["language"]
            )
            h.checkboxes(
                "roles",
                label: words("members.roles"),
                choices: roles.map {
                    Choice(
                        $0.rawValue,
                        words.dynamic("role.\($0.rawValue)"),
                        more: words.dynamic("members.role.does.\($0.rawValue)")
                    )
                },
                chosen: chosen,
                help: words("members.invite.roles.help"),
                problem: problems["roles"]
            )
            h.dateField(
                "ends",
                label: words("members.invite.ends"),
                value: typed("ends"),
                help: words("members.last-day.help"),
                problem: problems["ends"],
                isRequired: false,
                earliest: words.today
            )
            h.buttons { h in
                h.mainButton(words("members.invite.send"))
                h.quietButton(words("interface.cancel"), to: action)
            }
        }
    } _: { h in
        rules(&h, words)
    }
}
