import Access
import Base
import Support
import Testing

private let asked = "list=/people&query=kind%3Dparticipant"

/// A house with two coordinators, and the view that the first has saved.
private func kept(_ name: String, _ readers: String) throws -> (TestHouse, Guest, Guest, String) {
    let house = try TestHouse(name)
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let ville = try house.member(of: takk, .coordinator)
    _ = try house.person(in: takk, "Aino", "Aalto")
    let form: KeyValuePairs<String, String> = ["name": "Porin väki", "readers": readers]
    let saved = try house.post("/takk/views?\(asked)", form, as: kaisa)
    #expect(saved.location == "/takk/people?kind=participant&did=views.done.saved")
    let id = try house.database.psql("select id from saved_view")[0][0]
    return (house, kaisa, ville, id)
}

@Test func `a narrowed list offers to save its view, and then shows it by its name`() throws {
    let (house, kaisa, ville, _) = try kept("views_own", "mine")
    let narrowed = try house.get("/takk/people?kind=participant&sort=-name", as: kaisa)
    #expect(narrowed.text.contains("/takk/views/new?list="))
    #expect(try !house.get("/takk/people", as: ville).text.contains("/takk/views"))
    let page = try house.get("/takk/people", as: kaisa)
    #expect(page.text.contains("href=\"/takk/people?kind=participant\""))
    #expect(page.text.contains("Porin väki"))
    #expect(try !house.get("/takk/people", as: ville).text.contains("Porin väki"))
    #expect(try house.get("/takk/views", as: kaisa).text.contains("Porin väki"))
}

@Test func `a shared view is found by the whole space, and changed by nobody else`() throws {
    let (house, kaisa, ville, id) = try kept("views_shared", "space")
    #expect(try house.get("/takk/people", as: ville).text.contains("Porin väki"))
    let form: KeyValuePairs<String, String> = ["name": "Muu", "readers": "mine"]
    #expect(try house.post("/takk/views/\(id)", form, as: ville).status == 404)
    #expect(try house.get("/takk/views/\(id)/edit", as: ville).status == 404)
    #expect(try house.post("/takk/views/\(id)/removal", as: ville).status == 404)
    #expect(try house.post("/takk/views/\(id)", form, as: kaisa).status == 303)
    #expect(try !house.get("/takk/people", as: ville).text.contains("Porin väki"))
    #expect(try house.post("/takk/views/\(id)/removal", as: kaisa).status == 303)
    #expect(try house.database.psql("select from saved_view").isEmpty)
}

@Test func `a second view of one name shows its form again, and a list that is none is absent`()
    throws
{
    let (house, kaisa, _, _) = try kept("views_twice", "mine")
    let form: KeyValuePairs<String, String> = ["name": "Porin väki", "readers": "space"]
    let again = try house.post("/takk/views?\(asked)", form, as: kaisa)
    #expect(again.status == 409 || again.status == 422)
    #expect(again.field("name") == "Porin väki")
    for list in ["", "people", "//elsewhere.example", "/people/../members", "/People"] {
        #expect(try house.get("/takk/views/new?list=\(list)&query=", as: kaisa).status == 404)
    }
}
