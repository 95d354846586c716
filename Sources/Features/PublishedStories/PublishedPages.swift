import Base
import Routing
import Store
import Terms
import Wording

/// A story as a list tells of it.
struct PublishedLine: Sendable {
    let id: ID<Story>
    let title: String
    let nameShown: String
    let language: Language
    let publishedAt: Instant
}

/// A story as anybody may read it; of one that is no longer public nothing is told.
struct PublishedStory: Sendable {
    let isPublic: Bool
    let title: String
    let body: String
    let nameShown: String
    let language: Language
    /// The organisation that it names; empty for none.
    let organisation: String
    let recordingLink: String
    let publishedAt: Instant
}

@Sendable func listPublished(_ visit: Visit) throws(Failure) -> Reply {
    let lines = try visit.read { (db) throws(Failure) in try db.all(.published) }
    let (words, path) = (visit.words, visit.here("/stories"))
    let space = try visit.space.name(words.language)
    return visit.openLetter(words("published.title"), about: words("published.lead")) { h in
        publishedListPage(&h, lines, of: space, at: path, words)
    }
}

@Sendable func showPublished(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Story> = try visit.id()
    let story = try visit.read { (db) throws(Failure) in try db.one(.publishedStory, id) }
    let (words, others) = (visit.words, visit.here("/stories"))
    guard story.isPublic else {
        return visit.letter(words("published.gone"), status: 410) { h in
            goneStoryPage(&h, others: others, words)
        }
    }
    let publisher = try visit.space.name(words.language)
    return visit.openLetter(story.title, about: "\(story.nameShown) · \(publisher)") { h in
        publishedStoryPage(&h, story, publisher: publisher, others: others, words)
    }
}

extension Statement where Result == PublishedLine {
    fileprivate static let published = Statement(
        """
        select id, title, name_shown, language, published_at from published_stories() where $1::uuid = current_tenant()
        """,
        PublishedLine.init,
        "id",
        "title",
        "name_shown",
        "language",
        "published_at"
    )
}

extension Statement where Result == PublishedStory {
    fileprivate static let publishedStory = Statement(
        """
        select is_public, title, body, name_shown, language, other_name, recording_link, published_at
          from published_story($2) where $1::uuid = current_tenant()
        """,
        PublishedStory.init,
        "is_public",
        "title",
        "body",
        "name_shown",
        "language",
        "other_name",
        "recording_link",
        "published_at"
    )
}
