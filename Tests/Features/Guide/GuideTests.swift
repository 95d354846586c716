import Access
import Support
import Testing

@Test func `every role may read who may do what`() throws {
    let house = try TestHouse("guide")
    let takk = try house.space("takk", .provider)
    for role in [Role.coordinator, .trainer, .expert, .auditor] {
        let member = try house.member(of: takk, role)
        let page = try house.get("/takk/access", as: member)
        #expect(page.status == 200)
        #expect(!page.text.contains("⟦"))
    }
}
