import Base
import HTML
import Interface
import Wording

/// A form for somebody new.
func newPersonPage(
    _ h: inout HTML,
    _ draft: PersonDraft,
    _ problems: Problems,
    base: String,
    once: String,
    _ words: Words
) {
    h.pageHead(words("person.new"), lead: words("person.new.lead"))
    h.errorSummary(problems, words)
    h.form(action: base, once: once) { h in
        h.personFields(draft, .all, problems, words)
        h.buttons { h in
            h.mainButton(words("person.new.do"))
            h.quietButton(words("interface.cancel"), to: base)
        }
    }
}

/// A form with a person's data.
///
/// When somebody else saved in between, their values stand above it.
func editPersonPage(
    _ h: inout HTML,
    _ edit: PersonEdit,
    _ problems: Problems,
    list: ListQuery,
    base: String,
    once: String,
    _ words: Words
) {
    let path = "\(base)/\(edit.id)"
    h.pageHead(
        words("person.edit.title", ["name": edit.name]),
        lead: edit.fields == .contacts ? words("person.edit.contacts") : ""
    )
    h.errorSummary(problems, words)
    if let theirs = edit.theirs {
        h.part(words("person.conflict")) { h in
            h.p(words("person.conflict.what-to-do"), .role("alert"))
            h.differences(edit.draft, theirs, edit.fields, words)
        }
    }
    h.form(action: path + list.trail, once: once) { h in
        h.hiddenField("version", String(edit.version))
        h.personFields(edit.draft, edit.fields, problems, words)
        h.buttons { h in
            h.mainButton(words(edit.theirs == nil ? "house.save" : "person.conflict.save"))
            h.quietButton(words("interface.cancel"), to: path + list.trail)
        }
    }
}

extension HTML {
    fileprivate mutating func personFields(
        _ draft: PersonDraft,
        _ fields: PersonFields,
        _ problems: Problems,
        _ words: Words
    ) {
        if fields == .all {
            textField(
                "given_name",
                label: words("person.given-name"),
                value: draft.givenName,
                problem: problems["given_name"],
                charactersMax: Limits.nameCharactersMax
            )
            textField(
                "family_name",
                label: words("person.family-name"),
                value: draft.familyName,
                problem: problems["family_name"],
                charactersMax: Limits.nameCharactersMax
            )
            radios(
                "kind",
                label: words("person.kind.question"),
                choices: PersonKind.allCases.map { kind in
                    Choice(
                        kind.rawValue,
                        words.dynamic("person.kind.\(kind.rawValue)"),
                        more: words.dynamic("person.kind.\(kind.rawValue).means")
                    )
                },
                chosen: draft.kind,
                problem: problems["kind"]
            )
        }
        emailField(
            "email",
            label: words("person.email"),
            value: draft.email,
            help: words("person.email.help"),
            problem: problems["email"],
            isRequired: false,
            autocomplete: fields == .all ? "off" : "email"
        )
        textField(
            "phone",
            label: words("person.phone"),
            value: draft.phone,
            problem: problems["phone"],
            isRequired: false,
            autocomplete: fields == .all ? "off" : "tel",
            charactersMax: Limits.phoneCharactersMax
        )
        textField(
            "municipality",
            label: words("person.municipality"),
            value: draft.municipality,
            problem: problems["municipality"],
            isRequired: false,
            charactersMax: Limits.nameCharactersMax
        )
        select(
            "language",
            label: words("person.language"),
            choices: Language.allCases.map { language in
                Choice(language.rawValue, words.dynamic("person.language.\(language.rawValue)"))
            },
            chosen: draft.language,
            help: words("person.language.help"),
            problem: problems["language"]
        )
    }

    /// The fields in which the two differ: what stands in the register now, and what was typed.
    fileprivate mutating func differences(
        _ mine: PersonDraft,
        _ theirs: PersonDraft,
        _ fields: PersonFields,
        _ words: Words
    ) {
        let language = { (draft: PersonDraft) in words.dynamic("person.language.\(draft.language)")
        }
        var pairs = [
            (words("person.email"), theirs.email, mine.email),
            (words("person.phone"), theirs.phone, mine.phone),
            (words("person.municipality"), theirs.municipality, mine.municipality),
        ]
        if Language(rawValue: mine.language) != nil {
            pairs.append((words("person.language"), language(theirs), language(mine)))
        }
        if fields == .all {
            pairs.insert((words("person.family-name"), theirs.familyName, mine.familyName), at: 0)
            pairs.insert((words("person.given-name"), theirs.givenName, mine.givenName), at: 0)
            if PersonKind(rawValue: mine.kind) != nil {
                pairs.append(
                    (
                        words("person.kind"), words.dynamic("person.kind.\(theirs.kind)"),
                        words.dynamic("person.kind.\(mine.kind)")
                    )
                )
            }
        }
        let none = words("person.fact.none")
        facts { h in
            for (label, now, typed) in pairs where now != typed {
                h.fact(
                    label,
                    words("person.conflict.now", ["value": now.isEmpty ? none : now]),
                    more: words("person.conflict.typed", ["value": typed.isEmpty ? none : typed])
                )
            }
        }
    }
}
