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
    let (order, times, events) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.order, id), .all(.orderTimes, id), .all(.changesOfObject, id))
    }
    let doors = OrderDoors(
        list: visit.here("/orders\(visit.trail(of: .orders).trail)"),
        here: visit.here("/orders/\(id)"),
        once: { visit.once }
    )
    var page = order
    page.facts.times = times
    let reply = visit.page(order.facts.title) { h in
        orderPage(&h, page, doors, history(events, visit.words), visit.words)
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
) throws(Failure) -> FormPage<OrderDraft> {
    let associations = try db.all(.associations)
    // Who has typed already is refused by the rule, above the filled form.
    guard !associations.isEmpty || visit.isChanging else {
        throw .refused(.conflict(why: "engagement.rule.partnership"))
    }
    return FormPage(
        visit.words("orders.new"),
        lead: visit.words("orders.new.lead"),
        orderFields(of: associations, now: visit.now),
        OrderDraft(),
        isNew: true,
        template: orderTemplate(of: associations),
        action: visit.here("/orders"),
        save: visit.words("orders.new.do"),
        back: visit.here("/orders")
    )
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
) throws(Failure) -> FormPage<OrderDraft> {
    let id: ID<Engagement> = try visit.id()
    if visit.isChanging { try db.run(.holdOrder, id) }
    let (order, times) = try db.together(.one(.order, id), .all(.orderTimes, id))
    guard order.state == .draft || visit.isChanging else {
        throw .refused(.conflict(why: "engagement.rule.state-changed"))
    }
    let path = visit.here("/orders/\(id)")
    return FormPage(
        visit.words("orders.change"),
        orderFields(of: [], now: visit.now),
        OrderDraft(facts: order.facts.at(times)),
        action: path,
        save: visit.words("house.save"),
        back: path,
        look: Entry(.engagementRead, of: Object(id, order.facts.title))
    )
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

@Sendable func cancelOrder(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Engagement> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        try db.run(.holdOrder, id)
        let order = try db.one(.order, id)
        guard order.state.isOpen else {
            throw .refused(.conflict(why: "engagement.rule.state-changed"))
        }
        try db.run(.moveOrder, id, OrderState.cancelled.rawValue)
        return Audited(
            visit.after(visit.here("/orders/\(id)"), did: "orders.done.cancelled"),
            Entry(.engagementCancelled, of: Object(id, order.facts.title))
        )
    }
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
        "select id, other_id, other_name, state, {columns} from engagement_order where tenant_id = $1 and id = $2",
        columns: EngagementFacts.columns,
        reader(
            KeptOrder.init,
            from: EngagementFacts.read,
            "id",
            "other_id",
            "other_name",
            "state"
        )
    )
}

extension Statement where Result == EngagementTime {
    static let orderTimes = Statement(
        """
        select number::integer as number, held_on, starts_at, ends_at from order_time
         where tenant_id = $1 and engagement_id = $2 order by number limit 20
        """,
        EngagementTime.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at"
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
