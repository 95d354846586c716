import Access
import Base
import HTTP
import Support
import Testing

/// What both ends say of an engagement that was held.
@Suite struct `Feedback on an engagement` {
    private let world: OfferFixture
    private let house: TestHouse

    init() throws {
        world = try OfferFixture("engagement_feedback")
        house = world.house
    }

    /// An engagement to which these have said yes; held so many days ago, and marked so unless `isDone` is false.
    private func held(
        _ experts: [OfferFixture.Expert],
        daysAgo: Int = 1,
        isDone: Bool = true
    ) throws -> String {
        let id = try world.ordered(["experts": String(experts.count)])
        try world.ask(experts, to: id)
        for expert in experts {
            let offer = try world.offer(of: expert, to: id)
            if expert.guest != nil {
                #expect(try world.yes(offer, as: expert.guest).status == 303)
            } else {
                let path = "/yhdistys/offers/\(offer)/told"
                var form: Form = [
                    "told_on": try house.value("select today()"), "choice": "nothing",
                    "shown_name": "Veikko", "shows_contact": "no",
                ]
                form.set("once", try house.get(path, as: world.anna).once(of: path) ?? "")
                #expect(
                    try house.ask(try house.sending(path, form, as: world.anna)).status == 303
                )
            }
        }
        for table in ["order_time", "engagement_time"] {
            try world.behind(
                "update \(table) set held_on = today() - \(daysAgo) where engagement_id = '\(id)'"
            )
        }
        if isDone {
            #expect(
                try house.post("/yhdistys/engagements/\(id)/done", as: world.anna).status == 303
            )
        }
        return id
    }

    private func say(
        _ text: String,
        of id: String,
        _ space: String = "yhdistys",
        mayPass: Bool? = nil,
        page: String = "",
        as guest: Guest?
    ) throws -> Page {
        let path = "/\(space)/engagement-feedback/\(id)\(page)"
        var form: Form = ["text": text]
        if let mayPass { form.set("may_pass", mayPass ? "yes" : "no") }
        guard let guest else { throw Failure.broken(Fault("nobody speaks")) }
        return try house.ask(try house.sending(path, form, as: guest))
    }

    private func read(_ id: String, _ space: String = "yhdistys", as guest: Guest?) throws -> String
    {
        try house.get("/\(space)/engagement-feedback/\(id)", as: guest).text
    }

    private func words(_ side: String, of id: String) throws -> String {
        try house.value(
            """
            select id from engagement_feedback where engagement_id = '\(id)' and side = '\(side)' and kind = 'words'
              and tenant_id = '\(world.association.id)'
            """
        )
    }

    private func act(_ name: String, _ id: String, as guest: Guest?) throws -> Int {
        try house.post("/yhdistys/engagement-words/\(id)/\(name)", as: guest).status
    }

    @Test func `is sealed until both have given theirs, and passed on by the coordinator alone`()
        throws
    {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try held([aino])
        let page = "/yhdistys/engagement-feedback/\(id)"
        #expect(try house.get("/yhdistys/engagements/\(id)", as: world.anna).text.contains(page))
        #expect(try house.get(page, as: bea.guest).status == 404)
        let ask = try house.get("/kumppani/today", as: world.petri).text
        #expect(ask.contains("/kumppani/engagement-feedback/\(id)"))
        // Nothing asks an expert for it.
        #expect(
            !(try house.get("/yhdistys/today", as: aino.guest)).text.contains("engagement-feedback")
        )
        #expect(try say("", of: id, mayPass: true, as: aino.guest).status == 422)
        let code = try say("Tunnus 131052-308T", of: id, mayPass: true, as: aino.guest)
        #expect(code.status == 422 && code.text.contains("Tunnus 131052-308T"))
        #expect(
            try say("Kanarialintu lauloi", of: id, mayPass: true, as: aino.guest).status == 303
        )
        let again = try say("Vielä yksi", of: id, mayPass: true, as: aino.guest)
        #expect(again.status == 409 && again.text.contains("Vielä yksi"))
        #expect(try read(id, as: aino.guest).contains("Kanarialintu lauloi"))
        #expect(!(try read(id, as: world.anna)).contains("Kanarialintu lauloi"))
        let path = "/yhdistys/engagement-words/\(try words("expert", of: id))/passing"
        let sealed = try house.post(path, as: world.anna)
        #expect(sealed.status == 409 && sealed.text.contains("ei ole vielä avautunut"))
        #expect(try say("Varpunen vastasi", of: id, "kumppani", as: world.petri).status == 303)
        #expect(
            !(try house.get("/kumppani/today", as: world.petri)).text.contains(
                "engagement-feedback"
            )
        )
        // Both are in: the coordinator reads, nobody else before it is passed on.
        let desk = try read(id, as: world.anna)
        #expect(desk.contains("Kanarialintu lauloi") && desk.contains("Varpunen vastasi"))
        #expect(desk.contains("Aino Esimerkki"))
        #expect(!(try read(id, as: aino.guest)).contains("Varpunen vastasi"))
        #expect(!(try read(id, "kumppani", as: world.petri)).contains("Kanarialintu"))
        let today = try house.get("/yhdistys/today", as: world.anna).text
        #expect(today.contains("luettavana ja välitettävänä"))
        #expect(try say("Ennen aikojaan", of: id, page: "/reply", as: aino.guest).status == 409)
        #expect(try act("passing", words("partner", of: id), as: aino.guest) == 404)
        #expect(try act("passing", words("partner", of: id), as: world.anna) == 303)
        #expect(try act("passing", words("partner", of: id), as: world.anna) == 409)
        #expect(try read(id, as: aino.guest).contains("Varpunen vastasi"))
        #expect(
            try house.get("/yhdistys/today", as: aino.guest).text.contains("kertoi, miten meni")
        )
        #expect(try say("Kiitos sanoista", of: id, page: "/reply", as: aino.guest).status == 303)
        #expect(try say("Toistamiseen", of: id, page: "/reply", as: aino.guest).status == 409)
        #expect(try read(id, as: world.anna).contains("Kiitos sanoista"))
        #expect(try act("passing", words("expert", of: id), as: world.anna) == 303)
        let there = try read(id, "kumppani", as: world.petri)
        #expect(there.contains("Kanarialintu lauloi") && !there.contains("Aino"))
        #expect(!there.contains("Kiitos sanoista"))
        // The letters carry what the table names, and nobody's name.
        let letters = try house.value(
            "select string_agg(distinct body::text, ' ') from letter where kind = 'feedback.given'"
        )
        #expect(!letters.contains("Aino") && !letters.contains("Esimerkki"))
        #expect(try house.value("select count(*) from letter where kind = 'feedback.given'") == "4")
        #expect(
            try house.value("select count(*) from log.event_part where body like '%anarialintu%'")
                == "0"
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test
    func `opens after two weeks, and waits for everybody who came; what is not allowed stays`()
        throws
    {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try held([aino, bea])
        #expect(try say("Ainon sanat", of: id, mayPass: false, as: aino.guest).status == 303)
        #expect(try say("Tilaajan sanat", of: id, "kumppani", as: world.petri).status == 303)
        #expect(!(try read(id, as: world.anna)).contains("Tilaajan sanat"))
        for table in ["order_time", "engagement_time"] {
            try world.behind(
                "update \(table) set held_on = today() - 15 where engagement_id = '\(id)'"
            )
        }
        let desk = try read(id, as: world.anna)
        #expect(desk.contains("Tilaajan sanat") && desk.contains("Ainon sanat"))
        #expect(desk.contains("ei välitetä tilaajalle"))
        #expect(try act("passing", words("expert", of: id), as: world.anna) == 409)
        #expect(try act("passing", words("partner", of: id), as: world.anna) == 303)
        for one in [aino, bea] { #expect(try read(id, as: one.guest).contains("Tilaajan sanat")) }
        #expect(!(try read(id, as: bea.guest)).contains("Ainon sanat"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `that something went wrong reaches the coordinators at once, and nobody else`()
        throws
    {
        let aino = try world.expert("Aino")
        let id = try held([aino], isDone: false)
        #expect(try say("Liian aikaisin", of: id, mayPass: true, as: aino.guest).status == 409)
        #expect(try say("Ovi oli lukossa", of: id, page: "/trouble", as: aino.guest).status == 303)
        #expect(
            try say("Puhe jäi kesken", of: id, "kumppani", page: "/trouble", as: world.petri).status
                == 303
        )
        let today = try house.get("/yhdistys/today", as: world.anna).text
        #expect(today.contains("Jokin meni pieleen: Koulutuspäivä"))
        let desk = try read(id, as: world.anna)
        #expect(desk.contains("Ovi oli lukossa") && desk.contains("Puhe jäi kesken"))
        #expect(!(try read(id, as: aino.guest)).contains("Puhe jäi kesken"))
        #expect(!(try read(id, "kumppani", as: world.petri)).contains("Ovi oli lukossa"))
        #expect(
            !(try house.get("/kumppani/today", as: world.petri)).text.contains("meni pieleen")
        )
        let troubles = try house.database.psql(
            "select id, side from engagement_feedback where kind = 'trouble' and tenant_id = '\(world.association.id)'"
        )
        for trouble in troubles {
            #expect(try act("passing", trouble[0], as: world.anna) == 409)
            // One's own is another's act; another's is not there.
            let refused = trouble[1] == "expert" ? 403 : 404
            #expect(try act("handling", trouble[0], as: aino.guest) == refused)
            #expect(try act("handling", trouble[0], as: world.anna) == 303)
        }
        #expect(
            !(try house.get("/yhdistys/today", as: world.anna)).text.contains("Jokin meni pieleen:")
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `of somebody without an account is written down with its day`() throws {
        let veikko = try world.expert("Veikko", hasAccount: false)
        let id = try held([veikko])
        let path = "/yhdistys/engagement-feedback/\(id)/told"
        #expect(try read(id, as: world.anna).contains(path))
        func tell(_ day: String) throws -> Page {
            let form: Form = [
                "person": veikko.person.text, "told_on": day, "text": "Soitti ja kertoi",
                "may_pass": "yes",
            ]
            return try house.ask(try house.sending(path, form, as: world.anna))
        }
        let wrong = try tell(try house.value("select today() + 1"))
        #expect(wrong.status == 422 && wrong.text.contains("Soitti ja kertoi"))
        #expect(try tell(try house.value("select today()")).status == 303)
        #expect(!(try read(id, as: world.anna)).contains(path))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database, whatever the app believes`() throws {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let veikko = try world.expert("Veikko", hasAccount: false)
        let early = try held([bea], isDone: false)
        let id = try held([aino, veikko])
        func refused(
            _ why: String,
            _ guest: Guest?,
            in space: TestSpace? = nil,
            _ sql: String
        ) {
            let actor = guest.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            let refusal = #expect(throws: Failure.self, "\(why)") {
                try house.asApp(actor + sql, in: space ?? world.association)
            }
            #expect("\(refusal.map { "\($0)" } ?? "")".contains(why), "\(why) \(refusal as Any)")
        }
        func added(
            _ side: String,
            _ kind: String,
            _ person: ID<Person>?,
            of engagement: String? = nil,
            told: String = "null",
            in space: TestSpace? = nil
        ) -> String {
            """
            insert into engagement_feedback (tenant_id, id, engagement_id, side, kind, person_id, body, told_on)
              values ('\((space ?? world.association).id)', gen_random_uuid(), '\(engagement ?? id)', '\(side)', '\(kind)',
                \(person.map { "'\($0)'" } ?? "null"), 'x', \(told))
            """
        }
        let (anna, petri) = (world.anna, world.petri)
        let (mine, theirs) = (aino.person, bea.person)
        refused("not-held", bea.guest, added("expert", "words", theirs, of: early))
        refused("not-held", bea.guest, added("expert", "trouble", theirs, of: ID<Int>().text))
        refused("not-there", bea.guest, added("expert", "words", theirs))
        refused("rule.own", anna, added("expert", "words", mine, told: "today()"))
        refused("rule.own", anna, added("expert", "trouble", veikko.person))
        refused("rule.told", anna, added("expert", "words", veikko.person))
        refused("rule.told", anna, added("expert", "words", veikko.person, told: "today() + 1"))
        refused("rule.told", aino.guest, added("expert", "words", mine, told: "today()"))
        refused("not-passed", aino.guest, added("expert", "reply", mine))
        refused("other-end", anna, added("partner", "words", nil))
        let there = world.partner
        refused("other-end", petri, in: there, added("partner", "words", nil, in: there))
        refused("other-end", petri, in: there, added("expert", "words", nil, in: there))
        let auditor = try house.member(of: there, .auditor)
        refused("coordinator", auditor, in: there, added("partner", "words", nil, in: there))

        #expect(try say("Ainon sanat", of: id, mayPass: false, as: aino.guest).status == 303)
        #expect(try say("Tilaajan sanat", of: id, "kumppani", as: petri).status == 303)
        let (expert, partner) = (try words("expert", of: id), try words("partner", of: id))
        func passed(_ one: String) -> String {
            "update engagement_feedback set passed_at = moment() where id = '\(one)'"
        }
        refused("rule.given", aino.guest, added("expert", "words", mine))
        // Sealed: neither row nor letter gives the text.
        refused("sealed", anna, passed(partner))
        refused("permission denied", anna, "select body from engagement_feedback")
        #expect(
            try world.seen("count(*) from engagement_words('\(id)') where body is null", anna)
                == "2"
        )
        #expect(
            try world.seen("count(*) from letter where kind = 'feedback.given'", anna) == "0"
        )
        #expect(
            try world.seen("count(*) from engagement_words('\(id)')", aino.guest) == "1"
        )
        #expect(try world.seen("count(*) from engagement_feedback", bea.guest) == "0")
        #expect(try world.seen("count(*) from engagement_words('\(id)')", bea.guest) == "0")
        func letter(_ feedback: String, _ text: String) -> String {
            """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              values ('\(world.association.id)', gen_random_uuid(), 'out', 'feedback.given', '\(world.partner.id)', '\(id)',
                jsonb_build_object('engagement', '\(id)', 'feedback', '\(feedback)', 'organisation', 'Yhdistys',
                  'trouble', false, 'text', '\(text)'))
            """
        }
        refused("not-allowed", anna, letter(expert, "Ainon sanat"))
        try world.behind(
            "update engagement_time set held_on = today() - 15 where engagement_id = '\(id)'"
        )
        // Open, and still not allowed.
        refused("not-allowed", anna, letter(expert, "Ainon sanat"))
        refused("not-allowed", anna, passed(expert))
        refused("coordinator", petri, letter(expert, "Ainon sanat"))
        refused(
            "state-changed",
            anna,
            "update engagement_feedback set handled_at = moment() where id = '\(partner)'"
        )
        try world.behind("update engagement_feedback set may_pass = true where id = '\(expert)'")
        refused("not-allowed", anna, letter(expert, "Muut sanat"))
        refused("other-end", anna, passed(expert))
        // Whoever did not come reads nothing that was passed on.
        #expect(try act("passing", partner, as: anna) == 303)
        #expect(try world.seen("count(*) from engagement_feedback", bea.guest) == "0")
        #expect(try world.seen("count(*) from engagement_words('\(id)')", aino.guest) == "2")
    }
}
