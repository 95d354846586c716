import Audit
import Base
import HTTP
import Routing
import Store
import Wording

@Sendable func showSettings(_ visit: Visit) throws(Failure) -> Reply {
    let facts = try visit.read { (db) throws(Failure) in try db.one(.settings) }
    let settings = facts.settings
    let form: Form = [
        "name_fi": settings.nameFinnish, "name_sv": settings.nameSwedish,
        "name_en": settings.nameEnglish,
        "language": settings.language.rawValue, "email": settings.contactEmail,
        "phone": settings.contactPhone, "logo": settings.logoText,
    ]
    return settingsPage(visit, facts, FormEntry(form, visit.words))
}

@Sendable func changeSettings(_ visit: Visit) throws(Failure) -> Reply {
    var form = try FormEntry(visit)
    let name = Limits.nameCharactersMax
    let finnish = form.line("name_fi", charactersMax: name)
    let swedish = form.line("name_sv", charactersMax: name)
    let english = form.line("name_en", charactersMax: name)
    let language = form.choice("language", Language.self)
    let email = form.email("email", isRequired: false)
    let phone = form.line(
        "phone",
        charactersMax: SpaceSettings.phoneCharactersMax,
        isRequired: false
    )
    let logo = form.line("logo", charactersMax: SpaceSettings.logoCharactersMax, isRequired: false)
    guard form.isSound, let language else {
        let facts = try visit.read { (db) throws(Failure) in try db.one(.settings) }
        return settingsPage(visit, facts, form)
    }
    let new = SpaceSettings(
        nameFinnish: finnish,
        nameSwedish: swedish,
        nameEnglish: english,
        language: language,
        contactEmail: email,
        contactPhone: phone,
        logoText: logo
    )
    var isUnchanged = false
    do throws(Failure) {
        return try visit.act { (db) throws(Failure) in
            let old = try db.one(.settings).settings
            guard old != new else {
                isUnchanged = true
                throw .refused(.conflict(why: "settings.done.unchanged"))
            }
            try db.run(.changeSettings, finnish, swedish, english, language, email, phone, logo)
            let space = try visit.space
            return Audited(
                visit.after(visit.here("/settings"), did: "settings.done.saved"),
                Entry(
                    .settingsChanged,
                    of: Object(space.id, new.nameFinnish),
                    changes: changes(old, new)
                )
            )
        }
    } catch {
        guard isUnchanged else { throw error }
        return .redirect(to: visit.after(visit.here("/settings"), did: "settings.done.unchanged"))
    }
}

private func changes(_ old: SpaceSettings, _ new: SpaceSettings) -> [Change] {
    [
        Change.of("name_fi", old.nameFinnish, new.nameFinnish),
        Change.of("name_sv", old.nameSwedish, new.nameSwedish),
        Change.of("name_en", old.nameEnglish, new.nameEnglish),
        Change.of("default_language", old.language.rawValue, new.language.rawValue),
        Change.of("contact_email", old.contactEmail, new.contactEmail),
        Change.of("contact_phone", old.contactPhone, new.contactPhone),
        Change.of("logo_text", old.logoText, new.logoText),
    ].compactMap(\.self)
}

private func settingsPage(_ visit: Visit, _ facts: SpaceFacts, _ form: FormEntry) -> Reply {
    let once = form.typed("once").isEmpty ? visit.once : form.typed("once")
    return visit.page(visit.words("settings.title"), status: form.isSound ? 200 : 422) { h in
        settingsPage(
            &h,
            facts,
            action: visit.here("/settings"),
            address: "\(visit.site.origin)/\(facts.slug)",
            once: once,
            form.typed,
            form.problems,
            visit.words
        )
    }
}
