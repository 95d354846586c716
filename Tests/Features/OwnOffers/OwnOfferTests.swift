import Base
import Foundation
import HTTP
import Support
import Testing

/// What an expert was asked to and comes to.
@Suite struct `Own engagements` {
    @Test func `stand in a list, as a file and on Today, and nobody else's do`() throws {
        let world = try OfferFixture("own_offers")
        let house = world.house
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try world.ordered()
        #expect(
            try house.get("/yhdistys/offers", as: aino.guest).text.contains(
                "Ei vielä toimeksiantoja"
            )
        )
        #expect(try world.ask([aino], to: id).status == 303)
        let list = "/yhdistys/offers"
        let asked = try house.get("\(list)?stand=asked", as: aino.guest).text
        #expect(asked.contains("Koulutuspäivä") && asked.contains("Odottaa vastaustasi"))
        #expect(asked.contains(">Omat toimeksiannot</caption>"))
        let found = try house.get("\(list)?q=tusp%C3%A4i", as: aino.guest).text
        #expect(found.contains("Koulutuspäivä"))
        #expect(try house.get("\(list)/export.csv", as: aino.guest).text.contains("Koulutuspäivä"))
        #expect(try !house.get(list, as: bea.guest).text.contains("Koulutuspäivä"))
        #expect(try house.get(list, as: world.anna).status == 403)
        #expect(
            try house.get("/yhdistys/today", as: aino.guest).text.contains("pyytää: Koulutuspäivä")
        )
        // What one said no to stands nowhere.
        #expect(try world.no(try world.offer(of: aino, to: id), as: aino.guest) == 303)
        #expect(try !house.get(list, as: aino.guest).text.contains("Koulutuspäivä"))
        #expect(
            try !house.get("/yhdistys/today", as: aino.guest).text.contains("pyytää: Koulutuspäivä")
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `go to one's own calendar without telling what they are`() throws {
        let world = try OfferFixture("own_days")
        let house = world.house
        let (aino, bea) = (try world.expert("Aino"), try world.expert("Bea"))
        let id = try world.ordered()
        let path = "/yhdistys/offers/calendar.ics"
        func lines(as expert: OfferFixture.Expert) throws -> [String] {
            let file = try house.get(path, as: expert.guest)
            #expect(file.status == 200)
            #expect(file.response.fields.first("content-type") == "text/calendar; charset=utf-8")
            return file.text.components(separatedBy: "\r\n")
        }
        #expect(try house.get("/yhdistys/offers", as: aino.guest).text.contains(path))
        try world.ask([aino, bea], to: id)
        // What is only asked stands nowhere.
        #expect(try !lines(as: aino).contains("BEGIN:VEVENT"))
        let offer = try world.offer(of: aino, to: id)
        #expect(try world.yes(offer, as: aino.guest).status == 303)
        // On both sides of each change of the clock: Finland's half past nine is another hour of the world.
        for (day, hour) in [
            ("2026-03-28", "07"), ("2026-03-29", "06"), ("2026-10-24", "06"), ("2026-10-25", "07"),
        ] {
            try world.behind(
                "update engagement_time set held_on = '\(day)', starts_at = '09:30', ends_at = '11:00'"
            )
            #expect(
                try lines(as: aino).contains(
                    "DTSTART:\(day.replacing("-", with: ""))T\(hour)3000Z"
                ),
                "\(day)"
            )
        }
        let agreed = try lines(as: aino)
        #expect(agreed.contains("UID:\(offer)-1") && agreed.contains("SEQUENCE:1"))
        #expect(agreed.contains("STATUS:CONFIRMED") && agreed.contains("SUMMARY:Toimeksianto"))
        let text = agreed.joined(separator: "\n").lowercased()
        for word in ["koulutuspäivä", "kumppani", "yhdistys"] { #expect(!text.contains(word)) }
        #expect(try !lines(as: bea).contains("BEGIN:VEVENT"))
        #expect([403, 404].contains(try house.get(path, as: world.anna).status))
        // A colleague who falls out makes it open again; a change waits for one's own yes.
        try world.behind("update engagement set state = 'offering'")
        #expect(try lines(as: aino).contains("STATUS:TENTATIVE"))
        try world.behind("update engagement set state = 'agreed', revision = 2")
        let changed = try lines(as: aino)
        #expect(changed.contains("STATUS:TENTATIVE") && changed.contains("SEQUENCE:2"))
        // What has begun is not cancelled any more.
        try world.behind(
            "update engagement set revision = 1; update engagement_time set held_on = '2099-01-15'"
        )
        #expect(
            try house.post("/kumppani/orders/\(id)/cancellation", as: world.petri).status == 303
        )
        let cancelled = try lines(as: aino)
        #expect(cancelled.contains("STATUS:CANCELLED") && cancelled.contains("SEQUENCE:2"))
        #expect(cancelled.contains("UID:\(offer)-1"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
