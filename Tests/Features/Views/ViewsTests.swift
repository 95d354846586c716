import Access
import Base
import Support
import Testing

private let asked = "list=/people&query=kind%3Dparticipant"

/// A house with two coordinators, and the view that the first has saved.
private func kept(_ name: String, _ readers: String) throws -> (TestHouse, Guest, Guest, String) {
    let (house, kaisa, ville, id, _) = try keptIn(name, readers)
    return (house, kaisa, ville, id)
}

private func keptIn(
    _ name: String,
    _ readers: String
) throws -> (TestHouse, Guest, Guest, String, TestSpace) {
    let house = try TestHouse(name)
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let ville = try house.member(of: takk, .coordinator)
    _ = try house.person(in: takk, "Aino", "Aalto")
    let form: KeyValuePairs<String, String> = ["name": "Porin väki", "readers": readers]
    let saved = try house.post("/takk/views?\(asked)", form, as: kaisa)
    #expect(saved.location == "/takk/people?kind=participant&did=views.done.saved")
    let id = try house.database.psql("select id from saved_view")[0][0]
    return (house, kaisa, ville, id, takk)
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

@Test func `a shared view whose owner has left says so, and is removed by a coordinator alone`()
    throws
{
    let (house, kaisa, ville, id, takk) = try keptIn("views_left", "space")
    let trainer = try house.member(of: takk, .trainer)
    try house.database.psql(
        "update membership set ends_on = today() - 1 where id = '\(kaisa.membership)'"
    )
    let list = try house.get("/takk/people", as: ville).text
    #expect(
        list.contains("Porin väki (tekijä on lähtenyt)") && list.contains("href=\"/takk/views\"")
    )
    #expect(
        try house.get("/takk/views", as: ville).text.contains("Porin väki (tekijä on lähtenyt)")
    )
    #expect(try house.get("/takk/views/\(id)/edit", as: ville).status == 404)
    #expect(try !house.get("/takk/views", as: trainer).text.contains("Porin väki"))
    #expect(try house.post("/takk/views/\(id)/removal", as: trainer).status == 404)
    // As the app's role: neither a trainer removes it, nor a coordinator renames it.
    for (actor, sql) in [
        (trainer, "delete from saved_view where id = '\(id)'"),
        (ville, "update saved_view set name = 'Muu' where id = '\(id)'"),
    ] {
        #expect(throws: (any Error).self) {
            try house.asApp("set local app.actor = '\(actor.membership)'; \(sql)", in: takk)
        }
    }
    #expect(try house.post("/takk/views/\(id)/removal", as: ville).status == 303)
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

@Test func `a view is of a list of the house, whose page its reader may open`() throws {
    let (house, kaisa, _, _) = try kept("views_lists", "mine")
    let auditor = try house.member(of: try house.space("muu", .provider), .auditor)
    let form: KeyValuePairs<String, String> = ["name": "Muut", "readers": "mine"]
    for list in ["/today", "/people/new", "/elsewhere", "/consents", "/log"] {
        let asked = "list=\(list)&query=kind%3Dparticipant"
        #expect(try house.get("/takk/views/new?\(asked)", as: kaisa).status == 404, "\(list)")
        #expect(try house.post("/takk/views?\(asked)", form, as: kaisa).status == 404, "\(list)")
    }
    #expect(try house.get("/muu/views/new?list=/people&query=", as: auditor).status == 404)
    #expect(try house.get("/muu/views/new?list=/members&query=", as: auditor).status == 200)
    #expect(try house.database.psql("select from saved_view").count == 1)
}

@Test func `of what was asked a view keeps what the list knows`() throws {
    let (house, kaisa, _, _) = try kept("views_canonical", "mine")
    let asked =
        "list=/people&query=zz%3D%3Cb%3E%26q%3D++Porin%20++v%C3%A4ki%26after%3Dx%26sort%3D-name"
    let form: KeyValuePairs<String, String> = ["name": "Haku", "readers": "mine"]
    let saved = try house.post("/takk/views?\(asked)", form, as: kaisa)
    #expect(saved.location == "/takk/people?q=Porin%20v%C3%A4ki&sort=-name&did=views.done.saved")
    let query = try house.database.psql("select query from saved_view where name = 'Haku'")
    #expect(query == [["q=Porin%20v%C3%A4ki&sort=-name"]])
    let long = String(repeating: "%25F0%259D%2594%2584", count: 200)
    let kept = try house.post(
        "/takk/views?list=/people&query=q%3D\(long)",
        ["name": "Pitkä", "readers": "mine"],
        as: kaisa
    )
    #expect(kept.status == 303)
    let code = try house.post("/takk/views?list=/people&query=q%3D131052-308T", form, as: kaisa)
    #expect(code.status == 409 && code.text.contains("henkilötunnus"))
}

@Test func `one's views say which list each is of, without those of lists that are shut now`()
    throws
{
    let (house, kaisa, _, id) = try kept("views_shut", "mine")
    let open = try house.get("/takk/views", as: kaisa).text
    #expect(open.contains(">Luettelo</th>") && open.contains("data-label=\"Luettelo\">Henkilöt<"))
    try house.database.psql(
        """
        update membership_role set role = 'auditor' where membership_id = '\(kaisa.membership)'
        """
    )
    let shut = try house.get("/takk/views", as: kaisa)
    #expect(shut.status == 200 && !shut.text.contains("Porin väki") && !shut.text.contains(id))
}

@Test func `the menu marks the list that a view is of, and sharing says what the others see`()
    throws
{
    let (house, kaisa, _, id) = try kept("views_menu", "mine")
    for path in ["/takk/views/new?\(asked)", "/takk/views/\(id)/edit"] {
        let page = try house.get(path, as: kaisa).text
        #expect(page.contains("href=\"/takk/people\" aria-current=\"page\""), "\(path)")
        #expect(page.contains("myös sen, mitä haettiin"))
    }
}
