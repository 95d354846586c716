import Base
import Dispatch
import HTTP
import Server
import Support
import Testing

/// A page whose statement goes on and on: it is stopped, and it stops nobody else.
struct SlowPageTests {
    /// Makes every person of a space take a tenth of a second to be read.
    private func slowDown(_ space: TestSpace, in house: TestHouse) throws {
        try house.database.psql(
            """
            create function public.drag() returns boolean language plpgsql volatile as
              $$ begin perform pg_sleep(0.1); return true; end $$;
            create policy dragging on person as restrictive for select to public
              using (tenant_id <> '\(space.id)' or public.drag())
            """
        )
    }

    @Test func `says in the reader's words that it took too long, and how to narrow it`() throws {
        let house = try TestHouse("slow_page")
        let slow = try house.space("slow", .provider)
        let quick = try house.space("quick", .provider)
        let guests = try [
            house.member(of: slow, .coordinator), house.member(of: quick, .coordinator),
        ]
        for space in [slow, quick] {
            for number in 1...40 { _ = try house.person(in: space, "Etu\(number)", "Suku") }
        }
        try slowDown(slow, in: house)
        let sharing = Lanes.Sharing.bySpace(
            spaceMax: 1,
            sessionMax: 2,
            session: { $0.cookie("vakka") }
        )
        // A statement has a second less than its request.
        try withHouse(house, sharing: sharing, databaseSecondsMax: 2) { server in
            let cookie = "Cookie: vakka=\(guests[0].token)"
            for language in Language.allCases {
                let asked = Client(port: server.port)
                asked.send(
                    "GET /slow/people HTTP/1.1\r\nHost: localhost\r\n\(cookie); language=\(language.rawValue)\r\n\r\n"
                )
                // Meanwhile the other space's list is there.
                let other = Client(port: server.port)
                    .ask("GET /quick/people HTTP/1.1", ["Cookie: vakka=\(guests[1].token)"])
                #expect(other.status == 200)
                let reply = asked.reply()
                let words = house.pipeline.site.catalogue.words(language, at: Clock.real.now)
                #expect(reply.status == 503 && reply.field("retry-after") == "10")
                for part in ["title", "why", "what-to-do"] {
                    #expect(reply.body.contains(words.dynamic("error.503.slow.\(part)")))
                }
            }
            // The statement has ended in the database too.
            let running = try house.database.psql(
                "select count(*) from pg_stat_activity where state = 'active' and wait_event = 'PgSleep'"
            )
            #expect(running == [["0"]])
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
