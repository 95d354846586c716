import Access
import Audit
import Base
import HTML
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// A finding as the list shows it.
struct ListedFinding: Sendable {
    let id: ID<Finding>
    let body: String
    let matter: FindingMatter
    let title: String
    let other: String
    let state: FindingState
    let changedAt: Instant

    /// Its first words.
    var beginning: String { body.count > 80 ? body.prefix(80) + "…" : body }
}

extension ListOrder {
    fileprivate static let engagement = ListOrder("engagement", "h.title")
    fileprivate static let other = ListOrder("other", "h.other_name")
    fileprivate static let changed = ListOrder("changed", "f.changed_at", greatestFirst: true)
}

extension Listing where Row == ListedFinding {
    static let findings = Listing(
        "findings",
        at: "/findings",
        by: .changed,
        columns: [
            ListColumn { place in
                .link(place.words("finding.text"), sort: place.sort, path: place.path) {
                    $0.beginning
                }
            },
            .cell("finding.matter", isLabelled: true) { h, row, words in
                h.text(words.dynamic("finding.matter.\(row.matter.rawValue)"))
            },
            .cell("finding.engagement", by: .engagement, isLabelled: true) { h, row, _ in
                h.text(row.title)
            },
            .cell("finding.other", by: .other, isLabelled: true) { h, row, _ in
                h.text(row.other)
            },
            .cell("finding.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("finding.state.\(row.state.rawValue)"), row.state.look)
            },
            .day("finding.changed", by: .changed) { $0.changedAt },
        ],
        filters: [
            .choice(
                "state",
                of: FindingState.self,
                by: "f.state",
                title: "finding.state",
                words: "finding.state"
            ),
            .choice(
                "matter",
                of: FindingMatter.self,
                by: "f.matter",
                title: "finding.matter",
                words: "finding.matter"
            ),
        ],
        search: ListSearch(
            "findings.search",
            in: "searchable(f.body || ' ' || h.title || ' ' || h.other_name)"
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ListedFinding {
    static let findings = ListRows(
        "f.id, f.body, f.matter, h.title, h.other_name, f.state, f.changed_at",
        from: "finding f cross join lateral engagement_here(f.engagement_id) h",
        at: "f.tenant_id = $1",
        id: "f.id",
        reach: [.own: "f.person_id = ?"],
        reader(
            ListedFinding.init,
            "id",
            "body",
            "matter",
            "title",
            "other_name",
            "state",
            "changed_at"
        )
    )
}

extension ListFile where Line == ListedFinding {
    fileprivate static let findings = ListFile(
        .findings,
        columns: [
            ("finding.text", { row, _ in row.body }),
            ("finding.matter", { $1.dynamic("finding.matter.\($0.matter.rawValue)") }),
            ("finding.engagement", { row, _ in row.title }),
            ("finding.other", { row, _ in row.other }),
            ("finding.state", { $1.dynamic("finding.state.\($0.state.rawValue)") }),
            ("finding.changed", { row, _ in row.changedAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func exportFindings(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.findings, .findings, ListFile.findings)
    return Looked(reply, Entry(.findingExported, count: lines.count))
}

@Sendable func listFindings(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let query = visit.asked(of: .findings)
    let isPartner = try visit.space.kind == .partner
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .findings, .findings, query)
    }
    let base = visit.here("/findings")
    let page = visit.page(words("findings.title")) { h in
        h.pageHead(words("findings.title"), lead: found.counted("findings.count", words)) { h in
            h.exportButton(found, at: base, words)
        }
        h.listing(.findings, found, at: base, words) { h in
            h.emptyState(
                words("findings.none"),
                words(isPartner ? "findings.none.partner" : "findings.none.what")
            )
        }
    }
    return Looked(page, Entry(.findingListed, count: found.rows.count))
}
