import Base
import HTML
import Interface
import Terms
import Wording

/// The public form as it stands: what was typed, and what is wrong with it.
struct ApplyingForm {
    let course: CourseOnOffer
    var applicant: Applicant
    var problems = Problems()
    var isSignedIn = false
    var once = ""
}

/// The public application: a letter that asks who somebody is and never why.
func applyingPage(_ h: inout HTML, _ form: ApplyingForm, action: String, _ words: Words) {
    h.pageHead(words("application.form.title"), lead: form.course.course.name)
    h.errorSummary(form.problems, words)
    courseFacts(&h, form.course, words)
    h.p(words("application.form.no-reason"))
    h.form(action: action, once: form.once, id: "apply") { h in
        ownFields(&h, form, words)
        h.p(words("application.form.who-sees"), .class("soft"))
        h.buttons { h in
            h.mainButton(
                form.isSignedIn ? words("application.form.send") : words("application.form.next")
            )
        }
    }
}

private func courseFacts(_ h: inout HTML, _ course: CourseOnOffer, _ words: Words) {
    h.facts { h in
        h.fact(words("application.course.place"), course.course.whereabouts)
        if let first = course.afternoons.first, let last = course.afternoons.last {
            h.fact(
                words("application.course.when"),
                words.dates(first.day, last.day),
                more: words.count("application.course.afternoons", course.afternoons.count)
            )
            h.fact(
                words("application.course.hours"),
                words.count("application.course.hours", course.afternoons.hours)
            )
        }
    }
}

private func ownFields(_ h: inout HTML, _ form: ApplyingForm, _ words: Words) {
    let typed = form.applicant
    h.textField(
        "given_name",
        label: words("application.field.given-name"),
        value: typed.givenName,
        problem: form.problems["given_name"],
        autocomplete: "given-name",
        charactersMax: Limits.nameCharactersMax
    )
    h.textField(
        "family_name",
        label: words("application.field.family-name"),
        value: typed.familyName,
        problem: form.problems["family_name"],
        autocomplete: "family-name",
        charactersMax: Limits.nameCharactersMax
    )
    if form.isSignedIn {
        h.facts { h in
            h.fact(
                words("application.field.email"),
                typed.email,
                more: words("application.field.email.account")
            )
        }
    } else {
        h.emailField(
            "email",
            label: words("application.field.email"),
            value: typed.email,
            help: words("application.field.email.help"),
            problem: form.problems["email"]
        )
    }
    h.textField(
        "phone",
        label: words("application.field.phone"),
        value: typed.phone,
        problem: form.problems["phone"],
        isRequired: false,
        autocomplete: "tel",
        charactersMax: Limits.phoneCharactersMax
    )
    h.textField(
        "municipality",
        label: words("application.field.municipality"),
        value: typed.municipality,
        problem: form.problems["municipality"],
        isRequired: false,
        autocomplete: "address-level2",
        charactersMax: Limits.nameCharactersMax
    )
    h.radios(
        "person_language",
        label: words("application.field.language"),
        choices: languageChoices(words),
        chosen: typed.language.rawValue,
        problem: form.problems["person_language"]
    )
}

func languageChoices(_ words: Words) -> [Choice] {
    Language.allCases.map {
        Choice($0.rawValue, words.dynamic("interface.language.\($0.rawValue)"))
    }
}

/// The page that waits for the mailed code; what was typed, the browser keeps.
func confirmationPage(
    _ h: inout HTML,
    _ applicant: Applicant,
    _ course: AppliedCourse,
    _ problems: Problems,
    once: (String, String),
    action: String,
    _ words: Words
) {
    h.pageHead(words("application.code.title"), lead: course.name)
    h.errorSummary(problems, words)
    h.p(words("application.code.sent", ["email": applicant.email]))
    h.form(action: action + "/confirmation", once: once.0, isGuarded: false) { h in
        h.codeField(
            "code",
            label: words("application.code.label"),
            help: words("application.code.help"),
            problem: problems["code"]
        )
        h.buttons { h in h.mainButton(words("application.form.send")) }
    }
    h.p(words("application.code.none"), .class("soft"))
    h.act(action: action, once: once.1) { h in
        for field in applicant.fields { h.hiddenField(field.name, field.value) }
        h.buttons { h in
            h.quietButton(words("application.code.again"))
            h.quietButton(words("application.code.address"), to: action + "?correct=yes")
        }
    }
}
