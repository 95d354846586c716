import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// Whether an expert takes part today.
enum Standing: String, CaseIterable, Sendable {
    case here
    case paused
    case away

    var look: StateKind { self == .here ? .given : .waiting }
}

/// What there is or lacks, for a filter.
enum Presence: String, CaseIterable, Sendable {
    case yes
    case no
}

extension Standing: ColumnValue {}

/// An expert as the list shows them.
struct ListedExpert: Sendable {
    let id: ID<Person>
    /// As registers are read: family name first.
    let name: PersonName
    let kinds: [String]
    let standing: Standing
    /// The last day of the pause; nil while it is open or there is none.
    let pausedUntil: Day?
    let trainedOn: Day?
    let hasAccount: Bool
    /// When this year's tax card came.
    let cardOn: Day?

    func kinds(_ words: Words) -> String {
        let names = kinds.map { words.dynamic("engagement.kind.\($0)") }
        return names.isEmpty ? words("experts.kinds.none") : names.joined(separator: ", ")
    }
}

extension ListOrder {
    fileprivate static let name = ListOrder("name", "e.name_key")
    fileprivate static let trained = ListOrder(
        "trained",
        "coalesce(e.trained_on, date '2000-01-01')",
        greatestFirst: true
    )
    fileprivate static let card = ListOrder("card", "coalesce(e.card_on, date '2000-01-01')")
}

extension Listing where Row == ListedExpert {
    static let experts = Listing(
        "experts",
        at: "/experts",
        by: .name,
        columns: [
            ListColumn(by: .name) { place in
                .name(place.words("person.name"), sort: place.sort, path: place.path) { $0.name }
            },
            .cell("experts.standing", isLabelled: true) { h, row, words in
                h.state(
                    words.dynamic("experts.standing.\(row.standing.rawValue)"),
                    row.standing.look
                )
                if row.standing == .paused, let until = row.pausedUntil {
                    h.small(words("experts.until", ["day": words.date(until)]), .class("more"))
                }
            },
            .text("experts.kinds") { row, words in row.kinds(words) },
            .text("experts.trained", by: .trained) { row, words in
                row.trainedOn.map(words.date) ?? ""
            },
            .text("experts.card", by: .card) { row, words in
                row.cardOn.map(words.date) ?? words("experts.card.no")
            },
            .text("experts.account") { row, words in
                row.hasAccount ? "" : words("experts.account.no")
            },
        ],
        filters: [
            .choice(
                "standing",
                of: Standing.self,
                by: "e.standing",
                title: "experts.standing",
                words: "experts.standing"
            ),
            .choice(
                "kind",
                of: EngagementKind.self,
                among: "e.kinds",
                title: "experts.kinds",
                words: "engagement.kind"
            ),
            .choice(
                "card",
                of: Presence.self,
                by: "case when e.card_on is null then 'no' else 'yes' end",
                title: "experts.card.year",
                words: "experts.filter.card"
            ),
            .choice(
                "account",
                of: Presence.self,
                by: "case when e.has_account then 'yes' else 'no' end",
                title: "experts.account",
                words: "experts.filter.account"
            ),
            // Whom Today counts: who takes part and whose card has not come.
            .conditions(
                "cards",
                title: "experts.card.year",
                words: "experts.filter.cards",
                isShown: false,
                [
                    "this-year": "e.card_on is null and e.standing <> 'paused'",
                    "next-year": "e.next_card_on is null and e.standing <> 'paused'",
                ]
            ),
        ],
        search: ListSearch("experts.search", in: "e.searched"),
        bulk: ListBulk(
            "person",
            path: "/selection",
            buttons: ["cards.mark.chosen": "mark"]
        ),
        id: { $0.id }
    )
}

extension ListColumn where Row == ListedExpert {
    /// A column of text that takes the page's words.
    fileprivate static func text(
        _ title: StaticString,
        by order: ListOrder? = nil,
        _ value: @escaping @Sendable (Row, Words) -> String
    ) -> ListColumn {
        .cell(title, by: order, isLabelled: true) { h, row, words in h.text(value(row, words)) }
    }
}

extension ListRows where Row == ListedExpert {
    static let experts = ListRows(
        """
        e.id, (e.id, e.list_name) as name, e.kinds, e.standing, e.paused_until, e.trained_on, e.has_account, e.card_on
        """,
        from: "expert e",
        at: "e.tenant_id = $1",
        id: "e.id",
        reader(
            ListedExpert.init,
            "id",
            "name",
            "kinds",
            "standing",
            "paused_until",
            "trained_on",
            "has_account",
            "card_on"
        )
    )
}

extension ListFile where Line == ListedExpert {
    static let experts = ListFile(
        .experts,
        columns: [
            ("person.name", { row, _ in row.name }),
            ("experts.standing", { $1.dynamic("experts.standing.\($0.standing.rawValue)") }),
            ("experts.paused-until", { row, _ in row.pausedUntil?.iso ?? "" }),
            ("experts.kinds", { row, words in row.kinds(words) }),
            ("experts.trained", { row, _ in row.trainedOn?.iso ?? "" }),
            ("experts.card.year", { row, _ in row.cardOn?.iso ?? "" }),
            (
                "experts.account",
                { row, words in row.hasAccount ? "" : words("experts.account.no") }
            ),
        ]
    )
}
