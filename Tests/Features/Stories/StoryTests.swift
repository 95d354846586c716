import Access
import Base
import HTTP
import Support
import Testing

/// A story about somebody: written, approved, published, taken back.
@Suite struct `A story` {
    private let house: TestHouse
    private let association: TestSpace
    private let kerttu: Guest
    private let onni: Guest
    private let aino: Guest
    private let me: ID<Person>
    private let other: ID<Person>

    init() throws {
        house = try TestHouse("story")
        association = try house.space("yhdistys", .association)
        kerttu = try house.member(of: association, .coordinator)
        me = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        other = try house.person(in: association, "Aino", "Toinen", kind: "expert")
        onni = try house.member(of: association, .expert, person: me)
        aino = try house.member(of: association, .expert, person: other)
    }

    private let link = "https://video.example/kerta?x=1&y=2"

    private func form(_ other: [String: String] = [:]) -> Form {
        var form: Form = [
            "language": "fi", "title": "Miten palasin töihin",
            "body": "Ensin pelkäsin.\nSitten en.",
            "name_shown": "Onni E.", "recording_link": "",
        ]
        for (name, value) in other { form.set(name, value) }
        return form
    }

    private func send(_ path: String, _ form: Form, as guest: Guest) throws -> Page {
        try house.ask(try house.sending(path, form, as: guest))
    }

    /// Writes a draft; where it stands.
    private func write(_ other: [String: String] = [:], as guest: Guest) throws -> String {
        let page = try send("/yhdistys/people/\(me)/story", form(other), as: guest)
        #expect(page.status == 303, "\(page.text.suffix(2000))")
        return String(page.location.prefix { $0 != "?" })
    }

    private func act(_ path: String, as guest: Guest, _ fields: KeyValuePairs<String, String> = [:])
        throws -> Page
    {
        try house.post(path, fields, as: guest)
    }

    private func approve(_ path: String, _ version: Int = 1, recording: Bool = false) throws -> Page
    {
        try act(
            "\(path)/answer",
            as: onni,
            [
                "version": String(version), "answer": "approved",
                "recording": recording ? "yes" : "",
            ]
        )
    }

    private func publish(_ other: [String: String] = [:], recording: Bool = false) throws -> String
    {
        let path = try write(other, as: kerttu)
        #expect(try act("\(path)/proposal", as: kerttu).status == 303)
        #expect(try approve(path, recording: recording).status == 303)
        #expect(try act("\(path)/publication", as: kerttu).status == 303)
        return path
    }

    private func open(_ path: String) -> String {
        path.replacing("/manuscripts/", with: "/stories/")
    }

    @Test func `is public only once it is approved, and gone at once when it is taken back`() throws
    {
        let path = try write(as: onni)
        let page = open(path)
        #expect(try house.get(page).status == 404)
        #expect(try approve(path).status == 409)
        #expect(try act("\(path)/proposal", as: onni).status == 303)
        #expect(try house.get("/yhdistys/today", as: onni).text.contains("odottaa vastaustasi"))
        #expect(try !house.get("/yhdistys/today", as: aino).text.contains("Miten palasin"))
        // Silence is no approval, and nobody approves for another.
        #expect(try act("\(path)/publication", as: kerttu).status == 409)
        let fields: KeyValuePairs<String, String> = [
            "version": "1", "answer": "approved", "recording": "",
        ]
        #expect(try act("\(path)/answer", as: kerttu, fields).status == 403)
        #expect(try act("\(path)/answer", as: aino, fields).status == 404)
        #expect(try approve(path).status == 303)
        #expect(try approve(path).status == 409)
        #expect(try house.get(page).status == 404)
        #expect(try house.get("/yhdistys/today", as: kerttu).text.contains("sen voi julkaista"))
        #expect(try act("\(path)/publication", as: onni).status == 403)
        #expect(try act("\(path)/publication", as: kerttu).status == 303)
        let shown = try house.get(page)
        #expect(shown.status == 200)
        for text in ["Miten palasin töihin", "Sitten en.", "Onni E."] {
            #expect(shown.text.contains(text), "\(text)")
        }
        #expect(!shown.text.contains("Esimerkki"))
        #expect(try house.get("/yhdistys").text.contains("href=\"/yhdistys/stories\""))
        #expect(try house.get("/yhdistys/stories").text.contains("Miten palasin"))
        #expect(try house.get("/sitemap.xml").text.contains(page))
        // Taken back alone, without a reason.
        let done = try act("\(path)/withdrawal", as: onni)
        let sentence = try house.get(done.location, as: onni).text
        #expect(sentence.contains("Painettuja kappaleita ei voi perua"))
        let gone = try house.get(page)
        #expect(gone.status == 410 && gone.text.contains("Tämä sivu on poistettu."))
        #expect(!gone.text.contains("Miten palasin") && !gone.text.contains("Onni"))
        for (list, guest) in [
            ("/yhdistys/stories", nil), ("/yhdistys", nil), ("/sitemap.xml", nil),
            ("/yhdistys/manuscripts", kerttu), ("/yhdistys/manuscripts", onni),
            ("/yhdistys/manuscripts/export.csv", kerttu),
            ("/yhdistys/manuscripts?q=palasin", kerttu),
            (path, kerttu), ("/yhdistys/people/\(me)", kerttu), ("/yhdistys/today", kerttu),
        ] {
            let text = try house.get(list, as: guest).text
            #expect(!text.contains("Miten palasin") && !text.contains(page), "\(list)")
        }
        #expect(try house.get("/yhdistys/today", as: kerttu).text.contains("tarina on peruttu"))
        // For good.
        #expect(try house.get("\(path)/edit", as: onni).status == 409)
        for step in ["proposal", "publication", "withdrawal"] {
            #expect(try act("\(path)/\(step)", as: kerttu).status == 409, "\(step)")
        }
        let log = try house.log(of: association)
        for action in ["written", "proposed", "approved", "published", "taken-back", "read"] {
            #expect(log.contains { $0.hasPrefix("story.\(action)") }, "\(action)")
        }
        let kept = try house.value(
            "select string_agg(body::text, ' ') from log.event_part"
        )
        #expect(!kept.contains("Miten palasin") && !kept.contains("Onni E."))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `starts over with each version, and is declined without a reason`() throws {
        let path = try publish()
        let edit = try house.get("\(path)/edit", as: kerttu)
        #expect(edit.text.contains("poistuu julkisilta sivuilta"))
        let once = edit.field("once") ?? ""
        let changed = try send(path, form(["title": "Toinen otsikko", "once": once]), as: kerttu)
        #expect(changed.status == 303, "\(changed.text.suffix(2000))")
        #expect(try house.get(open(path)).status == 404)
        #expect(try !house.get("/yhdistys/stories").text.contains("/stories/0"))
        // Who was writing meanwhile loses nothing.
        let late = try send(path, form(["title": "Kolmas otsikko", "once": once]), as: kerttu)
        #expect(late.status == 409 && late.field("title") == "Kolmas otsikko")
        #expect(try act("\(path)/proposal", as: kerttu).status == 303)
        #expect(try act("\(path)/publication", as: kerttu).status == 409)
        // An approval of what was read earlier is none of what stands there now.
        #expect(try approve(path, 1).status == 409)
        let no: KeyValuePairs<String, String> = [
            "version": "2", "answer": "declined", "recording": "",
        ]
        #expect(try act("\(path)/answer", as: onni, no).status == 303)
        #expect(try approve(path, 2).status == 409)
        #expect(try act("\(path)/publication", as: kerttu).status == 409)
        #expect(try house.get("/yhdistys/today", as: kerttu).text.contains("ei hyväksytty"))
        #expect(try house.get(path, as: onni).text.contains("Ei hyväksytty"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `links to a recording only with an approval of its own`() throws {
        let bare = try publish(["recording_link": link])
        #expect(try !house.get(open(bare)).text.contains("video.example"))
        let path = try publish(["recording_link": link], recording: true)
        #expect(
            try house.get(open(path)).text.contains(
                "href=\"https://video.example/kerta?x=1&amp;y=2\""
            )
        )
        #expect(try act("\(path)/recording/withdrawal", as: kerttu).status == 403)
        #expect(try act("\(path)/recording/withdrawal", as: onni).status == 303)
        let page = try house.get(open(path))
        #expect(page.status == 200 && !page.text.contains("video.example"))
        #expect(try act("\(path)/recording/withdrawal", as: onni).status == 409)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is written by the coordinators and by whom it is about alone`() throws {
        let auditor = try house.member(of: association, .auditor)
        let new = "/yhdistys/people/\(me)/story"
        #expect(try house.get(new, as: aino).status == 404)
        #expect(try house.get(new, as: auditor).status == 403)
        #expect(try house.get("/yhdistys/manuscripts", as: auditor).status == 403)
        let path = try write(as: kerttu)
        for door in [path, "\(path)/edit"] {
            #expect(try house.get(door, as: aino).status == 404)
        }
        for step in ["proposal", "publication", "withdrawal"] {
            #expect(try act("\(path)/\(step)", as: aino).status == 404, "\(step)")
        }
        #expect(try !house.get("/yhdistys/manuscripts", as: aino).text.contains("Miten palasin"))
        #expect(try house.get("/yhdistys/manuscripts", as: onni).text.contains("Miten palasin"))
        #expect(try house.get("/yhdistys/people/\(me)", as: kerttu).text.contains(path))
        #expect(try house.get("/yhdistys/people/\(me)", as: onni).text.contains(path))
        let file = try house.get("/yhdistys/manuscripts/export.csv", as: kerttu).text
        #expect(file.contains("Miten palasin") && file.contains("Onni Esimerkki"))
        #expect(
            try !house.get("/yhdistys/manuscripts/export.csv", as: aino).text.contains("Miten")
        )
        // Somebody without an account answers nowhere, and nobody does it for them.
        let bare = try house.person(in: association, "Veikko", "Vailla", kind: "expert")
        let made = try send("/yhdistys/people/\(bare)/story", form(), as: kerttu)
        let theirs = String(made.location.prefix { $0 != "?" })
        #expect(try house.get(theirs, as: kerttu).text.contains("Henkilöllä ei ole tiliä"))
        // A partner and an employer have no such doors.
        let partner = try house.space("kumppani", .partner)
        let petri = try house.member(of: partner, .coordinator)
        #expect(try house.get("/kumppani/manuscripts", as: petri).status == 404)
        #expect(try house.get("/kumppani/stories").status == 404)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `refuses what cannot be in words, and keeps what was typed`() throws {
        let path = "/yhdistys/people/\(me)/story"
        let wrong: [(String, String, String)] = [
            ("title", "", "Otsikko"), ("body", "", "Teksti"), ("name_shown", "", "nimi"),
            ("title", String(repeating: "a", count: 121), "Enintään 120"),
            ("body", String(repeating: "🌲", count: 4001), "Enintään 4"),
            ("body", "Olen 131052-308T", "henkilötunnu"), ("language", "de", "Valitse"),
            ("recording_link", "http://video.example/x", "Kirjoita koko linkki"),
            ("recording_link", "https://video", "Kirjoita koko linkki"),
            ("recording_link", "javascript:alert(1)", "Kirjoita koko linkki"),
            ("recording_link", "https://onni@video.example/x", "Kirjoita koko linkki"),
            ("recording_link", "https://video.example:99/x", "Kirjoita koko linkki"),
            ("recording_link", "https://video.example/x y", "Kirjoita koko linkki"),
            ("recording_link", "https://VIDEO.example/x", "Kirjoita koko linkki"),
        ]
        for (field, typed, sentence) in wrong {
            let page = try send(path, form([field: typed]), as: onni)
            #expect(page.status == 422 && page.text.contains(sentence), "\(field): \(typed)")
            if field != "title" { #expect(page.field("title") == "Miten palasin töihin") }
            if field == "recording_link" { #expect(page.field(field) == typed) }
        }
        #expect(try house.value("select count(*) from story") == "0")
        // What is no answer is none.
        let made = try write(as: onni)
        _ = try act("\(made)/proposal", as: onni)
        for fields: KeyValuePairs<String, String> in [
            [:], ["version": "x", "answer": "approved"], ["version": "1", "answer": "yes"],
            ["version": "0", "answer": "approved"],
            ["version": "99999999999999999999", "answer": "approved"],
            ["version": "1", "answer": "approved", "recording": "on"],
        ] {
            #expect(try act("\(made)/answer", as: onni, fields).status == 400)
        }
        #expect(try house.value("select count(*) from story_approval") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let path = try write(["recording_link": link], as: kerttu)
        let id = String(path.split(separator: "/").last ?? "")
        let space = association.id
        func refused(_ why: String, _ guest: Guest?, _ sql: String) {
            let said = refusal(house, in: association, as: guest, sql) ?? ""
            #expect(why.isEmpty ? said.isEmpty : said.contains(why), "\(sql): \(said)")
        }
        func move(_ state: String) -> String {
            "update story set state = '\(state)' where id = '\(id)'"
        }
        func answer(
            _ version: Int,
            _ side: String = "person",
            _ matter: String = "text",
            _ answer: String = "approved"
        ) -> String {
            """
            insert into story_approval (tenant_id, story_id, version, side, matter, answer)
              values ('\(space)', '\(id)', \(version), '\(side)', '\(matter)', '\(answer)')
            """
        }
        func version(_ number: Int) -> String {
            """
            insert into story_version (tenant_id, story_id, version, language, title, body, name_shown)
              values ('\(space)', '\(id)', \(number), 'fi', 'Uusi', 'Teksti', 'Onni')
            """
        }
        let denied = "permission denied"
        let (changed, writer) = ("stories.rule.state-changed", "stories.rule.writer")
        // Who writes.
        for guest in [aino, nil] {
            refused(writer, guest, move("proposed"))
            refused(writer, guest, version(2))
            refused(
                writer,
                guest,
                "insert into story (tenant_id, id, person_id) values ('\(space)', gen_random_uuid(), '\(me)')"
            )
        }
        refused(changed, kerttu, version(1))
        refused(changed, kerttu, version(3))
        refused(denied, kerttu, "update story_version set title = 'x'")
        refused(denied, kerttu, "update story set version = 1")
        refused(denied, kerttu, "update story set published_at = moment()")
        refused(denied, kerttu, "delete from story")
        refused("violates check", onni, version(2).replacing("'Teksti'", with: "'131052-308T'"))
        // Nothing is approved before it is proposed, nor published before it is approved.
        refused(changed, onni, answer(1))
        refused(changed, kerttu, move("published"))
        refused("", kerttu, move("proposed"))
        refused("stories.rule.approvals", kerttu, move("published"))
        refused(changed, kerttu, move("draft"))
        refused(changed, kerttu, move("declined"))
        // A side answers for itself.
        for guest in [kerttu, aino, nil] {
            refused("stories.rule.other-side", guest, answer(1))
        }
        refused("stories.rule.other-side", kerttu, answer(1, "organisation"))
        refused("stories.rule.recording", onni, answer(1, "person", "recording"))
        refused("stories.rule.recording", onni, answer(1, "person", "recording", "declined"))
        refused(changed, onni, answer(2))
        refused("", onni, answer(1))
        refused("duplicate key", onni, answer(1))
        refused("stories.rule.coordinator", onni, move("published"))
        refused("", onni, answer(1, "person", "recording"))
        // A new version starts over.
        refused("", onni, version(2))
        refused(changed, kerttu, move("published"))
        refused("", kerttu, move("proposed"))
        refused("stories.rule.approvals", kerttu, move("published"))
        refused(
            changed,
            onni,
            "update story_approval set taken_back_at = moment() where version = 1"
        )
        refused("", onni, answer(2))
        refused("stories.rule.recording", onni, answer(2, "person", "recording"))
        refused("", kerttu, move("published"))
        // Past the app too: no row of a published story loses its approvals.
        for sql in [
            "update story set state = 'published' where version = 0",
            "insert into story (tenant_id, id, person_id, version, state, published_at) values ('\(space)', gen_random_uuid(), '\(me)', 1, 'published', moment())",
        ] where !sql.hasPrefix("update") {
            #expect(throws: (any Error).self) { try house.database.psql(sql) }
        }
        refused(denied, kerttu, "delete from story_approval")
        refused(denied, kerttu, "update story_approval set answer = 'declined'")
        for guest in [kerttu, aino, nil] {
            refused(
                "stories.rule.other-side",
                guest,
                "update story_approval set taken_back_at = moment() where version = 2"
            )
        }
        // Nobody else reads what is not published.
        func read(_ number: Int, as guest: Guest?) -> Bool {
            let sql = "select 1 / count(*) from story_version where version = \(number)"
            return refusal(house, in: association, as: guest, sql) == nil
        }
        #expect(read(2, as: nil) && read(2, as: aino) && !read(1, as: nil) && !read(1, as: aino))
        #expect(read(1, as: kerttu) && read(1, as: onni))
        refused("", onni, "update story_approval set taken_back_at = moment() where version = 2")
        #expect(try house.value("select state from story") == "taken-back")
        #expect(!read(2, as: nil) && !read(2, as: aino))
        refused(changed, kerttu, move("published"))
        refused(changed, kerttu, version(3))
        // What an approval was given to is told by a hash that the database makes.
        #expect(try house.value("select count(distinct hash) from story_version") == "2")
        let partner = try house.space("kumppani", .partner)
        let there = "insert into story (tenant_id, id, person_id) values"
        let employee = try house.person(in: partner, "Pia", "Kumppani", kind: "employee")
        let petri = try house.member(of: partner, .coordinator)
        let said = refusal(
            house,
            in: partner,
            as: petri,
            "\(there) ('\(partner.id)', gen_random_uuid(), '\(employee)')"
        )
        #expect((said ?? "").contains("stories.rule.space"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `moves with the entries of a register that become one`() throws {
        let twin = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        let made = try send("/yhdistys/people/\(twin)/story", form(), as: kerttu)
        #expect(made.status == 303)
        let join = "select people_join(gen_random_uuid(), '\(me)', '\(twin)', '{}')"
        #expect(refusal(house, in: association, as: kerttu, join) == nil)
        #expect(try house.value("select person_id from story") == me.text)
        #expect(try house.get("/yhdistys/manuscripts", as: onni).text.contains("Miten palasin"))
    }
}
