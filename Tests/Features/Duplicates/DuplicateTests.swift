import Access
import Base
import HTTP
import Support
import Testing

@Test
func `who is added and may be there already is shown beside what was typed, and nothing is lost`()
    throws
{
    let house = try TestHouse("alike_added")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    func form(_ phone: String, seen: String? = nil) -> KeyValuePairs<String, String> {
        [
            "once": ID<Person>().text, "given_name": "Väinö", "family_name": "Ara-Oja",
            "kind": "participant", "phone": phone, "municipality": "Ulvila", "language": "sv",
            "confirmed": seen ?? "",
        ]
    }
    let first = try house.post("/takk/people", form("+358 40 123 4567"), as: kaisa)
    #expect(first.status == 303)
    try house.database.psql("update person set family_name = 'ARAOJA', given_name = 'VÄINÖ'")
    // Another number: another person, as far as anybody can know.
    #expect(try house.post("/takk/people", form("+358 40 765 4321"), as: kaisa).status == 303)
    let asked = try house.post("/takk/people", form("040 123 4567"), as: kaisa)
    #expect(asked.status == 422)
    #expect(asked.text.contains("href=\"\(first.location.prefix { $0 != "?" })\""))
    for typed in ["value=\"Väinö\"", "value=\"Ara-Oja\"", "value=\"Ulvila\""] {
        #expect(asked.text.contains(typed), "\(typed)")
    }
    #expect(try house.value("select count(*) from person") == "2")
    let seen = form("040 123 4567", seen: asked.field("confirmed"))
    #expect(try house.post("/takk/people", seen, as: kaisa).status == 303)
    #expect(try house.value("select count(*) from person") == "3")
    // Who has said that they are two is not asked again.
    #expect(!(try house.get("/takk/today", as: kaisa)).text.contains("Ehkä sama henkilö"))
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test
func `an applicant who may be there already is noticed by the coordinator, and learns nothing`()
    throws
{
    let fixture = try RunningCourse("alike_applied")
    let house = fixture.house
    let known = try fixture.enrol("Oili", "Osallistuja").person
    // The same name at the same employer.
    let other = try RunningCourse.course(house, fixture.takk, "Pori", firstInDays: 20)
    let fresh = try fixture.enrol("OILI", "Osallistuja", in: other).person
    let oili = try house.member(of: fixture.takk, .expert, person: fresh)
    let application = try house.value("select id from application where person_id = '\(fresh)'")
    let pages = ["/today", "/people/\(fresh)", "/people/\(known)", "/applications/\(application)"]
    func noticing(_ guest: Guest) throws -> [String] {
        try pages.filter { path in
            let page = try house.get("/takk\(path)", as: guest)
            return page.text.contains("Ehkä sama henkilö") || page.text.contains("/duplicates")
        }
    }
    #expect(try noticing(fixture.coordinator) == pages)
    #expect(try noticing(oili).isEmpty)
    #expect(try noticing(fixture.trainer).isEmpty)
    let path = "/takk/people/\(fresh)/duplicates"
    let beside = try house.get(path, as: fixture.coordinator)
    for id in [known, fresh] { #expect(beside.text.contains("/takk/people/\(id)\"")) }
    #expect(try house.get(path, as: oili).status == 403)
    #expect(try house.get(path, as: fixture.trainer).status == 403)
    let apart = try house.post("\(path)/apart", ["other": known.text], as: fixture.coordinator)
    #expect(apart.status == 303)
    #expect(try noticing(fixture.coordinator).isEmpty)
    // What changes later does not ask again either.
    try house.database.psql("update person set phone = '+358401234567'")
    #expect(try noticing(fixture.coordinator).isEmpty)
    let again = try house.post("\(path)/apart", ["other": known.text], as: fixture.coordinator)
    #expect(again.status == 409)
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `of two who add the same person in one instant, one is asked`() throws {
    let house = try TestHouse("alike_at_once")
    let takk = try house.space("takk", .provider)
    let coordinators = try (1...2).map { _ in try house.member(of: takk, .coordinator) }
    for round in 1...10 {
        let form: Form = [
            "given_name": "Väinö", "family_name": "Ara", "kind": "participant",
            "phone": "+3584012345\(10 + round)", "municipality": "Ulvila", "language": "fi",
        ]
        let requests = try coordinators.map { try house.sending("/takk/people", form, as: $0) }
        #expect(house.race(requests).sorted() == [303, 422], "\(round)")
    }
    #expect(try house.value("select count(*) from person where phone <> ''") == "10")
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}
