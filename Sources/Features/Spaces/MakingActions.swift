import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

/// A space as the operator's form asks for it.
private struct NewSpace {
    let slug: String
    let kind: SpaceKind?
    let names: [Language: String]
    let language: Language?
    let businessID: String
    let coordinator: Guest

    init(_ form: inout FormEntry, _ visit: Visit) {
        let words = visit.words
        slug = form.line("slug", charactersMax: Limits.slugCharactersMax)
        if form.problems["slug"] == nil {
            if !isSlug(slug) { form.problem("slug", words("operator.problem.slug")) }
            if visit.site.reserved.contains(slug) {
                form.problem("slug", words("operator.problem.reserved"))
            }
        }
        kind = form.choice("kind", SpaceKind.self)
        businessID = form.businessID("business_id", isRequired: kind == .employer)
        if form.problems["business_id"] == nil, !businessID.isEmpty, kind != .employer {
            form.problem("business_id", words("operator.problem.business-id.employers"))
        }
        var names: [Language: String] = [:]
        for language in Language.allCases {
            names[language] = form.line(
                "name_\(language.rawValue)",
                charactersMax: Limits.nameCharactersMax
            )
        }
        self.names = names
        language = form.choice("language", Language.self)
        coordinator = Guest(&form)
    }
}

@Sendable func askForSpace(_ visit: Visit) throws(Failure) -> Reply {
    makingPage(visit, FormEntry(["language": "fi", "guest_language": "fi"], visit.words))
}

@Sendable func makeSpace(_ visit: Visit) throws(Failure) -> Reply {
    var form = try FormEntry(visit)
    let new = NewSpace(&form, visit)
    guard form.isSound, let kind = new.kind, let language = new.language else {
        return makingPage(visit, form)
    }
    // The form's key becomes the space's id: sent twice, it finds the space that it made.
    let id = ID<Space>(visit.seal.key)
    let path = visit.after("/operator/spaces/\(id)", did: "operator.done.made")
    let (known, isSlugTaken, isNumberTaken) = try visit.readAccount { (db) throws(Failure) in
        (
            try db.all(.space, id).first,
            try db.one(.isSlugTaken, new.slug),
            try db.one(.isBusinessIDTaken, new.businessID)
        )
    }
    if let known, known.slug == new.slug { return .redirect(to: path) }
    if isSlugTaken { form.problem("slug", visit.words("operator.problem.taken")) }
    if isNumberTaken {
        form.problem("business_id", visit.words("operator.problem.business-id.taken"))
    }
    guard form.isSound else { return makingPage(visit, form, status: 409) }
    do throws(Failure) {
        try visit.account { (db) throws(Failure) in
            let names = new.names
            try db.run(
                .makeSpace,
                id,
                new.slug,
                kind.rawValue,
                new.businessID.isEmpty ? nil : new.businessID,
                names[.finnish] ?? "",
                names[.swedish] ?? "",
                names[.english] ?? "",
                language
            )
            let spoken = new.coordinator.language ?? language
            let invited = try new.coordinator.invite(
                ID(),
                as: .coordinator,
                into: id,
                slug: new.slug,
                named: names[spoken] ?? new.slug,
                visit,
                db
            )
            return AccountAudited(
                (),
                Entry(.spaceMade, of: Object(id, new.slug)),
                in: [id],
                also: [invited]
            )
        }
    } catch .refused(.conflict(let why)) {
        // Somebody took the address between the look and the making.
        let field = why == "members.rule.operator" ? "guest_email" : "slug"
        form.problem(field, visit.words.dynamic(why))
        return makingPage(visit, form, status: 409)
    }
    return .redirect(to: path)
}

private func makingPage(_ visit: Visit, _ form: FormEntry, status: Int? = nil) -> Reply {
    let once = form.typed("once").isEmpty || status == 409 ? visit.once : form.typed("once")
    return visit.page(
        visit.words("operator.new.title"),
        status: status ?? (form.isSound ? 200 : 422)
    ) { h in
        makingPage(
            &h,
            once: once,
            origin: visit.site.origin,
            form.typed,
            form.problems,
            visit.words
        )
    }
}
