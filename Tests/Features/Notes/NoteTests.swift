import Access
import Base
import HTTP
import Support
import Testing

private let secret = "Salainen kanarialintu"

@Test
func `a note is written, listed without its text, and opened for a purpose that the log keeps`()
    throws
{
    let house = try TestHouse("note_flow")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koordinaattori")
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    let path = "/takk/people/\(person)"
    let done = try house.post(
        "\(path)/notes",
        ["body": "\(secret)\nToinen rivi", "readers": "staff"],
        as: kaisa
    )
    #expect(done.status == 303)
    let page = try house.get(path, as: kaisa)
    #expect(page.text.contains("Kaisa Koordinaattori"))
    #expect(!page.text.contains(secret))
    let unsaid = try house.post("\(path)/notes/reading", ["purpose": "uteliaisuus"], as: kaisa)
    #expect(unsaid.status == 422)
    #expect(!unsaid.text.contains(secret))
    #expect(try house.log(of: takk) == ["note.added done", "person.read done"])
    let opened = try house.post("\(path)/notes/reading", ["purpose": "support"], as: kaisa)
    #expect(opened.status == 200)
    #expect(opened.text.contains(secret))
    #expect(try house.log(of: takk).last == "note.revealed done")
    // The event tells of the person and of whoever wrote.
    let told = try house.database.psql(
        """
        select coalesce(x.person_id, x.membership_id) from log.event_subject x
          join log.event e on e.id = x.event_id where e.action = 'note.revealed' order by x.ordinal
        """
    ).compactMap(\.first)
    #expect(told == [person.text, kaisa.membership.text])
    let silent = """
        select read_notes('\(person)', jsonb_build_object('space', '\(takk.id)', 'action', 'note.revealed', 'first', 0,
          'people', cardinality(x)), x, '', '{}') from (values (array['\(person)']::uuid[])) a(x)
        """
    let why = refusal(house, in: takk, as: kaisa, silent) ?? ""
    #expect(why.contains("does not tell of this reading"))
    let both = silent.replacing(
        "array['\(person)']",
        with: "array['\(person)', '\(kaisa.membership)']"
    )
    let other = refusal(house, in: takk, as: kaisa, both) ?? ""
    #expect(!other.isEmpty && !other.contains("does not tell of this reading"))
    #expect(
        try house.value(
            """
            select p.body::jsonb ->> 'purpose' from log.event_part p
              join log.event e on e.id = p.event_id and e.action = 'note.revealed' where p.part = 'detail'
            """
        )
            == "Ohjaus ja tuki"
    )
    #expect(
        try house.value(
            "select count(*) from log.event_part where body like '%kanaria%' or body like '%Toinen rivi%'"
        )
            == "0",
        "the text is never in the log"
    )
    let added = try house.value(
        "select d.body from log.event_part d join log.event e on e.id = d.event_id where part = 'detail' and action = 'note.added'"
    )
    #expect(added.contains("{\"field\":\"body\",\"changed\":true}"))
    #expect(house.faults.all.isEmpty)
}

@Test func `each reader opens only what is for them`() throws {
    let house = try TestHouse("note_readers")
    let takk = try house.space("takk", .provider)
    let person = try house.person(in: takk, "Ella", "Ekspertti", kind: "expert")
    let kaisa = try house.member(of: takk, .coordinator)
    let timo = try house.member(of: takk, .trainer)
    let stranger = try house.member(of: takk, .trainer)
    let ella = try house.member(of: takk, .expert, person: person)
    try house.enrol(person, in: takk, trainer: timo)
    for readers in ["coordinators", "staff", "person"] {
        try house.note("kanaria-\(readers)", about: person, in: takk, readers: readers)
    }
    func read(_ door: String, as guest: Guest) throws -> [String] {
        let page = try house.post(
            "/takk/people/\(person)/\(door)",
            ["purpose": "support"],
            as: guest
        )
        guard page.status == 200 else { return ["\(page.status)"] }
        return ["coordinators", "staff", "person"].filter { page.text.contains("kanaria-\($0)") }
    }
    #expect(try read("notes/reading", as: kaisa) == ["coordinators", "staff", "person"])
    #expect(try read("notes/reading", as: timo) == ["staff", "person"])
    #expect(try read("notes/reading", as: stranger) == ["404"])
    #expect(try read("notes/reading", as: ella) == ["403"])
    #expect(try read("own-notes/reading", as: ella) == ["person"])
    #expect(try read("own-notes/reading", as: timo) == ["404"])
    #expect(try read("own-notes/reading", as: kaisa) == ["404"])
    let lines = { (guest: Guest) in
        try house.get("/takk/people/\(person)", as: guest).text.components(
            between: "Kirjoittaja",
            and: "<"
        ).count
    }
    #expect(try lines(kaisa) == 3)
    #expect(try lines(timo) == 2)
    #expect(try lines(ella) == 1)
    #expect(try house.log(of: takk).filter { $0 == "note.revealed done" }.count == 3)
    #expect(house.faults.all.isEmpty)
}

@Test func `a trainer writes for staff about own people, never for coordinators alone`() throws {
    let house = try TestHouse("note_trainer")
    let takk = try house.space("takk", .provider)
    let timo = try house.member(of: takk, .trainer)
    let mine = try house.person(in: takk, "Oma", "Osallistuja")
    let foreign = try house.person(in: takk, "Vieras", "Osallistuja")
    try house.enrol(mine, in: takk, trainer: timo)
    let door = { (id: ID<Person>, readers: String) in
        try house.post("/takk/people/\(id)/notes", ["body": secret, "readers": readers], as: timo)
            .status
    }
    #expect(try door(mine, "staff") == 303)
    #expect(try door(mine, "coordinators") == 422)
    #expect(try door(foreign, "staff") == 404)
    #expect(try house.value("select count(*) from person_note") == "1")
}

@Test(arguments: ["", "   ", String(repeating: "ä", count: 4001), "yksi\u{1}kaksi"])
func `a note with a mistake comes back as it was typed`(body: String) throws {
    let house = try TestHouse("note_mistake")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    let page = try house.post(
        "/takk/people/\(person)/notes",
        ["body": body, "readers": "staff"],
        as: kaisa
    )
    #expect(page.status == 422)
    #expect(body.isEmpty || page.text.contains(body))
    #expect(page.text.contains("value=\"staff\" checked"))
    #expect(house.faults.all.isEmpty)
}

@Test func `the database gives no text without its event, nor to a role that may not read it`()
    throws
{
    let house = try TestHouse("note_database")
    let takk = try house.space("takk", .provider)
    let person = try house.person(in: takk, "Eero", "Esimerkki")
    try house.note(secret, about: person, in: takk, readers: "person")
    #expect(throws: Failure.self) {
        try house.database.psql(
            "set role vakka_app; set app.tenant = '\(takk.id)'; select body from person_note"
        )
    }
    #expect(throws: Failure.self) {
        try house.database.psql(
            "set role vakka_app; set app.tenant = '\(takk.id)'; select * from read_notes('\(person)', '{}', '{}', '', '{}')"
        )
    }
    let seen = try house.database.psql(
        "set role vakka_app; set app.tenant = '\(takk.id)'; select id from person_note"
    )
    #expect(seen.isEmpty, "without a member there is no reader")
}
