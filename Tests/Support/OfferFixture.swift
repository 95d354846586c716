import Access
public import Base
import HTTP
import Store

/// An association with its coordinator, and a partner that orders experts of it.
public struct OfferFixture {
    /// The whole house.
    public let house: TestHouse
    /// The association.
    public let association: TestSpace
    /// The partner.
    public let partner: TestSpace
    /// The association's coordinator.
    public let anna: Guest
    /// The partner's coordinator.
    public let petri: Guest

    /// A house with a partnership in force; `name` becomes part of the database's name.
    public init(_ name: String) throws {
        house = try TestHouse(name)
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        anna = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
        try house.agree(association, partner)
    }

    /// An expert with boundaries that keep them from nothing.
    public struct Expert {
        /// Who it is in the register.
        public let person: ID<Person>
        /// Their session; nil where they have no account.
        public let guest: Guest?

        /// Somebody of the register, whoever it is.
        public init(person: ID<Person>, guest: Guest?) {
            (self.person, self.guest) = (person, guest)
        }
    }

    /// An expert of the association.
    public func expert(_ given: String, hasAccount: Bool = true) throws -> Expert {
        let person = try house.person(in: association, given, "Esimerkki", kind: "expert")
        try house.database.psql(
            """
            insert into expert_profile (tenant_id, person_id, public_name, presentation, kinds, recording, media)
              values ('\(association.id)', '\(person)', 'Julkinen \(given)', 'Kerron: \(given)',
                array['training', 'development', 'information', 'peer-support'], 'yes', 'ask')
            """
        )
        guard hasAccount else { return Expert(person: person, guest: nil) }
        let guest = try house.member(of: association, .expert, person: person)
        return Expert(person: person, guest: guest)
    }

    /// An order that has been sent and taken to a desk; its id.
    public func ordered(_ other: [String: String] = [:]) throws -> String {
        var form = try house.order
        form.set("experts", "1")
        for (name, value) in other { form.set(name, value) }
        let made = try house.ask(try house.sending("/kumppani/orders", form, as: petri))
        guard made.status == 303 else {
            throw Failure.broken(Fault("an order was not made", "\(made.status)"))
        }
        let id = try house.value(
            "select id from engagement_order order by created_at desc, id limit 1"
        )
        let sent = try house.post("/kumppani/orders/\(id)/sending", as: petri).status
        let taken = try house.post("/yhdistys/engagements/\(id)/desk", as: anna).status
        guard sent == 303, taken == 303 else {
            throw Failure.broken(Fault("an order was not sent and taken", "\(sent) \(taken)"))
        }
        return id
    }

    /// Asks experts, by a day (in five days).
    @discardableResult
    public func ask(
        _ experts: [Expert],
        to id: String,
        by day: String? = nil,
        as guest: Guest? = nil
    ) throws -> Page {
        let day = try day ?? house.value("select today() + 5")
        let form = Form(
            experts.map { Form.Pair("experts", $0.person.text) } + [Form.Pair("answer_by", day)]
        )
        return try house.ask(
            try house.sending("/yhdistys/engagements/\(id)/experts", form, as: guest ?? anna)
        )
    }

    /// The offer to an expert, 36 characters; empty for none.
    public func offer(of expert: Expert, to id: String) throws -> String {
        let rows = try house.database.psql(
            "select id from engagement_offer where engagement_id = '\(id)' and person_id = '\(expert.person)'"
        )
        return rows.first?.first ?? ""
    }

    /// An expert says yes, with other answers than usual.
    public func yes(
        _ offer: String,
        as guest: Guest?,
        _ other: [String: String] = [:]
    ) throws -> Page {
        let path = "/yhdistys/offers/\(offer)"
        var form: Form = ["choice": "fee", "shown_name": "Aino", "shows_contact": "no"]
        form.set("once", try house.get(path, as: guest).once(of: path) ?? "")
        for (name, value) in other { form.set(name, value) }
        guard let guest else { throw Failure.broken(Fault("nobody says yes")) }
        return try house.ask(try house.sending(path, form, as: guest))
    }

    /// An expert does not come.
    public func no(_ offer: String, as guest: Guest?) throws -> Int {
        try house.post("/yhdistys/offers/\(offer)/refusal", as: guest).status
    }

    /// How far it has come at the partner and at the association.
    public func states(_ id: String) throws -> [String] {
        let ends = try house.database.psql(
            "select o.state, e.state from engagement_order o left join engagement e using (id) where o.id = '\(id)'"
        )
        return ends.first ?? []
    }

    /// What the database shows to the app's own role, acting as a member of the association.
    public func seen(_ sql: String, _ guest: Guest?) throws -> String {
        let rows = try runScript(
            house.database.app,
            """
            begin; set local app.tenant = '\(association.id)'; set local app.actor = '\(guest?.membership.text ?? "")';
            select \(sql)
            """
        )
        return rows.last?.first ?? ""
    }

    /// SQL past every rule.
    public func behind(_ sql: String) throws {
        try house.database.psql("set session_replication_role = replica; \(sql)")
    }
}
