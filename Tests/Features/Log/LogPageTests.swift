import Access
import Base
import HTTP
import Support
import Testing

/// The auditor's list, its filters and one event.
struct LogPageTests {
    @Test func `only an auditor reads the log, and each refusal stands in it once`() throws {
        let house = try TestHouse("log_who")
        let takk = try house.space("takk", .provider)
        for role in [Role.coordinator, .trainer, .expert] {
            let guest = try house.member(of: takk, role)
            for path in [
                "/log", "/log/filters", "/log/extract", "/log/export.csv", "/log/export.jsonl",
            ] {
                let before = try house.log(of: takk).count
                #expect(try house.get("/takk\(path)", as: guest).status == 403)
                #expect(try house.log(of: takk).dropFirst(before) == ["access.refused refused"])
            }
        }
        let auditor = try house.member(of: takk, .auditor)
        let page = try house.get("/takk/log", as: auditor)
        #expect(page.status == 200)
        #expect(try house.log(of: takk).last == "log.read done")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test(arguments: SpaceKind.allCases)
    func `its filters offer the roles and actions of their kind of space`(kind: SpaceKind) throws {
        let house = try TestHouse("log_offered_\(kind.rawValue)")
        let space = try house.space("tila", kind)
        let auditor = try house.member(of: space, .auditor)
        let page = try house.get("/tila/log/filters", as: auditor).text
        func offers(_ code: String) -> Bool { page.contains("value=\"\(code)\"") }
        #expect(offers("person.read") && offers("coordinator") && offers("visitor"))
        for code in [
            "course.made", "application.made", "enrolment.made", "release.given", "trainer",
        ] {
            #expect(offers(code) == (kind == .provider), "\(code)")
        }
        for code in ["consent.given", "receipt.read", "letter", "system"] {
            #expect(offers(code) == (kind == .provider || kind == .employer), "\(code)")
        }
        #expect(offers("consent-giver") == (kind == .employer))
    }

    @Test func `every page has its words in each language, empty and with events`() throws {
        let world = try LogWorld("log_words")
        for language in Language.allCases {
            for path in [
                "/log", "/log?q=Ei",
                "/log?person=\(world.liisa)&q=L&role=trainer&kind=deny&action=person.read&outcome=done&from=2026-01-01&to=2026-01-02",
                "/log/filters", "/log?from=x", "/log/extract?person=\(world.liisa)",
                "/log/\(world.event)", "/own-log",
            ] {
                let mark = path.contains("?") ? "&" : "?"
                let page = try world.ask("\(path)\(mark)language=\(language.rawValue)")
                #expect(page.status == (path.contains("from=x") ? 422 : 200), "\(path)")
                #expect(!page.text.contains("⟦"), "\(language) \(path)")
            }
        }
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    @Test func `openings of Today are left out as the list opens, and are found by their filter`()
        throws
    {
        let world = try LogWorld("log_today")
        for action in ["today.read", "person.read"] {
            try world.add(action, kind: "read", role: "coordinator", actor: "Kaisa Koe")
        }
        for (path, isShown) in [
            ("/log", false), ("/log?today=yes", true), ("/log?kind=read", true),
        ] {
            let page = try world.ask(path)
            let list = page.text.split(separator: "<tbody>").last ?? ""
            #expect(list.contains("avasi Tänään-sivun") == isShown, "\(path)")
            #expect(page.text.contains("Tänään-sivun avaukset"))
        }
        #expect(try world.ask("/log/export.csv").text.contains("avasi Tänään-sivun"))
    }

    @Test func `a line tells who did what to whose data`() throws {
        let world = try LogWorld("log_line")
        try world.add(
            "person.read",
            kind: "read",
            role: "coordinator",
            actor: "Kaisa Koe",
            subjects: [world.liisa]
        )
        try world.add(
            "note.revealed",
            kind: "read",
            role: "trainer",
            actor: "Eero Esim",
            purpose: "Ohjausajan varaaminen",
            subjects: [world.onni]
        )
        let text = try world.ask("/log").text
        #expect(text.contains("katsoi henkilön tiedot"))
        #expect(text.contains("Liisa Malli"))
        #expect(text.contains("Kaisa Koe"))
        #expect(text.contains("Ohjausajan varaaminen"))
        #expect(text.contains("Erityinen tieto"))
    }

    @Test func `who is no longer in the register is told as a deleted person`() throws {
        let world = try LogWorld("log_gone")
        try world.add("person.read", kind: "read", subjects: [ID()])
        #expect(try world.ask("/log").text.contains("poistettu henkilö"))
    }

    @Test func `filters combine, each as a part of the address`() throws {
        let world = try LogWorld("log_filters")
        let actor = ID<Account>()
        try world.add(
            "person.read",
            kind: "read",
            role: "coordinator",
            actor: "A",
            account: actor,
            label: "eka",
            subjects: [world.liisa]
        )
        try world.add(
            "person.read",
            kind: "read",
            role: "trainer",
            actor: "B",
            label: "kaksi",
            subjects: [world.onni]
        )
        try world.add(
            "person.changed",
            kind: "write",
            role: "coordinator",
            actor: "A",
            account: actor,
            label: "kolme",
            subjects: [world.liisa]
        )
        try world.add(
            "access.refused",
            kind: "deny",
            outcome: "refused",
            role: "expert",
            actor: "C",
            label: "neljä"
        )
        try world.add(
            "consent.given",
            kind: "export",
            role: "coordinator",
            actor: "A",
            account: actor,
            label: "viisi",
            subjects: []
        )
        try world.add(
            "note.revealed",
            kind: "read",
            role: "trainer",
            actor: "B",
            label: "kuusi",
            subjects: [world.onni]
        )
        // Wednesday in winter, 6.59 and 7.00 in Finland; Friday 18.00; Saturday noon; Wednesday in summer, 17.59.
        try world.add(
            "member.invited",
            kind: "write",
            label: "seitsemän",
            at: "2026-01-14T04:59:59Z"
        )
        try world.add(
            "member.invited",
            kind: "write",
            label: "kahdeksan",
            at: "2026-01-14T05:00:00Z"
        )
        try world.add(
            "member.invited",
            kind: "write",
            label: "yhdeksän",
            at: "2026-01-16T16:00:00Z"
        )
        try world.add(
            "member.invited",
            kind: "write",
            label: "kymmenen",
            at: "2026-01-17T10:00:00Z"
        )
        try world.add(
            "member.invited",
            kind: "write",
            label: "yksitoista",
            at: "2026-07-15T14:59:00Z"
        )
        let early = "from=2026-01-01&to=2026-07-31"
        let cases: [(String, [String])] = [
            ("person=\(world.liisa)", ["eka", "kolme"]),
            ("q=mall", ["eka", "kolme"]), ("q=Onni", ["kaksi", "kuusi"]),
            ("q=Onni+O", ["kaksi", "kuusi"]),
            ("q=Eikukaan", []), ("person=\(ID<Person>())", []),
            ("actor=\(actor)", ["eka", "kolme", "viisi"]),
            ("actor=\(actor)&person=\(world.liisa)&kind=write", ["kolme"]),
            ("role=trainer", ["kaksi", "kuusi"]), ("kind=export", ["viisi"]),
            ("outcome=refused", ["neljä"]),
            ("action=person.read", ["eka", "kaksi"]), ("special=yes", ["kuusi"]),
            ("purpose=reveal", ["kuusi"]), ("purpose=application-care", []),
            (early, ["seitsemän", "kahdeksan", "yhdeksän", "kymmenen", "yksitoista"]),
            ("\(early)&outside=yes", ["seitsemän", "yhdeksän", "kymmenen"]),
            ("from=14.1.2026&to=2026-01-14", ["seitsemän", "kahdeksan"]),
        ]
        let all = [
            "eka", "kaksi", "kolme", "neljä", "viisi", "kuusi", "seitsemän", "kahdeksan",
            "yhdeksän", "kymmenen", "yksitoista",
        ]
        for (query, expected) in cases {
            let lines = try world.ask("/log/export.csv?\(query)").text.split(separator: "\r\n")
                .dropFirst()
            let found = all.filter { label in lines.contains { $0.contains(": \(label)") } }
            #expect(found == expected, "\(query)")
            let page = try world.ask("/log?\(query)")
            #expect(page.status == 200)
        }
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    @Test func `a search finds parts of names, with the letters of Finnish and Swedish`() throws {
        let world = try LogWorld("log_search")
        let åke = try world.house.person(in: world.space, "Åke-Järvi", "Öhmän")
        try world.add("person.read", kind: "read", label: "eka", subjects: [åke])
        try world.add("person.read", kind: "read", label: "kaksi", subjects: [world.onni])
        for term in ["öhm", "HMÄ", "åke", "järvi", "Öhmän Åke"] {
            let page = try world.ask("/log?q=\(percentEncoded(term))").text
            #expect(page.contains("eka") && !page.contains("kaksi"), "\(term)")
            #expect(page.contains("person=\(åke)") && page.contains("Åke-Järvi Öhmän"), "\(term)")
        }
        let none = try world.ask("/log?q=Eikukaan").text
        #expect(none.contains("Rekisterissä ei ole ketään") && !none.contains("eka"))
    }

    @Test func `a filter that is on stands above the list, and goes by its own link`() throws {
        let world = try LogWorld("log_chips")
        try world.add("person.read", kind: "read", role: "trainer", subjects: [world.liisa])
        let asked = "person=\(world.liisa)&role=trainer&action=person.read&from=2026-01-02"
        let text = try world.ask("/log?\(asked.replacing("2026-01-02", with: "2.1.2026"))").text
            .replacing("</bdi>", with: "").replacing("<bdi>", with: "")
        for part in ["Liisa Malli", "Kouluttaja", "katsoi henkilön tiedot", "2.1.2026"] {
            #expect(text.contains(">\(part)<span aria-hidden=\"true\"> ✕</span>"), "\(part)")
        }
        for part in asked.split(separator: "&") {
            let left = asked.split(separator: "&").filter { $0 != part }.joined(separator: "&amp;")
            #expect(text.contains("href=\"/takk/log?\(left)\""), "\(part)")
        }
        #expect(text.contains("/takk/log/extract?person=\(world.liisa)"))
        #expect(text.contains("href=\"/takk/log\""))
    }

    @Test func `an auditor keeps what they ask of the log as a view`() throws {
        let world = try LogWorld("log_view")
        #expect(try world.ask("/log?outcome=refused").text.contains("/takk/views/new?list=%2Flog"))
        let saved = try world.house.post(
            "/takk/views?list=/log&query=outcome%3Drefused%26from%3D14.1.2026",
            ["name": "Evätyt", "readers": "mine"],
            as: world.auditor
        )
        let kept = "/takk/log?outcome=refused&from=2026-01-14"
        #expect(saved.location == "\(kept)&did=views.done.saved")
        let link = "href=\"\(kept.replacing("&", with: "&amp;"))\""
        #expect(try world.ask("/log").text.contains(link))
    }

    @Test func `an event leads back to the list that it was opened from`() throws {
        let world = try LogWorld("log_back")
        let text = try world.ask("/log?kind=read").text
        let link = try #require(links(text, "/takk/log/").first { $0.contains("list=") })
        #expect(try world.ask("/log/\(link)").text.contains("href=\"/takk/log?kind=read\""))
    }

    @Test func `what does not hold in an address is said, and no list pretends to answer it`()
        throws
    {
        let world = try LogWorld("log_broken")
        for query in [
            "from=eilen", "from=2026-02-01&to=2026-01-01", "kind=katse", "action=x", "outcome=x",
            "purpose=x",
            "person=1", "actor=x",
        ] {
            let page = try world.ask("/log?\(query)")
            #expect(page.status == 422, "\(query)")
            #expect(!page.text.contains("class=\"list\""))
        }
        #expect(try world.ask("/log/export.csv?kind=x").status == 400)
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    @Test func `pages follow each other without a gap, also where times are equal`() throws {
        let world = try LogWorld("log_pages")
        try world.database.psql(
            """
            insert into log.event select '\(world.space.id)', gen_random_uuid(), '2026-01-01'::timestamptz + (n / 7) * interval '1 second',
              1, 'read', 'person.read', 'done', 'coordinator', 'person', gen_random_uuid(), n, '\\x00', '{}', '\\x00'
              from generate_series(1, 120) n
            """
        )
        /// The events of the pages from one on, each led to by the one before it.
        func walk(_ start: String, _ place: String) throws -> [[String]] {
            var path: String? = start
            var pages: [[String]] = []
            while let next = path, pages.count < 9 {
                let page = try world.ask(next)
                let events = links(page.text, "/takk/log/").map { String($0.prefix(36)) }
                pages.append(events.filter { ID<Event>($0) != nil })
                path = links(page.text, "/takk/log?").first {
                    $0.contains("\(place)=") && !$0.contains("language") && !$0.contains("list=")
                }.map { "/log?\($0.replacing("&amp;", with: "&"))" }
            }
            return pages
        }
        let older = try walk("/log?action=person.read", "after")
        #expect(older.count == (121 + Limits.logRows - 1) / Limits.logRows)
        #expect(older.flatMap(\.self).count == 121)
        #expect(Set(older.flatMap(\.self)).count == 121)
        let last = try #require(older.last?.first)
        let newer = try walk("/log?action=person.read&before=\(last)", "before")
        #expect(newer.reversed() == older.dropLast())
        let oldest = try walk("/log?action=person.read&sort=time", "after")
        #expect(oldest.flatMap(\.self) == older.flatMap(\.self).reversed())
    }

    @Test func `the effort of a page does not depend on the number of rows`() throws {
        let world = try LogWorld("log_effort")
        func effort() throws -> [Int] {
            let before = world.house.counts
            _ = try world.ask("/log?q=m")
            let between = world.house.counts
            _ = try world.ask("/own-log")
            let after = world.house.counts
            return [
                between.statements - before.statements, between.roundTrips - before.roundTrips,
                after.statements - between.statements, after.roundTrips - between.roundTrips,
            ]
        }
        _ = try effort()
        let few = try effort()
        for _ in 0..<60 {
            try world.add("person.read", kind: "read", subjects: [world.liisa, world.onni])
        }
        #expect(try effort() == few)
    }

    @Test func `an event of another space is as absent as one that does not exist`() throws {
        let world = try LogWorld("log_foreign")
        let other = try LogWorld("unused", in: world.house, slug: "pksotu")
        let absent = ID<Event>()
        let before = try world.house.log(of: world.space).count
        let foreignPage = try world.ask("/log/\(other.event)")
        let absentPage = try world.ask("/log/\(absent)")
        #expect(foreignPage.status == 404)
        let isAlike =
            foreignPage.text.replacing(other.event.text, with: "")
            == absentPage.text.replacing(absent.text, with: "")
        #expect(isAlike == true)
        #expect(
            try world.house.log(of: world.space).dropFirst(before) == [
                "access.refused refused", "access.refused refused",
            ]
        )
        #expect(try world.ask("/log/x").status == 404)
        // Nor does a filter tell of another space's people.
        let end = "&after=\(ID<Event>())"
        let person = try world.ask("/log?person=\(other.liisa)\(end)")
        let nobody = try world.ask("/log?person=\(absent)\(end)")
        let isSame =
            person.text.replacing(other.liisa.text, with: "")
            == nobody.text.replacing(absent.text, with: "")
        #expect(isSame == true)
        let found = try world.ask("/log?q=Canary").text
        #expect(found.contains("pksotu") == false)
    }

    @Test func `no door of the log changes anything`() throws {
        let world = try LogWorld("log_safe")
        let doors = world.house.pipeline.router.routes.filter {
            "\($0.path)".hasPrefix("/{space}/log") || "\($0.path)".hasPrefix("/{space}/own-log")
        }
        #expect(doors.count >= 7)
        for door in doors { #expect(door.method.isSafe) }
        for path in [
            "/takk/log", "/takk/log/\(world.event)", "/takk/own-log", "/takk/log/export.csv",
        ] {
            #expect(try world.house.post(path, as: world.auditor).status == 405)
        }
    }
}

/// What follows a prefix in the addresses of a page's links.
func links(_ text: String, _ prefix: String) -> [String] {
    text.split(separator: "href=\"\(prefix)").dropFirst().map { String($0.prefix { $0 != "\"" }) }
}

extension LogPageTests {
    @Test func `a full page of long lines is no heavier than a page may be`() throws {
        let world = try LogWorld("log_weight")
        for _ in 0..<60 {
            try world.add(
                "access.refused",
                kind: "deny",
                outcome: "refused",
                actor: "Maximiliana Esimerkkilä",
                label: "GET /takk/courses/01a2000e-e1f3-79b7-a244-327bcbe58d0e",
                subjects: [world.liisa, world.onni]
            )
        }
        let whole = try world.ask("/log").response.body.count
        let filtered = try world.ask("/log?person=\(world.liisa)&outcome=refused&from=2026-01-01")
            .response.body.count
        #expect(max(whole, filtered) <= 30 * 1024, "\(whole) \(filtered)")
    }
}
