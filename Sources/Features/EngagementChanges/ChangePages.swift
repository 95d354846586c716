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

/// What it is about, as this end knows it.
struct Matter: Sendable {
    var facts: EngagementFacts
    let partnership: ID<Partnership>
    let other: ID<Space>
    let name: String
    let revision: Int
    let isOpen: Bool
}

/// What one end proposes.
struct Proposal: Sendable {
    var facts: EngagementFacts
    let isOwn: Bool
    let madeAt: Instant
}

@Sendable func showChange(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    let words = visit.words
    let (matter, proposal) = try visit.read { (db) throws(Failure) in
        (try wholeMatter(id, db), try wholeProposal(id, db))
    }
    let here = visit.here("/engagement-changes/\(id)")
    let back = try visit.engagementPage(id)
    let reply = visit.page(words("changes.title")) { h in
        h.wayBack(matter.facts.title, to: back)
        h.pageHead(words("changes.title"), lead: matter.facts.title)
        guard let proposal else {
            h.p(words("changes.none"), .class("soft"))
            return
        }
        let day = words.moment(proposal.madeAt)
        h.p(
            proposal.isOwn
                ? words("changes.own", ["name": matter.name, "at": day])
                : words("changes.other", ["name": matter.name, "at": day])
        )
        h.changes(from: matter.facts, to: proposal.facts, words)
        guard matter.isOpen else { return }
        h.p(words("changes.until-then"), .class("soft"))
        if !proposal.isOwn {
            h.buttons { h in
                h.act(action: "\(here)/acceptance", once: visit.once) { h in
                    h.mainButton(words("changes.accept"))
                }
                h.act(action: "\(here)/refusal", once: visit.once) { h in
                    h.mainButton(words("changes.decline"))
                }
            }
        } else {
            h.act(action: "\(here)/refusal", once: visit.once) { h in
                h.quietButton(words("changes.take-back"))
            }
        }
    }
    return Looked(reply, Entry(.engagementRead, of: Object(id, matter.facts.title)))
}

// MARK: Proposing

@Sendable func newChange(_ visit: Visit) throws(Failure) -> Looked { try visit.show(changePage) }

@Sendable func makeChange(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    return try visit.submit(changePage) { (db, page, new, changes) throws(Failure) in
        let (matter, own) = try db.together(.one(.matter, id), .one(.ownContact))
        let needsAnswer = new.facts.needsAnswer(over: page.value.facts)
        let revision = needsAnswer ? matter.revision + 1 : matter.revision
        let back = try visit.engagementPage(id)
        try db.deliver(
            EngagementChangedLetter(
                engagement: id,
                partnership: matter.partnership,
                name: own.name,
                revision: revision,
                facts: new.facts
            ),
            to: matter.other
        )
        try db.run(.addVersion, id, revision, true, columns: new.facts.stored)
        let times = new.facts.times
        try db.run(
            .addVersionTimes,
            id,
            revision,
            times.map(\.number),
            times.map(\.day),
            times.map(\.starts),
            times.map(\.ends)
        )
        if !needsAnswer {
            for mail in mails(new.facts, try db.all(.coming, id), isAsked: false, visit.site) {
                try db.mail(mail)
            }
            try db.run(.revise, id)
        }
        return .done(
            Entry(
                needsAnswer ? .engagementChangeProposed : .engagementChangeTold,
                of: Object(id, new.facts.title),
                changes: changes
            ),
            to: needsAnswer ? page.action : back,
            did: needsAnswer ? "changes.done.proposed" : "changes.done.told"
        )
    }
}

private func changePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<EngagementDraft> {
    let id: ID<Engagement> = try visit.id()
    let words = visit.words
    if visit.isChanging { try db.run(.holdMatter, id) }
    let matter = try wholeMatter(id, db)
    var page = FormPage(
        words("changes.new"),
        lead: words("changes.new.lead", ["name": matter.name]),
        FieldList(engagementFields(now: visit.now, keeping: matter.facts.times)),
        EngagementDraft(facts: matter.facts),
        facts: String(matter.revision),
        action: visit.here("/engagement-changes/\(id)"),
        save: words("changes.new.do"),
        back: try visit.engagementPage(id),
        look: Entry(.engagementRead, of: Object(id, matter.facts.title))
    )
    if !matter.isOpen {
        page.refusal = .conflict(why: "engagement.rule.closed")
    } else if try !db.all(.proposal, id).isEmpty {
        page.refusal = .conflict(why: "engagement.rule.proposed")
    }
    return page
}

// MARK: Answering

@Sendable func acceptChange(_ visit: Visit) throws(Failure) -> Reply {
    try answer(visit, did: "changes.done.accepted", as: .engagementChangeAccepted) {
        (db, id, matter, proposal, name) throws(Failure) in
        guard !proposal.isOwn else { throw .refused(.conflict(why: "engagement.rule.other-end")) }
        try db.deliver(
            EngagementNewsLetter<EngagementChangeAccepted>(engagement: id, name: name),
            to: matter.other
        )
        for mail in mails(proposal.facts, try db.all(.coming, id), isAsked: true, visit.site) {
            try db.mail(mail)
        }
        try db.run(.revise, id)
    }
}

/// Does not agree to a change of the other end, or takes one's own back.
@Sendable func declineChange(_ visit: Visit) throws(Failure) -> Reply {
    try answer(visit, did: "changes.done.declined", as: .engagementChangeDeclined) {
        (db, id, matter, proposal, name) throws(Failure) in
        try db.deliver(
            EngagementNewsLetter<EngagementChangeDeclined>(engagement: id, name: name),
            to: matter.other
        )
        try db.run(.dropProposal, id)
    }
}

private func answer(
    _ visit: Visit,
    did done: StaticString,
    as action: Action,
    _ act: (borrowing Transaction, ID<Engagement>, Matter, Proposal, String) throws(Failure) -> Void
) throws(Failure) -> Reply {
    let id: ID<Engagement> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdMatter, id)
        let (matter, proposals, own) = try db.together(
            .one(.matter, id),
            .all(.proposal, id),
            .one(.ownContact)
        )
        guard matter.isOpen, let proposal = proposals.first else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        try act(db, id, matter, proposal, own.name)
        return Audited(
            visit.after(try visit.engagementPage(id), did: done),
            Entry(action, of: Object(id, matter.facts.title))
        )
    }
}

// MARK: Letters

/// The other end proposes a change, or tells of one that needs no answer.
func receiveChange(
    _ letter: EngagementChangedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.engagement
    try inbox.run(.holdMatter, id)
    let (matter, times) = (try inbox.one(.matter, id), letter.facts.times)
    try inbox.run(.addVersion, id, letter.revision, false, columns: letter.facts.stored)
    try inbox.run(
        .addVersionTimes,
        id,
        letter.revision,
        times.map(\.number),
        times.map(\.day),
        times.map(\.starts),
        times.map(\.ends)
    )
    let object = Object(id, matter.facts.title)
    guard letter.revision == matter.revision else {
        return [Entry(.engagementChangeProposed, of: object)]
    }
    for mail in mails(letter.facts, try inbox.all(.coming, id), isAsked: false, site) {
        try inbox.mail(mail)
    }
    try inbox.run(.revise, id)
    return [Entry(.engagementChangeTold, of: object)]
}

/// The other end agrees to what this one has proposed.
func receiveAcceptance(
    _ letter: EngagementNewsLetter<EngagementChangeAccepted>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.engagement
    try inbox.run(.holdMatter, id)
    let (matter, proposal) = (try inbox.one(.matter, id), try inbox.one(.proposal, id))
    for mail in mails(proposal.facts, try inbox.all(.coming, id), isAsked: true, site) {
        try inbox.mail(mail)
    }
    try inbox.run(.revise, id)
    return [Entry(.engagementChangeAccepted, of: Object(id, matter.facts.title))]
}

/// The other end does not agree, or has taken back what it proposed.
func receiveRefusal(
    _ letter: EngagementNewsLetter<EngagementChangeDeclined>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.engagement
    try inbox.run(.holdMatter, id)
    let matter = try inbox.one(.matter, id)
    try inbox.run(.dropProposal, id)
    return [Entry(.engagementChangeDeclined, of: Object(id, matter.facts.title))]
}

/// A mail to each who has said yes: what it is about has changed, and they are asked anew where it needs an answer.
private func mails(
    _ facts: EngagementFacts,
    _ experts: [Coming],
    isAsked: Bool,
    _ site: Site
) -> [Mail] {
    experts.map { expert in
        let words = site.catalogue.words(expert.language, at: site.clock.now)
        return Mail(
            .offer,
            to: expert.email,
            subject: words("changes.mail.subject", ["title": facts.title]),
            paragraphs: [
                words("application.mail.greeting", ["name": expert.givenName]),
                words(isAsked ? "changes.mail.asked" : "changes.mail.told", ["title": facts.title]),
                words("changes.mail.where") + "\n"
                    + "\(site.origin)/\(expert.slug)/offers/\(expert.offer)",
            ],
            language: words.language
        )
    }
}

// MARK: Today

/// A change that the other end has proposed, and nobody here has answered.
private struct WaitingChange: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    let madeAt: Instant
}

@Sendable func waitingChanges(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.engagementChange)
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingChanges).each { row in
            WaitingSince(
                since: row.madeAt,
                as: .act,
                WaitingTask(
                    what: words("changes.today", ["name": row.name, "title": row.title]),
                    when: words.moment(row.madeAt),
                    step: NextStep(
                        words("changes.today.answer"),
                        visit.here("/engagement-changes/\(row.id)")
                    )
                )
            )
        }
    ]
}

// MARK: Statements

private func wholeMatter(
    _ id: ID<Engagement>,
    _ db: borrowing Transaction
) throws(Failure) -> Matter {
    var (matter, times) = try db.together(.one(.matter, id), .all(.engagementTimes, id))
    matter.facts.times = times
    return matter
}

private func wholeProposal(
    _ id: ID<Engagement>,
    _ db: borrowing Transaction
) throws(Failure) -> Proposal? {
    let (proposals, times) = try db.together(.all(.proposal, id), .all(.proposalTimes, id))
    var proposal = proposals.first
    proposal?.facts.times = times
    return proposal
}

extension Statement where Result == Matter {
    fileprivate static let matter = Statement(
        """
        select partnership_id, other_id, other_name, revision, is_open and not engagement_is_over(id) as is_open, {columns}
          from engagement_at_end where tenant_id = $1 and id = $2
        """,
        columns: EngagementFacts.columns,
        reader(
            Matter.init,
            from: EngagementFacts.read,
            "partnership_id",
            "other_id",
            "other_name",
            "revision",
            "is_open"
        )
    )
}

extension Statement where Result == Proposal {
    fileprivate static let proposal = Statement(
        """
        select v.is_own, v.made_at, {columns} from engagement_version v
         where v.tenant_id = $1 and v.engagement_id = $2 and v.revision > (select e.revision from engagement_at_end e
           where e.tenant_id = $1 and e.id = $2)
        """,
        columns: EngagementFacts.columns,
        reader(Proposal.init, from: EngagementFacts.read, "is_own", "made_at")
    )
}

extension Statement where Result == EngagementTime {
    fileprivate static let proposalTimes = Statement(
        """
        select t.number, t.held_on, t.starts_at, t.ends_at
          from engagement_at_end e cross join lateral version_times(e.id, e.revision + 1) t
         where e.tenant_id = $1 and e.id = $2
        """,
        EngagementTime.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at"
    )
}

/// Somebody who has said yes for themselves, at the association, and has an address.
private struct Coming: Sendable {
    let offer: ID<Offer>
    let givenName: String
    let email: String
    let language: Language
    let slug: String
}

extension Statement where Result == Coming {
    fileprivate static let coming = Statement(
        """
        select offer_id, given_name, email, language, slug from experts_of($2)
         where $1::uuid = current_tenant() and email <> '' and person_has_account(person_id)
        """,
        Coming.init,
        "offer_id",
        "given_name",
        "email",
        "language",
        "slug"
    )
}

extension Statement where Result == WaitingChange {
    fileprivate static let waitingChanges = Statement(
        """
        select e.id, e.title, e.other_name, v.made_at
          from engagement_version v join engagement_at_end e
            on e.tenant_id = v.tenant_id and e.id = v.engagement_id and v.revision > e.revision
         where v.tenant_id = $1 and not v.is_own and e.is_open and not engagement_is_over(e.id) order by v.made_at, e.id limit 20
        """,
        WaitingChange.init,
        "id",
        "title",
        "other_name",
        "made_at"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the matter (`$2`) wait until this is done.
    fileprivate static let holdMatter = Statement(
        "select engagement_hold($2) where $1::uuid = current_tenant()"
    )

    /// A version (`$3`) of a matter (`$2`), of this end or not (`$4`).
    fileprivate static let addVersion = Statement(
        """
        insert into engagement_version (tenant_id, engagement_id, revision, is_own, {columns}) values ($1, $2, $3, $4, {values})
        """,
        columns: EngagementFacts.columns
    )

    fileprivate static let addVersionTimes = Statement(
        """
        insert into engagement_version_time (tenant_id, engagement_id, revision, number, held_on, starts_at, ends_at)
          select $1, $2, $3, n, d, s, e from unnest($4::smallint[], $5::date[], $6::time[], $7::time[]) as x (n, d, s, e)
        """
    )

    /// What is proposed, or told, of a matter (`$2`) becomes what it is about.
    fileprivate static let revise = Statement(
        "select engagement_revise($2) where $1::uuid = current_tenant()"
    )

    fileprivate static let dropProposal = Statement(
        """
        delete from engagement_version v using engagement_at_end e
         where v.tenant_id = $1 and v.engagement_id = $2 and e.tenant_id = $1 and e.id = $2 and v.revision > e.revision
        """
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfChanges = [
    Statement.matter.sql, Statement.proposal.sql, Statement.addVersion.sql,
]
