import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showFinding(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Finding> = try visit.id()
    let finding = try visit.read { (db) throws(Failure) in try db.one(.finding, id) }
    let isPartner = try visit.space.kind == .partner
    let doors = FindingDoors(
        list: visit.here("/findings\(visit.trail(of: .findings).trail)"),
        here: visit.here("/findings/\(id)"),
        mayShare: !isPartner && visit.permit.scope == .all,
        once: { visit.once }
    )
    let reply = visit.page(visit.words("finding.title")) { h in
        findingPage(&h, finding, doors, visit.words)
    }
    return Looked(reply, Entry(.findingRead, of: Object(id, finding.title)))
}

// MARK: Writing

@Sendable func showNewFinding(_ visit: Visit) throws(Failure) -> Looked { try visit.show(newPage) }

@Sendable func writeFinding(_ visit: Visit) throws(Failure) -> Looked {
    let engagement: ID<Engagement> = try visit.id()
    return try visit.submit(newPage) { (db, page, new, _) throws(Failure) in
        let title = try db.one(.findingMatter, engagement)
        let id = ID<Finding>()
        let person =
            visit.permit.scope == .all ? ID<Person>(new.person) : visit.visitor.actor.person
        guard let person, let matter = new.matter else { throw .refused(.malformed) }
        try db.run(.addFinding, id, engagement, person, matter.rawValue, new.body, new.toldOn)
        return .done(
            Entry(.findingWritten, of: Object(id, title), about: [person]),
            to: visit.here("/findings/\(id)"),
            did: "finding.done.written"
        )
    }
}

private func newPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewFinding> {
    let id: ID<Engagement> = try visit.id()
    let (title, experts) = try db.together(.one(.findingMatter, id), .all(.expertsCame, id))
    let words = visit.words
    let isDesk = visit.permit.scope == .all
    var page = FormPage(
        words("finding.new"),
        lead: words(isDesk ? "finding.new.lead" : "finding.new.lead.own"),
        findingFields(isDesk ? experts : nil, today: visit.today),
        NewFinding(),
        isNew: true,
        action: visit.here("/engagement-findings/\(id)"),
        save: words("finding.save"),
        back: visit.here("/engagement-feedback/\(id)"),
        look: Entry(.findingRead, of: Object(id, title))
    )
    page.wayBack = (title, page.back)
    page.blames = { $0 == "finding.rule.told" ? "told_on" : "" }
    return page
}

// MARK: Acts

@Sendable func approveFinding(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "finding.done.approved") { (db, finding) throws(Failure) in
        try db.run(.moveFinding, finding.id, FindingState.approved.rawValue)
        return .findingApproved
    }
}

@Sendable func declineFinding(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "finding.done.declined") { (db, finding) throws(Failure) in
        try db.run(.moveFinding, finding.id, FindingState.declined.rawValue)
        return .findingDeclined
    }
}

/// Sends what is approved to the partner.
@Sendable func shareFinding(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "finding.done.shared") { (db, finding) throws(Failure) in
        let own = try db.one(.ownContact)
        guard finding.state == .approved else {
            throw .refused(.conflict(why: "finding.rule.not-approved"))
        }
        try db.deliver(
            FindingSharedLetter(
                engagement: finding.engagement,
                finding: finding.id,
                name: own.name,
                helped: finding.matter == .helped,
                text: finding.body
            ),
            to: finding.other
        )
        try db.run(.moveFinding, finding.id, FindingState.shared.rawValue)
        return .findingShared
    }
}

private func carry(
    _ visit: Visit,
    did done: StaticString,
    _ act: (borrowing Transaction, KeptFinding) throws(Failure) -> Action
) throws(Failure) -> Reply {
    let id: ID<Finding> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let finding = try db.one(.finding, id)
        let action = try act(db, finding)
        return Audited(
            visit.after(visit.here("/findings/\(id)"), did: done),
            Entry(
                action,
                of: Object(id, finding.title),
                about: [finding.expert?.person].compactMap { $0 }
            )
        )
    }
}

// MARK: Letters

/// The association shares a finding.
func receiveFinding(
    _ letter: FindingSharedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let title = try inbox.one(.titleOfFinding, letter.engagement)
    let matter: FindingMatter = letter.helped ? .helped : .hindered
    try inbox.run(
        .addFinding,
        letter.finding,
        letter.engagement,
        nil as ID<Person>?,
        matter.rawValue,
        letter.text,
        nil as Day?
    )
    return [Entry(.findingShared, of: Object(letter.finding, title))]
}

// MARK: Today

/// A finding on Today.
private struct WaitingFinding: Sendable {
    let id: ID<Finding>
    let title: String
    let isAsked: Bool
    let since: Instant
}

/// To an expert what a coordinator has written and they may answer; to a partner what was shared.
@Sendable func waitingFindings(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.findingWrite)
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingFindings, Limits.messageNewsDays, visit.visitor.actor.person).each { row in
            WaitingSince(
                since: row.since,
                as: row.isAsked ? .act : .news,
                WaitingTask(
                    what: words(
                        row.isAsked ? "findings.today.asked" : "findings.today.shared",
                        ["title": row.title]
                    ),
                    when: words.moment(row.since),
                    step: NextStep(words("findings.today.open"), visit.here("/findings/\(row.id)"))
                )
            )
        }
    ]
}

// MARK: Statements

extension Statement where Result == WaitingFinding {
    /// What somebody (`$3`) may answer, and what was shared with this space within so many days (`$2`).
    fileprivate static let waitingFindings = Statement(
        """
        select f.id, h.title, f.state = 'waits' as is_asked, f.changed_at as since
          from finding f cross join lateral engagement_here(f.engagement_id) h
         where f.tenant_id = $1 and (f.state = 'waits' and f.person_id = $3
           or f.person_id is null and f.changed_at > moment() - make_interval(days => $2::integer))
         order by f.changed_at, f.id limit 20
        """,
        WaitingFinding.init,
        "id",
        "title",
        "is_asked",
        "since"
    )
}

extension Statement where Result == KeptFinding {
    /// A finding (`$5`) within reach.
    fileprivate static let finding = Statement(
        within: .reach,
        """
        select f.id, f.engagement_id, h.title, h.other_id, h.other_name,
               case when p.id is not null then (p.id, p.given_name || ' ' || p.family_name) end as expert,
               coalesce(f.person_id = $3::uuid, false) as is_mine, f.matter, f.body, f.state, f.told_on, f.written_at
          from finding f cross join lateral engagement_here(f.engagement_id) h
          left join (select id, given_name, family_name from people_within($2, $3, $4)) p on p.id = f.person_id
         where f.tenant_id = $1 and f.id = $5 and (f.person_id is null or p.id is not null)
        """,
        KeptFinding.init,
        "id",
        "engagement_id",
        "title",
        "other_id",
        "other_name",
        "expert",
        "is_mine",
        "matter",
        "body",
        "state",
        "told_on",
        "written_at"
    )
}

extension Statement where Result == String {
    /// What an engagement is called to whom it is theirs to write of.
    fileprivate static let findingMatter = Statement(
        "select title from feedback_matter($2) where $1::uuid = current_tenant()",
        "title"
    )

    fileprivate static let titleOfFinding = Statement(
        "select title from engagement_here($2) where $1::uuid = current_tenant()",
        "title"
    )
}

extension Statement where Result == PersonName {
    fileprivate static let expertsCame = Statement(
        "select (person_id, name) as name from experts_came($2) where $1::uuid = current_tenant()",
        "name"
    )
}

extension Statement where Result == Void {
    fileprivate static let addFinding = Statement(
        """
        insert into finding (tenant_id, id, engagement_id, person_id, matter, body, told_on)
          values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    /// Takes a finding (`$2`) to a state (`$3`).
    fileprivate static let moveFinding = Statement(
        "update finding set state = $3 where tenant_id = $1 and id = $2"
    )
}
