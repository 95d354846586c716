import Base
import Crypto
import HTTP
import Support
import Testing

private let fresh = "kolme viisasta apinaa 7"

extension TestHouse {
    /// An invitation of a space, with its token.
    fileprivate func invite(
        _ email: String,
        to space: TestSpace,
        by inviter: Guest? = nil,
        _ roles: String = "trainer",
        until: String = "null",
        expires: String = "moment() + interval '7 days'"
    ) throws(Failure) -> String {
        let token = try Token()
        try database.psql(
            """
            insert into invitation (tenant_id, id, email, name, roles, role_ends_on, token_hash, invited_by, expires_at)
            values ('\(space.id)', '\(ID<Account>())', '\(email)', 'Uusi Jäsen', '{\(roles)}', \(until),
              '\\x\(hex(token.hash))', \(inviter.map { "'\($0.membership)'" } ?? "null"), \(expires))
            """
        )
        return token.text
    }

    /// Sends a link's token, and opens the page to which that leads.
    fileprivate func open(_ token: String, at slug: String = "takk") throws(Failure) -> Page {
        let answer = try send("/\(slug)/invitation", ["token": token])
        guard answer.status == 303 else { return answer }
        return try get(answer.location, fields: ["cookie": answer.jar])
    }

    fileprivate func accept(
        _ token: String,
        at slug: String = "takk",
        cookies: String = ""
    ) throws(Failure) -> Page {
        try send(
            "/\(slug)/invitation/acceptance",
            ["token": token, "name": "Noora Näyte", "new_password": fresh],
            cookies: cookies
        )
    }
}

@Test func `an invitation makes an account, a membership and its roles, once`() throws {
    let house = try TestHouse("invitation")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Kutsuja")
    let token = try house.invite(
        "noora@testi.example",
        to: takk,
        by: kaisa,
        "trainer,coordinator",
        until: "'2031-05-01'"
    )

    let link = try house.get("/takk/invitation")
    #expect(link.status == 200)
    #expect(link.field("token") == "")
    let shown = try house.open(token)
    #expect(shown.status == 200)
    for text in [
        "Kaisa Kutsuja", "noora@testi.example", "Kouluttaja", "Koordinaattori", "1.5.2031 asti",
        "Tila takk",
    ] {
        #expect(shown.text.contains(text))
    }
    #expect(shown.field("name") == "Uusi Jäsen")
    // Looking uses nothing up.
    #expect(
        try house.database.psql("select count(*) from invitation where used_at is null") == [["1"]]
    )

    let page = try house.accept(token)
    #expect(page.location == "/takk/today?did=signIn.done.joined")
    let noora = Guest(
        account: ID<Account>(),
        membership: ID<Membership>(),
        email: "noora@testi.example",
        token: page.cookie("vakka") ?? ""
    )
    #expect(try house.get(page.location, as: noora).text.contains("Noora Näyte"))
    #expect(try house.signIn("noora@testi.example", fresh).status == 303)
    let roles = try house.database.psql(
        """
        select r.role, r.ends_on from membership_role r join membership m on m.id = r.membership_id
         where m.email = 'noora@testi.example' order by r.role
        """
    )
    #expect(roles == [["coordinator", "2031-05-01"], ["trainer", "2031-05-01"]])
    #expect(
        try Set(house.log(of: takk).prefix(3)) == [
            "member.invitation-opened done", "member.joined done", "account.signed-in done",
        ]
    )
    let who = try house.database.psql(
        """
        select p.body::jsonb ->> 'name' from log.event e join log.event_part p on p.event_id = e.id and p.part = 'actor'
         where e.action = 'member.joined'
        """
    )
    #expect(who == [["Noora Näyte"]])

    // The second sending finds it used, and makes nothing.
    let again = try house.accept(token)
    #expect(again.status == 422)
    #expect(again.text.contains("Kutsu on jo käytetty"))
    #expect(again.cookies["vakka"] == nil)
    #expect(try house.database.psql("select count(*) from membership") == [["2"]])
    #expect(house.faults.all.isEmpty)
}

@Test func `an invitation that has expired, was revoked or is another space's lets nobody in`()
    throws
{
    let house = try TestHouse("invitation_not")
    let takk = try house.space("takk", .provider)
    _ = try house.space("firma", .employer)
    let expired = try house.invite(
        "a@testi.example",
        to: takk,
        expires: "moment() - interval '1 second'"
    )
    let revoked = try house.invite("b@testi.example", to: takk)
    try house.database.psql(
        "update invitation set revoked_at = moment() where email = 'b@testi.example'"
    )
    let foreign = try house.invite("c@testi.example", to: takk)
    let absent = try Token().text
    for (slug, token) in [
        ("takk", expired), ("takk", revoked), ("firma", foreign), ("takk", absent), ("takk", "x"),
        ("takk", ""),
    ] {
        #expect(try house.send("/\(slug)/invitation", ["token": token]).status == 422)
        #expect(try house.accept(token, at: slug).status == 422)
    }
    #expect(
        try house.send("/takk/invitation", ["token": expired]).text.contains("Kutsu on vanhentunut")
    )
    let other = try house.send("/takk/invitation", ["token": revoked])
    let none = try house.send("/takk/invitation", ["token": absent])
    #expect(
        other.constant.split(separator: revoked).joined()
            == none.constant.split(separator: absent).joined()
    )
    #expect(try house.database.psql("select count(*) from accounts.account") == [["0"]])
    #expect(try house.send("/olematon/invitation", ["token": foreign]).status == 404)
    #expect(try house.get("/olematon/invitation").status == 404)
}

@Test func `a weak password or no name keeps the invitation open`() throws {
    let house = try TestHouse("invitation_weak")
    let takk = try house.space("takk", .provider)
    let token = try house.invite("noora@testi.example", to: takk)
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "name": "", "new_password": "salasana1234"]
    )
    #expect(page.status == 422)
    #expect(page.field("token") == token)
    #expect(page.text.contains("arvataan helposti"))
    #expect(page.text.contains("Täytä tämä kohta"))
    #expect(try house.accept(token).status == 303)
}

@Test func `who has an account joins with its password, and keeps name and password`() throws {
    let house = try TestHouse("invitation_known")
    let takk = try house.space("takk", .provider)
    let firm = try house.space("firma", .employer)
    let otso = try house.memberWithPassword(of: firm, .consentGiver, email: "otso@testi.example")
    let token = try house.invite(otso.email, to: takk)
    let shown = try house.open(token)
    #expect(shown.text.contains("Sinulla on jo tunnus"))
    #expect(shown.field("new_password") == nil)

    // Whoever else holds the link cannot choose a password for the account.
    #expect(try house.accept(token).status == 422)
    let wrong = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "password": "väärä salasana"]
    )
    #expect(wrong.status == 422)
    #expect(try house.log(of: firm) == ["account.sign-in-refused refused"])
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "password": TestHouse.password]
    )
    #expect(page.status == 303)
    let name = try house.database.psql("select name from membership where tenant_id = '\(takk.id)'")
    #expect(name == [["Testi Testaaja"]])
    #expect(try house.get("/spaces", as: guest(page, like: otso)).text.contains("/firma/today"))
    #expect(try house.log(of: firm).last == "account.signed-in done")
    #expect(try house.signIn(otso.email).status == 303)
}

@Test func `guessing an account's password behind an invitation has to wait as well`() throws {
    let house = try TestHouse("invitation_guess")
    let takk = try house.space("takk", .provider)
    let otso = try house.memberWithPassword(of: nil, email: "otso@testi.example")
    let token = try house.invite(otso.email, to: takk)
    for _ in 0..<6 {
        _ = try house.send("/takk/invitation/acceptance", ["token": token, "password": "arvaus"])
    }
    try house.stretchWaits()
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "password": TestHouse.password]
    )
    #expect(page.status == 429)
    #expect(page.field("token") == token)
}

@Test func `who is signed in joins at once, and as somebody else not at all`() throws {
    let house = try TestHouse("invitation_session")
    let takk = try house.space("takk", .provider)
    let otso = try house.memberWithPassword(of: nil, email: "otso@testi.example")
    let other = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let token = try house.invite(otso.email, to: takk)
    let foreign = try house.accept(token, cookies: "vakka=\(other.token)")
    #expect(foreign.status == 422)
    #expect(foreign.text.contains("Kirjaudu ensin ulos"))
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token],
        cookies: "vakka=\(otso.token)"
    )
    #expect(page.status == 303)
    // The session is a new one, as after every change of what one may do.
    #expect(try house.get("/takk/today", as: otso).status == 303)
    #expect(try house.get("/takk/today", as: guest(page, like: otso)).status == 200)
}

@Test func `an account without a password signs in by code before it joins`() throws {
    let house = try TestHouse("invitation_bare")
    let takk = try house.space("takk", .provider)
    let otso = try house.member(of: nil, email: "otso@testi.example")
    let token = try house.invite(otso.email, to: takk)
    #expect(
        try house.open(token).text.contains("jossa ei ole salasanaa")
    )
    #expect(try house.accept(token).status == 422)
    #expect(try house.database.psql("select count(*) from membership") == [["0"]])
}

@Test func `who comes back holds what the invitation says, not what they once held`() throws {
    let house = try TestHouse("invitation_back")
    let takk = try house.space("takk", .provider)
    _ = try house.member(of: takk, .coordinator)
    let otso = try house.memberWithPassword(of: takk, .coordinator, email: "otso@testi.example")
    try house.database.psql(
        "update membership set ends_on = today() - 1 where id = '\(otso.membership)'"
    )
    let token = try house.invite(otso.email, to: takk, "trainer")
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "password": TestHouse.password]
    )
    #expect(page.status == 303)
    let roles = try house.database.psql(
        "select role from membership_role where membership_id = '\(otso.membership)'"
    )
    #expect(roles == [["trainer"]])
    #expect(try house.get("/takk/today", as: guest(page, like: otso)).status == 200)
}

@Test func `the rules of roles hold when one joins, and the invitation stays open`() throws {
    let house = try TestHouse("invitation_rules")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, .coordinator, email: "kaisa@testi.example")
    let token = try house.invite(kaisa.email, to: takk, "auditor")
    let page = try house.send(
        "/takk/invitation/acceptance",
        ["token": token, "password": TestHouse.password]
    )
    #expect(page.status == 409)
    #expect(page.cookies["vakka"] == nil)
    #expect(
        try house.database.psql("select count(*) from invitation where used_at is null") == [["1"]]
    )
    #expect(!page.text.contains("⟦"))
}

@Test func `who is in the register already is tied to their own entry there`() throws {
    let house = try TestHouse("invitation_person")
    let takk = try house.space("takk", .provider)
    let person = try house.person(in: takk, "Noora", "Näyte", kind: "expert")
    try house.database.psql(
        "update person set email = 'noora@testi.example' where id = '\(person)'"
    )
    #expect(
        try house.accept(try house.invite("noora@testi.example", to: takk, "expert")).status == 303
    )
    #expect(try house.database.psql("select person_id from membership") == [[person.text]])
}

@Test func `the whole link may be pasted where scripts do not run`() throws {
    let house = try TestHouse("invitation_paste")
    let takk = try house.space("takk", .provider)
    let token = try house.invite("noora@testi.example", to: takk)
    let page = try house.open(" http://localhost/takk/invitation#\(token)\t")
    #expect(page.status == 200)
    #expect(page.field("token") == token)
}

@Test
func
    `the page of an invitation opens again in the browser that opened it, each time with its entry`()
    throws
{
    let house = try TestHouse("invitation_reload")
    let takk = try house.space("takk", .provider)
    let token = try house.invite("noora@testi.example", to: takk)
    let path = "/takk/invitation/acceptance"
    #expect(try house.get(path).location == "/takk/invitation")
    let answer = try house.send("/takk/invitation", ["token": token])
    #expect(answer.location == path)
    #expect(!answer.location.contains(token))
    #expect(answer.cookies["vakka-invitation"]?.contains("HttpOnly; SameSite=Strict") == true)
    for _ in 0..<2 {
        let page = try house.get(path, fields: ["cookie": answer.jar])
        #expect(page.status == 200 && page.text.contains("noora@testi.example"))
    }
    #expect(
        try house.log(of: takk)
            == ["member.invitation-opened done", "member.invitation-opened done"]
    )
    // In another space the token opens nothing, and when it is used up nothing more here.
    _ = try house.space("firma", .employer)
    let foreign = try house.get("/firma/invitation/acceptance", fields: ["cookie": answer.jar])
    #expect(foreign.location == "/firma/invitation")
    let joined = try house.accept(token)
    #expect(joined.cookies["vakka-invitation"]?.contains("Max-Age=0") == true)
    #expect(try house.get(path, fields: ["cookie": answer.jar]).location == "/takk/invitation")
    let member = "\(answer.jar); vakka=\(joined.cookie("vakka") ?? "")"
    #expect(try house.get(path, fields: ["cookie": member]).location == "/takk/today")
    #expect(house.faults.all.isEmpty)
}
