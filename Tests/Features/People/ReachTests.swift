import Access
import Base
import HTTP
import Support
import Testing

@Test func `a trainer sees the people of own courses and nobody else`() throws {
    let house = try TestHouse("reach_trainer")
    let takk = try house.space("takk", .provider)
    let timo = try house.member(of: takk, .trainer)
    let other = try house.member(of: takk, .trainer)
    let mine = try house.person(in: takk, "Oma", "Osallistuja")
    let foreign = try house.person(in: takk, "Vieras", "Kanarialintu")
    try house.enrol(mine, in: takk, trainer: timo)
    try house.enrol(foreign, in: takk, trainer: other)
    let list = try house.get("/takk/people", as: timo)
    #expect(list.rows == [mine.text])
    #expect(list.text.contains("1 henkilö<"))
    #expect(!list.text.contains("Kanarialintu"))
    #expect(!list.text.contains("/people/new"))
    #expect(try house.get("/takk/people?q=kanaria", as: timo).rows.isEmpty)
    #expect(try house.get("/takk/people/\(mine)", as: timo).status == 200)
    #expect(try house.get("/takk/people/\(foreign)", as: timo).status == 404)
    for path in ["/people/export.csv", "/people/new", "/people/\(mine)/edit"] {
        #expect(try house.get("/takk\(path)", as: timo).status == 403)
    }
    for path in [
        "/people", "/people/\(mine)", "/people/\(mine)/state", "/people/selection",
        "/people/selection/act",
    ] {
        #expect(
            try house.post("/takk\(path)", ["to": "archived", "person": mine.text], as: timo).status
                == 403
        )
    }
    #expect(house.faults.all.isEmpty)
}

@Test func `a trainer without courses is told why the list is empty`() throws {
    let house = try TestHouse("reach_none")
    let takk = try house.space("takk", .provider)
    let timo = try house.member(of: takk, .trainer)
    _ = try house.person(in: takk, "Vieras", "Kanarialintu")
    let page = try house.get("/takk/people", as: timo)
    #expect(page.text.contains("Koulutuksissasi ei ole vielä ketään."))
    #expect(page.text.contains("0 henkilöä"))
}

@Test
func `an expert sees oneself alone, and changes own contacts but neither name, group nor state`()
    throws
{
    let house = try TestHouse("reach_expert")
    let takk = try house.space("takk", .provider)
    let own = try house.person(in: takk, "Ella", "Ekspertti", kind: "expert")
    let foreign = try house.person(in: takk, "Vieras", "Kanarialintu")
    let ella = try house.member(of: takk, .expert, person: own)
    let list = try house.get("/takk/people", as: ella)
    #expect(list.rows == [own.text])
    #expect(list.text.contains("Tietoni rekisterissä"))
    let page = try house.get("/takk/people/\(own)", as: ella)
    #expect(page.status == 200)
    #expect(
        !page.text.contains("class=\"history\""),
        "who has looked is told elsewhere, without names"
    )
    #expect(try house.get("/takk/people/\(foreign)", as: ella).status == 404)
    #expect(try house.get("/takk/people/\(foreign)/edit", as: ella).status == 404)
    let form = try house.get("/takk/people/\(own)/edit", as: ella)
    #expect(form.status == 200)
    #expect(!form.text.contains("name=\"kind\""))
    let done = try house.post(
        "/takk/people/\(own)",
        [
            "version": form.field("version") ?? "", "email": "ella@esimerkki.fi", "language": "sv",
            "kind": "contact",
            "given_name": "Toinen", "state": "archived",
        ],
        as: ella
    )
    #expect(done.status == 303)
    #expect(
        try house.database.psql(
            "select email, language, kind, given_name, state from person where id = '\(own)'"
        )
            == [["ella@esimerkki.fi", "sv", "expert", "Ella", "active"]]
    )
    #expect(try house.post("/takk/people/\(own)/state", ["to": "archived"], as: ella).status == 403)
    #expect(try house.post("/takk/people", ["given_name": "x"], as: ella).status == 403)
    #expect(try house.get("/takk/people/new", as: ella).status == 403)
    #expect(
        try house.post("/takk/people/\(foreign)", ["email": "", "language": "fi"], as: ella).status
            == 404
    )
    #expect(house.faults.all.isEmpty)
}

@Test func `an expert who is not in the register sees nobody`() throws {
    let house = try TestHouse("reach_nobody")
    let takk = try house.space("takk", .provider)
    _ = try house.person(in: takk, "Vieras", "Kanarialintu")
    let ella = try house.member(of: takk, .expert)
    let page = try house.get("/takk/people", as: ella)
    #expect(page.rows.isEmpty)
    #expect(page.text.contains("Sinusta ei ole tietoja tässä rekisterissä."))
}

@Test(arguments: [Role.consentGiver, .auditor])
func `a role without the register is told so`(role: Role) throws {
    let house = try TestHouse("reach_roles")
    let firma = try house.space("firma", .employer)
    let member = try house.member(of: firma, role)
    let person = try house.person(in: firma, "Oma", "Osallistuja")
    #expect(try house.get("/firma/people", as: member).status == 403)
    #expect(try house.get("/firma/people/\(person)", as: member).status == 403)
}

@Test func `another space's person and an absent one answer the same bytes, with one refusal each`()
    throws
{
    let house = try TestHouse("reach_spaces")
    let takk = try house.space("takk", .provider)
    let naapuri = try house.space("naapuri", .association)
    let kaisa = try house.member(of: takk, .coordinator)
    let own = try house.person(in: takk, "Oma", "Osallistuja")
    let foreign = try house.person(in: naapuri, "Kanaria", "Naapuri")
    let absent = ID<Person>()
    func same(_ ask: (String) throws -> Page, _ door: Comment) throws {
        let before = try house.log(of: takk).count
        let (first, second) = (try ask(foreign.text), try ask(absent.text))
        #expect(first.status == 404, door)
        #expect(first.without(foreign.text) == second.without(absent.text), door)
        #expect(!first.text.contains("Kanaria"), door)
        let log = try house.log(of: takk).dropFirst(before)
        #expect(log == ["access.refused refused", "access.refused refused"], door)
    }
    for path in ["/people/ID", "/people/ID/edit"] {
        try same({ try house.get("/takk" + path.replacing("ID", with: $0), as: kaisa) }, "\(path)")
    }
    for path in [
        "/people/ID", "/people/ID/state", "/people/ID/notes", "/people/ID/notes/reading",
        "/people/ID/own-notes/reading",
        "/people/selection", "/people/selection/act",
    ] {
        try same(
            {
                try house.post(
                    "/takk" + path.replacing("ID", with: $0),
                    [
                        "person": own.text, "person": $0, "to": "archived", "given_name": "x",
                        "family_name": "y",
                        "kind": "expert", "language": "fi", "version": "1", "body": "x",
                        "readers": "staff",
                        "purpose": "support",
                    ],
                    as: kaisa
                )
            },
            "\(path)"
        )
    }
    for bad in ["x", "1", "%27", "\(absent.text)x"] {
        #expect(try house.get("/takk/people/\(bad)", as: kaisa).status == 404)
    }
    #expect(try house.value("select count(*) from person where state <> 'active'") == "0")
    #expect(try house.log(of: naapuri).isEmpty)
    #expect(house.faults.all.isEmpty)
}

@Test func `counts, search, filters and the file of one space never show another's`() throws {
    let house = try TestHouse("reach_counts")
    let takk = try house.space("takk", .provider)
    let naapuri = try house.space("naapuri", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.person(in: takk, "Oma", "Osallistuja")
    _ = try house.person(in: naapuri, "Kanaria", "Osallistuja")
    for path in [
        "/people", "/people?q=o", "/people?q=k", "/people?kind=participant", "/people/export.csv",
    ] {
        let page = try house.get("/takk\(path)", as: kaisa)
        #expect(!page.text.contains("Kanaria"))
        #expect(!page.text.contains("2 henkilöä"))
    }
    #expect(try house.get("/naapuri/people", as: kaisa).status == 404)
}
