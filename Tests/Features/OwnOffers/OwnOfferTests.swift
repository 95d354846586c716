import Base
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
}
