import Access
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// A partnership as the list shows it.
struct ListedPartnership: Sendable {
    let id: ID<Partnership>
    let name: String
    let state: PartnershipState
    let feePayer: FeePayer?
    let from: Day?
    let until: Day?
}

extension ListOrder {
    fileprivate static let name = ListOrder("name", "p.other_name")
    fileprivate static let made = ListOrder("made", "p.created_at", greatestFirst: true)
}

extension Listing where Row == ListedPartnership {
    static let partnerships = Listing(
        "partnerships",
        at: "/partnerships",
        by: .made,
        columns: [
            ListColumn(by: .name) { place in
                .link(place.words("partnership.other"), sort: place.sort, path: place.path) {
                    $0.name
                }
            },
            .cell("partnership.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("partnership.state.\(row.state.rawValue)"), row.state.look)
            },
            .cell("partnership.validity", isLabelled: true) { h, row, words in
                h.text(validity(row.from, row.until, words))
            },
            .cell("partnership.fee", isLabelled: true) { h, row, words in
                h.text(row.feePayer.map { words.dynamic("partnership.fee.\($0.rawValue)") } ?? "–")
            },
        ],
        filters: [
            .choice(
                "state",
                of: PartnershipState.self,
                by: "p.state",
                title: "partnership.state",
                words: "partnership.state"
            )
        ],
        search: ListSearch("partnerships.search", in: "searchable(p.other_name)"),
        id: { $0.id }
    )
}

/// From when until when, in words.
func validity(_ from: Day?, _ until: Day?, _ words: Words) -> String {
    guard let from else { return "–" }
    return until.map { "\(words.date(from))–\(words.date($0))" }
        ?? words("partnership.validity.open", ["from": words.date(from)])
}

extension ListRows where Row == ListedPartnership {
    static let partnerships = ListRows(
        "p.id, p.other_name, p.state, t.fee_payer, t.valid_from, t.valid_until",
        from: """
            partnership p left join partnership_terms t
              on t.tenant_id = p.tenant_id and t.partnership_id = p.id and t.version = coalesce(p.version, 1)
            """,
        at: "p.tenant_id = $1",
        id: "p.id",
        reader(
            ListedPartnership.init,
            "id",
            "other_name",
            "state",
            "fee_payer",
            "valid_from",
            "valid_until"
        )
    )
}

extension ListFile where Line == ListedPartnership {
    fileprivate static let partnerships = ListFile(
        .partnerships,
        columns: [
            ("partnership.other", { row, _ in row.name }),
            (
                "partnership.state",
                { row, words in words.dynamic("partnership.state.\(row.state.rawValue)") }
            ),
            ("partnership.from", { row, _ in row.from?.iso ?? "" }),
            ("partnership.until", { row, _ in row.until?.iso ?? "" }),
            (
                "partnership.fee",
                { row, words in
                    row.feePayer.map { words.dynamic("partnership.fee.\($0.rawValue)") } ?? ""
                }
            ),
        ]
    )
}

@Sendable func exportPartnerships(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.partnerships, .partnerships, .partnerships).reply
}

@Sendable func listPartnerships(_ visit: Visit) throws(Failure) -> Reply {
    let words = visit.words
    let query = visit.asked(of: .partnerships)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .partnerships, .partnerships, query)
    }
    let mayPropose = try visit.space.kind == .association
    let base = visit.here("/partnerships")
    return visit.page(words("partnerships.title")) { h in
        h.pageHead(
            words("partnerships.title"),
            lead: found.counted("partnerships.count", words)
        ) { h in
            h.exportButton(found, at: base, words)
            if mayPropose { h.mainButton(words("partnerships.new"), to: "\(base)/new") }
        }
        h.listing(.partnerships, found, at: base, words) { h in
            h.emptyState(
                words("partnerships.none"),
                words(
                    mayPropose
                        ? "partnerships.none.association" : "partnerships.none.partner"
                ),
                step: mayPropose
                    ? NextStep(words("partnerships.new"), "\(base)/new") : nil
            )
        }
    }
}
