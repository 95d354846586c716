import Base
import HTTP
import Store
import Support
import Testing

@testable import Accounts

@Test func `one sees one's own sessions and ends one of them`() throws {
    let house = try TestHouse("sessions")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    let page = try house.ask(
        Request(
            .post,
            "/sign-in",
            fields: ["host": "localhost", "sec-fetch-site": "same-origin", "user-agent": firefox],
            form: [
                "email": kaisa.email, "password": TestHouse.password, "once": ID<TestHouse>().text,
            ],
            peer: "203.0.113.77"
        )
    )
    let phone = guest(page, like: kaisa)
    let shown = try house.get("/account", as: kaisa)
    #expect(shown.text.contains("Firefox · Linux"))
    #expect(shown.text.contains("203.0.113.x"))
    #expect(!shown.text.contains("203.0.113.77"))
    #expect(shown.text.contains("Tämä istunto"))
    let id = try #require(
        try house.database.psql("select id from accounts.session where agent like '%Firefox%'")
            .first?
            .first
    )
    #expect(
        try house.post("/account/sessions/\(id)/end", as: kaisa).location.contains(
            "account.done.ended"
        )
    )
    #expect(try house.get("/takk/today", as: phone).status == 303)
    #expect(try house.get("/takk/today", as: kaisa).status == 200)
    #expect(try house.log(of: takk).contains("account.session-ended done"))
    // A second time there is nothing left to end.
    #expect(try house.post("/account/sessions/\(id)/end", as: kaisa).status == 404)
}

@Test func `another account's session is as absent as one that never was`() throws {
    let house = try TestHouse("sessions_other")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let other = try house.memberWithPassword(of: nil, email: "otso@testi.example")
    let id = try #require(
        try house.database.psql(
            "select id from accounts.session where account_id = '\(other.account)'"
        ).first?.first
    )
    let foreign = try house.post("/account/sessions/\(id)/end", as: kaisa)
    let absent = try house.post("/account/sessions/\(ID<Session>())/end", as: kaisa)
    let malformed = try house.post("/account/sessions/mikä/end".replacingÄ, as: kaisa)
    #expect(foreign.status == 404)
    #expect(foreign.text == absent.text)
    #expect(malformed.status == 404)
    #expect(try house.get("/account", as: other).status == 200)
}

extension String {
    fileprivate var replacingÄ: String { split(separator: "ä").joined(separator: "%C3%A4") }
}

@Test func `all the others are ended at once, and this one stays`() throws {
    let house = try TestHouse("sessions_all")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let phones = [try house.signIn(kaisa.email), try house.signIn(kaisa.email)].map {
        guest($0, like: kaisa)
    }
    #expect(
        try house.post("/account/sessions/end", as: kaisa).location.contains("account.done.others")
    )
    for phone in phones { #expect(try house.get("/account", as: phone).status == 303) }
    #expect(try house.get("/account", as: kaisa).status == 200)
}

@Test func `ending the session that one is in signs out`() throws {
    let house = try TestHouse("sessions_own")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let id = try #require(try house.database.psql("select id from accounts.session").first?.first)
    let page = try house.post("/account/sessions/\(id)/end", as: kaisa)
    #expect(page.location.hasPrefix("/?did="))
    #expect(page.cookies["vakka"]?.contains("Max-Age=0") == true)
}

@Test func `name and language are saved, and the log says what changed`() throws {
    let house = try TestHouse("profile")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let page = try house.post(
        "/account",
        ["name": "Kaisa <b>Koe</b>", "language": "sv"],
        as: kaisa
    )
    #expect(page.status == 303)
    let shown = try house.get(page.location, as: kaisa)
    #expect(shown.text.contains("Dina uppgifter sparades"))
    #expect(
        shown.text.contains("Kaisa &lt;b>Koe&lt;/b>")
            || shown.text.contains("Kaisa &lt;b&gt;Koe&lt;/b&gt;")
    )
    #expect(shown.cookies["language"]?.hasPrefix("sv") == true)
    #expect(try house.log(of: takk) == ["account.changed done"])
    // The same once more changes nothing and logs nothing.
    _ = try house.post("/account", ["name": "Kaisa <b>Koe</b>", "language": "sv"], as: kaisa)
    #expect(try house.log(of: takk) == ["account.changed done"])
}

@Test func `a name that will not do is said, and what was typed stays`() throws {
    let house = try TestHouse("profile_wrong")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let long = String(repeating: "ä", count: 121)
    let page = try house.post("/account", ["name": long, "language": "fi"], as: kaisa)
    #expect(page.status == 422)
    #expect(page.field("name") == long)
    #expect(
        try house.post("/account", ["name": "Kaisa", "language": "ru"], as: kaisa).status == 422
    )
    #expect(try house.post("/account", ["name": "", "language": "fi"], as: kaisa).status == 422)
}

@Test func `one's own spaces stand with one's roles, and without any the page says what to do`()
    throws
{
    let house = try TestHouse("spaces")
    let takk = try house.space("takk", .provider)
    let firm = try house.space("firma", .employer)
    let kaisa = try house.member(of: takk, .coordinator, .trainer)
    try house.database.psql(
        """
        insert into membership (tenant_id, id, account_id, name, email)
          values ('\(firm.id)', '\(kaisa.membership)', '\(kaisa.account)', 'Testi', '\(kaisa.email)');
        insert into membership_role (tenant_id, membership_id, role)
          values ('\(firm.id)', '\(kaisa.membership)', 'consent-giver')
        """
    )
    let page = try house.get("/spaces", as: kaisa)
    #expect(page.text.contains("Koordinaattori, Kouluttaja"))
    #expect(page.text.contains("/firma/today"))
    #expect(try house.get("/", as: kaisa).location == "/spaces")
    let nobody = try house.member(of: nil)
    #expect(try house.get("/", as: nobody).location == "/spaces")
    #expect(try house.get("/spaces", as: nobody).text.contains("Sinulla ei ole vielä yhtään tilaa"))
    #expect(try house.get("/spaces").location == "/sign-in?next=%2Fspaces")
}

@Test(arguments: [
    (
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
        "Edge · Windows"
    ),
    (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
        "Safari · iPhone"
    ),
    (
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
        "Chrome · Android"
    ),
    ("curl/8.5", nil),
])
func `a browser is told in words that its user knows`(agent: String, words: String?) {
    #expect(device(agent) == words)
}

@Test(arguments: [
    ("192.0.2.77", "192.0.2.77", "192.0.2.x"),
    ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1:x"),
    ("::ffff:192.0.2.77", "192.0.2.77", "192.0.2.x"),
    ("192.0.2.x", "192.0.2.x", "192.0.2.x"),
])
func `an address is counted by its network and shown in part`(
    peer: String,
    network: String,
    short: String
) {
    #expect(NetworkAddress(peer).counted == network)
    #expect(NetworkAddress(peer).shown == short)
}
