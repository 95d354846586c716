import Base
import HTTP
import Interface
import Routing
import Terms
import Wording

/// Reads what somebody tells of themselves, and says what is wrong with it.
func readApplicant(_ entry: inout FormEntry, _ visit: Visit) -> Applicant {
    var applicant = Applicant()
    applicant.givenName = entry.name("given_name")
    applicant.familyName = entry.name("family_name")
    for (field, name) in [
        ("given_name", applicant.givenName), ("family_name", applicant.familyName),
    ]
    where entry.problems[field] == nil && looksLikeAddress(name) {
        entry.problem(field, visit.words("application.problem.name"))
    }
    applicant.email = visit.visitor.account?.email ?? entry.email("email")
    applicant.phone = entry.phone("phone")
    applicant.municipality = entry.line(
        "municipality",
        charactersMax: Limits.nameCharactersMax,
        isRequired: false
    )
    applicant.language = entry.choice("person_language") ?? visit.words.language
    return applicant
}

/// What was typed, as it was typed, for showing it again.
func typedApplicant(_ entry: FormEntry, _ visit: Visit) -> Applicant {
    Applicant(
        givenName: entry.typed("given_name"),
        familyName: entry.typed("family_name"),
        email: visit.visitor.account?.email ?? entry.typed("email"),
        phone: entry.typed("phone"),
        municipality: entry.typed("municipality"),
        language: Language(rawValue: entry.typed("person_language")) ?? visit.words.language
    )
}

/// Reads whom to ask and for what, and says what is wrong with it.
func readEmployer(_ entry: inout FormEntry, _ words: Words) -> Employer {
    var employer = Employer()
    employer.businessID = entry.businessID("business_id")
    employer.name = entry.line("employer_name", charactersMax: Limits.nameCharactersMax)
    employer.giverName = entry.name("giver_name")
    if entry.problems["employer_name"] == nil, looksLikeLink(employer.name) {
        entry.problem("employer_name", words("application.problem.name"))
    }
    if entry.problems["giver_name"] == nil, looksLikeAddress(employer.giverName) {
        entry.problem("giver_name", words("application.problem.name"))
    }
    employer.giverEmail = entry.email("giver_email")
    employer.language = entry.choice("giver_language") ?? words.language
    employer.support = Set(entry.choices("support", isRequired: false))
    if !employer.support.contains(.workingTime), entry.problems["support"] == nil {
        entry.problem("support", words("release.problem.working-time"))
    }
    return employer
}

/// What was typed of the employer, as it was typed.
func typedEmployer(_ entry: FormEntry, _ words: Words) -> Employer {
    Employer(
        businessID: entry.typed("business_id"),
        name: entry.typed("employer_name"),
        giverName: entry.typed("giver_name"),
        giverEmail: entry.typed("giver_email"),
        language: Language(rawValue: entry.typed("giver_language")) ?? words.language,
        support: Set(entry.form.all("support").compactMap(Support.init(rawValue:)))
    )
}
