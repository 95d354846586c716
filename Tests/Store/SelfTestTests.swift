import Store
import Support
import Testing

@Test func `a migrated database passes the start-up self-test`() throws {
    let database = try TestCluster.database("selftest")
    let findings = try SelfTest.run(database.app)
    #expect(findings.isEmpty, "\(findings)")
}

@Test func `serving as the owner is refused by the self-test`() throws {
    let database = try TestCluster.database("selftest_owner")
    let findings = try SelfTest.run(database.owner)
    #expect(findings.contains { $0.object == "postgres" })
}
