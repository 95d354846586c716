import Access
import Base
import HTTP
import Support
import Testing

private let whole: KeyValuePairs<String, String> = [
    "given_name": "Aino", "family_name": "Aalto", "kind": "participant",
    "email": "AINO@esimerkki.fi",
    "phone": "+358 40 123 4567", "municipality": "Pori", "language": "sv",
]

@Test func `a coordinator adds somebody, and the log keeps every ordinary field`() throws {
    let house = try TestHouse("person_add")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(try house.get("/takk/people/new", as: kaisa).status == 200)
    let done = try house.post("/takk/people", whole, as: kaisa)
    #expect(done.status == 303)
    let page = try house.get(done.location, as: kaisa)
    #expect(page.status == 200)
    #expect(page.text.contains("aino@esimerkki.fi"))
    #expect(page.text.contains("Henkilö lisättiin rekisteriin."))
    #expect(try house.log(of: takk) == ["person.added done", "person.read done"])
    let detail = try house.value(
        "select body from log.event_part where part = 'detail' and body like '%given_name%'"
    )
    #expect(detail.contains("\"new\":\"Aino\""))
    let again = try house.get(done.location, as: kaisa)
    #expect(again.text.contains("class=\"history\""))
    #expect(house.faults.all.isEmpty)
}

@Test func `a form sent twice adds one person and leads to the same page`() throws {
    let house = try TestHouse("person_twice")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let form: KeyValuePairs<String, String> = [
        "once": ID<Person>().text, "given_name": "Aino", "family_name": "Aalto", "kind": "expert",
        "language": "fi",
    ]
    let first = try house.post("/takk/people", form, as: kaisa)
    let second = try house.post("/takk/people", form, as: kaisa)
    #expect(first.location == second.location)
    #expect(try house.value("select count(*) from person") == "1")
}

@Test(arguments: [
    ["given_name": "", "family_name": "Aalto"], ["given_name": String(repeating: "a", count: 121)],
    ["email": "ei osoite"], ["kind": "henkilö"], ["language": "xx"], ["given_name": "Ai\u{7}no"],
    ["municipality": String(repeating: "é", count: 10_000)], ["family_name": "   "],
])
func `a form with a mistake comes back with what was typed and the same key`(bad: [String: String])
    throws
{
    let house = try TestHouse("person_mistake")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    var typed = [
        "given_name": "Kanari<a>\"", "family_name": "Lintu", "kind": "expert", "language": "fi",
        "once": ID<Person>().text,
    ]
    typed.merge(bad) { $1 }
    for path in ["/takk/people", "/takk/people/\(person)"] {
        let form = Form(typed.map { Form.Pair($0.key, $0.value) })
        let page = try house.send(path, form, as: kaisa)
        #expect(page.status == 422)
        #expect(page.text.contains("class=\"problems\""))
        #expect(house.key(of: page.field("once")) == typed["once"])
        if bad["given_name"] == nil { #expect(page.text.contains("Kanari&lt;a&gt;&quot;")) }
    }
    #expect(try house.value("select count(*) from person where family_name = 'Lintu'") == "0")
    #expect(house.faults.all.isEmpty)
}

@Test func `a change keeps old and new in the log, and makes the name findable anew`() throws {
    let house = try TestHouse("person_change")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    let form = try house.get("/takk/people/\(person)/edit", as: kaisa)
    let done = try house.post(
        "/takk/people/\(person)",
        [
            "version": form.field("version") ?? "", "given_name": "Eero", "family_name": "Ölander",
            "kind": "expert", "language": "fi",
        ],
        as: kaisa
    )
    #expect(done.status == 303)
    #expect(try house.get("/takk/people?q=%C3%B6l", as: kaisa).rows == [person.text])
    let detail = try house.value(
        "select d.body from log.event_part d join log.event e on e.id = d.event_id where part = 'detail' and action = 'person.changed'"
    )
    #expect(
        detail.contains("{\"field\":\"family_name\",\"old\":\"Esimerkki\",\"new\":\"Ölander\"}")
    )
    #expect(!detail.contains("given_name"))
    #expect(house.faults.all.isEmpty)
}

@Test func `who saves over somebody else's change sees both, loses nothing, and may save again`()
    throws
{
    let house = try TestHouse("person_conflict")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    let form = try house.get("/takk/people/\(person)/edit", as: kaisa)
    try house.database.psql("update person set phone = '+358501111111' where id = '\(person)'")
    let mine: KeyValuePairs<String, String> = [
        "version": form.field("version") ?? "", "once": form.field("once") ?? "",
        "given_name": "Eero",
        "family_name": "Esimerkki", "kind": "participant", "language": "fi", "phone": "0402222222",
    ]
    let conflict = try house.post("/takk/people/\(person)", mine, as: kaisa)
    #expect(conflict.status == 409)
    #expect(conflict.text.contains("Nyt: +358 50 111 1111"))
    #expect(conflict.text.contains("value=\"0402222222\""))
    #expect(try house.value("select phone from person where id = '\(person)'") == "+358501111111")
    #expect(try house.value("select count(*) from submission") == "0")
    let again = try house.post(
        "/takk/people/\(person)",
        [
            "version": conflict.field("version") ?? "", "once": conflict.field("once") ?? "",
            "given_name": "Eero",
            "family_name": "Esimerkki", "kind": "participant", "language": "fi",
            "phone": "0402222222",
        ],
        as: kaisa
    )
    #expect(again.status == 303)
    #expect(try house.value("select phone from person where id = '\(person)'") == "+358402222222")
    #expect(house.faults.all.isEmpty)
}

@Test func `the same change sent twice is done once and is no conflict`() throws {
    let house = try TestHouse("person_change_twice")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    let form = try house.get("/takk/people/\(person)/edit", as: kaisa)
    let sent: KeyValuePairs<String, String> = [
        "version": form.field("version") ?? "", "once": form.field("once") ?? "",
        "given_name": "Eero",
        "family_name": "Uusi", "kind": "participant", "language": "fi",
    ]
    #expect(try house.post("/takk/people/\(person)", sent, as: kaisa).status == 303)
    #expect(try house.post("/takk/people/\(person)", sent, as: kaisa).status == 303)
    #expect(try house.log(of: takk).filter { $0 == "person.changed done" }.count == 1)
}

@Test
func `a person is paused, archived and restored, and what does not follow is refused in words`()
    throws
{
    let house = try TestHouse("person_state")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    for state in ["paused", "active", "archived"] {
        #expect(
            try house.post("/takk/people/\(person)/state", ["to": state], as: kaisa).status == 303
        )
        #expect(try house.value("select state from person where id = '\(person)'") == state)
    }
    let refused = try house.post("/takk/people/\(person)/state", ["to": "paused"], as: kaisa)
    #expect(refused.status == 409)
    #expect(refused.text.contains("Henkilön tilanne oli jo muuttunut."))
    #expect(try house.post("/takk/people/\(person)/state", ["to": "gone"], as: kaisa).status == 400)
    #expect(try house.log(of: takk).filter { $0.hasPrefix("person.state-changed") }.count == 3)
    #expect(house.faults.all.isEmpty)
}

@Test func `the chosen are shown before they are archived, and each is in the log`() throws {
    let house = try TestHouse("person_selection")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(120, in: takk)
    let archived = try house.person(in: takk, "Eero", "Esimerkki")
    try house.database.psql("update person set state = 'archived' where id = '\(archived)'")
    let ids = try house.database.psql("select id from person").compactMap(\.first)
    let form = Form([Form.Pair("to", "archived")] + ids.map { Form.Pair("person", $0) })
    let preview = try house.send("/takk/people/selection", form, as: kaisa)
    #expect(preview.status == 200)
    #expect(preview.text.contains("Koskee 120 henkilöä"))
    #expect(preview.text.contains("1 henkilö jää pois"))
    #expect(preview.text.contains("Eero Esimerkki") && !preview.text.contains("Esimerkki Eero"))
    #expect(try house.value("select count(*) from person where state = 'archived'") == "1")
    #expect(preview.text.contains("On jo arkistossa."))
    // What the preview does not name is not done: whoever sends it all the same changes nothing.
    // It is shown as it stands now, which is a look again.
    #expect(try house.send("/takk/people/selection/act", form, as: kaisa).status == 409)
    let changing = Form(form.pairs.filter { $0.value != archived.text })
    let done = try house.send("/takk/people/selection/act", changing, as: kaisa)
    #expect(done.status == 303)
    #expect(try house.value("select count(*) from person where state = 'archived'") == "121")
    #expect(
        try house.log(of: takk).filter { $0.hasPrefix("person.") }
            == [
                "person.listed done", "person.listed done", "person.listed done",
                "person.listed done", "person.state-changed done", "person.state-changed done",
            ]
    )
    #expect(
        try house.value(
            "select count(distinct person_id) from log.event_subject p join log.event e on e.id = p.event_id where action = 'person.state-changed'"
        ) == "120"
    )
    #expect(try house.post("/takk/people/selection", ["to": "archived"], as: kaisa).status == 422)
    // Who is not in the archive is not restored from it, and the list is found again as it was.
    try house.database.psql("update person set state = 'paused' where id = '\(archived)'")
    let back = Form(
        [Form.Pair("to", "active"), Form.Pair("list", "q=esi&sort=-added")]
            + ids.map { Form.Pair("person", $0) }
    )
    let restoring = Form(back.pairs.filter { $0.value != archived.text })
    let restored = try house.send("/takk/people/selection/act", restoring, as: kaisa)
    #expect(
        restored.location.hasPrefix("/takk/people?q=esi&sort=-added&did=people.done.restored&undo=")
    )
    #expect(
        try house.database.psql("select id from person where state <> 'active'") == [
            ["\(archived)"]
        ]
    )
    #expect(house.faults.all.isEmpty)
}

extension TestHouse {
    /// Sends a form that was made before.
    func send(_ path: String, _ form: Form, as guest: Guest) throws(Failure) -> Page {
        var sent = form
        if sent.first("once") == nil { sent.append("once", ID<Person>().text) }
        return try ask(
            Request(
                .post,
                path,
                fields: [
                    "host": "localhost", "cookie": "vakka=\(guest.token)",
                    "sec-fetch-site": "same-origin",
                ],
                form: sent
            )
        )
    }
}

@Test(arguments: [
    (SpaceKind.employer, ["employee", "contact"]), (.partner, ["expert", "employee", "contact"]),
    (.association, ["expert", "employee", "contact"]),
    (.provider, ["expert", "participant", "employee", "contact"]),
])
func
    `a register knows the kinds of person of its kind of space, in the form, the filter and the database`(
        kind: SpaceKind,
        known: [String]
    ) throws
{
    let house = try TestHouse("person_kinds_\(kind.rawValue)")
    let space = try house.space("tila", kind)
    let kaisa = try house.member(of: space, .coordinator)
    _ = try house.person(in: space, "Aino", "Vanha", kind: "contact")
    let form = try house.get("/tila/people/new", as: kaisa)
    for name in ["expert", "participant", "employee", "contact"] {
        let isKnown = known.contains(name)
        #expect(form.text.contains("value=\"\(name)\"") == isKnown, "\(name)")
        let sent = try house.post(
            "/tila/people",
            ["given_name": "Eero", "family_name": "Uusi", "kind": name, "language": "fi"],
            as: kaisa
        )
        #expect(sent.status == (isKnown ? 303 : 422), "\(name)")
        let sql =
            "insert into person (tenant_id, id, given_name, family_name, kind) values ('\(space.id)', '\(ID<Person>())', 'A', 'B', '\(name)')"
        if isKnown {
            try house.asApp(sql, in: space)
        } else {
            #expect(throws: (any Error).self, "\(name)") { try house.asApp(sql, in: space) }
        }
    }
    let list = try house.get("/tila/people", as: kaisa)
    for name in ["expert", "participant", "employee", "contact"] {
        #expect(list.text.contains("kind=\(name)\"") == known.contains(name), "\(name)")
    }
}
