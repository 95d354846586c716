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

    /// A page as one member sees it.
    struct Opened: Hashable {
        let caller: String
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
                for caller in Doors.members(route, worlds.own) {
                    let path = Doors.path(route, worlds.own, in: caller.kind)
                    let before = house.counts
                    let page = try Doors.ask(house, route, path, caller.guest)
                    let opened = Opened(caller: caller.name, path: "\(route.path)")
                    statuses[opened] = page.status
                    guard page.status == 200 else { continue }
                    let repeated = house.repeated
                    #expect(repeated.isEmpty, "\(caller.name) \(path): \(repeated)")
                    efforts[opened] = [
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
        // A file of the log is read in parts: it has more of them the more this test has asked.
        for (page, effort) in few where !page.path.contains("/log/export") {
            let status = statuses[page] ?? 0
            #expect(many[page] == effort, "\(page.caller) \(page.path) → \(status)")
            #expect(effort[1] <= 8, "\(page.caller) \(page.path): \(effort[1]) round trips")
        }
    }
}
