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
        try db.run(.addStory, id, person)
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
        textFields,
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
        try db.run(.addVersion, id, found.version + 1, columns: textFields.stored(new))
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
    var page = FormPage(
        visit.words("stories.change"),
        lead: visit.words(isPublished ? "stories.change.published" : "stories.change.lead"),
        textFields,
        found.state == .takenBack ? StoryText() : found.text,
        action: path,
        save: visit.words("stories.save"),
        back: path,
        look: Entry(.storyRead, of: Object(id, ""), about: [found.person])
    )
    if found.state == .takenBack { page.refusal = .conflict(why: "stories.rule.state-changed") }
    return page
}

// MARK: Statements

extension Statement where Result == PersonName {
    /// Somebody (`$5`) within reach.
    static let nameOfPerson = Statement(
        within: .reach,
        """
        select (id, given_name || ' ' || family_name) as name from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        """,
        "name"
    )
}

extension Statement where Result == KeptStory {
    /// A story (`$5`) of somebody within reach, in its newest version.
    static let story = Statement(
        within: .reach,
        """
        select s.id, s.person_id, p.name, s.version, s.state, s.published_at, person_has_account(s.person_id) as has_account,
            story_approved($1, s.id, s.version, 'text') as is_approved, {columns}
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
            "is_approved"
        )
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the story (`$2`) wait until this is done.
    static let holdStory = Statement(
        "select from story where tenant_id = $1 and id = $2 for no key update"
    )

    /// A story (`$2`) about somebody (`$3`).
    fileprivate static let addStory = Statement(
        "insert into story (tenant_id, id, person_id) values ($1, $2, $3)"
    )

    /// What a story (`$2`) says in a version (`$3`).
    fileprivate static let addVersion = Statement(
        "insert into story_version (tenant_id, story_id, version, {columns}) values ($1, $2, $3, {values})",
        columns: textFields.columns
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfStories = [Statement<KeptStory>.story.sql, Statement<Void>.addVersion.sql]
