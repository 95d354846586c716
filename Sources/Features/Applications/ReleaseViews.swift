import Base
import HTML
import Interface
import Terms
import Wording

/// The release as it stands: its text, whom to ask, and what is wrong with it.
struct ReleasePage {
    let application: Application
    let text: ConsentText
    let employer: Employer
    /// Whether the box was ticked under this text.
    let isAgreed: Bool
    let problems: Problems
    let once: String
    /// The application's path.
    let place: String
}

func releaseFormPage(_ h: inout HTML, _ page: ReleasePage, _ words: Words) {
    h.pageHead(words("release.title"), lead: page.application.course.name)
    h.errorSummary(page.problems, words)
    h.p(words("release.lead"))
    h.form(action: page.place + "/release", once: page.once, id: "release") { h in
        h.hiddenField("version", String(page.text.version))
        employerFields(&h, page, words)
        h.checkboxes(
            "support",
            label: words("release.field.support"),
            choices: Support.allCases.map { kind in
                Choice(
                    kind.rawValue,
                    words.dynamic("release.support.\(kind.rawValue)"),
                    more: kind == .workingTime ? words("release.support.working-time.more") : ""
                )
            },
            chosen: page.employer.support.sorted().map(\.rawValue),
            help: words("release.field.support.help"),
            problem: page.problems["support"]
        )
        h.part(page.text.title) { h in
            for paragraph in page.text.paragraphs { h.p(paragraph) }
        }
        h.checkbox(
            "agreed",
            label: words("release.field.agreed"),
            isChosen: page.isAgreed,
            problem: page.problems["agreed"]
        )
        h.p(words("release.what-happens"), .class("soft"))
        h.buttons { h in
            h.mainButton(words("release.give"))
            h.quietButton(words("interface.cancel"), to: page.place)
        }
    }
}

private func employerFields(_ h: inout HTML, _ page: ReleasePage, _ words: Words) {
    let employer = page.employer
    h.textField(
        "employer_name",
        label: words("release.field.employer"),
        value: employer.name,
        problem: page.problems["employer_name"],
        autocomplete: "organization",
        charactersMax: Limits.nameCharactersMax
    )
    h.textField(
        "business_id",
        label: words("release.field.business-id"),
        value: employer.businessID,
        help: words("release.field.business-id.help"),
        problem: page.problems["business_id"],
        charactersMax: Limits.businessIDCharactersMax
    )
    h.textField(
        "giver_name",
        label: words("release.field.giver"),
        value: employer.giverName,
        help: words("release.field.giver.help"),
        problem: page.problems["giver_name"],
        charactersMax: Limits.nameCharactersMax
    )
    h.emailField(
        "giver_email",
        label: words("release.field.giver-email"),
        value: employer.giverEmail,
        help: words("release.field.giver-email.help"),
        problem: page.problems["giver_email"],
        autocomplete: "off"
    )
    h.radios(
        "giver_language",
        label: words("release.field.language"),
        choices: languageChoices(words),
        chosen: employer.language.rawValue,
        problem: page.problems["giver_language"]
    )
}
