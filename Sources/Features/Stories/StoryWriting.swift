import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// A story is written in versions: each one that is kept is a draft, and what was approved before it counts no more.

@Sendable func showNewStory(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newPage)
}

@Sendable func addStory(_ visit: Visit) throws(Failure) -> Looked {
    let person: ID<Person> = try visit.id()
    return try visit.submit(newPage) { (db, _, new, changes) throws(Failure) in
        let id = ID<Story>()
        let organisation = try db.all(.organisations).first { $0.other.text == new.organisation }
        try db.run(.addStory, id, person, organisation?.other, organisation?.name ?? "")
        try db.run(.addVersion, id, 1, columns: textFields.stored(new))
        return .done(
            Entry(.storyWritten, of: Object(id, ""), about: [person], changes: changes),
            to: visit.here("/manuscripts/\(id)"),
            did: "stories.done.written"
        )
    }
}

private func newPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<StoryText> {
    let person: ID<Person> = try visit.id()
    let (name, language) = (try db.one(.nameOfPerson, person), visit.words.language)
    let isOwn = person == visit.visitor.actor.person
    let words = visit.words
    return FormPage(
        words(isOwn ? "stories.new" : "stories.new.of"),
        lead: isOwn ? Sentence([words("stories.new.lead")]) : Sentence([name]),
        storyFields(among: try db.all(.organisations)),
        StoryText(language: language),
        isNew: true,
        action: visit.here("/people/\(person)/story"),
        save: words("stories.save"),
        back: visit.here(isOwn ? "/manuscripts" : "/people/\(person)"),
        look: Entry(.personRead, of: Object(person, name), about: [person])
    )
}

@Sendable func showStoryForm(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editPage)
}

@Sendable func changeStory(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Story> = try visit.id()
    return try visit.submit(editPage) { (db, page, new, changes) throws(Failure) in
        let found = try db.one(.story, id)
        try tellTakenBack(found, .text, db)
        try db.run(.addVersion, id, found.version + 1, columns: textFields.stored(new))
        let chosen = try organisations(of: found, db).first { $0.other.text == new.organisation }
        if chosen?.other != found.other {
            try db.run(.nameOrganisation, id, chosen?.other, chosen?.name ?? "")
        }
        return .done(
            Entry(.storyWritten, of: Object(id, ""), about: [found.person], changes: changes),
            to: page.back,
            did: "stories.done.written"
        )
    }
}

private func editPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<StoryText> {
    let id: ID<Story> = try visit.id()
    if visit.isChanging { try db.run(.holdStory, id) }
    let found = try db.one(.story, id)
    let path = visit.here("/manuscripts/\(id)")
    let isPublished = found.state == .published
    var text = found.text
    text.organisation = found.other?.text ?? ""
    var page = FormPage(
        visit.words("stories.change"),
        lead: visit.words(isPublished ? "stories.change.published" : "stories.change.lead"),
        storyFields(among: try organisations(of: found, db)),
        found.state == .takenBack ? StoryText() : text,
        action: path,
        save: visit.words("stories.save"),
        back: path,
        look: Entry(.storyRead, of: Object(id, ""), about: [found.person])
    )
    if found.state == .takenBack { page.refusal = .conflict(why: "stories.rule.state-changed") }
    return page
}

/// The organisations that a story may name: partners in force, and the one that it names.
private func organisations(
    of story: KeptStory,
    _ db: borrowing Transaction
) throws(Failure) -> [Organisation] {
    let all = try db.all(.organisations)
    guard let other = story.other, !all.contains(where: { $0.other == other }) else { return all }
    return all + [Organisation(other: other, name: story.otherName)]
}

// MARK: Statements

extension Statement where Result == Organisation {
    fileprivate static let organisations = Statement(
        "select other_id, other_name from partners_in_force() where $1::uuid = current_tenant()",
        Organisation.init,
        "other_id",
        "other_name"
    )
}

extension Statement where Result == KeptStory {
    /// A story (`$5`) of somebody within reach, in its newest version.
    static let story = Statement(
        within: .reach,
        """
        select s.id, s.person_id, p.name, s.version, s.state, s.published_at, person_has_account(s.person_id) as has_account,
            story_approved($1, s.id, s.version, 'text') as is_approved, s.other_id, s.other_name,
            organisation_has_story($1, s.other_id, s.id, s.version) as is_with_other, {columns}
          from story s
          join story_version v on v.tenant_id = $1 and v.story_id = s.id and v.version = s.version
          cross join lateral (select (q.id, q.given_name || ' ' || q.family_name) as name from people_within($2, $3, $4) q
            where q.tenant_id = $1 and q.id = s.person_id) p
         where s.tenant_id = $1 and s.id = $5
        """,
        columns: textFields.columns,
        reader(
            KeptStory.init,
            from: textFields.row(over: StoryText()),
            "id",
            "person_id",
            "name",
            "version",
            "state",
            "published_at",
            "has_account",
            "is_approved",
            "other_id",
            "other_name",
            "is_with_other"
        )
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the story (`$2`) wait until this is done.
    static let holdStory = Statement(
        "select from story where tenant_id = $1 and id = $2 for no key update"
    )

    /// A story (`$2`) about somebody (`$3`) that names an organisation (`$4`, `$5`), or none.
    fileprivate static let addStory = Statement(
        "insert into story (tenant_id, id, person_id, other_id, other_name) values ($1, $2, $3, $4, $5)"
    )

    /// The organisation (`$3`, `$4`) that a story (`$2`) names.
    fileprivate static let nameOrganisation = Statement(
        "update story set other_id = $3, other_name = $4 where tenant_id = $1 and id = $2"
    )

    /// What a story (`$2`) says in a version (`$3`).
    fileprivate static let addVersion = Statement(
        "insert into story_version (tenant_id, story_id, version, {columns}) values ($1, $2, $3, {values})",
        columns: textFields.columns
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfStories = [Statement<KeptStory>.story.sql, Statement<Void>.addVersion.sql]
