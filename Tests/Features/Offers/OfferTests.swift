import Access
import Base
import HTTP
import Store
import Support
import Testing

/// Whom an association asks to an engagement, and what they answer.
@Suite struct `An offer` {
    private let world: OfferFixture
    private let house: TestHouse

    init() throws {
        world = try OfferFixture("offers")
        house = world.house
    }

    @Test
    func `goes to several, is agreed with the first, and begins anew when somebody falls out`()
        throws
    {
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try world.ordered()
        let page = "/yhdistys/engagements/\(id)/experts"
        let choosing = try house.get(page, as: world.anna).text
        #expect(choosing.contains("Aino Esimerkki") && choosing.contains("ei pyydetty vielä"))
        #expect(try world.ask([], to: id).status == 422)
        #expect(try world.ask([aino], to: id, by: "2020-01-01").status == 422)
        let sent = try world.ask([aino, bea], to: id)
        #expect(sent.status == 303, "\(sent.text.suffix(3000))")
        #expect(try world.states(id) == ["answered", "offering"])
        let mails = try house.mails(of: world.association).filter { $0.subject.contains("Pyyntö") }
        #expect(mails.count == 2 && mails.allSatisfy { $0.body.contains("/yhdistys/offers/") })
        let today = try house.get("/yhdistys/today", as: aino.guest).text
        #expect(today.contains("pyytää: Koulutuspäivä") && today.contains("Vastaa"))
        let (first, second) = (try world.offer(of: aino, to: id), try world.offer(of: bea, to: id))
        // Neither a colleague nor a coordinator answers for them, or reads their page.
        for guest in [bea.guest, world.anna] {
            #expect(
                [403, 404].contains(try house.get("/yhdistys/offers/\(first)", as: guest).status)
            )
            #expect([403, 404].contains(try world.no(first, as: guest)))
        }
        let asked = try house.get("/yhdistys/offers/\(first)", as: aino.guest)
        #expect(
            asked.field("shown_name") == "Julkinen Aino" && asked.text.contains("Ei tällä kertaa")
        )
        #expect(!asked.text.contains("value=\"fee\" checked"))
        let empty = try world.yes(first, as: aino.guest, ["choice": "", "shown_name": ""])
        #expect(empty.status == 422)
        let agreed = try world.yes(first, as: aino.guest)
        #expect(agreed.status == 303, "\(agreed.text.suffix(3000))")
        #expect(try world.states(id) == ["agreed", "agreed"])
        let order = try house.get("/kumppani/orders/\(id)", as: world.petri).text
        #expect(order.contains("Aino") && order.contains("Kerron: Aino"))
        #expect(!order.contains("@") && !order.contains("Bea") && !order.contains("Esimerkki"))
        #expect(
            try house.mails(of: world.association).contains {
                $0.subject == "Sovittu: Koulutuspäivä"
            }
        )
        // Whom nobody needs any more reads so, and comes too late in words.
        #expect(
            try house.get("/yhdistys/offers/\(second)", as: bea.guest).text.contains(
                "Kiitos sinulle"
            )
        )
        let late = try world.yes(second, as: bea.guest, ["once": try house.once(of: bea.guest)])
        #expect(late.status == 409 && late.field("shown_name") == "Aino")
        // What was chosen can be changed; the partner does not hear of it.
        #expect(try world.yes(first, as: aino.guest, ["choice": "nothing"]).status == 303)
        #expect(
            try house.value("select choice from engagement_offer where id = '\(first)'")
                == "nothing"
        )
        // Falling out costs nothing and needs no reason.
        #expect(try world.no(first, as: aino.guest) == 303)
        #expect(try world.states(id) == ["answered", "offering"])
        #expect(
            try !house.get("/kumppani/orders/\(id)", as: world.petri).text.contains("Kerron: Aino")
        )
        #expect(
            try house.get("/yhdistys/today", as: world.anna).text.contains(
                "tarvitaan kokemusosaaja (0/1)"
            )
        )
        #expect(try house.get(page, as: world.anna).text.contains("Ei nyt"))
        #expect(try world.ask([aino], to: id).status == 422)
        #expect(try world.ask([bea], to: id).status == 303)
        #expect(try world.yes(second, as: bea.guest, ["shows_contact": "yes"]).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"])
        let again = try house.get("/kumppani/orders/\(id)", as: world.petri).text
        #expect(again.contains("Kerron: Bea") && again.contains("@"))
        // Held: marked at one end, known at both; only who came is remembered.
        #expect(try house.post("/yhdistys/engagements/\(id)/done", as: world.anna).status == 409)
        try world.behind(
            "update order_time set held_on = '2020-01-15'; update engagement_time set held_on = '2020-01-15'"
        )
        #expect(
            try house.get("/kumppani/today", as: world.petri).text.contains(
                "Onko toimeksianto pidetty?"
            )
        )
        #expect(try house.post("/kumppani/orders/\(id)/done", as: world.petri).status == 303)
        #expect(try world.states(id) == ["done", "done"])
        #expect(
            try house.value("select string_agg(state, ' ') from engagement_offer") == "accepted"
        )
        let log = try house.log(of: world.association)
        for action in [
            "offer.sent", "offer.answered", "offer.read", "engagement.agreed", "engagement.done",
        ] {
            #expect(log.contains("\(action) done"), "\(action)")
        }
        #expect(try house.log(of: world.partner).contains("engagement.expert-changed done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    /// Whoever was asked and does not come reads the same to everybody: they said no, let the day pass, or paused.
    ///
    /// For the partner and other experts it is as if they had never been asked.
    @Test func `leaves no mark of how somebody did not come`() throws {
        var pages: [[String]] = []
        var own = 0
        for way in ["declined", "lapsed", "paused", "unasked"] {
            let world = try OfferFixture("offers_\(way)")
            let house = world.house
            let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
            let id = try world.ordered(["experts": "2"])
            #expect(
                try world.ask(way == "unasked" ? [bea] : [aino, bea], to: id).status == 303
            )
            let offer = try world.offer(of: aino, to: id)
            switch way {
            case "unasked": break
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
            let states = try house.database.psql(
                "select state from engagement_offer where person_id = '\(aino.person)'"
            )
            #expect(states == (way == "unasked" ? [] : [["not-now"]]))
            let paths: [(String, Guest?)] = [
                ("/yhdistys/engagements/\(id)", world.anna),
                ("/yhdistys/engagements/\(id)/experts", world.anna),
                ("/yhdistys/engagements", world.anna),
                ("/yhdistys/people/\(aino.person)", world.anna),
                ("/yhdistys/today", world.anna), ("/yhdistys/offers", bea.guest),
                ("/yhdistys/today", bea.guest), ("/kumppani/orders/\(id)", world.petri),
                ("/kumppani/today", world.petri),
                ("/yhdistys/offers/\(try world.offer(of: bea, to: id))", bea.guest),
                ("/yhdistys/offers/export.csv", bea.guest), ("/yhdistys/people", bea.guest),
                ("/yhdistys/own-log", bea.guest), ("/kumppani/orders", world.petri),
                ("/kumppani/orders/export.csv", world.petri),
                ("/kumppani/engagement-messages/\(id)", world.petri),
                ("/kumppani/engagement-changes/\(id)", world.petri),
                ("/yhdistys/offers", aino.guest),
            ]
            own = paths.count - 1
            var seen: [String] = []
            for (path, guest) in paths {
                seen.append(neutral(try house.get(path, as: guest).text))
            }
            let mails = try house.mails(of: world.partner) + house.mails(of: world.association)
            let (told, others) = (
                mails.map { neutral($0.subject + $0.body) }.sorted(),
                mails.filter { !$0.body.contains("Aino") }.map { neutral($0.subject + $0.body) }
            )
            #expect(!others.isEmpty)
            seen.insert(others.sorted().joined(), at: own)
            seen += way == "unasked" ? [] : told
            pages.append(seen)
            #expect(house.faults.all.isEmpty, "\(house.faults.all)")
        }
        for (index, page) in pages[0].enumerated() {
            for (number, other) in pages.enumerated().dropFirst() {
                // That somebody has paused is told to the coordinator, on the person's page and among the newest deeds.
                if number == 2, index == 3 || index == 4 { continue }
                // Who asks knows whom they asked, and who was asked knows it.
                if number == 3, index < 5 || index > own { continue }
                let same = zip(page, other[index]).prefix { $0 == $1 }.count
                let (one, two) = (page.dropFirst(same - 60), other[index].dropFirst(same - 60))
                let isSame = page == other[index]
                #expect(isSame, "\(index): \(one.prefix(160)) | \(two.prefix(160))")
            }
        }
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
        let veikko = try world.expert("Veikko", hasAccount: false)
        let id = try world.ordered()
        #expect(try world.ask([veikko], to: id).status == 303)
        #expect(
            try house.mails(of: world.association).allSatisfy { !$0.subject.contains("Pyyntö") }
        )
        let offer = try world.offer(of: veikko, to: id)
        let path = "/yhdistys/offers/\(offer)/told"
        #expect(
            try house.get("/yhdistys/engagements/\(id)/experts", as: world.anna).text.contains(path)
        )
        func tell(_ day: String) throws -> Page {
            let form: Form = [
                "told_on": day, "choice": "expenses", "shown_name": "Veikko", "shows_contact": "no",
                "once": try house.get(path, as: world.anna).once(of: path) ?? "",
            ]
            return try house.ask(try house.sending(path, form, as: world.anna))
        }
        let wrong = try tell(try house.value("select today() + 1"))
        #expect(wrong.status == 422 && wrong.field("shown_name") == "Veikko")
        #expect(try tell(try house.value("select today()")).status == 303)
        #expect(try world.states(id) == ["agreed", "agreed"])
        // The day they have an account it is theirs alone.
        let guest = try house.member(of: world.association, .expert, person: veikko.person)
        #expect(try house.get(path, as: world.anna).status == 409)
        #expect(
            try house.post("/yhdistys/offers/\(offer)/told-refusal", as: world.anna).status == 403
        )
        #expect(try world.no(offer, as: guest) == 303)
        #expect(try world.states(id) == ["answered", "offering"])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
