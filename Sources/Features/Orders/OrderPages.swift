import Access
import Audit
import Base
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

@Sendable func showOrder(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    let (order, times, experts, events) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.order, id),
            .all(.engagementTimes, id),
            .all(.orderExperts, id),
            .all(.changesOfObject, id)
        )
    }
    let doors = OrderDoors(
        list: visit.here("/orders\(visit.trail(of: .orders).trail)"),
        here: visit.here("/orders/\(id)"),
        messages: visit.here("/engagement-messages/\(id)"),
        changes: visit.here("/engagement-changes/\(id)"),
        feedback: visit.here("/engagement-feedback/\(id)"),
        once: { visit.once }
    )
    var page = order
    page.facts.times = times
    let reply = visit.page(order.facts.title) { h in
        orderPage(&h, page, experts, doors, history(events, visit.words), visit.words)
    }
    return Looked(reply, Entry(.engagementRead, of: Object(id, order.facts.title)))
}

// MARK: The form

@Sendable func newOrder(_ visit: Visit) throws(Failure) -> Looked { try visit.show(newOrderPage) }

@Sendable func makeOrder(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(newOrderPage) { (db, _, new, changes) throws(Failure) in
        let id = ID<Engagement>()
        let chosen = try db.all(.associations).first { $0.partnership.text == new.partnership }
        guard let chosen else {
            throw .refused(.conflict(why: "engagement.rule.partnership"))
        }
        try db.run(
            .addOrder,
            id,
            chosen.partnership,
            chosen.other,
            chosen.name,
            columns: new.facts.stored
        )
        try keepTimes(new.facts.times, of: id, db)
        return .done(
            Entry(.engagementDrafted, of: Object(id, new.facts.title), changes: changes),
            to: visit.here("/orders/\(id)"),
            did: "orders.done.drafted"
        )
    }
}

private func newOrderPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<EngagementDraft> {
    let associations = try db.all(.associations)
    var page = FormPage(
        visit.words("orders.new"),
        lead: visit.words("orders.new.lead"),
        orderFields(of: associations, now: visit.now),
        EngagementDraft(),
        isNew: true,
        template: orderTemplate(of: associations),
        action: visit.here("/orders"),
        save: visit.words("orders.new.do"),
        back: visit.here("/orders")
    )
    if associations.isEmpty { page.refusal = .conflict(why: "engagement.rule.partnership") }
    return page
}

@Sendable func editOrder(_ visit: Visit) throws(Failure) -> Looked { try visit.show(editOrderPage) }

@Sendable func changeOrder(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    return try visit.submit(editOrderPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.changeOrder, id, columns: new.facts.stored)
        if new.facts.times != page.value.facts.times {
            try db.run(.dropTimes, id)
            try keepTimes(new.facts.times, of: id, db)
        }
        return .done(
            Entry(.engagementChanged, of: Object(id, new.facts.title), changes: changes),
            to: page.back,
            did: "orders.done.changed"
        )
    }
}

private func editOrderPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<EngagementDraft> {
    let id: ID<Engagement> = try visit.id()
    if visit.isChanging { try db.run(.holdOrder, id) }
    let (order, times) = try db.together(.one(.order, id), .all(.engagementTimes, id))
    let path = visit.here("/orders/\(id)")
    var page = FormPage(
        visit.words("orders.change"),
        orderFields(of: [], now: visit.now),
        EngagementDraft(facts: order.facts.at(times)),
        action: path,
        save: visit.words("house.save"),
        back: path,
        look: Entry(.engagementRead, of: Object(id, order.facts.title))
    )
    if order.state != .draft { page.refusal = .conflict(why: "engagement.rule.state-changed") }
    return page
}

private func keepTimes(
    _ times: [EngagementTime],
    of id: ID<Engagement>,
    _ db: borrowing Transaction
) throws(Failure) {
    try db.run(
        .addOrderTimes,
        id,
        times.map(\.number),
        times.map(\.day),
        times.map(\.starts),
        times.map(\.ends)
    )
}

// MARK: Going on

@Sendable func sendOrder(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, to: .sent, did: "orders.done.sent", as: .engagementRequested) {
        (db, order, name) throws(Failure) in
        try db.deliver(
            EngagementRequestedLetter(
                engagement: order.id,
                partnership: order.partnership,
                name: name,
                revision: order.revision,
                facts: order.facts.at(try db.all(.engagementTimes, order.id))
            ),
            to: order.other
        )
    }
}

@Sendable func cancelOrder(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, to: .cancelled, did: "orders.done.cancelled", as: .engagementCancelled) {
        (db, order, name) throws(Failure) in
        // Nobody else knows of a draft.
        guard order.state != .draft else { return }
        try db.deliver(
            EngagementNewsLetter<EngagementCancelled>(engagement: order.id, name: name),
            to: order.other
        )
    }
}

/// It has been held.
@Sendable func closeOrder(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, to: .done, did: "orders.done.done", as: .engagementDone) {
        (db, order, name) throws(Failure) in
        try db.deliver(
            EngagementNewsLetter<EngagementDone>(engagement: order.id, name: name),
            to: order.other
        )
    }
}

/// It is not agreed that it has been held, though the association says so.
@Sendable func objectOrder(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, to: .agreed, did: "engagement.ending.did.objected", as: .engagementObjected) {
        (db, order, name) throws(Failure) in
        try db.deliver(
            EngagementNewsLetter<EngagementObjected>(engagement: order.id, name: name),
            to: order.other
        )
    }
}

/// The client did not appear.
@Sendable func missOrder(_ visit: Visit) throws(Failure) -> Reply {
    try carry(visit, to: .noShow, did: "orders.done.no-show", as: .engagementNoShow) {
        (db, order, name) throws(Failure) in
        try db.deliver(
            EngagementNewsLetter<EngagementNoShow>(engagement: order.id, name: name),
            to: order.other
        )
    }
}

/// Takes an order to a state, after `tell` has told the other end of it.
private func carry(
    _ visit: Visit,
    to state: OrderState,
    did done: StaticString,
    as action: Action,
    _ tell: (borrowing Transaction, KeptOrder, String) throws(Failure) -> Void
) throws(Failure) -> Reply {
    let id: ID<Engagement> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdOrder, id)
        let (order, own) = try db.together(.one(.order, id), .one(.ownContact))
        let canGo =
            switch state {
            case .cancelled: order.state.isOpen
            case .done, .noShow: order.state == .agreed
            case .agreed: order.state == .done
            default: order.state == .draft
            }
        guard canGo else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        try tell(db, order, own.name)
        try db.run(.moveOrder, id, state.rawValue)
        return Audited(
            visit.after(visit.here("/orders/\(id)"), did: done),
            Entry(action, of: Object(id, order.facts.title))
        )
    }
}

// MARK: Letters

/// The association has taken the order to its desk.
func receiveReceipt(
    _ letter: EngagementNewsLetter<EngagementReceived>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .answered, .engagementReceived, inbox)
}

/// The association cannot fulfil the order.
func receiveRefusal(
    _ letter: EngagementNewsLetter<EngagementNotPossible>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .notPossible, .engagementNotPossible, inbox)
}

/// One of those who come: with the first of them it is agreed.
func receiveExpert(
    _ letter: EngagementAgreedLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let id = letter.engagement
    try inbox.run(.holdOrder, id)
    let order = try inbox.one(.order, id)
    if order.state != .agreed { try inbox.run(.moveOrder, id, OrderState.agreed.rawValue) }
    try inbox.run(
        .addOrderExpert,
        id,
        letter.number,
        letter.expert,
        letter.presentation,
        letter.contact
    )
    return letter.number == 1 ? [Entry(.engagementAgreed, of: Object(id, order.facts.title))] : []
}

/// Somebody who was to come cannot; the association looks for another.
func receiveExpertChange(
    _ letter: EngagementNewsLetter<EngagementExpertChanged>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .answered, .engagementExpertChanged, inbox)
}

/// The association says that it has been held.
func receiveDone(
    _ letter: EngagementNewsLetter<EngagementDone>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .done, .engagementDone, inbox)
}

/// The association does not agree that it has been held.
func receiveObjection(
    _ letter: EngagementNewsLetter<EngagementObjected>,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    try receive(letter.engagement, .agreed, .engagementObjected, inbox)
}

private func receive(
    _ id: ID<Engagement>,
    _ state: OrderState,
    _ action: Action,
    _ inbox: borrowing Inbox
) throws(Failure) -> [Entry] {
    try inbox.run(.holdOrder, id)
    let order = try inbox.one(.order, id)
    try inbox.run(.moveOrder, id, state.rawValue)
    return [Entry(action, of: Object(id, order.facts.title))]
}

// MARK: Statements

extension Statement where Result == Association {
    static let associations = Statement(
        "select id, other_id, other_name from partners_in_force() where $1::uuid = current_tenant()",
        Association.init,
        "id",
        "other_id",
        "other_name"
    )
}

extension Statement where Result == KeptOrder {
    static let order = Statement(
        """
        select id, partnership_id, revision, other_id, other_name, state, engagement_has_begun(id) as has_begun,
               engagement_is_over(id) as is_over,
               case state when 'cancelled' then is_late else engagement_is_near(id) end as is_late,
               engagement_proposal(id, revision) as proposer,
               done_on, coalesce(done_end = 'partner', false) as is_done_here, objected_on, {columns}
          from engagement_order where tenant_id = $1 and id = $2
        """,
        columns: EngagementFacts.columns,
        reader(
            KeptOrder.init,
            from: EngagementFacts.read,
            "id",
            "partnership_id",
            "revision",
            "other_id",
            "other_name",
            "state",
            "has_begun",
            "is_over",
            "is_late",
            "proposer",
            "done_on",
            "is_done_here",
            "objected_on"
        )
    )
}

extension Statement where Result == OrderExpert {
    fileprivate static let orderExperts = Statement(
        """
        select (null::uuid, name) as expert, presentation, contact from order_expert
         where tenant_id = $1 and engagement_id = $2 order by number limit 5
        """,
        OrderExpert.init,
        "expert",
        "presentation",
        "contact"
    )
}

extension Statement where Result == Void {
    /// Makes others who would change the order (`$2`) wait until this is done.
    static let holdOrder = Statement(
        "select from engagement_order where tenant_id = $1 and id = $2 for no key update"
    )

    static let addOrder = Statement(
        """
        insert into engagement_order (tenant_id, id, partnership_id, other_id, other_name, {columns})
          values ($1, $2, $3, $4, $5, {values})
        """,
        columns: EngagementFacts.columns
    )

    static let changeOrder = Statement(
        "update engagement_order set {changes} where tenant_id = $1 and id = $2",
        columns: EngagementFacts.columns
    )

    /// Takes an order (`$2`) to a state (`$3`).
    static let moveOrder = Statement(
        "update engagement_order set state = $3 where tenant_id = $1 and id = $2"
    )

    fileprivate static let addOrderExpert = Statement(
        """
        insert into order_expert (tenant_id, engagement_id, number, name, presentation, contact) values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let dropTimes = Statement(
        "delete from order_time where tenant_id = $1 and engagement_id = $2"
    )

    static let addOrderTimes = Statement(
        """
        insert into order_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
          select $1, $2, n, d, s, e from unnest($3::smallint[], $4::date[], $5::time[], $6::time[]) as x (n, d, s, e)
        """
    )
}

/// The statements over declared columns, for trying each on the schema.
let statementsOfOrders = [
    Statement.order.sql, Statement.addOrder.sql, Statement.changeOrder.sql,
]
