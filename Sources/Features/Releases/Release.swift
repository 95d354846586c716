import Base
import Interface
import Terms
import Wording

/// A release as its form says it: the application, and the employer who is to be asked.
struct ReleaseDraft: Sendable {
    let path: ApplicationPath
    /// The course as the employer will know it.
    let course: CourseFacts
    let text: ConsentText
    var employerName = ""
    var businessID = ""
    var giverName = ""
    var giverEmail = ""
    var language = Language.finnish
    var support: Set<Support> = [.workingTime]

    /// The support as the form's boxes know it.
    var supportNames: [String] {
        get { support.sorted().map(\.rawValue) }
        set { support = Set(newValue.compactMap(Support.init(rawValue:))) }
    }

    /// How often an employer may be asked about an application in a day.
    static let asksPerDayMax = 3
}

/// The fields of a release: whom to ask, for what, and the text that the applicant agrees to.
///
/// Whoever answers has none of the `applicants`' own addresses.
func releaseFields(
    _ text: ConsentText,
    applicants: [String],
    _ words: Words
) -> FieldList<ReleaseDraft> {
    FieldList(
        .name(
            "employer_name",
            \.employerName,
            "release.field.employer",
            autocomplete: "organization"
        )
        .mailed(\.employerName, isOrganisation: true),
        .businessID(
            "business_id",
            \.businessID,
            "release.field.business-id",
            help: "release.field.business-id.help"
        ),
        .name("giver_name", \.giverName, "release.field.giver", help: "release.field.giver.help")
            .mailed(\.giverName),
        .email(
            "giver_email",
            \.giverEmail,
            "release.field.giver-email",
            help: "release.field.giver-email.help"
        )
        .checked { entry, draft in
            if !draft.giverEmail.isEmpty, applicants.contains(draft.giverEmail) {
                entry.problem("giver_email", entry.words("release.problem.own-address"))
            }
        },
        .choice(
            "giver_language",
            \.language,
            "release.field.language",
            words: "interface.language",
            isOpen: true
        ),
        .boxes(
            "support",
            \.supportNames,
            "release.field.support",
            among: Support.allCases.map { support in
                Choice(
                    support.rawValue,
                    words.dynamic("release.support.\(support.rawValue)"),
                    more: support == .workingTime ? words("release.support.working-time.more") : ""
                )
            },
            help: "release.field.support.help"
        )
        .checked { entry, draft in
            if !draft.support.contains(.workingTime), entry.problems["support"] == nil {
                entry.problem("support", entry.words("release.problem.working-time"))
            }
        },
        agreement(text)
    )
}

/// The text, and the box below it that is never ticked for anybody.
private func agreement(_ text: ConsentText) -> Field<ReleaseDraft> {
    let version = String(text.version)
    return Field(
        "agreed",
        "release.field.agreed",
        Field.Parts(
            read: { entry, _ in
                if entry.typed("version") != version {
                    entry.problem("agreed", entry.words("release.problem.text"))
                } else if !entry.isTicked("agreed") {
                    entry.problem("agreed", entry.words("release.problem.agreed"))
                }
            },
            pairs: { _ in [] },
            write: { h, entry in
                h.hiddenField("version", version)
                h.part(text.title) { h in
                    for paragraph in text.paragraphs { h.p(paragraph) }
                }
                h.checkbox(
                    "agreed",
                    label: entry.words("release.field.agreed"),
                    // In another language it is another text to agree to.
                    isChosen: entry.isTicked("agreed") && entry.problems["agreed"] == nil
                        && !entry.isTicked(LanguageForm.turn),
                    problem: entry.problems["agreed"]
                )
            },
            text: { _, _ in version },
            logged: { _ in [("text", version)] }
        )
    )
}
