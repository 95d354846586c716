import Access
import Audit
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

/// Whom a coordinator asks, and until when they are to answer.
struct Choosing: Sendable {
    var experts: [String] = []
    var answerBy: Day?
}

/// An expert who may be asked, or whom a boundary keeps from it.
struct Candidate: Sendable {
    let id: ID<Person>
    let name: PersonName
    /// The boundary's code, with its words under `offer.boundary.<code>`; nil where none keeps them.
    let boundary: String?
    let lastAskedOn: Day?
    let upcoming: Int
    let held: Int
    let hasAccount: Bool
}

/// Somebody who was asked.
struct Asked: Sendable {
    let id: ID<Offer>
    let person: ID<Person>
    let name: PersonName
    /// How it stands, with its words under `offer.asked.<code>`.
    let state: String
    let answerBy: Day
    let isTold: Bool
    let hasAccount: Bool
}

/// What is being offered, as the page of its experts says it.
struct Offered: Sendable {
    let id: ID<Engagement>
    let title: String
    let partner: String
    let revision: Int
    let state: String
    let hasDesk: Bool
    let experts: Int
    let agreed: Int
    let firstOn: Day

    /// Whether somebody can be asked now.
    var canAsk: Bool { (state == "received" || state == "offering") && hasDesk }
}

@Sendable func showExperts(_ visit: Visit) throws(Failure) -> Looked { try visit.show(expertsPage) }

/// Asks the chosen experts, each with a mail of their own.
@Sendable func askExperts(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(expertsPage) { (db, page, new, _) throws(Failure) in
        let id: ID<Engagement> = try visit.id()
        guard let answerBy = new.answerBy else { throw .refused(.malformed) }
        let people = new.experts.compactMap { ID<Person>($0) }
        let offered = try db.one(.offered, id)
        for person in people {
            let offer = try db.one(.ask, id, person, offered.revision, answerBy)
            let found = try db.one(.askedExpert, person)
            guard found.hasAccount, !found.email.isEmpty else { continue }
            let words = visit.words(in: found.language)
            try db.mail(
                Mail(
                    .offer,
                    to: found.email,
                    subject: words(
                        "offer.mail.subject",
                        ["title": offered.title, "day": words.date(answerBy)]
                    ),
                    paragraphs: [
                        words("application.mail.greeting", ["name": found.givenName]),
                        words(
                            "offer.mail.what",
                            ["partner": offered.partner, "first": words.date(offered.firstOn)]
                        ),
                        words("offer.mail.free"),
                        words("offer.mail.where") + "\n" + visit.site.origin
                            + visit.here("/offers/\(offer)"),
                    ],
                    language: words.language
                )
            )
        }
        return .done(
            Entry(
                .offerSent,
                of: Object(id, offered.title),
                about: people,
                count: people.count
            ),
            to: page.action,
            did: "offers.done.sent"
        )
    }
}

private func expertsPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<Choosing> {
    let id: ID<Engagement> = try visit.id()
    let words = visit.words
    let sent = visit.isChanging ? try visit.request.form().all("experts") : []
    let term = visit.isChanging ? "" : visit.request.query["q"]
    if visit.isChanging { try db.run(.holdEngagement, id) }
    let (offered, asked, candidates) = try db.together(
        .one(.offered, id),
        .all(.asked, id),
        .all(.candidates, id, term, sent.compactMap { ID<Person>($0) })
    )
    let free = candidates.filter { $0.boundary == nil }
    let latest = max(visit.today, offered.firstOn)
    let usual = min(visit.today.adding(days: 5), latest)
    let here = visit.here("/engagements/\(id)/experts")
    var page = FormPage(
        words("offers.experts"),
        lead: words("offers.of", ["title": offered.title, "name": offered.partner]),
        FieldList<Choosing>(
            .boxes(
                "experts",
                \.experts,
                "offers.choose",
                among: free.map { one in
                    Choice(one.id.text, one.name, more: one.says(words))
                },
                help: "offers.choose.help",
                unknown: "offer.rule.boundary"
            )
            .checked { entry, new in
                if new.experts.isEmpty, entry.isSound {
                    entry.problem("experts", entry.words("offers.choose.none"))
                }
            },
            .day("answer_by", \.answerBy, "offer.answer-by", help: "offer.answer-by.help")
                .checked { [today = visit.today] entry, new in
                    if let day = new.answerBy, day < today || day > latest {
                        entry.problem("answer_by", entry.words("offer.rule.answer-by"))
                    }
                }
        ),
        Choosing(answerBy: usual),
        isNew: true,
        template: Form([Form.Pair("answer_by", usual.iso)]),
        action: here,
        save: words("offers.send"),
        back: visit.here("/engagements/\(id)"),
        look: Entry(.offersRead, of: Object(id, offered.title), count: candidates.count)
    )
    if visit.isChanging, !offered.canAsk {
        page.refusal = .conflict(why: "engagement.rule.state-changed")
    }
    let doors = ExpertsDoors(
        here: here,
        offers: visit.here("/offers"),
        people: visit.here("/people"),
        term: term,
        once: { visit.once }
    )
    page.wayBack = (offered.title, page.back)
    page.content = { h, form in
        expertsContent(&h, form, offered, asked, candidates, doors, words)
    }
    return page
}

/// Takes a request back before it is answered; the expert reads that nobody is needed any more.
@Sendable func withdrawOffer(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Offer> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let offer = try db.one(.offerPlace, id)
        try db.run(.holdEngagement, offer.engagement)
        guard try db.run(.closeOffer, id) == 1 else {
            throw .refused(.conflict(why: "offer.rule.over"))
        }
        return Audited(
            visit.after(
                visit.here("/engagements/\(offer.engagement)/experts"),
                did: "offers.done.withdrawn"
            ),
            Entry(
                .offerWithdrawn,
                of: Object(offer.engagement, offer.title),
                about: [offer.person]
            )
        )
    }
}

// MARK: Statements

/// Where an offer belongs.
struct OfferPlace: Sendable {
    let engagement: ID<Engagement>
    let title: String
    let person: ID<Person>
}

/// How somebody who is asked is reached.
private struct AskedExpert: Sendable {
    let givenName: String
    let email: String
    let language: Language
    let hasAccount: Bool
}

extension Statement where Result == Offered {
    fileprivate static let offered = Statement(
        """
        select e.id, e.title, e.other_name, e.revision, e.state, e.desk is not null as has_desk, e.experts,
               experts_agreed(e.id)::integer as agreed,
               e.first_on
          from offered_engagement e where e.tenant_id = $1 and e.id = $2
        """,
        Offered.init,
        "id",
        "title",
        "other_name",
        "revision",
        "state",
        "has_desk",
        "experts",
        "agreed",
        "first_on"
    )
}

extension Statement where Result == Candidate {
    /// Those who have not been asked to an engagement (`$5`), by a part of their name (`$6`; empty for all): who was asked longest
    /// ago first, fifty who may be and fifty whom a boundary keeps; and of any place who are named (`$7`).
    fileprivate static let candidates = Statement(
        within: .reach,
        """
        select c.person_id, (c.person_id, c.given_name || ' ' || c.family_name) as name, c.boundary, c.last_offered_on,
               coalesce(t.upcoming, 0)::integer as upcoming, coalesce(t.held, 0)::integer as held,
               person_has_account(c.person_id) as has_account
          from (select o.person_id, o.last_offered_on, o.boundary, q.given_name, q.family_name,
                  row_number() over (partition by o.boundary is null order by o.last_offered_on nulls first, q.name_key, q.id) as place
                  from offer_choices($5) o join people_within($2, $3, $4) q on q.id = o.person_id
                 where not exists (select from engagement_offer a where a.tenant_id = $1 and a.engagement_id = $5
                         and a.person_id = o.person_id and a.state <> 'closed')
                   and ($6 = '' or q.searched like all (search_patterns($6)))) c
          left join lateral (select count(distinct x.engagement_id) filter (where x.held_on >= today()) as upcoming,
                 count(distinct x.engagement_id) filter (where x.held_on between today() - 365 and today() - 1) as held
                 from expert_time x where x.tenant_id = $1 and x.expert_id = c.person_id and x.is_agreed) t on true
         where c.place <= 50 or c.person_id = any ($7)
         order by c.boundary is not null, c.place
        """,
        Candidate.init,
        "person_id",
        "name",
        "boundary",
        "last_offered_on",
        "upcoming",
        "held",
        "has_account"
    )
}

extension Statement where Result == Asked {
    /// Who was asked to an engagement (`$5`): who comes first, then who has not answered.
    fileprivate static let asked = Statement(
        within: .reach,
        """
        select o.id, o.person_id, (p.id, p.given_name || ' ' || p.family_name) as name,
               case when o.state = 'accepted' and o.revision <> e.revision then 'changed' else o.state end as state,
               o.answer_by, o.told_on is not null as is_told,
               person_has_account(p.id) as has_account
          from engagement_offer o join offered_engagement e on e.tenant_id = $1 and e.id = o.engagement_id
          join people_within($2, $3, $4) p on p.id = o.person_id
         where o.tenant_id = $1 and o.engagement_id = $5 and o.state <> 'closed'
         order by o.state, p.name_key limit 200
        """,
        Asked.init,
        "id",
        "person_id",
        "name",
        "state",
        "answer_by",
        "is_told",
        "has_account"
    )
}

extension Statement where Result == OfferPlace {
    static let offerPlace = Statement(
        """
        select o.engagement_id, e.title, o.person_id
          from engagement_offer o join offered_engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
         where o.tenant_id = $1 and o.id = $2
        """,
        OfferPlace.init,
        "engagement_id",
        "title",
        "person_id"
    )
}

extension Statement where Result == AskedExpert {
    fileprivate static let askedExpert = Statement(
        within: .reach,
        """
        select p.given_name, person_address(p.id) as email, p.language,
               person_has_account(p.id) as has_account
          from people_within($2, $3, $4) p where p.tenant_id = $1 and p.id = $5
        """,
        AskedExpert.init,
        "given_name",
        "email",
        "language",
        "has_account"
    )
}

extension Statement where Result == ID<Offer> {
    /// Asks somebody (`$3`) to an engagement (`$2`) as it stands; anew when they were asked and nobody was needed any more.
    fileprivate static let ask = Statement(
        """
        insert into engagement_offer as o (tenant_id, id, engagement_id, person_id, revision, answer_by)
          values ($1, gen_random_uuid(), $2, $3, $4, $5)
          on conflict (tenant_id, engagement_id, person_id) do update
            set state = 'sent', revision = excluded.revision, answer_by = excluded.answer_by where o.state = 'closed'
          returning id
        """,
        "id"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change an engagement (`$2`) wait until this is done.
    static let holdEngagement = Statement(
        "select engagement_hold($2) where $1::uuid = current_tenant()"
    )

    fileprivate static let closeOffer = Statement(
        "update engagement_offer set state = 'closed' where tenant_id = $1 and id = $2 and state = 'sent'"
    )
}
