import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// How far a story has come at the organisation; its words stand under `story-copy.state.<code>`.
enum CopyState: String, CaseIterable, Sendable {
    case proposed
    case approved
    case declined
    case takenBack = "taken-back"

    /// How it looks.
    var look: StateKind {
        switch self {
        case .proposed: .waiting
        case .approved: .given
        case .declined: .refused
        case .takenBack: .plain
        }
    }
}

extension CopyState: ColumnValue {}

/// A story as the list shows it: what was taken back has no title any more.
struct ListedCopy: Sendable {
    let id: ID<Story>
    let title: String
    let name: String
    let state: CopyState
    let changedAt: Instant

    func shownTitle(_ words: Words) -> String { title.isEmpty ? words("story.gone") : title }
}

extension ListOrder {
    fileprivate static let title = ListOrder(
        "title",
        "order_key(case c.state when 'taken-back' then '' else c.title end) collate \"C\""
    )
    fileprivate static let changed = ListOrder("changed", "c.changed_at", greatestFirst: true)
}

extension Listing where Row == ListedCopy {
    static let copies = Listing(
        "story-copies",
        at: "/story-copies",
        by: .changed,
        columns: [
            ListColumn(by: .title) { place in
                let words = place.words
                return .link(words("story.title"), sort: place.sort, path: place.path) {
                    $0.shownTitle(words)
                }
            },
            .text("story-copy.from") { $0.name },
            .cell("story.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("story-copy.state.\(row.state.rawValue)"), row.state.look)
            },
            .day("story.changed", by: .changed) { $0.changedAt },
        ],
        filters: [
            .choice(
                "state",
                of: CopyState.self,
                by: "c.state",
                title: "story.state",
                words: "story-copy.state"
            )
        ],
        search: ListSearch(
            "story-copies.search",
            in:
                "searchable(case c.state when 'taken-back' then '' else c.title || ' ' end || c.other_name)"
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedCopy {
    static let copies = ListRows(
        """
        c.id, case c.state when 'taken-back' then '' else c.title end as title, c.other_name, c.state, c.changed_at
        """,
        from: "story_copy c",
        at: "c.tenant_id = $1",
        id: "c.id",
        reader(ListedCopy.init, "id", "title", "other_name", "state", "changed_at")
    )
}

extension ListFile where Line == ListedCopy {
    fileprivate static let copies = ListFile(
        .copies,
        columns: [
            ("story.title", { row, words in row.shownTitle(words) }),
            ("story-copy.from", { row, _ in row.name }),
            (
                "story.state",
                { row, words in words.dynamic("story-copy.state.\(row.state.rawValue)") }
            ),
            ("story.changed", { row, _ in row.changedAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportCopies(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.copies, .copies, ListFile.copies)
    return Looked(reply, Entry(.storyExported, count: lines.count))
}

@Sendable func listCopies(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let query = visit.asked(of: .copies)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .copies, .copies, query)
    }
    let base = visit.here("/story-copies")
    let page = visit.page(words("stories.title")) { h in
        h.pageHead(words("stories.title"), lead: found.counted("stories.count", words)) { h in
            h.exportButton(found, at: base, words)
        }
        h.listing(.copies, found, at: base, words) { h in
            h.emptyState(words("story-copies.none"), words("story-copies.none.what"))
        }
    }
    return Looked(page, Entry(.storyListed, count: found.rows.count))
}
