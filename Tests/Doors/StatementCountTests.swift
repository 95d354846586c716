import Access
import Base
import HTTP
import Composition
import Routing
import Support
import Testing

/// What pages ask of the database, every page of the house in every role.
@Suite(.serialized) struct `What a page asks` {
    typealias Doors = `All doors and all keys`

    /// A page as one role sees it.
    struct Opened: Hashable {
        let role: Role
        let path: String
    }

    @Test func `is asked once, and is as much with many rows as with few`() throws {
        let worlds = try Doors.Worlds("page_effort")
        let house = worlds.house
        var statuses: [Opened: Int] = [:]
        /// Statements and round trips of each page that opens.
        func efforts() throws -> [Opened: [Int]] {
            var efforts: [Opened: [Int]] = [:]
            for route in Doors.inSpace where route.method == .get {
                for (role, guest) in worlds.own.guests {
                    let path = Doors.path(route, slug: worlds.slug(role)) {
                        worlds.own.ids[$0]?.first ?? ID<Event>().text
                    }
                    let before = house.counts
                    let page = try Doors.ask(worlds, route, path, guest)
                    statuses[Opened(role: role, path: "\(route.path)")] = page.status
                    guard page.status == 200 else { continue }
                    let repeated = house.repeated
                    #expect(repeated.isEmpty, "\(role) \(path): \(repeated)")
                    efforts[Opened(role: role, path: "\(route.path)")] = [
                        house.counts.statements - before.statements,
                        house.counts.roundTrips - before.roundTrips,
                    ]
                }
            }
            return efforts
        }
        _ = try efforts()
        let few = try efforts()
        try house.grow(worlds.own, by: 9)
        // What autovacuum does within a minute: plans made for empty tables are made anew.
        try house.database.psql("analyze")
        _ = try efforts()
        let many = try efforts()
        #expect(few.count > 40)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
        for (page, effort) in few {
            let status = statuses[page] ?? 0
            #expect(many[page] == effort, "\(page.role) \(page.path) → \(status)")
            #expect(effort[1] <= 8, "\(page.role) \(page.path): \(effort[1]) round trips")
        }
    }
}
