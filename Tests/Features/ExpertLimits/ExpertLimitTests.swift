import Access
import Base
import HTTP
import Support
import Testing

/// What an expert is not to be asked about.
@Suite struct `Topics that an expert is not asked about` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let kerttu: Guest
    private let petri: Guest
    private let onni: Guest
    private let me: ID<Person>

    private static let own = "/yhdistys/boundaries/topics"
    private static let secret = "Lapsuuden kanarialintu"

    init() throws {
        house = try TestHouse("limits")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        kerttu = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
        me = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        onni = try house.member(of: association, .expert, person: me)
        try house.agree(association, partner)
    }

    private var theirs: String { "/yhdistys/people/\(me)/boundaries/topics" }

    /// An order that the association has; its id.
    private func engagement() throws -> String {
        let made = try house.ask(try house.sending("/kumppani/orders", house.order, as: petri))
        let id = String(made.location.split(separator: "/").last?.prefix { $0 != "?" } ?? "")
        #expect(try house.post("/kumppani/orders/\(id)/sending", as: petri).status == 303)
        return id
    }

    private func rows(_ table: String = "expert_limit") throws -> String {
        try house.value("select count(*) from \(table)")
    }

    private func refused(_ sql: String, as guest: Guest?) -> String {
        refusal(house, in: association, as: guest, sql) ?? ""
    }

    @Test func `are written by the expert and read by a coordinator for an engagement alone`()
        throws
    {
        #expect(try house.get("/yhdistys/boundaries", as: onni).text.contains(Self.own))
        #expect(try house.post(Self.own, ["body": Self.secret], as: onni).status == 303)
        // The page says how many there are; the texts are opened.
        let mine = try house.get(Self.own, as: onni)
        #expect(mine.text.contains("1 aihe") && !mine.text.contains(Self.secret))
        let read = try house.post("\(Self.own)/reading", as: onni)
        #expect(read.status == 200 && read.text.contains(Self.secret))
        // The person's page tells the coordinator that there is something, and leads to what opens it.
        let person = try house.get("/yhdistys/people/\(me)", as: kerttu).text
        #expect(person.contains(theirs) && person.contains("1 aihe"))
        #expect(!person.contains(Self.secret))
        #expect(try house.get(theirs, as: kerttu).text.contains("yhtään toimeksiantoa ei ole"))
        let id = try engagement()
        let page = try house.get("\(theirs)?engagement=\(id)", as: kerttu)
        #expect(page.text.contains("Koulutuspäivä") && !page.text.contains(Self.secret))
        #expect(page.text.contains("<option value=\"\(id)\" selected"))
        let door = "\(theirs)/reading"
        for wrong in [
            ["engagement": id], ["purpose": "choosing"],
            ["engagement": ID<Space>().text, "purpose": "choosing"],
            ["engagement": id, "purpose": "uteliaisuus"],
        ] as [KeyValuePairs<String, String>] {
            let again = try house.post(door, wrong, as: kerttu)
            #expect(again.status == 422 && !again.text.contains(Self.secret), "\(wrong)")
        }
        let reveals = {
            try house.log(of: association).filter { $0 == "limit.revealed done" }.count
        }
        #expect(try reveals() == 1)
        let opened = try house.post(
            door,
            ["engagement": id, "purpose": "choosing"],
            as: kerttu
        )
        #expect(opened.status == 200 && opened.text.contains(Self.secret))
        #expect(try reveals() == 2)
        #expect(!opened.text.contains("/removal"))
        // The log has purpose and engagement, and nowhere the text.
        let detail = try house.value(
            """
            select d.body from log.event_part d join log.event e on e.id = d.event_id
             where d.part = 'detail' and e.action = 'limit.revealed' order by e.at desc, e.id desc limit 1
            """
        )
        #expect(detail.contains("Kokemusosaajan valinta") && detail.contains(id))
        #expect(
            try house.value("select count(*) from log.event_part where body like '%kanaria%'")
                == "0"
        )
        let added = try house.value(
            """
            select d.body from log.event_part d join log.event e on e.id = d.event_id
             where d.part = 'detail' and e.action = 'limit.changed'
            """
        )
        #expect(added.contains(#"{"field":"body","changed":true}"#))
        // Whose they are sees the look, with its purpose; the auditor sees the engagement too.
        let looks = try house.get("/yhdistys/own-log", as: onni).text
        #expect(looks.contains("Aiheet, joista ei kysytä"))
        #expect(looks.contains("Kokemusosaajan valinta toimeksiantoon"))
        let auditor = try house.member(of: association, .auditor)
        let event = try house.value(
            "select id from log.event where action = 'limit.revealed' order by at desc, id desc limit 1"
        )
        let told = try house.get("/yhdistys/log/\(event)", as: auditor).text
        #expect(told.contains("Koulutuspäivä") && !told.contains(Self.secret))
        let special = try house.get("/yhdistys/log?special=yes", as: auditor).text
        #expect(special.contains(event))
        // When the engagement does not go on, nothing is opened for it.
        #expect(try house.post("/yhdistys/engagements/\(id)/refusal", as: kerttu).status == 303)
        let late = try house.post(door, ["engagement": id, "purpose": "choosing"], as: kerttu)
        #expect(late.status == 422 && !late.text.contains(Self.secret))
        // The expert removes what they have written.
        let limit = try house.value("select id from expert_limit")
        #expect(try house.post("\(Self.own)/\(limit)/removal", as: kerttu).status == 404)
        #expect(try house.post("\(Self.own)/\(limit)/removal", as: onni).status == 303)
        #expect(try rows() == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are nobody else's to open`() throws {
        #expect(try house.post(Self.own, ["body": Self.secret], as: onni).status == 303)
        let id = try engagement()
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        let reading: KeyValuePairs = ["engagement": id, "purpose": "choosing"]
        let auditor = try house.member(of: association, .auditor)
        for (guest, statuses) in [(aino, [404]), (auditor, [403]), (petri, [404])] {
            for page in [
                try house.get(theirs, as: guest),
                try house.post("\(theirs)/reading", reading, as: guest),
            ] {
                #expect(statuses.contains(page.status), "\(page.status)")
                #expect(!page.text.contains(Self.secret))
            }
        }
        #expect(try house.get("/yhdistys/people/\(me)", as: aino).status == 404)
        // One's own has a page of its own.
        #expect(try house.get(theirs, as: onni).status == 403)
        #expect(try house.post("\(theirs)/reading", reading, as: onni).status == 403)
        #expect(try house.post("\(Self.own)/reading", as: kerttu).status == 404)
        #expect(try !house.log(of: association).contains("limit.revealed done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are written down as told while the person has no account`() throws {
        let bare = try house.person(in: association, "Veikko", "Vailla", kind: "expert")
        let path = "/yhdistys/people/\(bare)/boundaries/topics"
        #expect(
            try house.get("/yhdistys/people/\(bare)/boundaries", as: kerttu).text.contains(path)
        )
        let tomorrow = try house.value("select today() + 1")
        for day in ["", tomorrow] {
            let wrong = try house.post(path, ["body": "Velat", "told_on": day], as: kerttu)
            #expect(wrong.status == 422 && wrong.field("body") == "Velat", "\(day)")
        }
        let today = try house.value("select today()")
        let told: KeyValuePairs = ["body": "Velat", "told_on": today]
        #expect(try house.post(path, told, as: kerttu).status == 303)
        #expect(try house.post(path, told, as: kerttu).status == 303)
        let page = try house.get(path, as: kerttu).text
        #expect(page.contains("2 aihetta") && !page.contains("Velat"))
        let limit = try house.value("select id from expert_limit limit 1")
        #expect(page.contains("\(limit)/removal"))
        #expect(try house.post("\(Self.own)/\(limit)/removal", as: kerttu).status == 303)
        #expect(try rows() == "1")
        // The day the person has an account the coordinator's part ends; what was typed is not lost.
        let veikko = try house.member(of: association, .expert, person: bare)
        let late = try house.post(path, told, as: kerttu)
        #expect(late.status == 409 && late.field("body") == "Velat")
        #expect(try !house.get(path, as: kerttu).text.contains("told_on"))
        let left = try house.value("select id from expert_limit")
        #expect(try house.post("\(Self.own)/\(left)/removal", as: kerttu).status == 404)
        #expect(try house.post("\(Self.own)/\(left)/removal", as: onni).status == 404)
        #expect(
            try house.post("\(Self.own)/reading", as: veikko).text.contains("Velat")
        )
        #expect(try house.post("\(Self.own)/\(left)/removal", as: veikko).status == 303)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test(arguments: ["", " ", String(repeating: "ä", count: 201), "131052-308T", "a\u{202E}b"])
    func `refuse in words what cannot be, and keep it`(_ body: String) throws {
        let page = try house.post(Self.own, ["body": body], as: onni)
        #expect(page.status == 422)
        #expect(body.isEmpty || page.field("body") == body)
        #expect(try rows() == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Reads somebody's topics past the app, with an event that tells of it but for what is changed.
    private func read(
        _ person: ID<Person>,
        for engagement: String?,
        by reader: Guest,
        telling changes: (inout [String: String]) -> Void = { _ in }
    ) -> String {
        let seen = engagement.map { #"[{"object":"\#($0)","label":"x"}]"# } ?? "[]"
        var event = [
            "space": "\(association.id)", "action": "limit.revealed", "outcome": "done",
            "people": "1", "about": "\(person)", "membership": reader.membership.text,
            "object": "\(person)", "purpose": "Valinta", "seen": seen, "more": "[]",
        ]
        changes(&event)
        func of(_ name: String) -> String { event[name] ?? "" }
        return """
            select read_limits('\(person)', \(engagement.map { "'\($0)'" } ?? "null"), jsonb_build_object(
              'space', '\(of("space"))', 'id', gen_random_uuid(), 'at', moment(), 'version', 1, 'kind', 'read',
              'action', '\(of("action"))', 'outcome', '\(of("outcome"))', 'role', 'coordinator', 'object_type', 'person',
              'groups', '[]'::jsonb, 'instance', gen_random_uuid(), 'counter', 1, 'actor', repeat('00', 32),
              'detail', repeat('00', 32), 'first', 0, 'people', \(of("people")), 'members', 0, 'parts', jsonb_build_array(
                jsonb_build_object('part', 'actor', 'ordinal', 0, 'salt', repeat('00', 32),
                  'body', jsonb_build_object('membership', '\(of("membership"))', 'name', 'x')::text),
                jsonb_build_object('part', 'detail', 'ordinal', 0, 'salt', repeat('00', 32),
                  'body', jsonb_build_object('object', '\(of("object"))', 'purpose', '\(of("purpose"))',
                    'seen', '\(of("seen"))'::jsonb)::text)) || '\(of("more"))'::jsonb),
              array['\(of("about"))']::uuid[], decode(repeat('00', 32), 'hex'), array[decode(repeat('00', 32), 'hex')])
            """
    }

    @Test func `are given by the database with the event that tells of it, and not else`() throws {
        #expect(try house.post(Self.own, ["body": Self.secret], as: onni).status == 303)
        let id = try engagement()
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        #expect(refused("select body from expert_limit", as: kerttu).contains("permission denied"))
        #expect(
            refused("delete from expert_limit returning body", as: onni).contains(
                "permission denied"
            )
        )
        // As it should be: the coordinator for the engagement, the person for no engagement.
        #expect(refused(read(me, for: id, by: kerttu), as: kerttu) == "")
        #expect(refused(read(me, for: nil, by: onni), as: onni) == "")
        #expect(try house.log(of: association).filter { $0 == "limit.revealed done" }.count == 2)
        // An event that is silent of anything gives nothing.
        let silences: [(String, String)] = [
            ("space", "\(partner.id)"), ("action", "note.revealed"), ("outcome", "refused"),
            ("people", "0"), ("about", "\(other)"), ("membership", aino.membership.text),
            ("object", "\(other)"), ("purpose", ""), ("purpose", "reveal"), ("seen", "[]"),
            ("seen", #"[{"object":"\#(ID<Space>())","label":"x"}]"#),
            (
                "more",
                #"[{"part":"detail","ordinal":1,"salt":"00","body":"{\"object\":\"\#(me)\",\"purpose\":\"muu\"}"}]"#
            ),
        ]
        for (name, value) in silences {
            let sql = read(me, for: id, by: kerttu) { $0[name] = value }
            #expect(
                refused(sql, as: kerttu).contains("does not tell of this reading"),
                "\(name) \(value): \(refused(sql, as: kerttu))"
            )
        }
        // Nobody else, and for nothing that does not go on.
        let auditor = try house.member(of: association, .auditor)
        for guest in [aino, auditor] {
            #expect(refused(read(me, for: id, by: guest), as: guest).contains("rule.readers"))
        }
        let none = ID<Space>().text
        for which in [nil, none] {
            #expect(
                refused(read(me, for: which, by: kerttu), as: kerttu).contains("rule.engagement")
            )
        }
        #expect(try house.post("/yhdistys/engagements/\(id)/refusal", as: kerttu).status == 303)
        #expect(refused(read(me, for: id, by: kerttu), as: kerttu).contains("rule.engagement"))
        #expect(try house.log(of: association).filter { $0 == "limit.revealed done" }.count == 2)
    }

    @Test func `are written by nobody else, whatever the app believes`() throws {
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        let bare = try house.person(in: association, "Veikko", "Vailla", kind: "expert")
        func add(_ person: ID<Person>, told: String = "null", _ body: String = "Aihe") -> String {
            """
            insert into expert_limit (tenant_id, id, person_id, body, told_on)
              values ('\(association.id)', gen_random_uuid(), '\(person)', '\(body)', \(told))
            """
        }
        let policy = "row-level security"
        #expect(refused(add(me), as: onni) == "")
        for guest in [aino, kerttu, nil] {
            #expect(refused(add(me, told: "today()"), as: guest).contains(policy))
            _ = refused("delete from expert_limit", as: guest)
        }
        #expect(try rows() == "1")
        #expect(refused("select 1 / count(id) from expert_limit", as: aino).contains("by zero"))
        #expect(refused("update expert_limit set body = 'x'", as: onni).contains("denied"))
        #expect(refused(add(bare), as: kerttu).contains("profile.rule.told"))
        #expect(refused(add(bare, told: "today() + 1"), as: kerttu).contains("profile.rule.told"))
        #expect(refused(add(bare, told: "today()"), as: kerttu) == "")
        #expect(refused(add(me, "131052-308T"), as: onni).contains("body_typed"))
        #expect(refused(add(me, String(repeating: "a", count: 201)), as: onni).contains("body_"))
        // So many at most, in words.
        let many = "; " + Array(repeating: add(me), count: 19).joined(separator: "; ")
        #expect(refused("select 1\(many)", as: onni) == "")
        #expect(refused(add(me), as: onni).contains("limits.rule.many"))
        let full = try house.post(Self.own, ["body": "Vielä"], as: onni)
        #expect(full.status == 409 && full.field("body") == "Vielä")
        // A partner keeps none.
        let pia = try house.person(in: partner, "Pia", "Kumppani", kind: "employee")
        let there = add(pia, told: "today()").replacing("\(association.id)", with: "\(partner.id)")
        #expect(
            (refusal(house, in: partner, as: petri, there) ?? "").contains("rule.association")
        )
    }

    @Test func `move with the person who is joined, and come back`() throws {
        let twin = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        try house.database.psql(
            """
            insert into expert_limit (tenant_id, id, person_id, body, told_on)
              values ('\(association.id)', gen_random_uuid(), '\(twin)', 'Velat', today())
            """
        )
        let join = "select people_join(gen_random_uuid(), '\(me)', '\(twin)', '{}')"
        #expect(refused(join, as: kerttu) == "")
        #expect(try house.value("select person_id from expert_limit") == me.text)
        let id = try house.value("select id from person_join")
        #expect(refused("select people_part('\(id)')", as: kerttu) == "")
        #expect(try house.value("select person_id from expert_limit") == twin.text)
    }
}
