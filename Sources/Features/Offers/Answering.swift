import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showOffer(_ visit: Visit) throws(Failure) -> Looked { try visit.show(offerPage) }

/// Says yes, or changes what was chosen with it.
@Sendable func acceptOffer(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(offerPage) { (db, page, new, _) throws(Failure) in
        let id: ID<Offer> = try visit.id()
        let offer = try db.one(.offer, id)
        return try accept(offer, new, to: page.action, db, visit)
    }
}

/// Does not come: an answer to what was asked, or after all.
///
/// No reason is asked, and none can be kept.
@Sendable func declineOffer(_ visit: Visit) throws(Failure) -> Reply {
    try decline(visit, to: visit.here("/offers"), did: "offers.done.thanks")
}

private func offerPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<OfferAnswer> {
    let id: ID<Offer> = try visit.id()
    let list = visit.here("/offers\(visit.trail(at: "/offers"))")
    let words = visit.words
    let (offer, earlier) = try held(id, visit, db)
    let path = visit.here("/offers/\(id)")
    var page = FormPage(
        offer.facts.title,
        answerFields(hasFee: offer.facts.fee > 0),
        offer.answer,
        facts: String(offer.revision),
        action: path,
        save: words(offer.stand.isComing ? "offer.save" : "offer.yes"),
        // Yes and no stand alone, neither smaller than the other.
        back: offer.stand.isComing ? path : "",
        look: Entry(.offerRead, of: Object(id, offer.facts.title))
    )
    page.hasHead = false
    if visit.isChanging { page.refusal = refusal(of: offer) }
    page.content = { h, form in
        offerContent(
            &h,
            form,
            offer,
            earlier,
            list: list,
            here: path,
            feedback: visit.here("/engagement-feedback/\(offer.engagement)"),
            once: { visit.once },
            words
        )
    }
    return page
}

// MARK: What somebody without an account has told

@Sendable func showToldAnswer(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(toldPage)
}

@Sendable func keepToldAnswer(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(toldPage) { (db, page, new, _) throws(Failure) in
        let id: ID<Offer> = try visit.id()
        let offer = try db.one(.offer, id)
        return try accept(offer, new, to: page.back, db, visit)
    }
}

@Sendable func keepToldRefusal(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Offer> = try visit.id()
    let place = try visit.read { (db) throws(Failure) in try db.one(.offerPlace, id) }
    return try decline(
        visit,
        to: visit.here("/engagements/\(place.engagement)/experts"),
        did: "offers.done.told"
    )
}

private func toldPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<OfferAnswer> {
    let id: ID<Offer> = try visit.id()
    let words = visit.words
    let (offer, earlier) = try held(id, visit, db)
    let experts = visit.here("/engagements/\(offer.engagement)/experts")
    var value = offer.answer
    value.toldOn = value.toldOn ?? visit.today
    let path = visit.here("/offers/\(id)/told")
    var page = FormPage(
        offer.name,
        lead: words("offer.told.lead"),
        toldFields(hasFee: offer.facts.fee > 0, today: visit.today),
        value,
        facts: String(offer.revision),
        action: path,
        save: words("offer.told.yes"),
        back: experts,
        look: Entry(.offersRead, of: Object(offer.engagement, offer.facts.title))
    )
    page.refusal =
        try db.one(.mayTellAnswer, id) ? refusal(of: offer) : .conflict(why: "offer.rule.own")
    page.wayBack = (words("offers.experts"), experts)
    page.content = { h, form in
        toldContent(
            &h,
            form,
            offer,
            earlier,
            here: path,
            once: { visit.once },
            words
        )
    }
    return page
}

// MARK: What both do

private func held(
    _ id: ID<Offer>,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> (KeptOffer, earlier: EngagementFacts?) {
    if visit.isChanging {
        try db.run(.holdEngagement, try db.one(.offerPlace, id).engagement)
    }
    var offer = try db.one(.offer, id)
    offer.facts.times = try db.all(.engagementTimes, offer.engagement)
    guard offer.stand == .changed else { return (offer, nil) }
    let (earlier, times) = try db.together(
        .one(.earlierFacts, offer.engagement, offer.ownRevision),
        .all(.versionTimes, offer.engagement, offer.ownRevision)
    )
    return (offer, earlier.at(times))
}

private func refusal(of offer: KeptOffer) -> Refusal? {
    offer.stand.isOpen ? nil : .conflict(why: "offer.rule.over")
}

private func accept(
    _ offer: KeptOffer,
    _ new: OfferAnswer,
    to path: String,
    _ db: borrowing Transaction,
    _ visit: Visit
) throws(Failure) -> Outcome {
    guard let choice = new.choice else { throw .refused(.malformed) }
    try db.run(
        .acceptOffer,
        offer.id,
        offer.revision,
        choice.rawValue,
        new.shownName,
        new.showsContact,
        new.toldOn
    )
    let agreed = try follow(offer.engagement, db, visit.site)
    return .done(
        Entry(.offerAnswered, of: Object(offer.id, offer.facts.title)),
        also: agreed,
        to: path,
        did: offer.stand.isComing ? "offers.done.saved" : "offers.done.accepted"
    )
}

private func decline(
    _ visit: Visit,
    to path: String,
    did done: StaticString
) throws(Failure) -> Reply {
    let id: ID<Offer> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let place = try db.one(.offerPlace, id)
        try db.run(.holdEngagement, place.engagement)
        guard try db.run(.declineOffer, id) == 1 else {
            throw .refused(.conflict(why: "offer.rule.over"))
        }
        let changed = try follow(place.engagement, db, visit.site)
        return Audited(
            visit.after(path, did: done),
            Entry(.offerAnswered, of: Object(id, place.title)),
            also: changed
        )
    }
}

/// Whose day to answer is over is asked no more.
@Sendable func lapseOffer(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    try db.run(.lapseOffer, matter)
    return [Entry(.offerEnded, of: Object(ID<Offer>(matter)))]
}

/// Takes an engagement to where those who have said yes take it, and tells the partner and the experts.
func follow(
    _ id: ID<Engagement>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let (matter, own, experts) = try db.together(
        .one(.followed, id),
        .one(.ownContact),
        .all(.comingExperts, id)
    )
    guard matter.isAgreed != matter.isFull else { return [] }
    let object = Object(id, matter.title)
    guard matter.isFull else {
        try db.deliver(
            EngagementNewsLetter<EngagementExpertChanged>(engagement: id, name: own.name),
            to: matter.other
        )
        try db.run(.followOffers, id)
        return [Entry(.engagementExpertChanged, of: object)]
    }
    for (index, expert) in experts.filter(\.isCurrent).enumerated() {
        try db.deliver(
            EngagementAgreedLetter(
                engagement: id,
                name: own.name,
                number: index + 1,
                expert: expert.shownName,
                presentation: expert.presentation,
                contact: expert.showsContact ? expert.contact : ""
            ),
            to: matter.other
        )
        if !expert.email.isEmpty { try db.mail(agreedMail(expert, matter, site)) }
    }
    try db.run(.followOffers, id)
    return [Entry(.engagementAgreed, of: object)]
}

private func agreedMail(_ expert: ComingExpert, _ matter: Followed, _ site: Site) -> Mail {
    let words = site.catalogue.words(expert.language, at: site.clock.now)
    return Mail(
        .offer,
        to: expert.email,
        subject: words("offer.mail.agreed.subject", ["title": matter.title]),
        paragraphs: [
            words("application.mail.greeting", ["name": expert.givenName]),
            words("offer.mail.agreed.what", ["title": matter.title, "partner": matter.partner]),
            words("offer.mail.agreed.where") + "\n"
                + "\(site.origin)/\(expert.slug)/offers/\(expert.offer)",
        ],
        language: words.language
    )
}

// MARK: Statements

/// What decides how far an engagement has come.
private struct Followed: Sendable {
    let other: ID<Space>
    let partner: String
    let title: String
    let isAgreed: Bool
    let isFull: Bool
}

/// Somebody who has said yes.
private struct ComingExpert: Sendable {
    let offer: ID<Offer>
    let isCurrent: Bool
    let shownName: String
    let presentation: String
    let showsContact: Bool
    let givenName: String
    let email: String
    let phone: String
    let language: Language
    let slug: String

    var contact: String {
        [email, Phone.shown(phone)].filter { !$0.isEmpty }.joined(separator: ", ")
    }
}

extension Statement where Result == Followed {
    fileprivate static let followed = Statement(
        """
        select other_id, other_name, title, state = 'agreed' as is_agreed, experts_agreed(id) = experts as is_full
          from offered_engagement where tenant_id = $1 and id = $2 and state in ('offering', 'agreed')
        """,
        Followed.init,
        "other_id",
        "other_name",
        "title",
        "is_agreed",
        "is_full"
    )
}

extension Statement where Result == ComingExpert {
    fileprivate static let comingExperts = Statement(
        """
        select offer_id, is_current, shown_name, presentation, shows_contact, given_name, email, phone, language, slug
          from experts_of($2) where $1::uuid = current_tenant()
        """,
        ComingExpert.init,
        "offer_id",
        "is_current",
        "shown_name",
        "presentation",
        "shows_contact",
        "given_name",
        "email",
        "phone",
        "language",
        "slug"
    )
}

extension Statement where Result == KeptOffer {
    /// An offer (`$5`) of somebody within reach.
    fileprivate static let offer = Statement(
        within: .reach,
        """
        select o.id, o.engagement_id, (p.id, p.given_name || ' ' || p.family_name) as expert, e.other_name, e.revision, o.revision as own_revision,
               o.answer_by,
               offer_stand(o.state, e.state, o.revision = e.revision) as stand, o.choice,
               coalesce(nullif(o.shown_name, ''), public_name(p.id)) as shown_name, o.shows_contact, o.told_on, {columns}
          from engagement_offer o join offered_engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
          join (select id, given_name, family_name from people_within($2, $3, $4)) p on p.id = o.person_id
         where o.tenant_id = $1 and o.id = $5
        """,
        columns: EngagementFacts.columns,
        reader(
            KeptOffer.init,
            from: EngagementFacts.read,
            "id",
            "engagement_id",
            "expert",
            "other_name",
            "stand",
            "revision",
            "own_revision",
            "answer_by",
            "choice",
            "shown_name",
            "shows_contact",
            "told_on"
        )
    )
}

extension Statement where Result == EngagementFacts {
    /// What an engagement (`$2`) was about in an earlier revision (`$3`).
    fileprivate static let earlierFacts = Statement(
        "select {columns} from earlier_engagement where tenant_id = $1 and engagement_id = $2 and revision = $3",
        columns: EngagementFacts.columns,
        EngagementFacts.read
    )
}

extension Statement where Result == Bool {
    /// Whether the reader may write down what the one who was asked (`$2`) has told.
    fileprivate static let mayTellAnswer = Statement(
        "select may_change_profile(person_id) as found from engagement_offer where tenant_id = $1 and id = $2",
        "found"
    )
}

extension Statement where Result == Void {
    fileprivate static let acceptOffer = Statement(
        """
        update engagement_offer set state = 'accepted', revision = $3, choice = $4, shown_name = $5, shows_contact = $6, told_on = $7
         where tenant_id = $1 and id = $2
        """
    )

    fileprivate static let declineOffer = Statement(
        """
        update engagement_offer
           set state = 'not-now', choice = null, shown_name = '', shows_contact = false, told_on = null
         where tenant_id = $1 and id = $2 and state in ('sent', 'accepted')
        """
    )

    fileprivate static let lapseOffer = Statement(
        "select offer_lapse($2) where $1::uuid = current_tenant()"
    )

    fileprivate static let followOffers = Statement(
        "select engagement_follow($2) where $1::uuid = current_tenant()"
    )
}

extension AccountStatement where Result == DueMatter {
    static let offersDue = AccountStatement(
        "select space, matter from offers_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfOffers = [Statement.offer.sql, Statement.earlierFacts.sql]
