import Access
import Base
import HTTP
import Support
import Testing

/// Groups of developer-clients and of peers: meetings, members, heads.
@Suite struct `A group` {
    private let house: TestHouse
    private let space: TestSpace
    private let kaisa: Guest

    init() throws {
        house = try TestHouse("activities")
        space = try house.space("yhdistys", .association)
        kaisa = try house.member(of: space, .coordinator)
    }

    /// Makes a group, started if it should run; its path.
    private func make(
        _ kind: String = "developer-clients",
        leader: String = "",
        isRunning: Bool = true
    )
        throws -> String
    {
        let made = try house.post(
            "/yhdistys/activities",
            [
                "kind": kind, "name": "Palvelun kehittäjät <b>", "service": "Työllisyyspalvelut",
                "leader": leader,
            ],
            as: kaisa
        )
        #expect(made.status == 303, "\(made.text.suffix(1500))")
        let path = String(made.location.prefix { $0 != "?" })
        if isRunning { #expect(try house.post("\(path)/start", as: kaisa).status == 303) }
        return path
    }

    private func plan(_ path: String, _ changes: [String: String] = [:]) throws -> Page {
        try send(
            "\(path)/meetings",
            [
                "held_on": "2099-01-15", "starts_at": "13:00", "ends_at": "15:00",
                "place": "Rantakatu 1",
                "topic": "Kutsukirje",
            ].merging(changes) { $1 }
        )
    }

    private func join(_ path: String, _ person: String, _ changes: [String: String] = [:]) throws
        -> Page
    {
        try send(
            "\(path)/members",
            [
                "person": person, "agreed_on": "2026-01-02", "joined_on": "2026-01-03",
                "fee_choice": "expenses",
            ].merging(changes) { $1 }
        )
    }

    private func send(_ path: String, _ fields: [String: String]) throws -> Page {
        let form = Form(fields.map { Form.Pair($0.key, $0.value) })
        return try house.ask(try house.sending(path, form, as: kaisa))
    }

    /// A meeting that was so many days ago, as time has passed over it.
    private func past(_ path: String, days: Int = 2) throws -> String {
        #expect(try plan(path, ["held_on": "2098-01-15"]).status == 303)
        try house.database.psql(
            """
            set session_replication_role = replica;
            update activity_meeting set held_on = today() - \(days) where held_on = '2098-01-15'
            """
        )
        let id = try house.value(
            "select id from activity_meeting where held_on = today() - \(days)"
        )
        return "/yhdistys/activity-meetings/\(id)"
    }

    private func client(_ given: String) throws -> String {
        try house.person(in: space, given, "Asiakas", kind: "developer-client").text
    }

    @Test func `of developer-clients is made, meets, takes members in, and ends`() throws {
        let leader = try house.person(in: space, "Onni", "Osaaja", kind: "expert").text
        let aila = try client("Aila")
        let list = try house.get("/yhdistys/activities", as: kaisa).text
        #expect(list.contains("Ryhmiä ei ole vielä") && list.contains("/yhdistys/activities/new"))
        let path = try make(leader: leader, isRunning: false)
        var page = try house.get(path, as: kaisa).text
        #expect(page.contains("Palvelun kehittäjät &lt;b&gt;") && page.contains("Onni Osaaja"))
        #expect(page.contains("Suunnitteilla"))
        #expect(try house.post("\(path)/start", as: kaisa).status == 303)
        #expect(try house.post("\(path)/start", as: kaisa).status == 409)
        #expect(try plan(path).status == 303)
        #expect(try join(path, aila).status == 303)
        page = try house.get(path, as: kaisa).text
        for told in [
            "15.1.2099 klo 13:00–15:00", "Kutsukirje", "Aila Asiakas", "Vain kulut", "Käynnissä",
        ] {
            #expect(page.contains(told), "\(told)")
        }
        // The list, its filters and its file tell of the group and of nobody in it.
        for query in ["", "?kind=developer-clients", "?state=running", "?q=palvelut"] {
            let found = try house.get("/yhdistys/activities\(query)", as: kaisa).text
            #expect(
                found.contains("Palvelun kehittäjät") && found.contains("15.1.2099"),
                "\(query)"
            )
            #expect(!found.contains("Aila"))
        }
        #expect(
            try !house.get("/yhdistys/activities?kind=peer", as: kaisa).text.contains(
                "kehittäjät &lt;"
            )
        )
        let file = try house.get("/yhdistys/activities/export.csv", as: kaisa).text
        #expect(file.contains("Palvelun kehittäjät") && !file.contains("Aila"))
        // The person's page says where they take part, and the leader's that they lead.
        for (person, word) in [(aila, "Vain kulut"), (leader, "Vetää ryhmää")] {
            let text = try house.get("/yhdistys/people/\(person)", as: kaisa).text
            #expect(text.contains("Palvelun kehittäjät") && text.contains(word))
        }
        let member = try house.value("select id from activity_member")
        let edit = try house.get("/yhdistys/activity-members/\(member)", as: kaisa)
        #expect(edit.text.contains("Aila Asiakas") && edit.field("joined_on") == "2026-01-03")
        let changed = try house.post(
            "/yhdistys/activity-members/\(member)",
            [
                "agreed_on": "2026-01-02", "joined_on": "2026-01-03", "left_on": "",
                "fee_choice": "nothing", "once": edit.field("once") ?? "",
            ],
            as: kaisa
        )
        #expect(changed.status == 303, "\(changed.text.suffix(1500))")
        // A new name, of a new leader.
        let form = try house.get("\(path)/edit", as: kaisa)
        #expect(form.field("name") == "Palvelun kehittäjät &lt;b&gt;")
        let renamed = try house.post(
            path,
            [
                "name": "Uusi nimi", "service": "Työllisyyspalvelut", "leader": "",
                "once": form.field("once") ?? "",
            ],
            as: kaisa
        )
        #expect(renamed.status == 303)
        #expect(try house.get(path, as: kaisa).text.contains("Ei vetäjää"))
        // Its end is its members', and what lies ahead is cancelled.
        #expect(try house.post("\(path)/ending", as: kaisa).status == 303)
        page = try house.get(path, as: kaisa).text
        #expect(page.contains("Päättynyt") && page.contains("Peruttu"))
        #expect(!page.contains("/members/new") && !page.contains("/edit"))
        #expect(try house.value("select left_on = today() from activity_member") == "t")
        for door in ["edit", "meetings/new", "members/new"] {
            #expect(try house.get("\(path)/\(door)", as: kaisa).status == 409, "\(door)")
        }
        let log = try house.log(of: space)
        for action in [
            "made", "changed", "started", "ended", "read", "meeting-planned", "member-added",
            "member-changed",
        ] {
            #expect(log.contains { $0.hasPrefix("activity.\(action)") }, "\(action)")
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `counts heads after a meeting, and Today asks until it is told`() throws {
        let path = try make("peer", isRunning: false)
        let meeting = try past(path)
        #expect(try house.get("\(meeting)/heads", as: kaisa).status == 409)
        #expect(try house.get("/yhdistys/today", as: kaisa).text.contains("Montako oli paikalla?"))
        #expect(try house.post("\(path)/start", as: kaisa).status == 303)
        #expect(try house.get(path, as: kaisa).text.contains("Kirjaamatta"))
        #expect(try house.get("/yhdistys/today", as: kaisa).text.contains("\(meeting)/heads"))
        let wrong = try house.post(
            "\(meeting)/heads",
            ["is_held": "no", "heads": "4"],
            as: kaisa
        )
        #expect(wrong.status == 422 && wrong.field("heads") == "4")
        for heads in ["-1", "1001", "4,5", "neljä"] {
            let page = try house.post(
                "\(meeting)/heads",
                ["is_held": "yes", "heads": heads],
                as: kaisa
            )
            #expect(page.status == 422 && page.field("heads") == heads, "\(heads)")
        }
        // That it was held may be told first, and how many came later.
        #expect(
            try house.post("\(meeting)/heads", ["is_held": "yes", "heads": ""], as: kaisa).status
                == 303
        )
        #expect(try house.get(path, as: kaisa).text.contains("Määrä puuttuu"))
        #expect(try house.get("/yhdistys/today", as: kaisa).text.contains("Montako oli paikalla?"))
        let once = try house.get("\(meeting)/heads", as: kaisa).field("once") ?? ""
        #expect(
            try house.post(
                "\(meeting)/heads",
                ["is_held": "yes", "heads": "7", "once": once],
                as: kaisa
            ).status == 303
        )
        #expect(try house.get(path, as: kaisa).text.contains("7 osallistujaa"))
        #expect(try !house.get("/yhdistys/today", as: kaisa).text.contains("Montako oli paikalla?"))
        // What comes this week stands on Today; what lies further off does not.
        #expect(try plan(path).status == 303)
        #expect(try !house.get("/yhdistys/today", as: kaisa).text.contains("Kokoontuminen tulossa"))
        #expect(
            try plan(path, ["held_on": try house.value("select today() + 3")]).status == 303
        )
        #expect(try house.get("/yhdistys/today", as: kaisa).text.contains("Kokoontuminen tulossa"))
        // No list of names: no door, no form.
        let page = try house.get(path, as: kaisa).text
        #expect(page.contains("ei pidetä nimilistaa") && !page.contains("/members/new"))
        #expect(try house.get("\(path)/members/new", as: kaisa).status == 409)
        #expect(try join(path, try client("Aila")).status == 409)
        #expect(try house.value("select count(*) from activity_member") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `cancels a meeting that lies ahead, once, and its time is free again`() throws {
        let path = try make()
        #expect(try plan(path).status == 303)
        let id = try house.value("select id from activity_meeting")
        let meeting = "/yhdistys/activity-meetings/\(id)"
        #expect(try house.get("\(meeting)/heads", as: kaisa).status == 409)
        #expect(try house.post("\(meeting)/cancellation", as: kaisa).status == 303)
        #expect(try house.get(path, as: kaisa).text.contains("Peruttu"))
        #expect(try house.get(meeting, as: kaisa).status == 409)
        #expect(try house.post("\(meeting)/cancellation", as: kaisa).status == 409)
        #expect(try plan(path).status == 303)
        let log = try house.log(of: space)
        #expect(log.contains { $0.hasPrefix("activity.meeting-cancelled") })
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `refuses what cannot be in words, and keeps what was typed`() throws {
        let path = try make()
        #expect(try plan(path).status == 303)
        for (fields, sentence) in [
            (["held_on": "2020-01-15"], "Tämä aika on jo mennyt"),
            (["ends_at": "13:00"], "pitää päättyä myöhemmin"),
            (["starts_at": "14:59", "ends_at": "16:00"], "samaan aikaan toinen"),
            (["place": ""], "Täytä"), (["topic": "Soita 131052-308T"], "henkilötunnu"),
            (["held_on": "31.2.2099"], "päivä"), (["starts_at": "25:00"], "aika"),
        ] {
            let page = try plan(path, fields)
            #expect([409, 422].contains(page.status), "\(fields)")
            #expect(page.text.contains(sentence), "\(fields) \(page.text.suffix(1500))")
            for (name, value) in fields { #expect(page.field(name) == value, "\(name)") }
        }
        let (aila, onni) = (
            try client("Aila"), try house.person(in: space, "Onni", "Osaaja", kind: "expert").text
        )
        #expect(try join(path, aila).status == 303)
        for (person, fields, sentence) in [
            (aila, [:], "jo ryhmässä"), (onni, [:], "Valitse"), (ID<Int>().text, [:], "Valitse"),
            (try client("Vieno"), ["joined_on": "2026-01-01"], "ennen kuin henkilö tulee"),
            (try client("Tarmo"), ["agreed_on": "2099-01-01"], "vasta tulossa"),
            (try client("Heimo"), ["fee_choice": "kulta"], "Valitse"),
        ] {
            let page = try join(path, person, fields)
            #expect([409, 422].contains(page.status), "\(fields)")
            // Who is in the group already is not offered either.
            #expect(
                page.text.contains(sentence) || page.text.contains("Valitse"),
                "\(fields) \(page.text.suffix(1500))"
            )
        }
        let wrong = try house.post(
            "/yhdistys/activities",
            ["kind": "", "name": "", "service": "Palvelu", "leader": aila],
            as: kaisa
        )
        #expect(wrong.status == 422 && wrong.field("service") == "Palvelu")
        #expect(try house.value("select count(*) from activity") == "1")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `has doors for the coordinators of associations and partners alone`() throws {
        let path = try make()
        for role in [Role.expert, .auditor] {
            let other = try house.member(of: space, role)
            for door in ["/yhdistys/activities", path, "\(path)/members/new"] {
                #expect(try house.get(door, as: other).status == 403, "\(role) \(door)")
            }
        }
        for kind in [SpaceKind.provider, .employer] {
            let other = try house.space("muu-\(kind.rawValue)", kind)
            let coordinator = try house.member(of: other, .coordinator)
            #expect(
                try house.get("/muu-\(kind.rawValue)/activities", as: coordinator).status == 404
            )
            #expect(
                try !house.get("/muu-\(kind.rawValue)/people/new", as: coordinator).text
                    .contains("developer-client")
            )
        }
        let partner = try house.space("kumppani", .partner)
        let petri = try house.member(of: partner, .coordinator)
        #expect(try house.get("/kumppani/activities", as: petri).status == 200)
        #expect(try house.get("/kumppani/activities/\(path.suffix(36))", as: petri).status == 404)
        // Who takes part sees it on their own page, without a way to the group.
        let aila = try house.person(in: space, "Aila", "Asiakas", kind: "developer-client")
        #expect(try join(path, aila.text).status == 303)
        let own = try house.member(of: space, .expert, person: aila)
        let text = try house.get("/yhdistys/people/\(aila)", as: own).text
        #expect(text.contains("Palvelun kehittäjät") && !text.contains("/yhdistys/activities"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let path = try make()
        let id = String(path.suffix(36))
        let planned = String(try make(isRunning: false).suffix(36))
        let peers = String(try make("peer").suffix(36))
        let auditor = try house.member(of: space, .auditor)
        let (aila, onni) = (
            try client("Aila"), try house.person(in: space, "Onni", "Osaaja", kind: "expert").text
        )
        #expect(try plan(path).status == 303)
        #expect(try join(path, aila).status == 303)
        func refused(_ why: String, _ member: Guest?, _ sql: String) {
            let actor = member.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self) {
                try house.asApp("\(actor)\(sql)", in: space)
            }
            let said = refusal.map { "\($0)" } ?? ""
            #expect(said.contains(why), "\(sql) \(said)")
        }
        func group(_ columns: String, _ values: String) -> String {
            "insert into activity (tenant_id, id, \(columns)) values ('\(space.id)', gen_random_uuid(), \(values))"
        }
        func meeting(
            _ group: String,
            _ day: String,
            _ starts: String,
            _ ends: String,
            _ columns: String = "",
            _ values: String = ""
        ) -> String {
            """
            insert into activity_meeting (tenant_id, id, activity_id, held_on, starts_at, ends_at, place, topic\(columns))
              values ('\(space.id)', gen_random_uuid(), '\(group)', \(day), '\(starts)', '\(ends)', 'Paikka', ''\(values))
            """
        }
        func member(_ group: String, _ person: String, _ agreed: String, _ joined: String) -> String
        {
            """
            insert into activity_member (tenant_id, id, activity_id, person_id, agreed_on, joined_on, fee_choice)
              values ('\(space.id)', gen_random_uuid(), '\(group)', '\(person)', \(agreed), \(joined), 'fee')
            """
        }
        // A group: by a coordinator, of two kinds, led by somebody who may; its kind and its past are not for the app to write.
        let one = "kind, title, service"
        refused("activities.rule.coordinator", auditor, group(one, "'peer', 'Ryhmä', 'Palvelu'"))
        refused("activities.rule.coordinator", nil, group(one, "'peer', 'Ryhmä', 'Palvelu'"))
        refused("check", kaisa, group(one, "'kerho', 'Ryhmä', 'Palvelu'"))
        refused("check", kaisa, group(one, "'peer', '', 'Palvelu'"))
        refused("check", kaisa, group(one, "'peer', 'Ryhmä', '131052-308T'"))
        refused(
            "permission denied",
            kaisa,
            group("\(one), state", "'peer', 'Ryhmä', 'Palvelu', 'ended'")
        )
        refused(
            "activities.rule.leader",
            kaisa,
            group("\(one), person_id", "'peer', 'Ryhmä', 'Palvelu', '\(aila)'")
        )
        refused("permission denied", kaisa, "update activity set kind = 'peer'")
        refused("permission denied", kaisa, "delete from activity")
        refused(
            "activities.rule.step",
            kaisa,
            "update activity set state = 'planned' where id = '\(id)'"
        )
        refused("activities.rule.coordinator", auditor, "update activity set state = 'ended'")
        // Meetings: ahead, in the right order, apart, and told of once they have begun, in a group that runs.
        refused(
            "activities.rule.coordinator",
            auditor,
            meeting(id, "'2099-02-01'", "13:00", "15:00")
        )
        refused("activities.rule.past", kaisa, meeting(id, "today() - 1", "13:00", "15:00"))
        refused("check", kaisa, meeting(id, "'2099-02-01'", "15:00", "15:00"))
        refused("activities.rule.overlap", kaisa, meeting(id, "'2099-01-15'", "14:59", "16:00"))
        refused(
            "permission denied",
            kaisa,
            meeting(id, "'2099-02-01'", "13:00", "15:00", ", heads", ", 4")
        )
        refused("activities.rule.ahead", kaisa, "update activity_meeting set is_held = true")
        refused("activities.rule.past", kaisa, "update activity_meeting set held_on = today() - 1")
        refused(
            "permission denied",
            kaisa,
            "update activity_meeting set activity_id = '\(planned)'"
        )
        refused("permission denied", kaisa, "delete from activity_meeting")
        let was = String(try past(path, days: 3).suffix(36))
        refused(
            "activities.rule.begun",
            kaisa,
            "update activity_meeting set held_on = '2099-03-01' where id = '\(was)'"
        )
        refused(
            "activities.rule.coordinator",
            auditor,
            "update activity_meeting set is_held = false"
        )
        for told in [
            "heads = 4", "is_held = false, heads = 4", "is_held = true, heads = -1",
            "is_held = true, heads = 1001",
        ] {
            refused("check", kaisa, "update activity_meeting set \(told) where id = '\(was)'")
        }
        try house.database.psql(
            "set session_replication_role = replica; update activity_meeting set activity_id = '\(planned)' where id = '\(was)'"
        )
        refused(
            "activities.rule.planned",
            kaisa,
            "update activity_meeting set is_held = true where id = '\(was)'"
        )
        // Members: developer-clients of the register, agreed first, once at a time, and never of peers.
        let tarmo = try client("Tarmo")
        let (before, today) = ("today() - 3", "today()")
        refused("activities.rule.heads-only", kaisa, member(peers, tarmo, before, today))
        refused("activities.rule.person", kaisa, member(id, onni, before, today))
        refused("activities.rule.agreed-first", kaisa, member(id, tarmo, today, before))
        refused("activities.rule.day-ahead", kaisa, member(id, tarmo, before, "today() + 1"))
        refused("activities.rule.twice", kaisa, member(id, aila, before, today))
        refused("activities.rule.coordinator", auditor, member(id, tarmo, before, today))
        refused(
            "activities.rule.left-first",
            kaisa,
            "update activity_member set left_on = joined_on - 1"
        )
        refused(
            "activities.rule.day-ahead",
            kaisa,
            "update activity_member set left_on = today() + 1"
        )
        refused("check", kaisa, "update activity_member set fee_choice = 'kulta'")
        refused("permission denied", kaisa, "update activity_member set kind = 'peer'")
        refused("permission denied", kaisa, "update activity_member set person_id = '\(tarmo)'")
        refused("permission denied", kaisa, "delete from activity_member")
        refused(
            "activities.rule.kind-in-use",
            kaisa,
            "update person set kind = 'expert' where id = '\(aila)'"
        )
        // Not even the owner puts a name into a group of peers.
        #expect(throws: Failure.self) {
            try house.database.psql(
                "set session_replication_role = origin; \(member(peers, tarmo, before, today).replacing("gen_random_uuid()", with: "'\(ID<Int>())'"))"
            )
        }
        // Whoever is neither coordinator nor the person reads no members.
        #expect(try seen(by: auditor) == "0" && seen(by: kaisa) == "1")
        // What has ended stays.
        #expect(try house.post("\(path)/ending", as: kaisa).status == 303)
        refused(
            "activities.rule.ended",
            kaisa,
            "update activity set title = 'x' where id = '\(id)'"
        )
        refused(
            "activities.rule.ended",
            kaisa,
            "update activity set state = 'running' where id = '\(id)'"
        )
        refused("activities.rule.ended", kaisa, meeting(id, "'2099-02-01'", "13:00", "15:00"))
        refused("activities.rule.ended", kaisa, member(id, tarmo, before, today))
        refused("activities.rule.ended", kaisa, "update activity_member set left_on = null")
        refused(
            "activities.rule.ended",
            kaisa,
            "update activity_meeting set is_held = null where activity_id = '\(id)'"
        )
    }

    /// How many members somebody reads, whatever the page.
    private func seen(by guest: Guest) throws -> String {
        let refusal = #expect(throws: Failure.self) {
            try house.asApp(
                """
                set local app.actor = '\(guest.membership)';
                do $$ begin raise exception 'seen %.', (select count(*) from activity_member); end $$
                """,
                in: space
            )
        }
        let said = refusal.map { "\($0)" } ?? ""
        return String(said.firstMatch(of: /seen (\d+)\./)?.output.1 ?? "")
    }

    @Test func `keeps its people whole when two entries of the register become one`() throws {
        let path = try make()
        let (aila, twin) = (try client("Aila"), try client("Aila"))
        let onni = try house.person(in: space, "Onni", "Osaaja", kind: "expert").text
        #expect(try join(path, twin).status == 303)
        func take(_ kept: String, _ gone: String) throws {
            try house.asApp(
                "set local app.actor = '\(kaisa.membership)'; select people_join(gen_random_uuid(), '\(kept)', '\(gone)', '{}')",
                in: space
            )
        }
        #expect(throws: Failure.self) { try take(onni, twin) }
        #expect(try join(path, aila).status == 303)
        #expect(throws: Failure.self) { try take(aila, twin) }
        try house.database.psql("delete from activity_member where person_id = '\(aila)'")
        try take(aila, twin)
        #expect(try house.value("select person_id from activity_member") == aila)
    }
}
