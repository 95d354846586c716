import Store
import Support
import Testing

@Test func `a migrated database passes the start-up self-test`() throws {
    let place = try Ground.database("selftest")
    let findings = try SelfTest.run(place.app)
    #expect(findings.isEmpty, "\(findings)")
}

@Test func `serving as the owner is refused by the self-test`() throws {
    let place = try Ground.database("selftest_owner")
    let findings = try SelfTest.run(place.owner)
    #expect(findings.contains { $0.object == "postgres" })
}
