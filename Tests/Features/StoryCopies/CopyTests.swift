import Access
import Base
import HTTP
import Support
import Testing

/// A story that names an organisation, at both ends.
@Suite struct `A story that names an organisation` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let kerttu: Guest
    private let onni: Guest
    private let petri: Guest
    private let me: ID<Person>

    init() throws {
        house = try TestHouse("story_copies")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        kerttu = try house.member(of: association, .coordinator)
        me = try house.person(in: association, "Onni", "Esimerkki", kind: "expert")
        onni = try house.member(of: association, .expert, person: me)
        petri = try house.member(of: partner, .coordinator)
        try house.agree(association, partner)
    }

    private let link = "https://video.example/kerta"

    private func form(_ other: [String: String] = [:]) -> Form {
        var form: Form = [
            "language": "fi", "title": "Kirje, jonka ymmärtää", "body": "Luimme sen yhdessä.",
            "name_shown": "Onni", "recording_link": link, "organisation": partner.id.text,
        ]
        for (name, value) in other { form.set(name, value) }
        return form
    }

    /// A story that its person has approved; its id.
    private func asked(recording: Bool = true) throws -> String {
        let door = "/yhdistys/people/\(me)/story"
        let made = try house.ask(try house.sending(door, form(), as: kerttu))
        #expect(made.status == 303, "\(made.text.suffix(2000))")
        let path = String(made.location.prefix { $0 != "?" })
        #expect(try house.post("\(path)/proposal", as: kerttu).status == 303)
        #expect(try answer(path, 1, recording: recording, as: onni).status == 303)
        return String(path.split(separator: "/").last ?? "")
    }

    private func answer(
        _ path: String,
        _ version: Int,
        _ answer: String = "approved",
        recording: Bool = false,
        as guest: Guest
    ) throws -> Page {
        try house.post(
            "\(path)/answer",
            [
                "version": String(version), "answer": answer,
                "recording": recording ? "yes" : "",
            ],
            as: guest
        )
    }

    private func states(_ id: String) throws -> String {
        try house.value(
            "select s.state || ' ' || coalesce(c.state, '-') from story s left join story_copy c on c.id = s.id where s.id = '\(id)'"
        )
    }

    @Test func `is public only when both have approved it, and gone when either takes it back`()
        throws
    {
        let id = try asked()
        let (here, there) = ("/yhdistys/manuscripts/\(id)", "/kumppani/story-copies/\(id)")
        #expect(try states(id) == "proposed proposed")
        #expect(try house.post("\(here)/publication", as: kerttu).status == 409)
        let today = try house.get("/kumppani/today", as: petri).text
        #expect(today.contains(there) && today.contains("Kirje, jonka ymmärtää"))
        let page = try house.get(there, as: petri).text
        #expect(page.contains("Luimme sen yhdessä.") && page.contains(link))
        // Neither the register's name nor anything else of the person has passed.
        let passed = try house.value(
            "select string_agg(body::text, ' ') from letter where tenant_id = '\(partner.id)'"
        )
        #expect(!passed.contains("Esimerkki") && !passed.contains(me.text))
        #expect(try house.get("/kumppani/story-copies", as: petri).text.contains("Kirje"))
        #expect(
            try house.get("/kumppani/story-copies/export.csv", as: petri).text.contains("Kirje")
        )
        #expect(try answer(there, 1, recording: true, as: petri).status == 303)
        #expect(try answer(there, 1, as: petri).status == 409)
        #expect(try states(id) == "proposed approved")
        #expect(try house.post("\(here)/publication", as: kerttu).status == 303)
        let published = try house.get("/yhdistys/stories/\(id)").text
        #expect(published.contains("Tila kumppani") && published.contains(link))
        // The organisation takes back the recording, then the story.
        #expect(try house.post("\(there)/recording/withdrawal", as: petri).status == 303)
        #expect(try !house.get("/yhdistys/stories/\(id)").text.contains(link))
        #expect(try house.post("\(there)/recording/withdrawal", as: petri).status == 409)
        let done = try house.post("\(there)/withdrawal", as: petri)
        #expect(
            try house.get(done.location, as: petri).text.contains(
                "Painettuja kappaleita ei voi perua"
            )
        )
        #expect(try states(id) == "taken-back taken-back")
        #expect(try house.get("/yhdistys/stories/\(id)").status == 410)
        for (path, guest) in [
            ("/kumppani/story-copies", petri), (there, petri), ("/kumppani/today", petri),
            ("/kumppani/story-copies/export.csv", petri), (here, kerttu),
            ("/yhdistys/manuscripts", kerttu),
        ] {
            #expect(try !house.get(path, as: guest).text.contains("jonka ymmärtää"), "\(path)")
        }
        #expect(try house.post("\(here)/publication", as: kerttu).status == 409)
        for space in [association, partner] {
            let log = try house.log(of: space)
            for action in ["proposed", "approved", "recording-taken-back", "taken-back"] {
                #expect(log.contains { $0.hasPrefix("story.\(action)") }, "\(action)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is taken back by whom it is about at both ends`() throws {
        let id = try asked()
        #expect(try answer("/kumppani/story-copies/\(id)", 1, as: petri).status == 303)
        let here = "/yhdistys/manuscripts/\(id)"
        #expect(try house.post("\(here)/publication", as: kerttu).status == 303)
        // The organisation has approved the text alone.
        #expect(try !house.get("/yhdistys/stories/\(id)").text.contains(link))
        #expect(try house.value("select recording_link from story_copy") == "")
        #expect(try house.post("\(here)/recording/withdrawal", as: onni).status == 303)
        #expect(try house.post("\(here)/withdrawal", as: onni).status == 303)
        #expect(try states(id) == "taken-back taken-back")
        #expect(try house.post("/kumppani/story-copies/\(id)/withdrawal", as: petri).status == 409)
        #expect(try house.get("/kumppani/today", as: petri).text.contains("tarina on peruttu"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `starts over at both ends with each version, and is declined without a reason`()
        throws
    {
        let id = try asked(recording: false)
        let (here, there) = ("/yhdistys/manuscripts/\(id)", "/kumppani/story-copies/\(id)")
        #expect(try !house.get(there, as: petri).text.contains(link))
        func rewrite(_ title: String, _ organisation: String) throws {
            let edit = try house.get("\(here)/edit", as: kerttu)
            let sent = form([
                "title": title, "organisation": organisation, "once": edit.field("once") ?? "",
            ])
            let page = try house.ask(try house.sending(here, sent, as: kerttu))
            #expect(page.status == 303, "\(page.text.suffix(2000))")
        }
        try rewrite("Toinen otsikko", partner.id.text)
        #expect(try states(id) == "draft taken-back")
        // What was read before is none of what is asked now.
        #expect(try answer(there, 1, as: petri).status == 409)
        #expect(try house.post("\(here)/proposal", as: kerttu).status == 303)
        #expect(try answer(here, 2, as: onni).status == 303)
        #expect(try states(id) == "proposed proposed")
        #expect(try answer(there, 1, as: petri).status == 409)
        #expect(try answer(there, 2, "declined", as: petri).status == 303)
        #expect(try states(id) == "declined declined")
        #expect(try house.get("/yhdistys/today", as: kerttu).text.contains("ei hyväksytty"))
        // Without the organisation it is the person's story alone.
        try rewrite("Kolmas otsikko", "")
        #expect(try states(id) == "draft taken-back")
        #expect(try house.post("\(here)/proposal", as: kerttu).status == 303)
        #expect(try answer(here, 3, as: onni).status == 303)
        #expect(try states(id) == "proposed taken-back")
        #expect(try house.post("\(here)/publication", as: kerttu).status == 303)
        #expect(try !house.get("/yhdistys/stories/\(id)").text.contains("Tila kumppani"))
        #expect(try !house.get("/kumppani/story-copies", as: petri).text.contains("otsikko"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is no matter of others, and takes no nonsense`() throws {
        let id = try asked()
        let there = "/kumppani/story-copies/\(id)"
        let auditor = try house.member(of: partner, .auditor)
        #expect(try house.get(there, as: auditor).status == 403)
        #expect(try answer(there, 1, as: auditor).status == 403)
        let other = try house.space("toinen", .partner)
        let pia = try house.member(of: other, .coordinator)
        #expect(try house.get("/toinen/story-copies/\(id)", as: pia).status == 404)
        #expect(try answer("/toinen/story-copies/\(id)", 1, as: pia).status == 404)
        #expect(try house.get("/yhdistys/story-copies", as: kerttu).status == 404)
        for fields: KeyValuePairs<String, String> in [
            [:], ["version": "1", "answer": "taken-back"], ["version": "1", "answer": "proposed"],
            ["version": "-1", "answer": "approved"],
            ["version": "1", "answer": "approved", "recording": "1"],
        ] {
            #expect(try house.post("\(there)/answer", fields, as: petri).status == 400)
        }
        #expect(try house.post("\(there)/withdrawal", as: petri).status == 409)
        // Only who works with the association can be named.
        let door = "/yhdistys/people/\(me)/story"
        for organisation in [other.id.text, "x"] {
            let sent = form(["organisation": organisation])
            let page = try house.ask(try house.sending(door, sent, as: kerttu))
            #expect(page.status == 422 && page.field("title") == "Kirje, jonka ymmärtää")
        }
        #expect(try states(id) == "proposed proposed")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `passes whole, however long it is`() throws {
        let door = "/yhdistys/people/\(me)/story"
        let title = String(repeating: "🌲", count: 120)
        let sent = form([
            "body": String(repeating: "🌲", count: 4000), "title": title, "name_shown": title,
        ])
        let made = try house.ask(try house.sending(door, sent, as: kerttu))
        let path = String(made.location.prefix { $0 != "?" })
        #expect(try house.post("\(path)/proposal", as: kerttu).status == 303)
        #expect(try answer(path, 1, recording: true, as: onni).status == 303)
        #expect(try house.value("select char_length(body) from story_copy") == "4000")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let id = try asked()
        let (here, there) = (association.id, partner.id)
        let auditor = try house.member(of: partner, .auditor)
        func refused(_ why: String, _ guest: Guest?, in space: TestSpace, _ sql: String) {
            let said = refusal(house, in: space, as: guest, sql) ?? ""
            #expect(said.contains(why), "\(sql): \(said)")
        }
        let end = "story-copies.rule.other-end"
        func move(_ state: String) -> String { "update story_copy set state = '\(state)'" }
        // What the letter did not say stands nowhere.
        refused(end, petri, in: partner, "update story_copy set title = 'Toinen'")
        refused(end, petri, in: partner, "update story_copy set version = 2")
        refused(end, petri, in: partner, "update story_copy set recording_link = ''")
        refused("permission denied", petri, in: partner, "delete from story_copy")
        let copy = """
            insert into story_copy (tenant_id, id, other_id, other_name, address, version, language, title, body, name_shown,
                recording_link)
              values ('\(there)', gen_random_uuid(), '\(here)', 'Yhdistys', '/yhdistys/stories/\(id)', 1, 'fi', 'x', 'x', 'x', '')
            """
        refused(end, petri, in: partner, copy)
        // An answer is a coordinator's, and the other end is told of it.
        for guest in [auditor, nil] {
            refused("story-copies.rule.coordinator", guest, in: partner, move("approved"))
        }
        refused(end, petri, in: partner, move("approved"))
        refused(end, petri, in: partner, move("taken-back"))
        let letter = """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(there)', gen_random_uuid(), 'out', 'story.approved', '\(here)', '\(id)',
                '{"story": "\(id)", "version": 1, "organisation": "Kumppani", "recording": true}')
            """
        for guest in [auditor, nil] {
            refused("stories.rule.other-side", guest, in: partner, letter)
        }
        refused("has not come", petri, in: partner, letter)
        // The association cannot answer for the organisation, nor publish without it.
        let answer = """
            insert into story_approval (tenant_id, story_id, version, side, matter, answer)
              values ('\(here)', '\(id)', 1, 'organisation', 'text', 'approved')
            """
        for guest in [kerttu, onni, nil] {
            refused("stories.rule.other-side", guest, in: association, answer)
        }
        let publish = "update story set state = 'published' where id = '\(id)'"
        refused("stories.rule.approvals", kerttu, in: association, publish)
        // What the organisation was asked about ends nowhere without its knowing.
        refused(
            "stories.rule.other-end",
            kerttu,
            in: association,
            "update story set state = 'taken-back' where id = '\(id)'"
        )
        refused(
            "stories.rule.other-end",
            onni,
            in: association,
            "update story_approval set taken_back_at = moment() where matter = 'text'"
        )
        let version = """
            insert into story_version (tenant_id, story_id, version, language, title, body, name_shown)
              values ('\(here)', '\(id)', 2, 'fi', 'x', 'x', 'x')
            """
        refused("stories.rule.other-end", kerttu, in: association, version)
        // An organisation is named in a draft, and only where a partnership is in force.
        refused(
            "stories.rule.state-changed",
            kerttu,
            in: association,
            "update story set other_id = null, other_name = '' where id = '\(id)'"
        )
        try house.database.psql(
            "set session_replication_role = replica; update partnership set state = 'ended', ended_on = today()"
        )
        refused(
            "stories.rule.partner",
            kerttu,
            in: association,
            """
            insert into story (tenant_id, id, person_id, other_id, other_name)
              values ('\(here)', gen_random_uuid(), '\(me)', '\(there)', 'Kumppani')
            """
        )
        // A partnership that has ended takes nobody's right away.
        #expect(try house.post("/yhdistys/manuscripts/\(id)/withdrawal", as: onni).status == 303)
        #expect(try states(id) == "taken-back taken-back")
        refused("story-copies.rule.state-changed", petri, in: partner, move("approved"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
