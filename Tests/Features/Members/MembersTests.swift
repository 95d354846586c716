import Access
import Base
import Support
import Testing

@Test
func
    `the list shows members with their roles and open invitations, and the look stands in the log`()
    throws
{
    let house = try TestHouse("members_list")
    let takk = try house.space("takk", .provider)
    let other = try house.space("muu", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
    let eero = try house.member(of: takk, .trainer, name: "Eero Esimerkki")
    _ = try house.member(of: other, .coordinator, name: "Vieras Väki")
    try house.database.psql(
        "update membership_role set ends_on = today() + 20 where membership_id = '\(eero.membership)'"
    )
    _ = try house.post(
        "/takk/members",
        [
            "name": "Liisa Malli", "email": "liisa@malli.example", "language": "fi",
            "roles": "expert",
        ],
        as: kaisa
    )
    let open = try house.get("/takk/members/invitations", as: kaisa)
    #expect(open.status == 200)
    #expect(open.text.contains("Liisa Malli") && open.text.contains("liisa@malli.example"))
    #expect(!open.text.contains("Vieras") && !open.text.contains("Tila muu"))
    #expect(try house.log(of: takk).last == "member.invitations-listed done")
    let page = try house.get("/takk/members", as: kaisa)
    // Each role that somebody has is a chip with its number, and narrows the list.
    #expect(page.text.contains("Koordinaattori <small>1</small></a>"))
    let trainers = try house.get("/takk/members?role=coordinator", as: kaisa)
    #expect(trainers.text.contains("/members/\(kaisa.membership)"))
    #expect(page.status == 200 && page.text.contains("/takk/members/invitations"))
    #expect(page.text.contains("2 jäsentä"))
    #expect(page.text.contains("Eero Esimerkki") && page.text.contains("asti)"))
    #expect(!page.text.contains("Vieras") && !page.text.contains("Tila muu"))
    #expect(try house.log(of: takk).last == "member.listed done")
    let file = try house.get("/takk/members/export.csv?role=trainer", as: kaisa)
    #expect(file.text.contains("\"Eero Esimerkki\";\"\(eero.email)\";\"Kouluttaja "))
    #expect(!file.text.contains("Kaisa") && !file.text.contains("Vieras"))
    #expect(try house.log(of: takk).last == "member.exported done")
    let subjects = try house.database.psql(
        """
        select s.membership_id from log.event e join log.event_subject s on s.event_id = e.id
         where e.action = 'member.exported'
        """
    )
    #expect(subjects == [[eero.membership.text]])
    #expect(house.faults.all.isEmpty)
}

@Test func `an auditor reads the list and a member's page without a way to change them`() throws {
    let house = try TestHouse("members_auditor")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
    let auditor = try house.member(of: takk, .auditor)
    let list = try house.get("/takk/members", as: auditor)
    let page = try house.get("/takk/members/\(kaisa.membership)", as: auditor)
    #expect(list.status == 200 && page.status == 200)
    #expect(!list.text.contains("/takk/members/new"))
    #expect(!page.text.contains("/roles\"") && !page.text.contains("/ending\""))
}

@Test func `who has no right is refused, with exactly one refusal in the log`() throws {
    let house = try TestHouse("members_doors")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let doors: [(post: Bool, path: String, auditor: Bool)] = [
        (false, "/takk/members", true), (false, "/takk/members/invitations", true),
        (false, "/takk/members/\(kaisa.membership)", true),
        (false, "/takk/members/new", false), (true, "/takk/members", false),
        (true, "/takk/members/invitations/selection", false),
        (true, "/takk/members/invitations/selection/act", false),
        (true, "/takk/members/\(kaisa.membership)/roles", false),
        (true, "/takk/members/\(kaisa.membership)/ending", false),
        (true, "/takk/members/invitations/\(kaisa.membership)/sending", false),
        (true, "/takk/members/invitations/\(kaisa.membership)/revocation", false),
    ]
    var expected: [String] = []
    for (guest, status) in [
        (try house.member(of: takk, .trainer), 403), (try house.member(of: takk, .expert), 403),
        (try house.member(of: takk, .auditor), 403), (try house.member(of: nil), 404),
        (try house.member(of: try house.space("muu", .provider), .coordinator), 404),
    ] {
        let isAuditor = try roles(house, guest) == ["auditor"]
        for door in doors where !(isAuditor && door.auditor) {
            let page =
                try door.post ? house.post(door.path, as: guest) : house.get(door.path, as: guest)
            #expect(page.status == status, "\(door.path)")
            expected.append("access.refused refused")
        }
    }
    #expect(try house.log(of: takk) == expected)
    #expect(house.faults.all.isEmpty)
}

@Test func `another space's member and invitation answer as absent ones do`() throws {
    let house = try TestHouse("members_foreign")
    let takk = try house.space("takk", .provider)
    let other = try house.space("muu", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let stranger = try house.member(of: other, .coordinator, name: "Vieras Väki")
    let absent = ID<Membership>()
    for (post, path) in [
        (false, "/takk/members/#"), (true, "/takk/members/#/roles"),
        (true, "/takk/members/#/ending"),
        (false, "/takk/members/invitations/#"),
        (true, "/takk/members/invitations/#/sending"),
        (true, "/takk/members/invitations/#/revocation"),
    ] {
        let answers = try [stranger.membership, absent].map { id in
            let path = path.replacing("#", with: id.text)
            let page = try post ? house.post(path, as: kaisa) : house.get(path, as: kaisa)
            #expect(page.status == 404)
            return page.text.replacing(id.text, with: "#")
        }
        #expect(answers[0] == answers[1])
    }
    #expect(try house.get("/takk/members/ei-tunnus", as: kaisa).status == 404)
    #expect(try house.get("/takk/members?after=\(stranger.membership)", as: kaisa).status == 200)
    #expect(house.faults.all.isEmpty)
}

@Test func `every page speaks all three languages`() throws {
    let house = try TestHouse("members_languages")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    for language in Language.allCases {
        for path in [
            "/takk/members", "/takk/members?list=past", "/takk/members/new",
            "/takk/members/invitations",
            "/takk/members/\(eero.membership)", "/takk/members/\(kaisa.membership)",
        ] {
            let page = try house.get(
                "\(path)\(path.contains("?") ? "&" : "?")language=\(language.rawValue)",
                as: kaisa
            )
            #expect(page.status == 200)
            #expect(!page.text.contains("⟦"), "\(path) \(language)")
        }
    }
}

@Test func `a list longer than a page goes on from where it ended`() throws {
    let house = try TestHouse("members_paging")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Aada Alku")
    for number in 10..<65 { _ = try house.member(of: takk, .expert, name: "Jäsen \(number)") }
    let first = try house.get("/takk/members", as: kaisa).text
    #expect(
        first.contains("56 jäsentä") && first.contains("Jäsen 58") && !first.contains("Jäsen 59")
    )
    let start = try #require(first.firstRange(of: "/takk/members?after="))
    let next = String(first[start.lowerBound...].prefix { $0 != "\"" })
    let second = try house.get(next, as: kaisa).text
    #expect(
        second.contains("Jäsen 59") && second.contains("Jäsen 64") && !second.contains("Jäsen 58")
    )
}

@Test func `invitations that run out and roles that end wait on Today for coordinators alone`()
    throws
{
    let house = try TestHouse("members_waiting")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer, name: "Eero Esimerkki")
    for (name, days) in [
        ("Pian Vanha", "1 day"), ("Jo Vanha", "-1 day"), ("Vielä Aikaa", "5 days"),
    ] {
        try house.database.psql(
            """
            insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
            values ('\(takk.id)', gen_random_uuid(), '\(days.hashValue)@malli.example', '\(name)', '{expert}',
              sha256('\(name)'), moment() + interval '\(days)')
            """
        )
    }
    try house.database.psql(
        "update membership_role set ends_on = today() + 10 where membership_id = '\(eero.membership)'"
    )
    let today = try house.get("/takk/today", as: kaisa).text
    #expect(today.contains("Kutsu vanhenee pian: Pian Vanha"))
    #expect(today.contains("Kutsuun ei vastattu: Jo Vanha"))
    #expect(!today.contains("Vielä Aikaa"))
    #expect(today.contains("Rooli päättyy: <bdi>Eero Esimerkki</bdi>, Kouluttaja"))
    #expect(try !house.get("/takk/today", as: eero).text.contains("Pian Vanha"))
    #expect(house.faults.all.isEmpty)
}
