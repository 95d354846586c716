import Access
import Base
import Foundation
import Support
import Testing

/// A space that an association proposes for an organisation that has asked it to work together.
@Suite struct `A proposed space` {
    private let house: TestHouse
    private let association: TestSpace
    private let kaisa: Guest
    private let keeper: Guest

    init() throws {
        house = try TestHouse("space_requests")
        association = try house.space("yhdistys", .association)
        kaisa = try house.member(of: association, .coordinator)
        keeper = try house.member(of: nil, name: "Ylla Pito")
        try house.database.psql(
            "update accounts.account set is_operator = true where id = '\(keeper.account)'"
        )
    }

    /// An enquiry in a state; its path.
    private func enquiry(_ state: String = "answered", _ email: String = "liisa@kirjasto.example")
        throws -> String
    {
        let id = ID<Int>().text
        try house.database.psql(
            """
            set session_replication_role = replica;
            insert into enquiry (tenant_id, id, organisation, name, email, phone, language, state, answer, answered_at, answered_by)
              values ('\(association.id)', '\(id)', 'Kylän Kirjasto', 'Liisa Kirjasto', '\(email)', '', 'sv', '\(state)',
                'Hei', moment(), '\(kaisa.membership)');
            insert into enquiry_answer (tenant_id, enquiry_id, question, body)
              select '\(association.id)', '\(id)', q, 'Toive' from unnest(array['wish', 'use']) q
            """
        )
        return "/yhdistys/enquiries/\(id)"
    }

    private func propose(_ path: String, _ business: String = "1234567-1") throws -> Page {
        try house.post(
            "\(path)/space",
            ["business_id": business, "fee_payer": "partner", "terms": "Sovimme ehdoista"],
            as: kaisa
        )
    }

    private func request() throws -> String {
        let id = try house.value(
            "select id from accounts.space_request order by asked_at desc, id desc limit 1"
        )
        return "/operator/requests/\(id)"
    }

    @Test func `is made by the operator: a space, an invitation, a partnership`() throws {
        let path = try enquiry()
        #expect(try house.get(path, as: kaisa).text.contains("\(path)/space"))
        let wrong = try propose(path, "1234567-2")
        #expect(wrong.status == 422 && wrong.field("terms") == nil || wrong.status == 422)
        #expect(try propose(path).status == 303)
        #expect(try house.get(path, as: kaisa).text.contains("Ylläpitäjä ei ole vielä vastannut"))
        #expect(try !house.get(path, as: kaisa).text.contains("\(path)/space"))
        #expect(try propose(path).status == 409)
        // The operator sees name, kind and business id, and nobody's contact details.
        let page = try request()
        let list = try house.get("/operator", as: keeper).text
        #expect(list.contains("Kylän Kirjasto") && list.contains(page))
        let look = try house.get(page, as: keeper)
        #expect(look.text.contains("1234567-1") && look.text.contains("Kylän Kirjasto"))
        #expect(look.field("slug") == "kylan-kirjasto")
        for told in ["Liisa", "kirjasto.example", "Sovimme", "Toive"] {
            #expect(!list.contains(told) && !look.text.contains(told), "\(told)")
        }
        let taken = try house.post(page, ["slug": "yhdistys"], as: keeper)
        #expect(taken.status == 422 && taken.field("slug") == "yhdistys")
        let made = try house.post(page, ["slug": "kylan-kirjasto"], as: keeper)
        #expect(made.status == 303, "\(made.text.suffix(2000))")
        let space = try #require(
            try house.database.psql(
                "select kind, state, business_id, name_fi, default_language, id from space where slug = 'kylan-kirjasto'"
            ).first
        )
        #expect(
            Array(space[..<5]) == ["partner", "active", "1234567-1", "Kylän Kirjasto", "sv"]
        )
        let mail = try #require(try house.mails(of: nil).last)
        #expect(mail.to == "liisa@kirjasto.example" && mail.body.contains("/kylan-kirjasto/"))
        #expect(try house.get(page, as: keeper).status == 404)
        #expect(try house.post(page, ["slug": "toinen"], as: keeper).status == 404)
        // The partnership is proposed by the house, in the association's name, and the enquiry is a partner's.
        try house.housekeeping()
        try house.housekeeping()
        for end in [association.id.text, space[5]] {
            #expect(
                try house.value(
                    "select count(*) from partnership where tenant_id = '\(end)' and state = 'proposed'"
                ) == "1"
            )
        }
        #expect(try house.value("select state from enquiry") == "partner")
        let after = try house.get(path, as: kaisa).text
        #expect(after.contains("Ylläpitäjä perusti tilan") && !after.contains("\(path)/space"))
        let log = try house.log(of: association)
        for action in ["enquiry.space-proposed", "partnership.proposed", "enquiry.became-partner"] {
            #expect(log.contains { $0.hasPrefix(action) }, "\(action)")
        }
        #expect(
            Set(
                try house.database.psql(
                    "select action from log.event where tenant_id = '\(space[5])'"
                ).map { $0[0] }
            ).isSuperset(of: ["space.made", "member.invited", "partnership.proposed"])
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is refused by the operator, and may be proposed again`() throws {
        let path = try enquiry()
        #expect(try propose(path).status == 303)
        let page = try request()
        #expect(try house.post("\(page)/refusal", as: kaisa).status != 303)
        #expect(try house.post("\(page)/refusal", as: keeper).status == 303)
        #expect(try house.post("\(page)/refusal", as: keeper).status == 404)
        #expect(try house.get(path, as: kaisa).text.contains("Ylläpitäjä ei perustanut tilaa"))
        #expect(try house.log(of: association).contains { $0.hasPrefix("enquiry.space-refused") })
        #expect(try house.value("select count(*) from space where kind = 'partner'") == "0")
        #expect(try house.value("select state from enquiry") == "answered")
        #expect(try propose(path).status == 303)
        // What is closed meanwhile waits for nobody.
        #expect(try house.post("\(path)/state", ["to": "closed"], as: kaisa).status == 303)
        #expect(try house.get(try request(), as: keeper).status == 404)
        #expect(try !house.get("/operator", as: keeper).text.contains("Kylän Kirjasto"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is forgotten with the enquiry, whose answers stay nameless`() throws {
        let path = try enquiry()
        #expect(try propose(path).status == 303)
        try house.database.psql(
            "set session_replication_role = replica; update enquiry set changed_at = changed_at - interval '400 days'"
        )
        try house.housekeeping()
        #expect(try house.value("select state from enquiry") == "erased")
        #expect(try house.value("select count(*) from accounts.space_request") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is for answered enquiries alone, and for no business id that a partner has`()
        throws
    {
        for state in ["new", "closed", "partner"] {
            let path = try enquiry(state, "\(state)@kirjasto.example")
            #expect(try propose(path).status == 409, "\(state)")
            #expect(try house.get("\(path)/space", as: kaisa).status == 409)
        }
        #expect(try propose(try enquiry("unproven", "u@kirjasto.example")).status == 404)
        let path = try enquiry()
        for (kind, number) in [("partner", "1234567-1"), ("employer", "1000000-4")] {
            let space = try house.space("muu-\(kind)", kind == "partner" ? .partner : .employer)
            try house.database.psql(
                "update space set business_id = '\(number)' where id = '\(space.id)'"
            )
        }
        let there = try propose(path)
        #expect([409, 422].contains(there.status) && there.text.contains("on jo kumppanin tila"))
        #expect(there.field("business_id") == "1234567-1")
        // That an employer has a space is nobody's to know: it is no obstacle.
        #expect(try propose(path, "1000000-4").status == 303)
        let made = try house.post(try request(), ["slug": "kylan-kirjasto"], as: keeper)
        #expect(made.status == 303)
        for role in [Role.expert, .auditor] {
            let other = try house.member(of: association, role)
            #expect(try house.get("\(path)/space", as: other).status == 403)
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        func id(_ path: String) -> String { String(path.suffix(36)) }
        let (path, fresh) = (try enquiry(), try enquiry("new", "uusi@kirjasto.example"))
        let other = try house.space("toinen", .association)
        let olli = try house.member(of: other, .coordinator)
        let auditor = try house.member(of: association, .auditor)
        func refused(_ why: String, _ member: Guest?, in space: TestSpace? = nil, _ sql: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp("\(actor)\(sql)", in: space ?? association)
            }
            let said = refusal.map { "\($0)" } ?? ""
            #expect(said.contains(why), "\(sql) \(said)")
        }
        func make(_ enquiry: String, _ number: String = "1234567-1", _ payer: String = "partner")
            -> String
        {
            "select accounts.space_request_make(gen_random_uuid(), '\(id(enquiry))', '\(number)', '\(payer)', 'Ehdot')"
        }
        refused("enquiries.rule.coordinator", auditor, make(path))
        refused("enquiries.rule.coordinator", nil, make(path))
        refused("enquiries.rule.state", kaisa, make(fresh))
        refused("enquiries.rule.state", olli, in: other, make(path))
        refused("check", kaisa, make(path, "1234567-2"))
        refused("check", kaisa, make(path, "1234567-1", "kukaan"))
        refused("permission denied", kaisa, "select from accounts.space_request")
        refused(
            "permission denied",
            kaisa,
            "select public.enquiry_guest('\(association.id)', '\(id(path))')"
        )
        #expect(try propose(path).status == 303)
        refused("space-requests.rule.twice", kaisa, make(path))
        let request = id(try request())
        func decide(_ reader: Guest, _ made: String) -> String {
            "select accounts.space_request_decide('\(reader.account)', '\(request)', \(made))"
        }
        refused("space-requests.rule.operator", kaisa, decide(kaisa, "null"))
        // A space of another kind or another business id was not made for it.
        refused("space-requests.rule.space", kaisa, decide(keeper, "'\(other.id)'"))
        for function in [
            "space_requests_seen('\(kaisa.account)')",
            "space_request_guest('\(kaisa.account)', '\(request)')",
        ] {
            refused("division by zero", kaisa, "select 1 / count(*) from accounts.\(function)")
        }
        // Nobody has accepted: no partnership of its id, and no partner of the enquiry.
        let partner = try house.space("kumppani", .partner)
        refused(
            "partnerships.rule.coordinator",
            nil,
            "insert into partnership (tenant_id, id, other_id, other_name) values ('\(association.id)', '\(request)', '\(partner.id)', 'x')"
        )
        for sql in [
            "select 1 / enquiry_became_partner('\(request)')::integer",
            "select 1 / count(*) from accounts.space_proposal('\(request)')",
        ] {
            refused("division by zero", kaisa, sql)
        }
        #expect(try house.post("/operator/requests/\(request)/refusal", as: keeper).status == 303)
        refused("space-requests.rule.decided", kaisa, decide(keeper, "null"))
    }
}
