import Base
import Foundation
import Support
import Testing

/// Where the machine's clock may be asked: the clock itself, ids, the server's deadlines and log, and where the house
/// is put together.
private let askers = [
    "App/", "Base/Clock.swift", "Base/ID.swift", "Composition/", "Demo/Demo.swift", "Mail/",
    "Server/",
    "Store/AuditConnection.swift", "Store/Connection.swift", "Store/Database.swift",
    "Store/Migrator.swift", "Store/Outbox.swift", "Store/SelfTest.swift",
]

@Test func `a request knows one moment, and nothing else of the house asks for the time`() throws {
    let root = TestCluster.root + "/Sources"
    let walk = try #require(FileManager.default.enumerator(atPath: root))
    var read = 0
    for case let path as String in walk where path.hasSuffix(".swift") {
        guard !askers.contains(where: path.hasPrefix) else { continue }
        read += 1
        let text = try String(contentsOfFile: root + "/" + path, encoding: .utf8)
        for line in text.split(separator: "\n").map({ $0.drop { $0 == " " } })
        where !line.hasPrefix("//") {
            let asks = line.contains(
                /Clock\.real|= \.real\b|clock_gettime|\btime\(nil\)|ContinuousClock/
            )
            // What stands before the dot is a clock, a visit or the words of one.
            let isAmbient = line.contains(
                /(?:^|[\s(=:,<>!])\.(?:now|today)\b|Instant\.now|Day\.today/
            )
            // The database has `public.moment()` and `public.today()`.
            let asksDatabase = line.contains(
                /\b(?:now|clock_timestamp)\(\)|\bcurrent_(?:date|time)/
            )
            #expect(!asks && !isAmbient && !asksDatabase, "\(path): \(line)")
        }
    }
    #expect(read > 150)
}

@Test func `where the clock stands, pages and log tell its moment`() throws {
    let clock = Clock(at: try #require(Instant(iso: "2026-10-08T11:02:00Z")))
    let house = try TestHouse("clock", clock: clock)
    let space = try house.space("kello", .association)
    let coordinator = try house.member(of: space, .coordinator)
    let page = try house.get("/kello/today", as: coordinator)
    #expect(page.text.contains("torstai 8.10.2026"))
    clock.turn(to: clock.now.adding(days: 1))
    #expect(try house.get("/kello/today", as: coordinator).text.contains("perjantai 9.10.2026"))
    let told = try house.database.psql(
        "select at at time zone 'UTC' from log.event where action = 'today.read' order by at"
    )
    #expect(told == [["2026-10-08 11:02:00"], ["2026-10-09 11:02:00"]])
}
