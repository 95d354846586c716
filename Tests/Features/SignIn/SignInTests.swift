import Base
import HTTP
import Support
import Testing

@Test func `the right password opens a session and leads on`() throws {
    let house = try TestHouse("signin_right")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let page = try house.signIn("Kaisa@Testi.example ")
    #expect(page.status == 303)
    #expect(page.location == "/")
    let inside = try house.get("/", as: guest(page, like: kaisa))
    #expect(inside.location == "/takk/today")
    #expect(try house.get("/takk/today", as: guest(page, like: kaisa)).status == 200)
    #expect(try house.log(of: takk) == ["account.signed-in done", "today.read done"])
    #expect(house.faults.all.isEmpty)
}

@Test func `the session's cookie is out of reach of scripts and of other sites, and new each time`()
    throws
{
    let house = try TestHouse("signin_cookie")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let first = try house.signIn(kaisa.email)
    let second = try house.signIn(kaisa.email)
    let cookie = try #require(first.cookies["vakka"])
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=36000"] {
        #expect(cookie.contains("; " + attribute))
    }
    #expect(first.cookie("vakka")?.count == 43)
    #expect(first.cookie("vakka") != second.cookie("vakka"))
    let hashes = try house.database.psql(
        "select count(*) from accounts.session where octet_length(token_hash) = 32"
    )
    #expect(hashes == [["3"]])
}

@Test func `a wrong password and an unknown address get the same answer`() throws {
    let house = try TestHouse("signin_same")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    _ = try house.member(of: takk, .coordinator, email: "koodi@testi.example")
    let wrong = try house.signIn(kaisa.email, "väärä salasana tässä")
    let unknown = try house.signIn("aino2@testi.example", "väärä salasana tässä")
    let bare = try house.signIn("koodi@testi.example", "väärä salasana tässä")
    #expect(wrong.status == 422)
    for other in [unknown, bare] {
        #expect(other.status == wrong.status)
        #expect(other.response.fields.list.map(\.name) == wrong.response.fields.list.map(\.name))
    }
    let stripped = [
        (wrong, kaisa.email), (unknown, "aino2@testi.example"), (bare, "koodi@testi.example"),
    ]
    .map { $0.constant.split(separator: $1).joined() }
    #expect(stripped[0] == stripped[1])
    #expect(stripped[0] == stripped[2])
    #expect(wrong.field("email") == kaisa.email)
    #expect(!wrong.text.contains("väärä salasana"))
    #expect(wrong.cookies["vakka"] == nil)
}

@Test
func
    `a refused sign-in of a known account stands in its spaces' logs, a stranger's address in none`()
    throws
{
    let house = try TestHouse("signin_refused")
    let takk = try house.space("takk", .provider)
    let firm = try house.space("firma", .employer)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    _ = try house.signIn(kaisa.email, "väärä salasana tässä")
    _ = try house.signIn("muu@testi.example", "väärä salasana tässä")
    #expect(try house.log(of: takk) == ["account.sign-in-refused refused"])
    #expect(try house.log(of: firm).isEmpty)
    let role = try house.database.psql(
        "select role from log.event where action = 'account.sign-in-refused'"
    )
    #expect(role == [["visitor"]])
}

@Test func `after some wrong passwords one waits, and then the right one gets in`() throws {
    let house = try TestHouse("signin_wait")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    for _ in 0..<6 { #expect(try house.signIn(kaisa.email, "väärä salasana").status == 422) }
    try house.stretchWaits()
    let early = try house.signIn(kaisa.email)
    #expect(early.status == 429)
    #expect(Int(early.response.fields.first("retry-after") ?? "") ?? 0 > 0)
    #expect(early.field("email") == kaisa.email)
    #expect(early.cookies["vakka"] == nil)
    // The one who knows the password is somewhere else, and is not kept waiting by a stranger.
    #expect(try house.signIn(kaisa.email, from: "198.51.100.7").status == 303)
    try house.waitOut()
    #expect(try house.signIn(kaisa.email).status == 303)
    #expect(try house.signIn(kaisa.email, "väärä salasana").status == 422)
}

@Test
func `an unknown address waits like a known one, and a household's IPv6 addresses count as one`()
    throws
{
    let house = try TestHouse("signin_network")
    for index in 0..<6 {
        let page = try house.signIn(
            "kuka@testi.example",
            "väärä salasana",
            from: "2001:db8:1:2::\(index + 1)"
        )
        #expect(page.status == 422)
    }
    try house.stretchWaits()
    #expect(
        try house.signIn("kuka@testi.example", "väärä", from: "2001:db8:1:2:ffff::1").status == 429
    )
    #expect(try house.signIn("kuka@testi.example", "väärä", from: "2001:db8:1:3::1").status == 422)
}

@Test func `one network that tries many addresses waits too`() throws {
    let house = try TestHouse("signin_spray")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    for index in 0..<21 { _ = try house.signIn("nimi\(index)@testi.example", "väärä salasana") }
    try house.stretchWaits()
    #expect(try house.signIn("nimi99@testi.example", "väärä salasana").status == 429)
    #expect(try house.signIn(kaisa.email, from: "203.0.113.9").status == 303)
}

@Test func `no other site can be led to after signing in`() throws {
    let house = try TestHouse("signin_next")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    #expect(
        try house.signIn(kaisa.email, next: "/takk/people?kind=expert").location
            == "/takk/people?kind=expert"
    )
    let hostile = [
        "//evil.example", "https://evil.example", "/\\evil.example", "\\/evil.example",
        "/a//evil.example",
        "/\tevil.example", "/ /evil.example", "javascript:alert(1)", "evil.example", "/sign-out",
        "",
    ]
    for next in hostile {
        #expect(try house.signIn(kaisa.email, next: next).location == "/")
        let page = try house.get("/sign-in?next=\(percentEncoded(next))")
        #expect(page.status == 200)
        #expect(page.field("next") == nil)
    }
    #expect(try house.get("/sign-in?next=%2Ftakk%2Ftoday").field("next") == "/takk/today")
    #expect(try house.get("/sign-in?next=%2Ftakk%2Ftoday", as: kaisa).location == "/takk/today")
}

@Test func `signing out ends the session and its cookie`() throws {
    let house = try TestHouse("signin_out")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let page = try house.post("/sign-out", as: kaisa)
    #expect(page.status == 303)
    #expect(page.cookies["vakka"]?.contains("Max-Age=0") == true)
    #expect(try house.get("/takk/today", as: kaisa).location.hasPrefix("/sign-in"))
    #expect(try house.log(of: takk) == ["account.signed-out done"])
    #expect(try house.get(page.location).text.contains("Kirjauduit ulos"))
    // Twice is as well as once.
    #expect(try house.post("/sign-out", as: kaisa).status == 303)
    #expect(try house.log(of: takk) == ["account.signed-out done"])
}

@Test func `signing in again ends the session that the browser had`() throws {
    let house = try TestHouse("signin_again")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let page = try house.send(
        "/sign-in",
        ["email": kaisa.email, "password": TestHouse.password],
        cookies: "vakka=\(kaisa.token)"
    )
    #expect(page.status == 303)
    #expect(try house.get("/account", as: kaisa).location.hasPrefix("/sign-in"))
    #expect(try house.get("/account", as: guest(page, like: kaisa)).status == 200)
}

@Test func `a hash that was made with less is made anew when its owner signs in`() throws {
    let house = try TestHouse("signin_rehash")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    // 8 MiB and one pass.
    let weak =
        "$argon2id$v=19$m=8192,t=1,p=1$dmFra2EtdGVzdC1zYWx0MA$RGj3JqZRlMMK9MdufY5sx1uimkQbgf7PP8WDhSxdTTU"
    let mine = "accounts.account set password = '\(weak)' where id = '\(kaisa.account)'"
    try house.database.psql("update \(mine)")
    #expect(try house.signIn(kaisa.email, "kevyt salasana metsässä").status == 303)
    let kept = try house.database.psql(
        "select password from accounts.account where id = '\(kaisa.account)'"
    )
    #expect(kept.first?.first?.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$") == true)
    #expect(try house.signIn(kaisa.email, "kevyt salasana metsässä").status == 303)
}

@Test func `a flood from everywhere keeps out only the networks that have failed`() throws {
    let house = try TestHouse("signin_flood")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    for _ in 0..<2 {
        #expect(try house.signIn("kuka@testi.example", "väärä", from: "203.0.113.4").status == 422)
    }
    // The flood: what all may fail together in this minute and the next is used up.
    try house.database.psql(
        """
        insert into accounts.throttle (key, failures, last_at, free_at)
        select 'sign-in ' || (floor(extract(epoch from moment()) / 60)::bigint + n), 900, moment(), moment() + interval '1 hour'
          from generate_series(0, 1) n
        on conflict (key) do update set free_at = excluded.free_at
        """
    )
    try house.stretchWaits()
    #expect(try house.signIn("muu@testi.example", "väärä", from: "203.0.113.4").status == 429)
    #expect(try house.signIn(kaisa.email).status == 303)
}
