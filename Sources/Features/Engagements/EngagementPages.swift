import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showEngagement(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    let (found, times, events) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.engagement, id),
            .all(.engagementTimes, id),
            .all(.changesOfObject, id)
        )
    }
    let doors = EngagementDoors(
        list: visit.here("/engagements\(visit.trail(of: .engagements).trail)"),
        here: visit.here("/engagements/\(id)"),
        messages: visit.here("/engagement-messages/\(id)"),
        changes: visit.here("/engagement-changes/\(id)"),
        feedback: visit.here("/engagement-feedback/\(id)"),
        experts: visit.here("/engagements/\(id)/experts"),
        mayChange: visit.may(.engagementChange),
        once: { visit.once }
    )
    var engagement = found
    engagement.facts.times = times
    let reply = visit.page(found.facts.title) { h in
        engagementPage(&h, engagement, doors, history(events, visit.words), visit.words)
    }
    return Looked(reply, Entry(.engagementRead, of: Object(id, found.facts.title)))
}

/// Takes an engagement to one's own desk; the partner hears of the first time.
@Sendable func takeEngagement(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "engagements.done.taken") { (db, found) throws(Failure) in
        guard found.desk != .own else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        if !found.isTold {
            try tell(EngagementReceived.self, found, db)
        }
        try db.run(.takeEngagement, found.id, visit.visitor.actor.membership)
        return .engagementReceived
    }
}

/// Tells the partner that the order cannot be fulfilled, and not why; whoever has said yes hears of it.
@Sendable func refuseEngagement(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "engagements.done.not-possible") { (db, found) throws(Failure) in
        for mail in try callingOff(found, try db.all(.calledOff, found.id), visit.site) {
            try db.mail(mail)
        }
        try tell(EngagementNotPossible.self, found, db)
        try db.run(.moveEngagement, found.id, EngagementState.notPossible.rawValue)
        return .engagementNotPossible
    }
}

/// It has been held.
@Sendable func closeEngagement(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "engagements.done.done") { (db, found) throws(Failure) in
        try tell(EngagementDone.self, found, db)
        try db.run(.moveEngagement, found.id, EngagementState.done.rawValue)
        return .engagementDone
    }
}

/// It is not agreed that it has been held, though the partner says so.
@Sendable func objectEngagement(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, when: { $0 == .done }, did: "engagement.ending.did.objected") {
        (db, found) throws(Failure) in
        try tell(EngagementObjected.self, found, db)
        try db.run(.moveEngagement, found.id, EngagementState.agreed.rawValue)
        return .engagementObjected
    }
}

/// Marks that an expert rests after it, or that they need not.
@Sendable func weighEngagement(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, did: "engagements.done.weighed") { (db, found) throws(Failure) in
        try db.run(.weighEngagement, found.id)
        return .engagementWeighed
    }
}

private func tell<News: EngagementNews>(
    _ news: News.Type,
    _ found: KeptEngagement,
    _ db: borrowing Transaction
) throws(Failure) {
    let own = try db.one(.ownContact)
    try db.deliver(
        EngagementNewsLetter<News>(engagement: found.id, name: own.name),
        to: found.other
    )
}

/// An act on an engagement that goes on, or stands otherwise (`isRight`); `act` tells what it was.
private func carry(
    _ visit: Visit,
    when isRight: (EngagementState) -> Bool = \.isOpen,
    did done: StaticString,
    _ act: (borrowing Transaction, KeptEngagement) throws(Failure) -> Action
) throws(Failure) -> Reply {
    let id: ID<Engagement> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdEngagement, id)
        let found = try db.one(.engagement, id)
        guard isRight(found.state) else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        let action = try act(db, found)
        return Audited(
            visit.after(visit.here("/engagements/\(id)"), did: done),
            Entry(action, of: Object(id, found.facts.title))
        )
    }
}

// MARK: Letters

/// What the partner has ordered is kept as its letter says it.
func receiveRequest(
    _ letter: EngagementRequestedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let (id, facts) = (letter.engagement, letter.facts)
    try inbox.run(
        .addEngagement,
        id,
        letter.partnership,
        inbox.sender,
        letter.name,
        letter.revision,
        columns: facts.stored
    )
    try inbox.run(
        .addEngagementTimes,
        id,
        facts.times.map(\.number),
        facts.times.map(\.day),
        facts.times.map(\.starts),
        facts.times.map(\.ends)
    )
    return [Entry(.engagementRequested, of: Object(id, facts.title))]
}

/// The partner has cancelled what it had ordered.
func receiveCancelling(
    _ letter: EngagementNewsLetter<EngagementCancelled>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.engagement
    try inbox.run(.holdEngagement, id)
    let experts = try inbox.all(.calledOff, id)
    try inbox.run(.moveEngagement, id, EngagementState.cancelled.rawValue)
    let found = try inbox.one(.engagement, id)
    for mail in try callingOff(found, experts, site) { try inbox.mail(mail) }
    return [Entry(.engagementCancelled, of: Object(id, found.facts.title))]
}

/// The partner says that it has been held.
func receiveDone(
    _ letter: EngagementNewsLetter<EngagementDone>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .done, .engagementDone, inbox)
}

/// The partner does not agree that it has been held.
func receiveObjection(
    _ letter: EngagementNewsLetter<EngagementObjected>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .agreed, .engagementObjected, inbox)
}

/// The client did not appear.
func receiveNoShow(
    _ letter: EngagementNewsLetter<EngagementNoShow>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .noShow, .engagementNoShow, inbox)
}

private func receive(
    _ id: ID<Engagement>,
    _ state: EngagementState,
    _ action: Action,
    _ inbox: borrowing Inbox
) throws(Failure) -> [Entry] {
    try inbox.run(.holdEngagement, id)
    let found = try inbox.one(.engagement, id)
    try inbox.run(.moveEngagement, id, state.rawValue)
    return [Entry(action, of: Object(id, found.facts.title))]
}

/// A mail to each who has said yes: it is not held.
private func callingOff(
    _ found: KeptEngagement,
    _ experts: [CalledOff],
    _ site: Site
) throws(Failure) -> [Mail] {
    experts.filter { !$0.email.isEmpty }.map { expert in
        let words = site.catalogue.words(expert.language, at: site.clock.now)
        return Mail(
            .offer,
            to: expert.email,
            subject: words("engagement.mail.off.subject", ["title": found.facts.title]),
            paragraphs: [
                words("application.mail.greeting", ["name": expert.givenName]),
                words("engagement.mail.off.what", ["title": found.facts.title]),
            ] + (found.isLate ? [words("engagement.mail.off.late")] : []),
            language: words.language
        )
    }
}

// MARK: Statements

extension Statement where Result == KeptEngagement {
    static let engagement = Statement(
        """
        select e.id, e.other_id, e.other_name, e.state, desk_of(e.desk) as desk, e.desk is not null as is_told, e.is_heavy,
               engagement_is_over(e.id) as is_over, engagement_proposal(e.id, e.revision) as proposer, e.created_at, e.is_late,
               e.done_on, coalesce(e.done_end = 'association', false) as is_done_here, e.objected_on, {columns}
          from engagement e where e.tenant_id = $1 and e.id = $2
        """,
        columns: EngagementFacts.columns,
        reader(
            KeptEngagement.init,
            from: EngagementFacts.read,
            "id",
            "other_id",
            "other_name",
            "state",
            "desk",
            "is_told",
            "is_heavy",
            "is_over",
            "proposer",
            "created_at",
            "is_late",
            "done_on",
            "is_done_here",
            "objected_on"
        )
    )
}

/// Somebody who has said yes to what is not held.
private struct CalledOff: Sendable {
    let givenName: String
    let email: String
    let language: Language
}

extension Statement where Result == CalledOff {
    fileprivate static let calledOff = Statement(
        "select given_name, email, language from experts_of($2) where $1::uuid = current_tenant()",
        CalledOff.init,
        "given_name",
        "email",
        "language"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the engagement (`$2`) wait until this is done.
    fileprivate static let holdEngagement = Statement(
        "select from engagement where tenant_id = $1 and id = $2 for no key update"
    )

    fileprivate static let addEngagement = Statement(
        """
        insert into engagement (tenant_id, id, partnership_id, other_id, other_name, revision, {columns})
          values ($1, $2, $3, $4, $5, $6, {values})
        """,
        columns: EngagementFacts.columns
    )

    fileprivate static let addEngagementTimes = Statement(
        """
        insert into engagement_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
          select $1, $2, n, d, s, e from unnest($3::smallint[], $4::date[], $5::time[], $6::time[]) as x (n, d, s, e)
        """
    )

    fileprivate static let takeEngagement = Statement(
        "update engagement set desk = $3 where tenant_id = $1 and id = $2"
    )

    fileprivate static let weighEngagement = Statement(
        "update engagement set is_heavy = not is_heavy where tenant_id = $1 and id = $2"
    )

    /// Takes an engagement (`$2`) to a state (`$3`).
    fileprivate static let moveEngagement = Statement(
        "update engagement set state = $3 where tenant_id = $1 and id = $2"
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfEngagements = [Statement.engagement.sql, Statement.addEngagement.sql]
