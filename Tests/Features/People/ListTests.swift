import Access
import Base
import HTTP
import Support
import Testing

@Test func `the list shows everybody with a count, and the look is in the log with its people`()
    throws
{
    let house = try TestHouse("people_list")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let first = try house.person(in: takk, "Aino", "Äijälä")
    _ = try house.person(in: takk, "Eero", "Zetterström", kind: "expert")
    let page = try house.get("/takk/people", as: kaisa)
    #expect(page.status == 200)
    #expect(page.text.contains("2 henkilöä"))
    #expect(page.rows.count == 2)
    #expect(page.rows.last == first.text, "ä comes after z")
    #expect(page.text.contains("aria-sort=\"ascending\""))
    #expect(!page.text.contains("⟦"))
    #expect(try house.log(of: takk) == ["person.listed done"])
    #expect(
        try house.value("select count(*) from log.event_subject where person_id = '\(first)'")
            == "1"
    )
    #expect(house.faults.all.isEmpty)
}

@Test func `names stand in the order of the Finnish alphabet: å, ä and ö after z`() throws {
    let house = try TestHouse("people_order")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let families = ["Öhman", "Zetterström", "Ärling", "Åberg", "Aalto", "Äng"]
    var ids: [String: String] = [:]
    for family in families { ids[family] = try house.person(in: takk, "Aino", family).text }
    let rows = try house.get("/takk/people", as: kaisa).rows
    let wanted = ["Aalto", "Zetterström", "Åberg", "Äng", "Ärling", "Öhman"]
    #expect(rows == wanted.compactMap { ids[$0] })
    #expect(try house.get("/takk/people?q=%C3%A5", as: kaisa).rows == [ids["Åberg"] ?? ""])
}

@Test func `an empty list says why and what to do, and another thing when nothing matches`() throws
{
    let house = try TestHouse("people_empty")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(
        try house.get("/takk/people", as: kaisa).text.contains("Rekisterissä ei ole vielä ketään.")
    )
    _ = try house.person(in: takk, "Aino", "Aalto")
    let page = try house.get("/takk/people?q=Xyz", as: kaisa)
    #expect(page.text.contains("Kukaan ei vastaa hakua."))
    #expect(page.text.contains("0 henkilöä"))
}

@Test(arguments: [
    ("ä", ["Äijälä"]), ("Ä", ["Äijälä"]), ("åke", ["Öhman"]), ("öh", ["Öhman"]),
    ("A\u{308}ij", ["Äijälä"]),
    ("öhman å", ["Öhman"]), ("åke ö", ["Öhman"]), ("O'Br", ["O''Brien"]), ("%", []), ("_", []),
    ("\\", []), ("'", []), ("\"", []), ("' or 1=1 --", []), ("🧺", ["🧺"]),
    ("  äijälä   aino ", ["Äijälä"]),
    // Inside names, in any order of words, and by the municipality that the list shows.
    ("hman", ["Öhman"]), ("jälä", ["Äijälä"]), ("ke hma", ["Öhman"]), ("brie", ["O''Brien"]),
    ("nurm", ["Öhman"]), ("nurmes aino", []), ("hm", ["Öhman"]), ("m", ["O''Brien", "Öhman", "🧺"]),
    // Marks, hyphens, apostrophes and spaces are no hindrance; å, ä and ö are letters of their own.
    ("obrien", ["O''Brien"]), ("o’brien", ["O''Brien"]), ("O'BRIEN", ["O''Brien"]),
    ("ruiz", ["Ruíz-Åberg"]), ("ruizåb", ["Ruíz-Åberg"]), ("RUÍZ-ÅB", ["Ruíz-Åberg"]),
    ("ruíz‑åb", ["Ruíz-Åberg"]), ("zelda ruiz", ["Ruíz-Åberg"]), ("aberg", []),
    ("ohman", []),
])
func `search finds inside names and municipalities, whatever the characters`(
    search: String,
    families: [String]
) throws {
    let house = try TestHouse("people_search")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    var ids: [String: String] = [:]
    ids["Äijälä"] = try house.person(in: takk, "Aino", "Äijälä").text
    ids["Öhman"] = try house.person(in: takk, "Åke", "Öhman").text
    ids["O''Brien"] = try house.person(in: takk, "Sean", "O''Brien").text
    ids["🧺"] = try house.person(in: takk, "Emo", "🧺").text
    ids["Ruíz-Åberg"] = try house.person(in: takk, "Żelda", "Ruíz-Åberg").text
    try house.database.psql("update person set municipality = 'Nurmes' where family_name = 'Öhman'")
    try house.database.psql(
        "update person set municipality = 'Muhos' where given_name in ('Sean', 'Emo')"
    )
    let page = try house.get("/takk/people?q=\(percentEncoded(search))", as: kaisa)
    #expect(page.status == 200)
    #expect(page.rows == families.compactMap { ids[$0] })
    #expect(house.faults.all.isEmpty)
}

@Test func `a search of ten thousand characters finds nobody and harms nothing`() throws {
    let house = try TestHouse("people_long")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.person(in: takk, "Aino", "Aalto")
    let page = try house.get("/takk/people?q=" + String(repeating: "a", count: 10_000), as: kaisa)
    #expect(page.status == 200)
    #expect(page.rows.isEmpty)
    #expect(page.text.utf8.count < 80_000)
}

@Test func `filters narrow the list, its count and its file alike`() throws {
    let house = try TestHouse("people_filters")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let expert = try house.person(in: takk, "Aino", "Aalto", kind: "expert")
    let paused = try house.person(in: takk, "Bo", "Berg")
    try house.database.psql(
        "update person set state = 'paused', language = 'sv' where id = '\(paused)'"
    )
    for (query, expected) in [
        ("kind=expert", expert), ("state=paused", paused), ("speaks=sv", paused),
        ("state=paused&speaks=sv", paused),
    ] {
        let page = try house.get("/takk/people?\(query)", as: kaisa)
        #expect(page.rows == [expected.text])
        #expect(page.text.contains("1 henkilö<"))
        let file = try house.get("/takk/people/export.csv?\(query)", as: kaisa)
        #expect(file.text.split(separator: "\r\n").count == 2)
    }
    #expect(try house.get("/takk/people?kind=expert&state=paused", as: kaisa).rows.isEmpty)
    #expect(
        try house.get("/takk/people?kind=hostile&state=&speaks=xx&sort=-", as: kaisa).rows.count
            == 2
    )
    #expect(house.faults.all.isEmpty)
}

@Test(arguments: ["name", "-name", "added", "-added", "changed", "-changed"], [false, true])
func `paging through 120 people both ways sees each of them once`(sort: String, isSameName: Bool)
    throws
{
    let house = try TestHouse("people_paging")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(120, in: takk, isSameName: isSameName)
    var path: String? = "/takk/people?sort=\(sort)"
    var forwards: [[String]] = []
    var last = ""
    while let address = path {
        let page = try house.get(address, as: kaisa)
        forwards.append(page.rows)
        last = address
        path = page.link("next")
    }
    #expect(forwards.map(\.count) == [50, 50, 20])
    #expect(Set(forwards.joined()).count == 120)
    var backwards: [[String]] = []
    path = last
    while let address = path {
        let page = try house.get(address, as: kaisa)
        backwards.append(page.rows)
        path = page.link("prev")
    }
    #expect(backwards.reversed() == forwards)
    #expect(house.faults.all.isEmpty)
}

@Test(arguments: [
    "after=", "after=.", "after=x", "before='; drop table person; --",
    "after=ä.00000000-0000-7000-8000-000000000000", "after=00000000-0000-7000-8000-000000000000",
    "sort=added&after=00000000-0000-7000-8000-000000000000",
    "sort=-changed&before=ffffffff-ffff-ffff-ffff-ffffffffffff",
    "sort=added&before=abc.00000000-0000-7000-8000-000000000000", "after=a&before=b",
])
func `a hostile place in the list leads to its start`(query: String) throws {
    let house = try TestHouse("people_cursor")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.person(in: takk, "Aino", "Aalto")
    let pairs = query.split(separator: "&").map { pair in
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return "\(parts[0])=\(percentEncoded(parts[1]))"
    }
    let page = try house.get("/takk/people?\(pairs.joined(separator: "&"))", as: kaisa)
    #expect(page.status == 200)
    #expect(page.rows.count == 1)
    #expect(house.faults.all.isEmpty)
}

@Test func `the list takes as many statements and round trips for fifty people as for one`() throws
{
    let house = try TestHouse("people_effort")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    func cost() throws -> [Int] {
        let before = house.counts
        _ = try house.get("/takk/people", as: kaisa)
        return [
            house.counts.statements - before.statements,
            house.counts.roundTrips - before.roundTrips,
        ]
    }
    _ = try house.person(in: takk, "Aino", "Aalto")
    _ = try cost()
    let one = try cost()
    try house.crowd(60, in: takk)
    #expect(try cost() == one)
    #expect(one[1] <= 3, "session, list and end")
}

@Test func `a full page stays within its bytes`() throws {
    let house = try TestHouse("people_bytes")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(60, in: takk, given: "Annamaria-Katariina")
    let page = try house.get("/takk/people", as: kaisa)
    #expect(page.rows.count == 50)
    #expect(page.text.utf8.count <= 30 * 1024, "\(page.text.utf8.count) bytes")
}

@Test(arguments: ["fi", "sv", "en"])
func `every page has its words in all three languages`(language: String) throws {
    let house = try TestHouse("people_words")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let person = try house.person(in: takk, "Aino", "Aalto")
    try house.note("Kanarialintu", about: person, in: takk, readers: "staff")
    for path in [
        "/people", "/people?q=zz", "/people/new", "/people/\(person)", "/people/\(person)/edit",
        "/people/export.csv",
    ] {
        let joint = path.contains("?") ? "&" : "?"
        let page = try house.get("/takk\(path)\(joint)language=\(language)", as: kaisa)
        #expect(page.status == 200)
        // The log's own sentences belong to another room.
        #expect(!page.text.replacing("⟦action.", with: "").contains("⟦"))
    }
    let cookie: Fields = ["cookie": "language=\(language)"]
    for (path, form) in [
        ("/people/selection", ["to": "archived", "person": person.text]),
        ("/people/selection", ["to": "active", "person": person.text]),
        ("/people/selection", ["to": "invite", "person": person.text]),
        ("/people/selection", ["to": "archived"]), ("/people", ["kind": "x"]),
        ("/people/\(person)", ["kind": "x"]),
        ("/people/\(person)/notes", ["body": ""]),
        ("/people/\(person)/notes/reading", ["purpose": ""]),
        ("/people/\(person)/notes/reading", ["purpose": "support"]),
        ("/people/\(person)/state", ["to": "active"]),
    ] {
        var sent = Form(form.map { Form.Pair($0.key, $0.value) })
        sent.append("once", ID<Person>().text)
        var fields = cookie
        fields.append("cookie", "vakka=\(kaisa.token)")
        fields.set("host", "localhost")
        fields.set("sec-fetch-site", "same-origin")
        let page = try house.ask(Request(.post, "/takk\(path)", fields: fields, form: sent))
        #expect([200, 409, 422].contains(page.status))
        #expect(!page.text.contains("⟦"), "\(path)")
        #expect(page.text.contains("lang=\"\(language)\""))
    }
    #expect(house.faults.all.isEmpty)
}

@Test func `an address of the list holds ids and no names`() throws {
    let house = try TestHouse("people_addresses")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(60, in: takk, given: "Kanarialintu")
    let first = try house.get("/takk/people?sort=name", as: kaisa)
    let next = try #require(first.link("next"))
    #expect(next == "/takk/people?after=\(first.rows[49])")
    let second = try house.get(next, as: kaisa)
    #expect(second.link("prev") == "/takk/people?before=\(second.rows[0])")
}

@Test func `a place that is out of reach is no place`() throws {
    let house = try TestHouse("people_place_reach")
    let takk = try house.space("takk", .provider)
    let naapuri = try house.space("naapuri", .provider)
    let timo = try house.member(of: takk, .trainer)
    let mine = try house.person(in: takk, "Oma", "Bergström")
    let stranger = try house.person(in: takk, "Vieras", "Aalto")
    let foreign = try house.person(in: naapuri, "Vieras", "Aalto")
    try house.enrol(mine, in: takk, trainer: timo)
    for id in [stranger, foreign, ID<Person>()] {
        for place in ["after", "before"] {
            let page = try house.get("/takk/people?\(place)=\(id)", as: timo)
            #expect(page.rows == [mine.text])
            #expect(page.link("prev") == nil && page.link("next") == nil)
        }
    }
    #expect(try house.get("/takk/people?after=\(mine)", as: timo).rows == [mine.text])
}

@Test func `a search that finds very many is walked, says how many at least, and can be paged`()
    throws
{
    let house = try TestHouse("people_many")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(2050, in: takk)
    let one = try house.person(in: takk, "Aino", "Joukkola", kind: "expert")
    for term in ["joukko", "jo", "oukk"] {
        let page = try house.get("/takk/people?q=\(term)", as: kaisa)
        #expect(page.text.contains("Yli 2\u{A0}000 henkilöä"), "\(term)")
        #expect(page.rows.count == 50)
        let next = try house.get(try #require(page.link("next")), as: kaisa)
        #expect(next.rows.count == 50)
        #expect(Set(next.rows).isDisjoint(with: page.rows))
        #expect(try house.get(try #require(next.link("prev")), as: kaisa).rows == page.rows)
        #expect(
            try house.get("/takk/people?q=\(term)&sort=-name", as: kaisa).rows.first == one.text
        )
        let narrow = try house.get("/takk/people?q=\(term)&kind=expert&sort=-added", as: kaisa)
        #expect(narrow.rows == [one.text])
        #expect(narrow.text.contains("1 henkilö<"))
    }
    let few = try house.get("/takk/people?q=aino%20joukko", as: kaisa)
    #expect(few.rows == [one.text] && few.text.contains("1 henkilö<"))
    let file = try house.get("/takk/people/export.csv?q=joukko&kind=expert", as: kaisa)
    #expect(file.text.split(separator: "\r\n").count == 2)
    #expect(house.faults.all.isEmpty)
}

@Test func `from a person the way leads back to the filters, the order and the page of the list`()
    throws
{
    let house = try TestHouse("people_back")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    try house.crowd(60, in: takk)
    let plain = try house.get("/takk/people", as: kaisa)
    #expect(plain.text.contains("class=\"row\" href=\"/takk/people/\(plain.rows[0])\""))
    let narrow = "/takk/people?kind=participant&sort=-added"
    let second = try #require(try house.get(narrow, as: kaisa).link("next"))
    let list = try house.get(second, as: kaisa)
    let row = try #require(
        list.text.components(between: "class=\"row\" href=\"", and: "\"").first
    )
    let page = try house.get(row, as: kaisa)
    #expect(page.status == 200)
    #expect(page.text.contains("href=\"\(second.replacing("&", with: "&amp;"))\""))
    let edit = try #require(page.text.components(between: "/edit?list=", and: "\"").first)
    let path = "/takk/people/\(list.rows[0])"
    let form = try house.get("\(path)/edit?list=\(edit)", as: kaisa)
    #expect(form.text.contains("action=\"\(path)?list=\(edit)\""))
    let done = try house.post("\(path)/state?list=\(edit)", ["to": "paused"], as: kaisa)
    #expect(done.location.hasPrefix("\(path)?list=\(edit)&did="))
    for bad in ["//evil.example", "kind=hostile", "%00", "q=%22%3E%3Cscript%3E", "after=x"] {
        let page = try house.get(
            "/takk/people/\(list.rows[0])?list=\(percentEncoded(bad))",
            as: kaisa
        )
        #expect(page.status == 200)
        #expect(!page.text.contains("href=\"//") && !page.text.contains("<script>"))
    }
    #expect(house.faults.all.isEmpty)
}
