import Base
import HTTP
import Support
import Testing

/// Asks for a code and gives back the browser's cookies.
private func ask(_ house: TestHouse, _ email: String, from peer: String = "192.0.2.1") throws
    -> Page
{
    try house.send("/sign-in/codes", ["email": email], from: peer)
}

/// Sends a code that opens nothing, and gives back the page to which that leads.
private func refused(_ house: TestHouse, _ code: String, _ jar: String) throws -> Page {
    let answer = try house.send("/sign-in/code", ["code": code], cookies: jar)
    #expect(answer.status == 303)
    #expect(answer.cookies["vakka"] == nil)
    #expect(answer.location.hasPrefix("/sign-in/code?tried="))
    return try house.get(answer.location, fields: ["cookie": jar])
}

@Test func `a mailed code opens a session in the browser that asked for it`() throws {
    let house = try TestHouse("code_right")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, email: "kaisa@testi.example")
    let asked = try house.send("/sign-in/codes", ["email": kaisa.email, "next": "/takk/people"])
    #expect(asked.location == "/sign-in/code?next=%2Ftakk%2Fpeople")
    let code = try #require(try house.mailedCode(to: kaisa.email))
    #expect(code.count == 8)
    let shown = try house.get("/sign-in/code?next=%2Ftakk%2Fpeople", fields: ["cookie": asked.jar])
    #expect(shown.text.contains(kaisa.email))
    let page = try house.send(
        "/sign-in/code",
        ["code": "\(code.prefix(4)) \(code.suffix(4))", "next": "/takk/people"],
        cookies: asked.jar
    )
    #expect(page.location == "/takk/people")
    #expect(page.cookies["vakka-sign-in-code"]?.contains("Max-Age=0") == true)
    let strength = try house.database.psql(
        "select strength from accounts.session where account_id = '\(kaisa.account)' and agent <> 'test'"
    )
    #expect(strength == [["code"]])
    #expect(try house.log(of: takk) == ["account.signed-in done"])
    // The code is gone with its use.
    let again = try refused(house, code, asked.jar)
    #expect(again.text.contains("Koodi ei ole enää voimassa"))
}

@Test func `asking for a code never tells whether there is an account`() throws {
    let house = try TestHouse("code_same")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    let known = try ask(house, kaisa.email)
    let unknown = try ask(house, "muukin@testi.example")
    #expect(known.status == unknown.status)
    #expect(known.location == unknown.location)
    #expect(known.text == unknown.text)
    #expect(known.cookies.keys.sorted() == unknown.cookies.keys.sorted())
    #expect(try house.mails(of: nil).map(\.to) == [kaisa.email])
    for asked in [known, unknown] {
        #expect(try refused(house, "00000000", asked.jar).text.contains("Koodi ei ole oikea"))
    }
}

@Test func `a code is of no use in another browser`() throws {
    let house = try TestHouse("code_browser")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    _ = try ask(house, kaisa.email)
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let other = try ask(house, "muu@testi.example")
    // The thief's cookie, made to name the owner's address.
    let token = other.cookie("vakka-sign-in-code")?.prefix { $0 != "." } ?? ""
    let forged = "vakka-sign-in-code=\(token).\(hex(Array(kaisa.email.utf8)))"
    #expect(try refused(house, code, forged).text.contains("Koodi ei ole enää voimassa"))
    #expect(try house.send("/sign-in/code", ["code": code]).status == 422)
}

@Test func `five wrong tries spend a code`() throws {
    let house = try TestHouse("code_tries")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator, email: "kaisa@testi.example")
    let asked = try ask(house, kaisa.email)
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let wrong = code == "00000000" ? "11111111" : "00000000"
    // What cannot be a code costs no try.
    #expect(try refused(house, "123", asked.jar).text.contains("Koodissa on kahdeksan numeroa"))
    for _ in 0..<5 {
        #expect(try refused(house, wrong, asked.jar).text.contains("Koodi ei ole oikea"))
    }
    let late = try refused(house, code, asked.jar)
    #expect(late.text.contains("Koodi ei ole enää voimassa"))
    #expect(
        try house.log(of: takk) == Array(repeating: "account.sign-in-refused refused", count: 6)
    )
}

@Test func `a code is over after ten minutes`() throws {
    let house = try TestHouse("code_old")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    let asked = try ask(house, kaisa.email)
    let code = try #require(try house.mailedCode(to: kaisa.email))
    #expect(asked.cookies["vakka-sign-in-code"]?.contains("Max-Age=600") == true)
    try house.database.psql("update accounts.code set expires_at = moment() - interval '1 second'")
    let page = try refused(house, code, asked.jar)
    #expect(page.text.contains("Koodi ei ole enää voimassa"))
}

@Test
func
    `what a wrong code leads to can be loaded again without a try, and goes on to where one was going`()
    throws
{
    let house = try TestHouse("code_again")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    let asked = try ask(house, kaisa.email)
    let form: Form = ["code": "00000000", "next": "/takk/people"]
    let wrong = try house.send("/sign-in/code", form, cookies: asked.jar)
    #expect(wrong.location == "/sign-in/code?next=%2Ftakk%2Fpeople&tried=wrong")
    for _ in 0..<6 {
        let page = try house.get(wrong.location, fields: ["cookie": asked.jar])
        #expect(page.status == 200)
        #expect(page.text.contains("Koodi ei ole oikea"))
        #expect(page.field("next") == "/takk/people")
    }
    #expect(try house.database.psql("select tries from accounts.code") == [["1"]])
    // An address that says something else of the code says nothing.
    let odd = try house.get("/sign-in/code?tried=right", fields: ["cookie": asked.jar])
    #expect(!odd.text.contains("class=\"problems\""))
}

@Test func `who asks for code after code has to wait`() throws {
    let house = try TestHouse("code_flood")
    for _ in 0..<6 { #expect(try ask(house, "kaisa@testi.example").status == 303) }
    try house.stretchWaits()
    let page = try ask(house, "kaisa@testi.example")
    #expect(page.status == 429)
    #expect(page.response.fields.contains("retry-after"))
    #expect(try ask(house, "kaisa@testi.example", from: "203.0.113.4").status == 303)
}

@Test func `no code stands in the database in the clear`() throws {
    let house = try TestHouse("code_clear")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    let asked = try ask(house, kaisa.email)
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let token = String(asked.cookie("vakka-sign-in-code")?.prefix { $0 != "." } ?? "")
    let found = try house.database.psql(
        """
        select count(*) from accounts.code where code_hash = sha256('\(code)') or code_hash = '\(code)'
          or browser_hash = '\(token)'
        """
    )
    #expect(found == [["0"]])
}
