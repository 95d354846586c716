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
    fileprivate static let first = ListOrder("first", "e.first_on", greatestFirst: true)
    fileprivate static let title = ListOrder("title", "e.title")
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
                by: "offer_stand(o.state, e.state, o.revision = e.revision)",
                title: "engagement.state",
                words: "offer.stand"
            )
        ],
        search: ListSearch("offers.search", in: "searchable(e.title || ' ' || e.other_name)"),
        id: { $0.id }
    )
}

extension ListRows where Row == OwnOffer {
    /// What one said no to, or let pass, stands on no list.
    static let ownOffers = ListRows(
        """
        o.id, e.title, e.other_name, offer_stand(o.state, e.state, o.revision = e.revision) as stand, o.answer_by, e.first_on
        """,
        from:
            "engagement_offer o join offered_engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id",
        at: "o.tenant_id = $1 and o.state in ('sent', 'accepted')",
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
            let isAsked = row.stand == .asked || row.stand == .changed
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

/// An engagement that has too few experts, and whether somebody's answer is still waited for.
private struct ShortEngagement: Sendable {
    let id: ID<Engagement>
    let title: String
    let agreed: Int
    let experts: Int
    let open: Int
    let lastDay: Day?
}

/// What is being offered: whose answers are waited for, and where nobody is left to answer.
@Sendable func waitingOffers(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.visitor.space?.kind == .association, visit.may(.offerSend) else { return [] }
    let words = visit.words
    return [
        Ask.all(.shortEngagements).each { row in
            let isOpen = row.open > 0
            return WaitingSince(
                since: visit.now,
                as: isOpen ? .news : .act,
                WaitingTask(
                    what: words(
                        isOpen ? "offers.today.open" : "offers.today.short",
                        [
                            "title": row.title, "agreed": words.number(row.agreed),
                            "experts": words.number(row.experts),
                        ]
                    ),
                    when: row.lastDay.map { words("offer.until", ["day": words.date($0)]) } ?? "",
                    step: NextStep(
                        words(isOpen ? "offers.today.see" : "offers.today.ask"),
                        visit.here("/engagements/\(row.id)/experts")
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
        select o.id, e.title, e.other_name, s.stand, o.answer_by, e.next_on as first_on
          from engagement_offer o join offered_engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
          cross join lateral (select offer_stand(o.state, e.state, o.revision = e.revision) as stand) s
         where o.tenant_id = $1 and o.person_id = $2 and e.next_on is not null
           and (s.stand in ('asked', 'changed') or s.stand in ('accepted', 'agreed') and e.next_on <= today() + 14)
         order by s.stand in ('asked', 'changed') desc, e.next_on, o.id limit 20
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

extension Statement where Result == ShortEngagement {
    fileprivate static let shortEngagements = Statement(
        """
        select e.id, e.title, experts_agreed(e.id)::integer as agreed, e.experts, o.open, o.last_day
          from offered_engagement e
          cross join lateral (select count(*)::integer as open, min(x.answer_by) as last_day from engagement_offer x
            where x.tenant_id = $1 and x.engagement_id = e.id and x.state = 'sent') o
         where e.tenant_id = $1 and e.state = 'offering' and desk_of(e.desk) <> 'other' order by e.changed_at, e.id limit 20
        """,
        ShortEngagement.init,
        "id",
        "title",
        "agreed",
        "experts",
        "open",
        "last_day"
    )
}
