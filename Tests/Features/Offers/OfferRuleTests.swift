import Access
import Base
import Glibc
import HTTP
import Store
import Support
import Testing

/// The rules of offers, in the database too, and whoever comes first.
@Suite struct `The rules of an offer` {
    private let world: OfferFixture
    private let house: TestHouse

    init() throws {
        world = try OfferFixture("offer_rules")
        house = world.house
    }

    @Test func `is not sent against a boundary, whatever the app believes`() throws {
        let id = try world.ordered(["is_recorded": "yes", "has_media": "yes"])
        let soon = try world.ordered(["title": "Muu", "is_recorded": "no", "has_media": "no"])
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
                "insert into expert_away (tenant_id, id, person_id, from_on, until_on) values ('\(world.association.id)', gen_random_uuid(), '$', '2099-01-16', '2099-01-20')"
            ),
            (
                "busy",
                """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by, state, choice, shown_name)
                  values ('\(world.association.id)', gen_random_uuid(), '\(soon)', '$', 1, today(), 'accepted', 'fee', 'X');
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  select tenant_id, id, 1, engagement_id, person_id, '2099-01-15',
                    '[2099-01-15 14:00+02, 2099-01-15 16:00+02)', true from engagement_offer where person_id = '$'
                """
            ),
            (
                "month",
                """
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  values ('\(world.association.id)', gen_random_uuid(), 1, '\(soon)', '$', '2099-01-31',
                    '[2099-01-31 14:00+02, 2099-01-31 16:00+02)', false);
                update expert_profile set month_max = 1 where person_id = '$'
                """
            ),
            (
                "rest",
                """
                update engagement set is_heavy = true where id = '\(soon)';
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  values ('\(world.association.id)', gen_random_uuid(), 1, '\(soon)', '$', '2099-01-10',
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
            let expert = try world.expert("Nimi\(index)")
            try house.database.psql(
                "set session_replication_role = replica; delete from expert_time"
            )
            func boundary() throws -> String {
                try world.seen(
                    "coalesce(boundary, '-') from offer_choices('\(id)') where person_id = '\(expert.person)'",
                    world.anna
                )
            }
            #expect(try boundary() == "-", "\(one.0)")
            try world.behind(one.1.replacing("$", with: expert.person.text))
            #expect(try boundary() == one.0)
            let why = refusal(
                house,
                in: world.association,
                as: world.anna,
                """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by)
                  values ('\(world.association.id)', gen_random_uuid(), '\(id)', '\(expert.person)', 1, today())
                """
            )
            #expect(why?.contains("offer.rule.boundary") == true, "\(one.0) \(why ?? "")")
            let page = try house.get("/yhdistys/engagements/\(id)/experts", as: world.anna).text
            #expect(!page.contains("value=\"\(expert.person)\""), "\(one.0)")
            let sent = try world.ask([expert], to: id)
            #expect(sent.status == 422, "\(one.0) \(sent.status)")
        }
        #expect(
            try house.value("select count(*) from engagement_offer where state = 'sent'") == "0"
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Each rule broken on purpose as the app's own role.
    @Test func `holds in the database`() throws {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let veikko = try world.expert("Veikko", hasAccount: false)
        let id = try world.ordered()
        let auditor = try house.member(of: world.association, .auditor)
        func refused(_ why: String, _ guest: Guest?, _ sql: String, in space: TestSpace? = nil) {
            let said = refusal(house, in: space ?? world.association, as: guest, sql) ?? "nothing"
            #expect(said.contains(why), "\(sql) \(said)")
        }
        func insert(_ expert: OfferFixture.Expert, revision: Int = 1, by day: String = "today()")
            -> String
        {
            """
            insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by)
              values ('\(world.association.id)', gen_random_uuid(), '\(id)', '\(expert.person)', \(revision), \(day))
            """
        }
        for guest in [auditor, aino.guest, nil] {
            refused("engagement.rule.coordinator", guest, insert(aino))
        }
        refused("engagement.rule.state-changed", world.anna, insert(aino, revision: 2))
        for day in ["today() - 1", "'2099-01-16'"] {
            refused("offer.rule.answer-by", world.anna, insert(aino, by: day))
        }
        let other = try house.person(in: world.association, "Kai", "Muu", kind: "participant")
        refused("offer.rule.boundary", world.anna, insert(.init(person: other, guest: nil)))
        #expect(try world.ask([aino, bea, veikko], to: id).status == 303)
        let (first, third) = (
            try world.offer(of: aino, to: id), try world.offer(of: veikko, to: id)
        )
        func accept(_ offer: String, revision: Int = 1, told: String = "null") -> String {
            """
            update engagement_offer set state = 'accepted', choice = 'fee', shown_name = 'X', revision = \(revision), told_on = \(told)
             where id = '\(offer)'
            """
        }
        // Another answers, or a coordinator for somebody with an account; nobody sees whose offer is another's.
        refused("offer.rule.own", world.anna, accept(first, told: "today()"))
        for guest in [bea.guest, auditor, nil] {
            let count = try world.seen(
                "count(*) from engagement_offer where id = '\(first)'",
                guest
            )
            #expect(count == "0")
        }
        refused("offer.rule.told", aino.guest, accept(first, told: "today()"))
        refused("offer.rule.told", world.anna, accept(third))
        refused("offer.rule.told", world.anna, accept(third, told: "today() + 1"))
        refused("offer.rule.revision", aino.guest, accept(first, revision: 2))
        refused(
            "offer.rule.full",
            aino.guest,
            "\(accept(first)); set local app.actor = '\(world.anna.membership)'; \(accept(third, told: "today()"))"
        )
        // An answer without its consequences does not stay: how far it has come agrees with who has said yes.
        refused("experts have said yes", aino.guest, accept(first))
        refused(
            "engagement.rule.state-changed",
            world.anna,
            "update engagement set state = 'agreed'"
        )
        refused("permission denied", world.anna, "delete from engagement_offer")
        refused("permission denied", world.anna, "delete from expert_time")
        refused(
            "permission denied",
            world.anna,
            "update engagement_offer set person_id = '\(bea.person)' where id = '\(first)'"
        )
        // A partner learns of nobody who has not said yes, and of no other name or address than they chose.
        func letter(_ expert: String, _ presentation: String, _ contact: String) -> String {
            """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body) values
              ('\(world.association.id)', gen_random_uuid(), 'out', 'engagement.agreed', '\(world.partner.id)', '\(id)',
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
        #expect(try world.yes(first, as: aino.guest).status == 303)
        refused("offer.rule.over", world.anna, accept(third, told: "today()"))
        refused(
            "offer.rule.over",
            aino.guest,
            "update engagement_offer set state = 'sent', choice = null, shown_name = '' where id = '\(first)'"
        )
        refused("engagement.rule.other-end", world.anna, "update engagement set state = 'done'")
        refused(
            "engagement.rule.other-end",
            world.petri,
            """
            insert into order_expert (tenant_id, engagement_id, number, name, presentation, contact)
              values ('\(world.partner.id)', '\(id)', 2, 'Keksitty', '', '')
            """,
            in: world.partner
        )
        refused("permission denied", world.petri, "delete from order_expert", in: world.partner)
        // At two places at once: by two sessions in one moment, the table's own constraint holds.
        let twin = try world.ordered(["title": "Toinen"])
        #expect(try world.ask([bea], to: twin).status == 303)
        try world.behind(
            """
            update engagement_offer set person_id = '\(aino.person)' where engagement_id = '\(twin)';
            update expert_time set expert_id = '\(aino.person)' where engagement_id = '\(twin)'
            """
        )
        let same = try world.offer(of: aino, to: twin)
        refused("offer.rule.busy", aino.guest, accept(same))
        let overlap = #expect(throws: (any Error).self) {
            try house.database.psql(
                "update expert_time set is_agreed = true where engagement_id = '\(twin)'"
            )
        }
        #expect("\(try #require(overlap))".contains("one_place"))
    }

    @Test func `of which the last place is given once, and never to what was cancelled`() throws {
        for round in 1...4 {
            let (aino, bea) = (try world.expert("Aino\(round)"), try world.expert("Bea\(round)"))
            let id = try world.ordered([
                "title": "Kilpa \(round)", "time.1.on": "2099-0\(round + 1)-15",
                "time.2.on": "2099-0\(round + 1)-16",
            ])
            #expect(try world.ask([aino, bea], to: id).status == 303)
            func sending(_ expert: OfferFixture.Expert) throws -> Request {
                let path = "/yhdistys/offers/\(try world.offer(of: expert, to: id))"
                let once = try house.get(path, as: expert.guest).once(of: path) ?? ""
                return try house.sending(
                    path,
                    ["once": once, "choice": "fee", "shown_name": "X", "shows_contact": "no"],
                    as: try #require(expert.guest)
                )
            }
            let statuses = house.race([try sending(aino), try sending(bea)])
            #expect(statuses.sorted() == [303, 409], "\(statuses)")
            #expect(try world.states(id) == ["agreed", "agreed"])
            let next = try world.ordered([
                "title": "Peruttu \(round)", "time.1.on": "2098-0\(round + 1)-15",
                "time.2.on": "2098-0\(round + 1)-16",
            ])
            #expect(try world.ask([aino], to: next).status == 303)
            let path = "/yhdistys/offers/\(try world.offer(of: aino, to: next))"
            let once = try house.get(path, as: aino.guest).once(of: path) ?? ""
            let ends = house.race([
                try house.sending(
                    path,
                    ["once": once, "choice": "fee", "shown_name": "X", "shows_contact": "no"],
                    as: try #require(aino.guest)
                ),
                try house.sending("/kumppani/orders/\(next)/cancellation", as: world.petri),
            ])
            #expect(try world.states(next) == ["cancelled", "cancelled"], "\(ends)")
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
        let experts = try ["Aino", "Bea", "Cecilia"].map { try world.expert($0) }
        // `VAKKA_CHAINS` asks for more of them.
        let chains = unsafe getenv("VAKKA_CHAINS").flatMap { unsafe Int(String(cString: $0)) } ?? 8
        for round in 1...max(chains, 1) {
            let many = dice.roll(2) + 1
            let id = try world.ordered([
                "title": "Ketju \(round)", "experts": "\(many)",
                "time.1.on": "209\(round % 5)-0\(dice.roll(3) + 1)-15",
                "time.2.on": "209\(round % 5)-04-16",
            ])
            var done: [String] = []
            for _ in 1...9 {
                let expert = experts[dice.roll(3)]
                let offer = try world.offer(of: expert, to: id)
                let act = dice.roll(13)
                let status =
                    switch act {
                    case 0, 1, 2: try world.ask([expert], to: id).status
                    case 3, 4, 5:
                        offer.isEmpty ? 404 : try world.yes(offer, as: expert.guest).status
                    case 6: offer.isEmpty ? 404 : try world.no(offer, as: expert.guest)
                    case 7:
                        offer.isEmpty
                            ? 404
                            : try house.post("/yhdistys/offers/\(offer)/withdrawal", as: world.anna)
                                .status
                    case 8:
                        try house.post("/kumppani/orders/\(id)/cancellation", as: world.petri)
                            .status
                    case 9: try house.post("/yhdistys/boundaries/pause", as: expert.guest).status
                    default: try world.change(id, act, &dice)
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
                       or e.experts < (select count(*) from engagement_offer f
                         where f.engagement_id = e.id and f.state = 'accepted' and f.revision = e.revision)
                       or (o.revision, o.fee) <> (e.revision, e.fee)
                       or e.state = 'cancelled' and exists (select from engagement_offer f
                         where f.engagement_id = e.id and f.state <> 'accepted')
                       or exists (select from engagement_offer f where f.engagement_id = e.id
                         and (f.state = 'accepted' and f.revision = e.revision) <> exists (select from expert_time t where t.offer_id = f.id and t.is_agreed)
                         and e.state <> 'cancelled')
                    """
                )
                #expect(wrong.isEmpty, "\(seed) \(round) \(done) \(wrong)")
            }
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}

extension OfferFixture {
    /// A change is proposed, accepted or not, at either end.
    fileprivate func change(_ id: String, _ act: Int, _ dice: inout Dice) throws -> Int {
        let (slug, guest) = dice.roll(2) == 0 ? ("kumppani", petri) : ("yhdistys", anna)
        let path = "/\(slug)/engagement-changes/\(id)"
        guard act == 10 else {
            return try house.post("\(path)/\(act == 11 ? "acceptance" : "refusal")", as: guest)
                .status
        }
        let open = try house.get("\(path)/new", as: guest)
        var form = try house.order
        form.set("once", open.once(of: path) ?? "")
        for name in ["title", "experts", "time.1.on", "time.2.on"] {
            form.set(name, open.field(name) ?? "")
        }
        form.set("fee", "\(80 + dice.roll(3))")
        return try house.ask(try house.sending(path, form, as: guest)).status
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
