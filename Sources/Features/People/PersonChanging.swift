import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

@Sendable func editPerson(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Person> = try visit.id()
    let person = try visit.read { (db) throws(Failure) in try db.person(id) }
    let page = editPage(visit, PersonEdit(person, fields: fields(visit)), Problems(), status: 200)
    return Looked(page, Entry(.personRead, of: Object(id, person.name), about: [id]))
}

@Sendable func changePerson(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Person> = try visit.id()
    let fields = fields(visit)
    let entry = try FormEntry(visit)
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            try db.run(.lockPeople, [id])
            let person = try db.person(id)
            var entry = entry
            guard let data = entry.person(fields: fields, over: person, visit.words), entry.isSound,
                Int(entry.typed("version")) == person.version
            else { throw .refused(.conflict(why: notSaved)) }
            try db.run(
                .changePerson,
                id,
                data.givenName,
                data.familyName,
                data.email,
                data.phone,
                data.municipality,
                data.language,
                data.kind.rawValue,
                person.version
            )
            return Audited(
                visit.after(
                    visit.here("/people/\(id)\(visit.trail(of: .people).trail)"),
                    did: "person.done.changed"
                ),
                Entry(
                    .personChanged,
                    of: Object(id, person.name),
                    about: [id],
                    changes: changes(from: person, to: data)
                )
            )
        }
    } catch {
        guard case .refused(.conflict(why: notSaved)) = error else { throw error }
        return try formAgain(visit, entry, id, fields)
    }
}

/// Never shown: it only brings the handler back to its form.
private let notSaved = "person.problem.not-saved"

/// The form with what was typed: with its problems, or with what somebody else saved in between.
private func formAgain(
    _ visit: Visit,
    _ entry: FormEntry,
    _ id: ID<Person>,
    _ fields: PersonFields
) throws(Failure) -> Reply {
    let person = try visit.write { (db) throws(Failure) in
        let person = try db.person(id)
        return Audited(person, Entry(.personRead, of: Object(id, person.name), about: [id]))
    }
    var entry = entry
    _ = entry.person(fields: fields, over: person, visit.words)
    var edit = PersonEdit(person, fields: fields)
    edit.draft = PersonDraft(entry, fields: fields, over: PersonDraft(person))
    if Int(entry.typed("version")) != person.version { edit.theirs = PersonDraft(person) }
    return editPage(
        visit,
        edit,
        entry.problems,
        status: entry.isSound ? 409 : 422,
        // The form is sent again against another version, so it is another intent only when it is sound.
        once: entry.isSound ? "" : entry.typed("once")
    )
}

private func editPage(
    _ visit: Visit,
    _ edit: PersonEdit,
    _ problems: Problems,
    status: Int,
    once: String = ""
) -> Reply {
    visit.page(visit.words("person.edit.title", ["name": edit.name]), status: status) { h in
        editPersonPage(
            &h,
            edit,
            problems,
            list: visit.trail(of: .people),
            base: visit.here("/people"),
            once: once.isEmpty ? visit.once : once,
            visit.words
        )
    }
}

private func fields(_ visit: Visit) -> PersonFields {
    visit.permit.scope == .all ? .all : .contacts
}

extension PersonDraft {
    /// What was typed, over what stays as it is.
    init(_ entry: FormEntry, fields: PersonFields, over old: PersonDraft) {
        self = old
        if fields == .all {
            givenName = entry.typed("given_name")
            familyName = entry.typed("family_name")
            kind = entry.typed("kind")
        }
        email = entry.typed("email")
        phone = entry.typed("phone")
        municipality = entry.typed("municipality")
        language = entry.typed("language")
    }
}

extension FormEntry {
    /// The person that the form describes; nil when something is wrong.
    ///
    /// What may not be changed stays as in `old`.
    mutating func person(
        fields: PersonFields,
        over old: RegisteredPerson?,
        _ words: Words
    ) -> PersonData? {
        var givenName = old?.givenName ?? ""
        var familyName = old?.familyName ?? ""
        var kind = old?.kind
        if fields == .all {
            givenName = name("given_name")
            familyName = name("family_name")
            kind = choice("kind")
        }
        let email = email("email", isRequired: false)
        let phone = phone("phone")
        let municipality = line(
            "municipality",
            charactersMax: Limits.nameCharactersMax,
            isRequired: false
        )
        let language: Language? = choice("language")
        guard let kind, let language else { return nil }
        return PersonData(
            givenName: givenName,
            familyName: familyName,
            email: email,
            phone: phone,
            municipality: municipality,
            language: language,
            kind: kind
        )
    }
}

/// What changed, field by field, for the log.
func changes(from old: RegisteredPerson?, to new: PersonData) -> [Change] {
    [
        Change.of("given_name", old?.givenName ?? "", new.givenName),
        Change.of("family_name", old?.familyName ?? "", new.familyName),
        Change.of("email", old?.email ?? "", new.email),
        Change.of("phone", old?.phone ?? "", new.phone),
        Change.of("municipality", old?.municipality ?? "", new.municipality),
        Change.of("language", old?.language.rawValue ?? "", new.language.rawValue),
        Change.of("kind", old?.kind.rawValue ?? "", new.kind.rawValue),
    ].compactMap(\.self)
}
