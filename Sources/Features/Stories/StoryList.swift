import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// A story as the list shows it: what was taken back has no title any more.
struct ListedStory: Sendable {
    let id: ID<Story>
    let person: ID<Person>
    let name: PersonName
    let title: String
    let state: StoryState
    let madeAt: Instant
    let changedAt: Instant

    func shownTitle(_ words: Words) -> String { title.isEmpty ? words("story.gone") : title }
}

extension ListOrder {
    fileprivate static let title = ListOrder(
        "title",
        "order_key(case s.state when 'taken-back' then '' else v.title end) collate \"C\""
    )
    fileprivate static let made = ListOrder("made", "s.created_at", greatestFirst: true)
    fileprivate static let changed = ListOrder("changed", "s.changed_at", greatestFirst: true)
}

extension Listing where Row == ListedStory {
    static let stories = Listing(
        "stories",
        at: "/manuscripts",
        by: .changed,
        columns: [
            ListColumn(by: .title) { place in
                let words = place.words
                return .link(words("story.title"), sort: place.sort, path: place.path) {
                    $0.shownTitle(words)
                }
            },
            .cell("story.person", isLabelled: true) { h, row, _ in h.name(row.name) },
            .cell("story.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("story.state.\(row.state.rawValue)"), row.state.look)
            },
            .day("story.changed", by: .changed) { $0.changedAt },
            .day("story.made", by: .made) { $0.madeAt },
        ],
        filters: [
            .choice(
                "state",
                of: StoryState.self,
                by: "s.state",
                title: "story.state",
                words: "story.state"
            )
        ],
        search: ListSearch(
            "stories.search",
            in:
                "searchable(case s.state when 'taken-back' then '' else v.title || ' ' end || p.list_name)"
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedStory {
    static let stories = ListRows(
        """
        s.id, s.person_id, (s.person_id, p.list_name) as name,
        case s.state when 'taken-back' then '' else v.title end as title, s.state, s.created_at, s.changed_at
        """,
        from: """
            story s
              join story_version v on v.tenant_id = s.tenant_id and v.story_id = s.id and v.version = s.version
              cross join lateral (select p.given_name || ' ' || p.family_name as list_name
                from people_within('all', null, null) p where p.tenant_id = s.tenant_id and p.id = s.person_id) p
            """,
        at: "s.tenant_id = $1",
        id: "s.id",
        reach: [.own: "s.person_id = ?"],
        reader(
            ListedStory.init,
            "id",
            "person_id",
            "name",
            "title",
            "state",
            "created_at",
            "changed_at"
        )
    )
}

extension ListFile where Line == ListedStory {
    fileprivate static let stories = ListFile(
        .stories,
        columns: [
            ("story.title", { row, words in row.shownTitle(words) }),
            ("story.person", { row, _ in row.name }),
            ("story.state", { row, words in words.dynamic("story.state.\(row.state.rawValue)") }),
            ("story.changed", { row, _ in row.changedAt.inFinland.day.iso }),
            ("story.made", { row, _ in row.madeAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportStories(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.stories, .stories, ListFile.stories)
    return Looked(
        reply,
        Entry(.storyExported, about: lines.map(\.person), count: lines.count)
    )
}

@Sendable func listStories(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let query = visit.asked(of: .stories)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .stories, .stories, query)
    }
    let base = visit.here("/manuscripts")
    let own = visit.visitor.actor.person.map { visit.here("/people/\($0)/story") }
    let writes = visit.permit.scope == .own ? own : nil
    let page = visit.page(words("stories.title")) { h in
        h.pageHead(words("stories.title"), lead: found.counted("stories.count", words)) { h in
            h.exportButton(found, at: base, words)
            if let writes { h.mainButton(words("stories.new"), to: writes) }
        }
        h.p(.class("soft")) { h in
            h.text(words("stories.public") + " ")
            h.a(words("stories.public.look"), .href(visit.here("/stories")))
        }
        h.listing(.stories, found, at: base, words) { h in
            h.emptyState(
                words("stories.none"),
                words(writes == nil ? "stories.none.what" : "stories.none.own"),
                step: writes.map { NextStep(words("stories.new"), $0) }
            )
        }
    }
    return Looked(
        page,
        Entry(.storyListed, about: found.rows.map(\.person), count: found.rows.count)
    )
}
