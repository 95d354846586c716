import Access
import Base
import HTTP
import Store
import Support
import Testing

/// Whom an association asks to an engagement, and what they answer.
@Suite struct `An offer` {
    private let house: TestHouse
    private let association: TestSpace
    private let partner: TestSpace
    private let anna: Guest
    private let petri: Guest

    init() throws {
        house = try TestHouse("offers")
        association = try house.space("yhdistys", .association)
        partner = try house.space("kumppani", .partner)
        anna = try house.member(of: association, .coordinator)
        petri = try house.member(of: partner, .coordinator)
        try house.agree(association, partner)
    }

    /// An expert with boundaries that keep them from nothing.
    private struct Expert {
        let person: ID<Person>
        let guest: Guest?
    }

    private func expert(_ given: String, hasAccount: Bool = true) throws -> Expert {
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
    private func ordered(_ other: [String: String] = [:]) throws -> String {
        var form = try house.order
        form.set("experts", "1")
        for (name, value) in other { form.set(name, value) }
        let made = try house.ask(try house.sending("/kumppani/orders", form, as: petri))
        #expect(made.status == 303, "\(made.text.suffix(2000))")
        let id = try house.value(
            "select id from engagement_order order by created_at desc, id limit 1"
        )
        #expect(try house.post("/kumppani/orders/\(id)/sending", as: petri).status == 303)
        #expect(try house.post("/yhdistys/engagements/\(id)/desk", as: anna).status == 303)
        return id
    }

    @discardableResult
    private func ask(
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

    private func offer(of expert: Expert, to id: String) throws -> String {
        let rows = try house.database.psql(
            "select id from engagement_offer where engagement_id = '\(id)' and person_id = '\(expert.person)'"
        )
        return rows.first?.first ?? ""
    }

    private func yes(
        _ offer: String,
        as guest: Guest?,
        _ other: [String: String] = [:]
    ) throws -> Page {
        let path = "/yhdistys/offers/\(offer)"
        var form: Form = ["choice": "fee", "shown_name": "Aino", "shows_contact": "no"]
        form.set("once", try house.get(path, as: guest).once(of: path) ?? "")
        for (name, value) in other { form.set(name, value) }
        return try house.ask(try house.sending(path, form, as: try #require(guest)))
    }

    private func no(_ offer: String, as guest: Guest?) throws -> Int {
        try house.post("/yhdistys/offers/\(offer)/refusal", as: guest).status
    }

    private func states(_ id: String) throws -> [String] {
        let ends = try house.database.psql(
            "select o.state, e.state from engagement_order o left join engagement e using (id) where o.id = '\(id)'"
        )
        return ends.first ?? []
    }

    /// What the database shows to the app's own role, acting as a member of the association.
    private func seen(_ sql: String, _ guest: Guest?) throws -> String {
        let rows = try runScript(
            house.database.app,
            """
            begin; set local app.tenant = '\(association.id)'; set local app.actor = '\(guest?.membership.text ?? "")';
            select \(sql)
            """
        )
        return rows.last?.first ?? ""
    }

    private func behind(_ sql: String) throws {
        try house.database.psql("set session_replication_role = replica; \(sql)")
    }

    @Test
    func `goes to several, is agreed with the first, and begins anew when somebody falls out`()
        throws
    {
        let (aino, bea) = (try expert("Aino"), try expert("Bea"))
        let id = try ordered()
        let page = "/yhdistys/engagements/\(id)/experts"
        let choosing = try house.get(page, as: anna).text
        #expect(choosing.contains("Aino Esimerkki") && choosing.contains("ei pyydetty vielä"))
        #expect(try ask([], to: id).status == 422)
        #expect(try ask([aino], to: id, by: "2020-01-01").status == 422)
        let sent = try ask([aino, bea], to: id)
        #expect(sent.status == 303, "\(sent.text.suffix(3000))")
        #expect(try states(id) == ["answered", "offering"])
        let mails = try house.mails(of: association).filter { $0.subject.contains("Pyyntö") }
        #expect(mails.count == 2 && mails.allSatisfy { $0.body.contains("/yhdistys/offers/") })
        let today = try house.get("/yhdistys/today", as: aino.guest).text
        #expect(today.contains("pyytää: Koulutuspäivä") && today.contains("Vastaa"))
        let (first, second) = (try offer(of: aino, to: id), try offer(of: bea, to: id))
        // Neither a colleague nor a coordinator answers for them, or reads their page.
        for guest in [bea.guest, anna] {
            #expect(
                [403, 404].contains(try house.get("/yhdistys/offers/\(first)", as: guest).status)
            )
            #expect([403, 404].contains(try no(first, as: guest)))
        }
        let asked = try house.get("/yhdistys/offers/\(first)", as: aino.guest)
        #expect(
            asked.field("shown_name") == "Julkinen Aino" && asked.text.contains("Ei tällä kertaa")
        )
        #expect(!asked.text.contains("value=\"fee\" checked"))
        let empty = try yes(first, as: aino.guest, ["choice": "", "shown_name": ""])
        #expect(empty.status == 422)
        let agreed = try yes(first, as: aino.guest)
        #expect(agreed.status == 303, "\(agreed.text.suffix(3000))")
        #expect(try states(id) == ["agreed", "agreed"])
        let order = try house.get("/kumppani/orders/\(id)", as: petri).text
        #expect(order.contains("Aino") && order.contains("Kerron: Aino"))
        #expect(!order.contains("@") && !order.contains("Bea") && !order.contains("Esimerkki"))
        #expect(
            try house.mails(of: association).contains { $0.subject == "Sovittu: Koulutuspäivä" }
        )
        // Whom nobody needs any more reads so, and comes too late in words.
        #expect(
            try house.get("/yhdistys/offers/\(second)", as: bea.guest).text.contains(
                "Kiitos sinulle"
            )
        )
        let late = try yes(second, as: bea.guest, ["once": try house.once(of: bea.guest)])
        #expect(late.status == 409 && late.field("shown_name") == "Aino")
        // What was chosen can be changed; the partner does not hear of it.
        #expect(try yes(first, as: aino.guest, ["choice": "nothing"]).status == 303)
        #expect(
            try house.value("select choice from engagement_offer where id = '\(first)'")
                == "nothing"
        )
        // Falling out costs nothing and needs no reason.
        #expect(try no(first, as: aino.guest) == 303)
        #expect(try states(id) == ["answered", "offering"])
        #expect(try !house.get("/kumppani/orders/\(id)", as: petri).text.contains("Kerron: Aino"))
        #expect(
            try house.get("/yhdistys/today", as: anna).text.contains(
                "tarvitaan kokemusosaaja (0/1)"
            )
        )
        #expect(try house.get(page, as: anna).text.contains("Ei nyt"))
        #expect(try ask([aino], to: id).status == 422)
        #expect(try ask([bea], to: id).status == 303)
        #expect(try yes(second, as: bea.guest, ["shows_contact": "yes"]).status == 303)
        #expect(try states(id) == ["agreed", "agreed"])
        let again = try house.get("/kumppani/orders/\(id)", as: petri).text
        #expect(again.contains("Kerron: Bea") && again.contains("@"))
        // Held: marked at one end, known at both; only who came is remembered.
        #expect(try house.post("/yhdistys/engagements/\(id)/done", as: anna).status == 409)
        try behind(
            "update order_time set held_on = '2020-01-15'; update engagement_time set held_on = '2020-01-15'"
        )
        #expect(
            try house.get("/kumppani/today", as: petri).text.contains("Onko toimeksianto pidetty?")
        )
        #expect(try house.post("/kumppani/orders/\(id)/done", as: petri).status == 303)
        #expect(try states(id) == ["done", "done"])
        #expect(
            try house.value("select string_agg(state, ' ') from engagement_offer") == "accepted"
        )
        let log = try house.log(of: association)
        for action in [
            "offer.sent", "offer.answered", "offer.read", "engagement.agreed", "engagement.done",
        ] {
            #expect(log.contains("\(action) done"), "\(action)")
        }
        #expect(try house.log(of: partner).contains("engagement.expert-changed done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is not sent against a boundary, whatever the app believes`() throws {
        let id = try ordered(["is_recorded": "yes", "has_media": "yes"])
        let soon = try ordered(["title": "Muu", "is_recorded": "no", "has_media": "no"])
        let cases: [(String, String)] = [
            ("untold", "delete from expert_profile where person_id = '$'"),
            ("paused", "update expert_profile set is_paused = true where person_id = '$'"),
            (
                "kind",
                "update expert_profile set kinds = array['information'] where person_id = '$'"
            ),
            (
                "recording",
                "update expert_profile set recording = 'unanswered' where person_id = '$'"
            ),
            ("media", "update expert_profile set media = 'no' where person_id = '$'"),
            (
                "away",
                "insert into expert_away (tenant_id, id, person_id, from_on, until_on) values ('\(association.id)', gen_random_uuid(), '$', '2099-01-16', '2099-01-20')"
            ),
            (
                "busy",
                """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by, state, choice, shown_name)
                  values ('\(association.id)', gen_random_uuid(), '\(soon)', '$', 1, today(), 'accepted', 'fee', 'X');
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  select tenant_id, id, 1, engagement_id, person_id, '2099-01-15',
                    '[2099-01-15 14:00+02, 2099-01-15 16:00+02)', true from engagement_offer where person_id = '$'
                """
            ),
            (
                "month",
                """
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  values ('\(association.id)', gen_random_uuid(), 1, '\(soon)', '$', '2099-01-31',
                    '[2099-01-31 14:00+02, 2099-01-31 16:00+02)', false);
                update expert_profile set month_max = 1 where person_id = '$'
                """
            ),
            (
                "rest",
                """
                update engagement set is_heavy = true where id = '\(soon)';
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  values ('\(association.id)', gen_random_uuid(), 1, '\(soon)', '$', '2099-01-10',
                    '[2099-01-10 14:00+02, 2099-01-10 16:00+02)', true);
                update expert_profile set rest_days = 7 where person_id = '$'
                """
            ),
            (
                "notice",
                "update engagement_time set held_on = today() + 3 where number = 1 and engagement_id = '\(id)'; update expert_profile set notice_days = 7 where person_id = '$'"
            ),
        ]
        for (index, one) in cases.enumerated() {
            let expert = try expert("Nimi\(index)")
            try house.database.psql(
                "set session_replication_role = replica; delete from expert_time"
            )
            func boundary() throws -> String {
                try seen(
                    "coalesce(boundary, '-') from offer_choices('\(id)') where person_id = '\(expert.person)'",
                    anna
                )
            }
            #expect(try boundary() == "-", "\(one.0)")
            try behind(one.1.replacing("$", with: expert.person.text))
            #expect(try boundary() == one.0)
            let why = refusal(
                house,
                in: association,
                as: anna,
                """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by)
                  values ('\(association.id)', gen_random_uuid(), '\(id)', '\(expert.person)', 1, today())
                """
            )
            #expect(why?.contains("offer.rule.boundary") == true, "\(one.0) \(why ?? "")")
            let page = try house.get("/yhdistys/engagements/\(id)/experts", as: anna).text
            #expect(!page.contains("value=\"\(expert.person)\""), "\(one.0)")
            let sent = try ask([expert], to: id)
            #expect(sent.status == 422, "\(one.0) \(sent.status)")
        }
        #expect(
            try house.value("select count(*) from engagement_offer where state = 'sent'") == "0"
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database`() throws {
        let (aino, bea) = (try expert("Aino"), try expert("Bea"))
        let veikko = try expert("Veikko", hasAccount: false)
        let id = try ordered()
        let auditor = try house.member(of: association, .auditor)
        func refused(_ why: String, _ guest: Guest?, _ sql: String, in space: TestSpace? = nil) {
            let said = refusal(house, in: space ?? association, as: guest, sql) ?? "nothing"
            #expect(said.contains(why), "\(sql) \(said)")
        }
        func insert(_ expert: Expert, revision: Int = 1, by day: String = "today()") -> String {
            """
            insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by)
              values ('\(association.id)', gen_random_uuid(), '\(id)', '\(expert.person)', \(revision), \(day))
            """
        }
        for guest in [auditor, aino.guest, nil] {
            refused("engagement.rule.coordinator", guest, insert(aino))
        }
        refused("engagement.rule.state-changed", anna, insert(aino, revision: 2))
        for day in ["today() - 1", "'2099-01-16'"] {
            refused("offer.rule.answer-by", anna, insert(aino, by: day))
        }
        let other = try house.person(in: association, "Kai", "Muu", kind: "participant")
        refused("offer.rule.boundary", anna, insert(Expert(person: other, guest: nil)))
        #expect(try ask([aino, bea, veikko], to: id).status == 303)
        let (first, third) = (try offer(of: aino, to: id), try offer(of: veikko, to: id))
        func accept(_ offer: String, revision: Int = 1, told: String = "null") -> String {
            """
            update engagement_offer set state = 'accepted', choice = 'fee', shown_name = 'X', revision = \(revision), told_on = \(told)
             where id = '\(offer)'
            """
        }
        // Another answers, or a coordinator for somebody with an account; nobody sees whose offer is another's.
        refused("offer.rule.own", anna, accept(first, told: "today()"))
        for guest in [bea.guest, auditor, nil] {
            let count = try seen("count(*) from engagement_offer where id = '\(first)'", guest)
            #expect(count == "0")
        }
        refused("offer.rule.told", aino.guest, accept(first, told: "today()"))
        refused("offer.rule.told", anna, accept(third))
        refused("offer.rule.told", anna, accept(third, told: "today() + 1"))
        refused("offer.rule.revision", aino.guest, accept(first, revision: 2))
        refused(
            "offer.rule.full",
            aino.guest,
            "\(accept(first)); set local app.actor = '\(anna.membership)'; \(accept(third, told: "today()"))"
        )
        // An answer without its consequences does not stay: how far it has come agrees with who has said yes.
        refused("experts have said yes", aino.guest, accept(first))
        refused("engagement.rule.state-changed", anna, "update engagement set state = 'agreed'")
        refused("permission denied", anna, "delete from engagement_offer")
        refused("permission denied", anna, "delete from expert_time")
        refused(
            "permission denied",
            anna,
            "update engagement_offer set person_id = '\(bea.person)' where id = '\(first)'"
        )
        // A partner learns of nobody who has not said yes, and of no other name or address than they chose.
        func letter(_ expert: String, _ presentation: String, _ contact: String) -> String {
            """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body) values
              ('\(association.id)', gen_random_uuid(), 'out', 'engagement.agreed', '\(partner.id)', '\(id)',
                jsonb_build_object('engagement', '\(id)', 'organisation', 'x', 'number', 1, 'expert', '\(expert)',
                  'presentation', '\(presentation)', 'expert_contact', '\(contact)'))
            """
        }
        refused("offer.rule.own", aino.guest, letter("X", "Kerron: Aino", ""))
        refused(
            "offer.rule.own",
            aino.guest,
            "\(accept(first)); \(letter("Aino Esimerkki", "Kerron: Aino", ""))"
        )
        refused(
            "offer.rule.own",
            aino.guest,
            "\(accept(first)); \(letter("X", "Kerron: Aino", "a@b.fi"))"
        )
        #expect(try yes(first, as: aino.guest).status == 303)
        refused("offer.rule.over", anna, accept(third, told: "today()"))
        refused(
            "offer.rule.over",
            aino.guest,
            "update engagement_offer set state = 'sent', choice = null, shown_name = '' where id = '\(first)'"
        )
        refused("engagement.rule.other-end", anna, "update engagement set state = 'done'")
        refused(
            "engagement.rule.other-end",
            petri,
            """
            insert into order_expert (tenant_id, engagement_id, number, name, presentation, contact)
              values ('\(partner.id)', '\(id)', 2, 'Keksitty', '', '')
            """,
            in: partner
        )
        refused("permission denied", petri, "delete from order_expert", in: partner)
        // At two places at once: by two sessions in one moment, the table's own constraint holds.
        let twin = try ordered(["title": "Toinen"])
        #expect(try ask([bea], to: twin).status == 303)
        try behind(
            """
            update engagement_offer set person_id = '\(aino.person)' where engagement_id = '\(twin)';
            update expert_time set expert_id = '\(aino.person)' where engagement_id = '\(twin)'
            """
        )
        let same = try offer(of: aino, to: twin)
        refused("offer.rule.busy", aino.guest, accept(same))
        let overlap = #expect(throws: (any Error).self) {
            try house.database.psql(
                "update expert_time set is_agreed = true where engagement_id = '\(twin)'"
            )
        }
        #expect("\(try #require(overlap))".contains("one_place"))
    }

    /// Whoever was asked and does not come reads the same to everybody: they said no, let the day pass, or paused.
    @Test func `leaves no mark of how somebody did not come`() throws {
        var pages: [[String]] = []
        for way in ["declined", "lapsed", "paused"] {
            let house = try TestHouse("offers_\(way)")
            let space = try house.space("yhdistys", .association)
            let other = try house.space("kumppani", .partner)
            let anna = try house.member(of: space, .coordinator)
            let petri = try house.member(of: other, .coordinator)
            try house.agree(space, other)
            let world = `An offer`(house, space, other, anna, petri)
            let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
            let id = try world.ordered(["experts": "2"])
            #expect(try world.ask([aino, bea], to: id).status == 303)
            let offer = try world.offer(of: aino, to: id)
            switch way {
            case "declined": #expect(try world.no(offer, as: aino.guest) == 303)
            case "lapsed":
                try world.behind(
                    "update engagement_offer set answer_by = today() - 1 where id = '\(offer)'"
                )
                try house.housekeeping()
                try world.behind(
                    "update engagement_offer set answer_by = today() + 5 where id = '\(offer)'"
                )
            default:
                #expect(try house.post("/yhdistys/boundaries/pause", as: aino.guest).status == 303)
                #expect(try house.post("/yhdistys/boundaries/return", as: aino.guest).status == 303)
            }
            #expect(
                try house.value("select state from engagement_offer where id = '\(offer)'")
                    == "not-now"
            )
            let paths: [(String, Guest?)] = [
                ("/yhdistys/engagements/\(id)", anna),
                ("/yhdistys/engagements/\(id)/experts", anna),
                ("/yhdistys/engagements", anna), ("/yhdistys/people/\(aino.person)", anna),
                ("/yhdistys/today", anna), ("/yhdistys/offers", bea.guest),
                ("/yhdistys/today", bea.guest), ("/kumppani/orders/\(id)", petri),
                ("/kumppani/today", petri), ("/yhdistys/offers", aino.guest),
            ]
            var seen: [String] = []
            for (path, guest) in paths {
                seen.append(neutral(try house.get(path, as: guest).text))
            }
            seen += try house.mails(of: space).map { neutral($0.subject + $0.body) }.sorted()
            pages.append(seen)
            #expect(house.faults.all.isEmpty, "\(house.faults.all)")
        }
        for (index, page) in pages[0].enumerated() {
            for (number, other) in pages.enumerated().dropFirst() {
                // That somebody has paused is told to the coordinator, on the person's page and among the newest deeds.
                if number == 2, index == 3 || index == 4 { continue }
                let same = zip(page, other[index]).prefix { $0 == $1 }.count
                let (one, two) = (page.dropFirst(same - 60), other[index].dropFirst(same - 60))
                let isSame = page == other[index]
                #expect(isSame, "\(index): \(one.prefix(160)) | \(two.prefix(160))")
            }
        }
    }

    private init(
        _ house: TestHouse,
        _ association: TestSpace,
        _ partner: TestSpace,
        _ anna: Guest,
        _ petri: Guest
    ) {
        self.house = house
        self.association = association
        self.partner = partner
        self.anna = anna
        self.petri = petri
    }

    /// A page without what differs between any two: ids, seals and moments.
    private func neutral(_ text: String) -> String {
        text.replacing(#/[0-9a-f]{8}-[0-9a-f-]{27}/#, with: "id")
            .replacing(#/name="once" value="[^"]*"/#, with: "once")
            .replacing(#/datetime="[^"]*"/#, with: "datetime")
            .replacing(#/>[^<]*<\/time>/#, with: "></time>")
            .replacing(#/nonce="[^"]*"/#, with: "nonce")
            .replacing(#/· [0-9a-f]{4}/#, with: "code")
    }

    @Test
    func `is answered for somebody without an account by whom they told, and by nobody after that`()
        throws
    {
        let veikko = try expert("Veikko", hasAccount: false)
        let id = try ordered()
        #expect(try ask([veikko], to: id).status == 303)
        #expect(try house.mails(of: association).allSatisfy { !$0.subject.contains("Pyyntö") })
        let offer = try offer(of: veikko, to: id)
        let path = "/yhdistys/offers/\(offer)/told"
        #expect(try house.get("/yhdistys/engagements/\(id)/experts", as: anna).text.contains(path))
        func tell(_ day: String) throws -> Page {
            let form: Form = [
                "told_on": day, "choice": "expenses", "shown_name": "Veikko", "shows_contact": "no",
                "once": try house.get(path, as: anna).once(of: path) ?? "",
            ]
            return try house.ask(try house.sending(path, form, as: anna))
        }
        let wrong = try tell(try house.value("select today() + 1"))
        #expect(wrong.status == 422 && wrong.field("shown_name") == "Veikko")
        #expect(try tell(try house.value("select today()")).status == 303)
        #expect(try states(id) == ["agreed", "agreed"])
        // The day they have an account it is theirs alone.
        let guest = try house.member(of: association, .expert, person: veikko.person)
        #expect(try house.get(path, as: anna).status == 409)
        #expect(try house.post("/yhdistys/offers/\(offer)/told-refusal", as: anna).status == 403)
        #expect(try no(offer, as: guest) == 303)
        #expect(try states(id) == ["answered", "offering"])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `of which the last place is given once, and never to what was cancelled`() throws {
        for round in 1...4 {
            let (aino, bea) = (try expert("Aino\(round)"), try expert("Bea\(round)"))
            let id = try ordered([
                "title": "Kilpa \(round)", "time.1.on": "2099-0\(round + 1)-15",
                "time.2.on": "2099-0\(round + 1)-16",
            ])
            #expect(try ask([aino, bea], to: id).status == 303)
            func sending(_ expert: Expert) throws -> Request {
                let path = "/yhdistys/offers/\(try offer(of: expert, to: id))"
                let once = try house.get(path, as: expert.guest).once(of: path) ?? ""
                return try house.sending(
                    path,
                    ["once": once, "choice": "fee", "shown_name": "X", "shows_contact": "no"],
                    as: try #require(expert.guest)
                )
            }
            let statuses = house.race([try sending(aino), try sending(bea)])
            #expect(statuses.sorted() == [303, 409], "\(statuses)")
            #expect(try states(id) == ["agreed", "agreed"])
            let next = try ordered([
                "title": "Peruttu \(round)", "time.1.on": "2098-0\(round + 1)-15",
                "time.2.on": "2098-0\(round + 1)-16",
            ])
            #expect(try ask([aino], to: next).status == 303)
            let path = "/yhdistys/offers/\(try offer(of: aino, to: next))"
            let once = try house.get(path, as: aino.guest).once(of: path) ?? ""
            let ends = house.race([
                try house.sending(
                    path,
                    ["once": once, "choice": "fee", "shown_name": "X", "shows_contact": "no"],
                    as: try #require(aino.guest)
                ),
                try house.sending("/kumppani/orders/\(next)/cancellation", as: petri),
            ])
            #expect(try states(next) == ["cancelled", "cancelled"], "\(ends)")
            #expect(
                try house.value("select count(*) from expert_time where engagement_id = '\(next)'")
                    == "0"
            )
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Acts of everybody in any order: after each of them both ends agree, and whoever has said yes is who comes.
    @Test(arguments: 1...6) func `leaves both ends agreed, whatever is done in whatever order`(
        _ seed: Int
    ) throws {
        var dice = Dice(seed)
        let experts = try ["Aino", "Bea", "Cecilia"].map { try expert($0) }
        for round in 1...8 {
            let many = dice.roll(2) + 1
            let id = try ordered([
                "title": "Ketju \(round)", "experts": "\(many)",
                "time.1.on": "209\(round % 5)-0\(dice.roll(3) + 1)-15",
                "time.2.on": "209\(round % 5)-04-16",
            ])
            var done: [String] = []
            for _ in 1...9 {
                let expert = experts[dice.roll(3)]
                let offer = try offer(of: expert, to: id)
                let act = dice.roll(10)
                let status =
                    switch act {
                    case 0, 1, 2: try ask([expert], to: id).status
                    case 3, 4, 5: offer.isEmpty ? 404 : try yes(offer, as: expert.guest).status
                    case 6: offer.isEmpty ? 404 : try no(offer, as: expert.guest)
                    case 7:
                        offer.isEmpty
                            ? 404
                            : try house.post("/yhdistys/offers/\(offer)/withdrawal", as: anna)
                                .status
                    case 8: try house.post("/kumppani/orders/\(id)/cancellation", as: petri).status
                    default: try house.post("/yhdistys/boundaries/pause", as: expert.guest).status
                    }
                if act == 9 { _ = try house.post("/yhdistys/boundaries/return", as: expert.guest) }
                done.append("\(act): \(status)")
                let wrong = try house.database.psql(
                    """
                    select o.state, e.state from engagement_order o join engagement e using (id)
                     where (o.state, e.state) not in (('answered', 'received'), ('answered', 'offering'), ('agreed', 'agreed'),
                         ('cancelled', 'cancelled'))
                       or o.state = 'agreed' and o.experts <> (select count(*) from order_expert x where x.engagement_id = o.id)
                       or o.state = 'answered' and exists (select from order_expert x where x.engagement_id = o.id)
                       or e.state in ('received', 'offering', 'agreed') and (e.state = 'agreed') <> (e.experts = (select count(*)
                         from engagement_offer f where f.engagement_id = e.id and f.state = 'accepted' and f.revision = e.revision))
                       or e.experts < (select count(*) from engagement_offer f where f.engagement_id = e.id and f.state = 'accepted')
                       or e.state = 'cancelled' and exists (select from engagement_offer f
                         where f.engagement_id = e.id and f.state <> 'accepted')
                       or exists (select from engagement_offer f where f.engagement_id = e.id
                         and (f.state = 'accepted') <> exists (select from expert_time t where t.offer_id = f.id and t.is_agreed)
                         and e.state <> 'cancelled')
                    """
                )
                #expect(wrong.isEmpty, "\(seed) \(round) \(done) \(wrong)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}

/// Numbers that are the same in each run.
private struct Dice {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 }

    mutating func roll(_ sides: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(sides))
    }
}
