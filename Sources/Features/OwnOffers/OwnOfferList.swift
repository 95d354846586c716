import Access
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// What one was asked to, and comes to, as the list shows it.
struct OwnOffer: Sendable {
    let id: ID<Offer>
    let title: String
    let partner: String
    let stand: OfferStand
    let answerBy: Day
    let first: Day
}

extension ListOrder {
    fileprivate static let first = ListOrder("first", "o.first_on", greatestFirst: true)
    fileprivate static let title = ListOrder("title", "o.title")
}

extension Listing where Row == OwnOffer {
    static let ownOffers = Listing(
        "offers",
        at: "/offers",
        by: .first,
        columns: [
            ListColumn(by: .title) { place in
                .link(place.words("engagement.title"), sort: place.sort, path: place.path) {
                    $0.title
                }
            },
            .cell("engagement.state", isLabelled: true) { h, row, words in
                h.state(words.dynamic("offer.stand.\(row.stand.rawValue)"), row.stand.look)
                if row.stand == .asked {
                    h.small(
                        words("offer.until", ["day": words.date(row.answerBy)]),
                        .class("more")
                    )
                }
            },
            .cell("engagement.first", by: .first, isLabelled: true) { h, row, words in
                h.text(words.date(row.first))
            },
            .cell("engagement.partner", isLabelled: true) { h, row, _ in h.text(row.partner) },
        ],
        filters: [
            .choice(
                "stand",
                of: OfferStand.self,
                by: "o.stand",
                title: "engagement.state",
                words: "offer.stand"
            )
        ],
        search: ListSearch("offers.search", in: "searchable(o.title || ' ' || o.other_name)"),
        id: { $0.id }
    )
}

extension ListRows where Row == OwnOffer {
    /// What one said no to, or let pass, stands on no list.
    static let ownOffers = ListRows(
        """
        o.id, o.title, o.other_name, o.stand, o.answer_by, o.first_on
        """,
        from: "own_offer o",
        at: "o.tenant_id = $1",
        id: "o.id",
        reach: [.own: "o.person_id = ?"],
        reader(
            OwnOffer.init,
            "id",
            "title",
            "other_name",
            "stand",
            "answer_by",
            "first_on"
        )
    )
}

extension ListFile where Line == OwnOffer {
    fileprivate static let ownOffers = ListFile(
        .ownOffers,
        columns: [
            ("engagement.title", { row, _ in row.title }),
            ("engagement.state", { $1.dynamic("offer.stand.\($0.stand.rawValue)") }),
            ("engagement.first", { row, _ in row.first.iso }),
            ("engagement.partner", { row, _ in row.partner }),
        ]
    )
}

@Sendable func exportOwnOffers(_ visit: Visit) throws(Failure) -> Reply {
    try visit.export(.ownOffers, .ownOffers, .ownOffers).reply
}

@Sendable func listOwnOffers(_ visit: Visit) throws(Failure) -> Reply {
    let words = visit.words
    let query = visit.asked(of: .ownOffers)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .ownOffers, .ownOffers, query)
    }
    let base = visit.here("/offers")
    return visit.page(words("offers.title")) { h in
        h.pageHead(words("offers.title"), lead: found.counted("offers.count", words)) { h in
            h.exportButton(found, at: base, words)
        }
        h.listing(.ownOffers, found, at: base, words) { h in
            h.emptyState(words("offers.none"), words("offers.none.what"))
        }
        h.part(words("offers.calendar")) { h in
            h.p(words("offers.calendar.what"), .class("soft"))
            h.buttons { h in h.button(words("offers.calendar.do"), to: "\(base)/calendar.ics") }
        }
    }
}

// MARK: Today

/// What one is asked, and the days that come.
@Sendable func waitingOwnOffers(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.scope(of: .offerAnswer) == .own,
        let me = visit.visitor.actor.person
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingOwn, me).each { row in
            let isAsked = row.stand.isAsked
            return WaitingSince(
                since: visit.now,
                as: isAsked ? .act : .underWay,
                told: .offer,
                WaitingTask(
                    what: words.dynamic(
                        "offers.today.\(row.stand.rawValue)",
                        ["title": row.title, "partner": row.partner]
                    ),
                    when: isAsked
                        ? words("offer.until", ["day": words.date(row.answerBy)])
                        : words.date(row.first),
                    step: NextStep(
                        words(isAsked ? "offers.today.answer" : "offers.today.look"),
                        visit.here("/offers/\(row.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == OwnOffer {
    /// What somebody (`$2`) is asked, and what they come to within two weeks.
    fileprivate static let waitingOwn = Statement(
        """
        select id, title, other_name, stand, answer_by, next_on as first_on from own_offer
         where tenant_id = $1 and person_id = $2 and next_on is not null
           and (stand in ('asked', 'changed') or stand in ('accepted', 'agreed') and next_on <= today() + 14)
         order by stand in ('asked', 'changed') desc, next_on, id limit 20
        """,
        OwnOffer.init,
        "id",
        "title",
        "other_name",
        "stand",
        "answer_by",
        "first_on"
    )
}
