import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

extension ListOrder {
    fileprivate static let slug = ListOrder("slug", "s.slug")
    fileprivate static let name = ListOrder("name", "public.order_key(s.name_fi) collate \"C\"")
    fileprivate static let made = ListOrder("made", "s.created_at", greatestFirst: true)
}

extension Listing where Row == ListedSpace {
    /// Every space by its cover.
    static let spaces = Listing(
        "operator",
        at: "/operator",
        by: .slug,
        columns: [
            ListColumn(by: .name) { place in
                .link(
                    place.words("operator.name"),
                    sort: place.sort,
                    path: { "/operator/spaces/\($0.id)" }
                ) { $0.names[place.words.language] }
            },
            .text("operator.slug", by: .slug) { "/\($0.slug)" },
            .cell("operator.kind", isLabelled: true) { h, space, words in
                h.text(words.dynamic("space.kind.\(space.kind.rawValue)"))
            },
            .cell("operator.state", isLabelled: true) { h, space, words in
                h.state(of: space, words)
            },
            .day("operator.made", by: .made) { $0.madeAt },
        ],
        filters: [
            .choice(
                "state",
                of: SpaceState.self,
                by: "s.state",
                title: "operator.state",
                words: "operator.state"
            ),
            .choice(
                "kind",
                of: SpaceKind.self,
                by: "s.kind",
                title: "operator.kind",
                words: "space.kind"
            ),
        ],
        search: ListSearch(
            "operator.search",
            in: "public.searchable(concat_ws(' ', s.name_fi, s.name_sv, s.name_en, s.slug))"
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedSpace {
    static let spaces = ListRows(
        "s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.created_at",
        from: "accounts.spaces_seen($1) s",
        at: "true",
        id: "s.id",
        listedSpace
    )
}

extension ListFile where Line == ListedSpace {
    fileprivate static let spaces = ListFile(
        .spaces,
        columns: [
            ("operator.name", { space, words in space.names[words.language] }),
            ("operator.slug", { space, _ in "/\(space.slug)" }),
            ("operator.kind", { $1.dynamic("space.kind.\($0.kind.rawValue)") }),
            ("operator.state", { $1.dynamic("operator.state.\($0.state.rawValue)") }),
            ("operator.made", { space, _ in space.madeAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func listSpaces(_ visit: Visit) throws(Failure) -> Reply {
    let (words, query) = (visit.words, visit.asked(of: .spaces))
    let found = try visit.page(of: .spaces, .spaces, query)
    let requests = try visit.readAccount { (db) throws(Failure) in
        try db.all(.requestsSeen, visit.visitor.account?.id)
    }
    return visit.page(words("operator.title")) { h in
        h.pageHead(words("operator.title"), lead: found.counted("operator.lead", words)) { h in
            h.exportButton(found, at: "/operator", words)
            h.mainButton(words("operator.new"), to: "/operator/new")
        }
        h.requests(requests, words)
        h.p(words("operator.sees"), .class("soft"))
        h.listing(.spaces, found, at: "/operator", words) { h in
            h.emptyState(words("operator.none"), words("operator.none.what-to-do"))
        }
    }
}

@Sendable func exportSpaces(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.spaces, .spaces, ListFile.spaces, as: "spaces")
}
