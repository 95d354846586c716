import Access
import Base
import Crypto
import Support
import Testing

extension TestHouse {
    /// Who looks after the installation.
    func anOperator() throws(Failure) -> Guest {
        let guest = try member(of: nil, name: "Ylla Pito")
        try database.psql(
            "update accounts.account set is_operator = true where id = '\(guest.account)'"
        )
        return guest
    }
}

private let form: KeyValuePairs<String, String> = [
    "kind": "employer", "slug": "uusi-tila", "name_fi": "Uusi tila", "name_sv": "Nytt rum",
    "name_en": "New space", "language": "sv", "business_id": "1234567-1", "guest_name": "Kaisa Koe",
    "guest_email": "Kaisa@uusi.example", "guest_language": "en",
]

@Test
func `the operator makes a space: its first coordinator is invited and its own log tells of both`()
    throws
{
    let house = try TestHouse("spaces_make")
    let keeper = try house.anOperator()
    let made = try house.post("/operator/spaces", form, as: keeper)
    #expect(made.status == 303)
    let row = try house.database.psql(
        "select id, slug, kind, state, name_fi, name_sv, name_en, default_language, business_id from space where kind <> 'installation'"
    )[0]
    #expect(
        Array(row[1...]) == [
            "uusi-tila", "employer", "active", "Uusi tila", "Nytt rum", "New space", "sv",
            "1234567-1",
        ]
    )
    let id = try #require(ID<Space>(row[0]))
    #expect(made.location == "/operator/spaces/\(id)?did=operator.done.made")
    let told = try house.database.psql("select tenant_id, action from log.event order by action")
    #expect(told == [[id.text, "member.invited"], [id.text, "space.made"]])
    #expect(try house.database.psql("select distinct role from log.event") == [["operator"]])
    let mail = try #require(try house.mails(of: nil).first)
    #expect(mail.to == "kaisa@uusi.example" && mail.subject == "Invitation to Vakka: New space")
    let start = try #require(mail.body.firstRange(of: "http://localhost/uusi-tila/invitation#"))
    let token = try #require(
        Token(received: String(mail.body[start.upperBound...].prefix { $0 != "\n" }))
    )
    #expect(
        try house.database.psql("select encode(token_hash, 'hex'), email, roles from invitation")
            == [[hex(token.hash), "kaisa@uusi.example", "{coordinator}"]]
    )
    let list = try house.get("/operator", as: keeper)
    #expect(list.text.contains("Uusi tila") && list.text.contains("1 tila"))
    #expect(house.faults.all.isEmpty)
}

@Test
func `the operator's list is searched, sorted and filtered with numbers, and is nobody else's`()
    throws
{
    let house = try TestHouse("spaces_list")
    let keeper = try house.anOperator()
    for (number, kind) in [
        SpaceKind.association, .employer, .employer, .provider,
    ].enumerated() {
        _ = try house.space("tila-\(number)", kind)
    }
    let names = ["Yhdistys", "Ääkkösten Apteekki", "Betoni & Pojat", "Oppilaitos"]
    for (number, name) in names.enumerated() {
        try house.database.psql(
            "update space set name_fi = '\(name)' where slug = 'tila-\(number)'"
        )
    }
    try house.database.psql("update space set state = 'suspended' where slug = 'tila-2'")
    func shown(_ query: String) throws -> [String] {
        let page = try house.get("/operator\(query)", as: keeper)
        #expect(page.status == 200)
        return names.map { $0.replacing("&", with: "&amp;") }
            .compactMap { name in page.text.range(of: ">\(name)<").map { (name, $0.lowerBound) } }
            .sorted { $0.1 < $1.1 }.map(\.0)
    }
    #expect(try shown("").count == 4)
    #expect(try shown("?q=%C3%84%C3%84KK") == ["Ääkkösten Apteekki"])
    #expect(try shown("?q=tila-3") == ["Oppilaitos"])
    #expect(try shown("?q=ei%20ole") == [])
    #expect(try shown("?kind=employer&sort=name") == ["Betoni &amp; Pojat", "Ääkkösten Apteekki"])
    #expect(try shown("?kind=employer&state=suspended") == ["Betoni &amp; Pojat"])
    #expect(try shown("?sort=-name").first == "Ääkkösten Apteekki")
    let all = try house.get("/operator", as: keeper).text
    #expect(all.contains("4 tilaa") && !all.contains("/views"))
    #expect(!(try house.get("/operator?kind=employer", as: keeper).text.contains("/views")))
    let file = try house.get("/operator/export.csv?kind=employer", as: keeper)
    #expect(file.text.contains("/tila-1") && !file.text.contains("/tila-3"))
    // Every statement that the list can become is one.
    for query in ["?state=active", "?sort=made", "?sort=-slug", "?after=\(ID<Space>())"] {
        _ = try shown(query)
    }
    // The database shows the spaces to operators alone.
    let takk = try #require(try house.space("takk", .provider) as TestSpace?)
    let kaisa = try house.member(of: takk, .coordinator)
    for (account, number) in [(keeper, "5"), (kaisa, "0")] {
        let seen = try house.database.psql(
            """
            select count(*) from accounts.spaces_seen((select id from accounts.account where email = '\(account.email)'))
            """
        )
        #expect(seen == [[number]])
    }
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `a space's form sent twice makes one space and one invitation`() throws {
    let house = try TestHouse("spaces_twice")
    let keeper = try house.anOperator()
    let key = ID<Space>().text
    for _ in 1...2 {
        let made = try house.post(
            "/operator/spaces",
            [
                "once": key, "kind": "association", "slug": "pk", "name_fi": "A", "name_sv": "B",
                "name_en": "C",
                "language": "fi", "guest_name": "K", "guest_email": "k@pk.example",
                "guest_language": "fi",
            ],
            as: keeper
        )
        #expect(made.location == "/operator/spaces/\(key)?did=operator.done.made")
    }
    #expect(try house.mails(of: nil).count == 1)
}

@Test func `a space that cannot be made is told on the form with what was typed kept`() throws {
    let house = try TestHouse("spaces_bad")
    let keeper = try house.anOperator()
    _ = try house.space("takk", .provider)
    _ = try house.space("firma", .employer, businessID: "7654321-2")
    func problem(_ changes: [String: String]) throws -> Page {
        var body = "once=\(ID<Space>())"
        for (name, value) in form { body += "&\(name)=\(changes[name] ?? value)" }
        return try house.send("/operator/spaces", body, as: keeper)
    }
    #expect(try problem(["slug": "takk"]).text.contains("jo toisella tilalla"))
    let both = try problem(["slug": "takk", "business_id": "7654321-2"]).text
    #expect(both.contains("href=\"#slug\"") && both.contains("href=\"#business_id\""))
    #expect(try problem(["slug": "operator"]).text.contains("Vakan omassa käytössä"))
    for slug in [
        "-a", "a-", "Iso", "%C3%A4", "a%20b", "..", "a%2Fb", String(repeating: "a", count: 41), "",
    ] {
        let page = try problem(["slug": slug])
        #expect(page.status == 422, "\(slug)")
        #expect(page.field("guest_email") == "Kaisa@uusi.example")
    }
    #expect(try problem(["business_id": "1234567-2"]).text.contains("Tarkista Y-tunnus"))
    #expect(try problem(["business_id": ""]).status == 422)
    #expect(
        try problem(["business_id": "7654321-2"]).text.contains("Tällä Y-tunnuksella on jo tila")
    )
    #expect(try problem(["kind": "partner"]).text.contains("vain työnantajalle"))
    #expect(try problem(["kind": "x"]).status == 422)
    #expect(try problem(["guest_email": "a%0D%0ABcc:b@c.example"]).status == 422)
    #expect(try problem(["name_fi": String(repeating: "a", count: 2000)]).status == 422)
    #expect(
        try problem(["guest_name": "%3Cscript%3Ex%3C/script%3E", "slug": "takk"]).text.contains(
            "&lt;script"
        )
    )
    #expect(try house.send("/operator/spaces", "slug=%FF", as: keeper).status == 400)
    #expect(
        try house.database.psql("select count(*) from space where kind <> 'installation'") == [
            ["2"]
        ]
    )
    #expect(try house.mails(of: nil).isEmpty)
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `a suspended space is gone for everybody at once, and comes back as it was`() throws {
    let house = try TestHouse("spaces_suspend")
    let keeper = try house.anOperator()
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(try house.get("/takk/today", as: kaisa).status == 200)
    let page = try house.get("/operator/spaces/\(takk.id)", as: keeper)
    #expect(page.text.contains("Mitään ei poisteta"))
    for _ in 1...2 {
        let done = try house.post("/operator/spaces/\(takk.id)/suspension", as: keeper)
        #expect(done.location == "/operator/spaces/\(takk.id)?did=operator.done.suspended")
    }
    let closed = try house.get("/takk/today", as: kaisa)
    let absent = try house.get("/olematon/today", as: kaisa)
    #expect(closed.status == 404)
    #expect(closed.text.replacing("takk", with: "olematon") == absent.text)
    #expect(try house.post("/takk/members", as: kaisa).status == 404)
    #expect(try house.get("/operator", as: keeper).text.contains("Suljettu"))
    _ = try house.post("/operator/spaces/\(takk.id)/resumption", as: keeper)
    #expect(try house.get("/takk/today", as: kaisa).status == 200)
    #expect(
        try house.log(of: takk) == [
            "today.read done", "space.suspended done", "space.resumed done", "today.read done",
        ]
    )
    #expect(house.faults.all.isEmpty)
}

@Test
func
    `an employer that nobody has claimed opens again unclaimed, and its first coordinator claims it`()
    throws
{
    let house = try TestHouse("spaces_claim")
    let keeper = try house.anOperator()
    let firm = try house.space("firma", .employer, state: "unclaimed", businessID: "7654321-2")
    _ = try house.post("/operator/spaces/\(firm.id)/suspension", as: keeper)
    _ = try house.post("/operator/spaces/\(firm.id)/resumption", as: keeper)
    #expect(
        try house.database.psql("select state from space where kind <> 'installation'") == [
            ["unclaimed"]
        ]
    )
    _ = try house.member(of: firm, .coordinator)
    #expect(
        try house.database.psql("select state from space where kind <> 'installation'") == [
            ["active"]
        ]
    )
}

@Test func `the operator invites an auditor, and a coordinator only where there is none`() throws {
    let house = try TestHouse("spaces_invite")
    let keeper = try house.anOperator()
    let takk = try house.space("takk", .provider)
    let path = "/operator/spaces/\(takk.id)"
    #expect(try house.get(path, as: keeper).text.contains("value=\"coordinator\""))
    _ = try house.member(of: takk, .coordinator)
    #expect(try !house.get(path, as: keeper).text.contains("value=\"coordinator\""))
    let refused = try house.post(
        "\(path)/invitations",
        [
            "role": "coordinator", "guest_name": "Oma Itse", "guest_email": "o@y.example",
            "guest_language": "fi",
        ],
        as: keeper
    )
    #expect(refused.status == 422 && refused.field("guest_name") == "Oma Itse")
    let key = ID<Space>().text
    for _ in 1...2 {
        let sent = try house.post(
            "\(path)/invitations",
            [
                "once": key, "role": "auditor", "guest_name": "Tuula", "guest_email": "t@y.example",
                "guest_language": "fi",
            ],
            as: keeper
        )
        #expect(sent.location == "\(path)?did=operator.done.invited")
    }
    #expect(try house.mails(of: nil).count == 1)
    #expect(
        try house.database.psql("select roles, email from invitation") == [
            ["{auditor}", "t@y.example"]
        ]
    )
    #expect(try house.log(of: takk) == ["member.invited done"])
    #expect(house.faults.all.isEmpty)
}

@Test func `an operator sees no space's content, and nobody else sees the operator's pages`() throws
{
    let house = try TestHouse("spaces_doors")
    let keeper = try house.anOperator()
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Kanaria")
    _ = try house.person(in: takk, "Liisa", "Kanaria")
    for path in ["/operator", "/operator/new", "/operator/spaces/\(takk.id)"] {
        let page = try house.get(path, as: keeper)
        #expect(page.status == 200)
        #expect(!page.text.contains("Kanaria"))
        #expect(try house.get(path, as: kaisa).status == 404)
        #expect(try house.get(path).location.hasPrefix("/sign-in?next="))
    }
    for path in ["/takk/today", "/takk/members", "/takk/settings", "/takk/access"] {
        #expect(try house.get(path, as: keeper).status == 404)
    }
    for path in ["suspension", "resumption", "invitations"] {
        #expect(try house.post("/operator/spaces/\(takk.id)/\(path)", as: kaisa).status == 404)
        #expect(try house.post("/operator/spaces/\(ID<Space>())/\(path)", as: keeper).status == 404)
    }
    #expect(try house.post("/operator/spaces", form, as: kaisa).status == 404)
    #expect(try house.get("/operator/spaces/x", as: keeper).status == 404)
    #expect(
        try house.database.psql("select state from space where kind <> 'installation'") == [
            ["active"]
        ]
    )
    #expect(house.faults.all.isEmpty)
}

@Test func `the operator's pages speak all three languages`() throws {
    let house = try TestHouse("spaces_languages")
    let keeper = try house.anOperator()
    let takk = try house.space("takk", .provider, state: "suspended")
    let firm = try house.space("firma", .employer, state: "unclaimed")
    for language in Language.allCases {
        for path in [
            "/operator", "/operator/new", "/operator/spaces/\(takk.id)",
            "/operator/spaces/\(firm.id)",
        ] {
            let page = try house.get("\(path)?language=\(language.rawValue)", as: keeper)
            #expect(page.status == 200 && !page.text.contains("⟦"), "\(path) \(language)")
        }
    }
}

@Test func `an operator's address is refused as a space's first coordinator`() throws {
    let house = try TestHouse("spaces_operator")
    let keeper = try house.anOperator()
    let made = try house.post(
        "/operator/spaces",
        [
            "kind": "provider", "slug": "uusi-tila", "name_fi": "Uusi tila", "name_sv": "Nytt rum",
            "name_en": "New space", "language": "sv", "business_id": "", "guest_name": "Ylla Pito",
            "guest_email": keeper.email, "guest_language": "fi",
        ],
        as: keeper
    )
    #expect(made.status == 409)
    #expect(made.text.contains("Ylläpitäjä ei voi olla minkään tilan jäsen"))
    #expect(made.text.contains("href=\"#guest_email\""))
    #expect(
        try house.database.psql("select count(*) from space where kind <> 'installation'") == [
            ["0"]
        ]
    )
}

@Test
func
    `what the operator does at the door, and who is turned away there, is in the installation's log`()
    throws
{
    let house = try TestHouse("spaces_installation")
    let keeper = try house.anOperator()
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.post("/sign-in", ["email": keeper.email, "password": "aivan väärä sana"])
    #expect(try house.get("/operator", as: kaisa).status == 404)
    #expect(try house.get("/operator", as: keeper).status == 200)
    let told = try house.database.psql(
        "select action, outcome from log.event where tenant_id = '\(ID<Space>.installation)' and action <> 'database.changed' order by at, id"
    )
    #expect(told == [["account.sign-in-refused", "refused"], ["access.refused", "refused"]])
    // It is a log and nothing else: no page, and in no list.
    #expect(try house.get("/vakka/people", as: keeper).status == 404)
    #expect(
        try !house.get("/operator", as: keeper).text.contains(
            "/operator/spaces/\(ID<Space>.installation)"
        )
    )
    #expect(try house.get("/operator/spaces/\(ID<Space>.installation)", as: keeper).status == 404)
    #expect(house.faults.all.isEmpty)
}
