import Base
import Crypto
import Support
import Testing

private let form: KeyValuePairs<String, String> = [
    "name": "Liisa Malli", "email": "Liisa@Malli.example", "language": "sv", "roles": "trainer",
    "roles": "expert", "ends": "2099-01-14",
]

@Test
func
    `an invitation goes out in the guest's language with a link whose token is nowhere but in the mail`()
    throws
{
    let house = try TestHouse("invite")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let sent = try house.post("/takk/members", form, as: kaisa)
    #expect(sent.status == 303)
    #expect(sent.location == "/takk/members/invitations?did=members.done.invited")
    #expect(try house.log(of: takk) == ["member.invited done"])
    let mail = try #require(try house.mails(of: takk).first)
    #expect(mail.to == "liisa@malli.example")
    #expect(mail.subject == "Inbjudan till Vakka: Rum takk")
    #expect(mail.body.contains("Utbildare, Erfarenhetsaktör"))
    let link = "http://localhost/takk/invitation#"
    let start = try #require(mail.body.firstRange(of: link))
    let text = String(mail.body[start.upperBound...].prefix { $0 != "\n" })
    let token = try #require(Token(received: text))
    let row = try house.database.psql(
        """
        select encode(token_hash, 'hex'), array_to_string(roles, ','), role_ends_on, invited_by,
          expires_at = last_moment(today() + 7),
          position('\(text)' in i::text) from invitation i
        """
    )[0]
    #expect(
        row == [hex(token.hash), "trainer,expert", "2099-01-14", kaisa.membership.text, "t", "0"]
    )
    let told = try house.database.psql(
        "select count(*) from log.event_part where body like '%\(text)%'"
    )
    #expect(told == [["0"]])
    #expect(house.faults.all.isEmpty)
}

@Test func `a form sent twice invites once`() throws {
    let house = try TestHouse("invite_twice")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let key = ID<Membership>().text
    for _ in 1...2 {
        let sent = try house.post(
            "/takk/members",
            [
                "once": key, "name": "Liisa", "email": "liisa@malli.example", "language": "fi",
                "roles": "expert",
            ],
            as: kaisa
        )
        #expect(sent.location == "/takk/members/invitations?did=members.done.invited")
    }
    #expect(try house.mails(of: takk).count == 1)
    #expect(try house.log(of: takk) == ["member.invited done"])
}

@Test
func
    `an address that is a member's or invited already is told on the form, and an expired invitation gives way`()
    throws
{
    let house = try TestHouse("invite_known")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.member(of: takk, .expert, email: "eero@malli.example")
    let known = try house.post(
        "/takk/members",
        ["name": "Eero <b>", "email": "eero@malli.example", "language": "fi", "roles": "expert"],
        as: kaisa
    )
    #expect(known.status == 409)
    #expect(known.text.contains("Tällä osoitteella on jo jäsen"))
    #expect(known.field("name") == "Eero &lt;b&gt;" && known.text.contains("checked"))
    _ = try house.post("/takk/members", form, as: kaisa)
    let again = try house.post("/takk/members", form, as: kaisa)
    #expect(again.status == 409 && again.text.contains("jo lähetetty kutsu"))
    try house.database.psql("update invitation set expires_at = moment() - interval '1 hour'")
    #expect(try house.post("/takk/members", form, as: kaisa).status == 303)
    #expect(
        try house.database.psql("select count(*) from invitation where revoked_at is null") == [
            ["1"]
        ]
    )
    #expect(house.faults.all.isEmpty)
}

@Test func `an invitation is sent again with a new link and revoked, each told in the log`() throws
{
    let house = try TestHouse("invite_again")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    _ = try house.post("/takk/members", form, as: kaisa)
    let id = try house.database.psql("select id from invitation")[0][0]
    let before = try house.database.psql("select token_hash from invitation")
    let sent = try house.post("/takk/members/invitations/\(id)/sending", as: kaisa)
    #expect(sent.location == "/takk/members/invitations?did=members.done.sent-again")
    #expect(try house.database.psql("select token_hash from invitation") != before)
    #expect(try house.mails(of: takk).count == 2)
    let revoked = try house.post("/takk/members/invitations/\(id)/revocation", as: kaisa)
    #expect(revoked.location == "/takk/members/invitations?did=members.done.revoked")
    let gone = try house.post("/takk/members/invitations/\(id)/sending", as: kaisa)
    #expect(gone.status == 409 && gone.text.contains("ei ole enää avoin"))
    #expect(
        try house.log(of: takk) == [
            "member.invited done", "member.invited done", "member.invitation-revoked done",
            "rule.refused refused",
        ]
    )
    #expect(house.faults.all.isEmpty)
}

@Test
func `who may not give a role is told so with what was chosen kept, and the log has one refusal`()
    throws
{
    let house = try TestHouse("invite_gift")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let page = try house.get("/takk/members/new", as: kaisa)
    #expect(page.text.contains("value=\"trainer\"") && !page.text.contains("value=\"auditor\""))
    #expect(!page.text.contains("value=\"consent-giver\""))
    #expect(page.text.contains("Tarkastajan nimeää ylläpitäjä"))
    let refused = try house.post(
        "/takk/members",
        [
            "name": "Liisa", "email": "l@malli.example", "language": "fi", "roles": "auditor",
            "roles": "trainer",
        ],
        as: kaisa
    )
    #expect(refused.status == 403)
    #expect(refused.text.contains("Et voi antaa tätä roolia"))
    #expect(refused.field("email") == "l@malli.example")
    #expect(try house.log(of: takk) == ["access.refused refused"])
    let unknown = try house.post(
        "/takk/members",
        ["name": "Liisa", "email": "l@malli.example", "language": "fi", "roles": "consent-giver"],
        as: kaisa
    )
    #expect(unknown.status == 409 && unknown.text.contains("ei ole tätä roolia"))
    #expect(try house.mails(of: takk).isEmpty)
    #expect(house.faults.all.isEmpty)
}

@Test(arguments: [
    ["name": "", "email": "", "language": "", "roles": ""],
    [
        "name": "a\r\nBcc: x@y.example", "email": "a@b.example\r\nBcc: c@d.example",
        "language": "fi", "roles": "expert",
    ],
    [
        "name": "<script>alert(1)</script>", "email": "ei-osoite", "language": "xx",
        "roles": "pomo", "ends": "31.2.2027",
    ],
    [
        "name": String(repeating: "ä", count: 5000),
        "email": String(repeating: "a", count: 300) + "@b.example",
    ],
    [
        "name": "Liisa", "email": "l@malli.example", "language": "fi", "roles": "expert",
        "ends": "2001-01-01",
    ],
    [:],
])
func `a form that does not hold comes back with what was typed, and nothing is sent`(
    fields: [String: String]
) throws {
    let house = try TestHouse("invite_bad")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    var text = "once=\(ID<Membership>())"
    for (name, value) in fields { text += "&\(name)=\(escaped(value))" }
    let page = try house.send("/takk/members", text, as: kaisa)
    #expect(page.status == 422)
    #expect(!page.text.contains("<script>alert"))
    #expect(page.text.contains("Tarkista nämä kohdat"))
    #expect(try house.mails(of: takk).isEmpty)
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test func `an invitation that came back is told where it stands and on Today, with what to do`()
    throws
{
    let house = try TestHouse("invite_returned")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(try house.post("/takk/members", form, as: kaisa).status == 303)
    let pages = ["/takk/members/invitations", "/takk/today"]
    func told() throws -> [Bool] {
        try pages.map { try house.get($0, as: kaisa).text.contains("i mennyt perille") }
    }
    #expect(try told() == [false, false])
    try house.database.psql(
        "update outbox set state = 'refused', returned_at = moment(), status = '5.1.1'"
    )
    #expect(try told() == [true, true])
    #expect(try house.get(pages[1], as: kaisa).text.contains("href=\"\(pages[0])/"))
    #expect(house.faults.all.isEmpty)
}

@Test func `bytes that are no text and a form without its key are refused without a fault`() throws
{
    let house = try TestHouse("invite_bytes")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    #expect(try house.send("/takk/members", "name=%FF%FE&email=%00", as: kaisa).status == 400)
    let keyless = "once=&name=L&email=l@malli.example&language=fi&roles=expert"
    #expect(try house.send("/takk/members", keyless, as: kaisa).status == 400)
    #expect(house.faults.all.isEmpty)
}

@Test func `an operator is invited nowhere, and becomes a member of nothing`() throws {
    let house = try TestHouse("invite_operator")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let keeper = try house.member(of: nil, name: "Ylla Pito", email: "ylla@pito.example")
    try house.database.psql(
        "update accounts.account set is_operator = true where id = '\(keeper.account)'"
    )
    let sent = try house.post(
        "/takk/members",
        [
            "name": "Ylla Pito", "email": "Ylla@pito.example", "language": "fi",
            "roles": "trainer",
        ],
        as: kaisa
    )
    #expect(sent.status == 409)
    #expect(sent.text.contains("Ylläpitäjä ei voi olla minkään tilan jäsen"))
    #expect(sent.text.contains("href=\"#email\""))
    #expect(try house.mails(of: takk).isEmpty)
    let told = refusal(
        house,
        in: takk,
        as: nil,
        """
        insert into membership (tenant_id, id, account_id, name, email)
        values ('\(takk.id)', '\(keeper.membership)', '\(keeper.account)', 'Ylla', 'ylla@pito.example')
        """
    )
    #expect(told?.contains("members.rule.operator") == true)
    // Whoever is made an operator later gets no role any more.
    let trainer = try house.member(of: takk, .trainer)
    try house.database.psql(
        "update accounts.account set is_operator = true where id = '\(trainer.account)'"
    )
    #expect(
        refusal(house, in: takk, as: nil, giving("expert", to: trainer, in: takk))?
            .contains("members.rule.operator") == true
    )
}
