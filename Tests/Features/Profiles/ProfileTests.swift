import Access
import Base
import HTTP
import Support
import Testing

/// An expert's own boundaries.
@Suite struct `An expert's boundaries` {
    private let house: TestHouse
    private let association: TestSpace
    private let kerttu: Guest
    private let onni: Guest
    private let me: ID<Person>

    init() throws {
        house = try TestHouse("boundaries")
        association = try house.space("yhdistys", .association)
        kerttu = try house.member(of: association, .coordinator)
        me = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        onni = try house.member(of: association, .expert, person: me)
    }

    private static let own: KeyValuePairs<String, String> = [
        "public_name": "Onni", "presentation": "Kerron työn hausta.", "kinds": "training",
        "kinds": "peer-support", "tells_story": "yes", "media": "ask", "recording": "unanswered",
        "month_max": "2", "notice_days": "", "rest_days": "7", "municipalities": "Joensuu, Lieksa",
        "is_remote": "no", "trained_on": "2026-05-04",
    ]

    private func send(_ other: [String: String] = [:], as guest: Guest) throws -> Page {
        var form = Form(Self.own.map { Form.Pair($0.key, $0.value) })
        for (name, value) in other { form.set(name, value) }
        return try house.ask(try house.sending("/yhdistys/boundaries", form, as: guest))
    }

    private func value(_ column: String) throws -> String {
        try house.value("select \(column) from expert_profile where person_id = '\(me)'")
    }

    /// What the database itself says to the serving role, acting as a member.
    private func refused(_ sql: String, as guest: Guest?) -> String {
        refusal(house, in: association, as: guest, sql) ?? ""
    }

    @Test func `are written on one page by the expert alone, and stand in the log`() throws {
        let empty = try house.get("/yhdistys/boundaries", as: onni)
        #expect(empty.status == 200)
        #expect(empty.text.contains("Jos et vastaa, sinua ei tallenneta."))
        #expect(empty.text.contains("value=\"unanswered\" checked"))
        let once = empty.once(of: "/yhdistys/boundaries") ?? ""
        let done = try send(["once": once], as: onni)
        #expect(done.status == 303, "\(done.text.suffix(2000))")
        #expect(try value("kinds") == "{training,peer-support}")
        #expect(try value("coalesce(notice_days, 0) || recording || month_max") == "0unanswered2")
        let page = try house.get("/yhdistys/boundaries", as: onni)
        #expect(page.field("municipalities") == "Joensuu, Lieksa")
        // A coordinator reads them on the person's page, and nobody else but the expert.
        let person = "/yhdistys/people/\(me)"
        for guest in [kerttu, onni] {
            let text = try house.get(person, as: guest).text
            #expect(text.contains("Joensuu, Lieksa") && text.contains("Ei tauolla"))
        }
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        #expect(try house.get(person, as: aino).status == 404)
        // The other tab is told what has been saved, and keeps what was typed in it.
        let late = try send(["once": once, "month_max": "3"], as: onni)
        #expect(late.status == 409 && late.field("month_max") == "3")
        for guest in [kerttu, try house.member(of: association, .auditor)] {
            let status = try house.get("/yhdistys/boundaries", as: guest).status
            #expect([403, 404].contains(status))
            #expect([403, 404].contains(try send(as: guest).status))
        }
        #expect(try value("count(*)") == "1")
        let log = try house.log(of: association)
        #expect(log.contains("profile.changed done") && log.contains("profile.read done"))
        let detail = try house.value(
            """
            select d.body from log.event_part d join log.event e on e.id = d.event_id
             where d.part = 'detail' and e.action = 'profile.changed'
            """
        )
        #expect(detail.contains("month_max") && !detail.contains("työn hausta"), "\(detail)")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are written down as told while the person has no account, and only until then`()
        throws
    {
        let bare = try house.person(in: association, "Veikko", "Vailla", kind: "expert")
        let (person, path) = ("/yhdistys/people/\(bare)", "/yhdistys/people/\(bare)/boundaries")
        #expect(try house.get(person, as: kerttu).text.contains(path))
        #expect(
            try !house.get("/yhdistys/people/\(me)", as: kerttu).text.contains("\(me)/boundaries\"")
        )
        func write(_ changes: [String: String], as guest: Guest) throws -> Page {
            var form = Form(Self.own.map { Form.Pair($0.key, $0.value) })
            for (name, value) in changes { form.set(name, value) }
            return try house.ask(try house.sending(path, form, as: guest))
        }
        let once = try house.get(path, as: kerttu).once(of: path) ?? ""
        let tomorrow = try house.value("select today() + 1")
        for day in ["", tomorrow] {
            let wrong = try write(["once": once, "told_on": day], as: kerttu)
            #expect(wrong.status == 422 && wrong.field("municipalities") == "Joensuu, Lieksa")
        }
        let today = try house.value("select today()")
        #expect(try write(["once": once, "told_on": today], as: kerttu).status == 303)
        let page = try house.get(person, as: kerttu).text
        #expect(page.contains("Kerrottu koordinaattorille") && page.contains("Joensuu, Lieksa"))
        #expect(page.contains("Oma tarina") && !page.contains("Kerrotko omaa"))
        // Another expert does not find the page, and the expert themselves has a page of their own.
        #expect([403, 404].contains(try house.get(path, as: onni).status))
        let veikko = try house.member(of: association, .expert, person: bare)
        #expect(try house.get(path, as: veikko).status == 403)
        #expect(
            try house.get("/yhdistys/boundaries", as: veikko).text.contains(
                "Koordinaattori kirjasi"
            )
        )
        // The day the person has an account the coordinator's part ends; what was typed is not lost.
        #expect(try house.get(path, as: kerttu).status == 409)
        let late = try write(["once": once, "told_on": today, "month_max": "9"], as: kerttu)
        #expect(late.status == 409 && late.field("month_max") == "9")
        #expect(try !house.get(person, as: kerttu).text.contains("\(path)\""))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `refuse what cannot be in words, and keep what was typed`() throws {
        let once =
            try house.get("/yhdistys/boundaries", as: onni).once(of: "/yhdistys/boundaries") ?? ""
        for (field, typed, sentence) in [
            ("month_max", "0", "väliltä 1–31"), ("month_max", "kaksi", "väliltä 1–31"),
            ("notice_days", "366", "väliltä 1–365"), ("rest_days", "-1", "väliltä 1–365"),
            ("trained_on", "2026-02-30", "päivä"), ("public_name", "131052-308T", "henkilötunnu"),
            ("presentation", "Olen 131052-308T", "henkilötunnu"),
            ("municipalities", "131052-308T", "henkilötunnu"),
            ("presentation", String(repeating: "a", count: 601), "Enintään 600"),
            ("media", "aina", "Valitse"), ("recording", "", "Valitse"),
            ("kinds", "juhla", "Valitse"),
        ] {
            let page = try send([field: typed, "once": once], as: onni)
            #expect(page.status == 422 && page.text.contains(sentence), "\(field): \(typed)")
            #expect(page.field("rest_days") == (field == "rest_days" ? typed : "7"))
        }
        #expect(try value("count(*)") == "0")
    }

    @Test func `are changed by nobody else, whatever the app believes`() throws {
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        let bare = try house.person(in: association, "Veikko", "Vailla", kind: "expert")
        let page = try house.get("/yhdistys/boundaries", as: onni)
        #expect(
            try send(["once": page.once(of: "/yhdistys/boundaries") ?? ""], as: onni).status == 303
        )
        func add(_ person: ID<Person>, told: String = "null") -> String {
            "insert into expert_profile (tenant_id, person_id, told_on) values ('\(association.id)', '\(person)', \(told))"
        }
        let change = """
            update expert_profile set month_max = 9, told_on = today() where person_id = '\(me)'
            """
        for guest in [aino, kerttu, nil] {
            _ = refused(change, as: guest)
            #expect(try value("month_max") == "2")
        }
        let policy = "row-level security"
        #expect(refused(add(other, told: "today()"), as: onni).contains(policy))
        #expect(refused(add(other, told: "today()"), as: kerttu).contains(policy))
        #expect(refused(add(bare, told: "today()"), as: onni).contains(policy))
        #expect(refused(add(bare), as: kerttu).contains("profile.rule.told"))
        #expect(refused(add(bare, told: "today() + 1"), as: kerttu).contains("profile.rule.told"))
        #expect(refused(add(bare, told: "today()"), as: kerttu).isEmpty)
        // Nobody else reads them either.
        #expect(refused("select 1 / count(*) from expert_profile", as: aino).contains("by zero"))
        #expect(refused("select 1 / count(*) from expert_profile", as: kerttu).isEmpty)
        // The day the person has an account, the coordinator's part ends, and the person's own begins.
        let veikko = try house.member(of: association, .expert, person: bare)
        let again = "update expert_profile set month_max = 4 where person_id = '\(bare)'"
        let most =
            "select coalesce(month_max, 0) || coalesce(told_on::text, '-') from expert_profile where person_id = '\(bare)'"
        _ = refused(again, as: kerttu)
        #expect(try !house.value(most).hasPrefix("4"))
        #expect(refused(again, as: veikko).isEmpty)
        #expect(try house.value(most) == "4-")
        // A partner has no boundaries to keep.
        let partner = try house.space("kumppani", .partner)
        let petri = try house.member(of: partner, .coordinator)
        let pia = try house.person(in: partner, "Pia", "Kumppani", kind: "employee")
        let there = """
            insert into expert_profile (tenant_id, person_id, told_on) values ('\(partner.id)', '\(pia)', today())
            """
        #expect(
            (refusal(house, in: partner, as: petri, there) ?? "").contains(
                "profile.rule.association"
            )
        )
    }

    @Test func `pause with one button on Today, and tell the days away`() throws {
        let today = { try house.get("/yhdistys/today", as: onni).text }
        #expect(try today().contains("action=\"/yhdistys/boundaries/pause\""))
        let paused = try house.post("/yhdistys/boundaries/pause", ["back": "today"], as: onni)
        #expect(paused.status == 303)
        #expect(paused.location.hasPrefix("/yhdistys/today"))
        #expect(try today().contains("Olet tauolla toistaiseksi."))
        #expect(try value("is_paused") == "t")
        _ = try house.post("/yhdistys/boundaries/return", as: onni)
        #expect(try value("is_paused") == "f")
        // What a coordinator was told of before stays as it was told.
        try house.database.psql(
            "set session_replication_role = replica; update expert_profile set told_on = '2026-01-15'"
        )
        _ = try house.post("/yhdistys/boundaries/pause", as: onni)
        _ = try house.post("/yhdistys/boundaries/return", as: onni)
        #expect(try value("told_on") == "2026-01-15")
        // A pause with an end is over when its last day is.
        let door = "/yhdistys/boundaries/pause"
        #expect(try house.post(door, ["paused_until": "2020-01-31"], as: onni).status == 422)
        #expect(try house.post(door, ["paused_until": "2099-01-31"], as: onni).status == 303)
        #expect(try today().contains("Olet tauolla 31.1.2099 asti."))
        try house.database.psql("update expert_profile set paused_until = today() - 1")
        #expect(try today().contains("Olet käytettävissä"))
        // Days away.
        let away = "/yhdistys/boundaries/away"
        for (from, to) in [
            ("2099-02-01", "2099-01-31"), ("2020-01-01", "2020-01-02"), ("", "2099-01-01"),
        ] {
            let page = try house.post(away, ["from_on": from, "until_on": to], as: onni)
            #expect(page.status == 422 && page.field("until_on") == to, "\(from)")
        }
        #expect(
            try house.post(away, ["from_on": "2099-02-01", "until_on": "2099-02-07"], as: onni)
                .status == 303
        )
        let id = try house.value("select id from expert_away")
        #expect(try house.get("/yhdistys/boundaries", as: onni).text.contains("7.2.2099"))
        // Nobody else's: neither another expert nor a coordinator, by the app or past it.
        let other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        let aino = try house.member(of: association, .expert, person: other)
        for guest in [aino, kerttu] {
            #expect(try house.post("\(away)/\(id)/removal", as: guest).status == 404)
            _ = refused("delete from expert_away", as: guest)
            _ = refused("update expert_profile set is_paused = true", as: guest)
            let more = """
                insert into expert_away (tenant_id, id, person_id, from_on, until_on)
                  values ('\(association.id)', gen_random_uuid(), '\(me)', '2099-03-01', '2099-03-02')
                """
            #expect(refused(more, as: guest).contains("row-level security"))
        }
        #expect(try house.value("select count(*) from expert_away") == "1")
        let mine = """
            insert into expert_away (tenant_id, id, person_id, from_on, until_on)
              select '\(association.id)', gen_random_uuid(), '\(me)', d, d from (values (date '2020-03-01')) x (d)
            """
        #expect(refused(mine, as: onni).contains("away.rule.past"))
        let many = mine.replacing(
            "(values (date '2020-03-01'))",
            with: "(select date '2099-03-01' + n from generate_series(1, 50) n)"
        )
        #expect(refused(many, as: onni).contains("away.rule.many"))
        #expect(try house.post("\(away)/\(id)/removal", as: onni).status == 303)
        #expect(try house.value("select count(*) from expert_away") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are not joined with another's`() throws {
        let twin = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        for person in [me, twin] {
            try house.database.psql(
                "insert into expert_profile (tenant_id, person_id) values ('\(association.id)', '\(person)')"
            )
        }
        let join = "select people_join(gen_random_uuid(), '\(me)', '\(twin)', '{}')"
        #expect(refused(join, as: kerttu).contains("duplicates.rule.profiles"))
        try house.database.psql("delete from expert_profile where person_id = '\(me)'")
        #expect(refused(join, as: kerttu).isEmpty)
        #expect(try value("count(*)") == "1")
    }
}
