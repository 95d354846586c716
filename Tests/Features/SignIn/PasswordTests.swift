import Base
import Crypto
import HTTP
import Support
import Testing

private let fresh = "kolme viisasta apinaa 7"

@Test func `a forgotten password is changed with a mailed code, and all other sessions end`() throws
{
    let house = try TestHouse("forgotten")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let asked = try house.send("/password/forgotten", ["email": kaisa.email])
    #expect(asked.location == "/password/new")
    #expect(
        try house.get("/password/new", fields: ["cookie": asked.jar]).text.contains(kaisa.email)
    )
    let code = try #require(try house.mailedCode(to: kaisa.email))

    // A password that will not do keeps the code alive.
    let weak = try house.send(
        "/password/new",
        ["code": code, "new_password": "lyhyt"],
        cookies: asked.jar
    )
    #expect(weak.status == 422)
    #expect(weak.field("code") == code)
    #expect(!weak.text.contains("lyhyt"))

    let page = try house.send(
        "/password/new",
        ["code": code, "new_password": fresh],
        cookies: asked.jar
    )
    #expect(page.status == 303)
    #expect(try house.get("/takk/today", as: kaisa).location.hasPrefix("/sign-in"))
    #expect(try house.get("/takk/today", as: guest(page, like: kaisa)).status == 200)
    #expect(try house.signIn(kaisa.email).status == 422)
    #expect(try house.signIn(kaisa.email, fresh).status == 303)
    #expect(
        try Set(house.log(of: takk).prefix(2)) == [
            "account.password-changed done", "account.signed-in done",
        ]
    )
    #expect(
        try house.log(of: takk).dropFirst(2) == [
            "today.read done", "account.sign-in-refused refused", "account.signed-in done",
        ]
    )
    let second = try house.send(
        "/password/new",
        ["code": code, "new_password": fresh + "x"],
        cookies: asked.jar
    )
    #expect(second.status == 422)
    #expect(house.faults.all.isEmpty)
}

@Test func `a forgotten password is asked for alike with and without an account`() throws {
    let house = try TestHouse("forgotten_same")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let known = try house.send("/password/forgotten", ["email": kaisa.email])
    let unknown = try house.send("/password/forgotten", ["email": "muu@testi.example"])
    #expect(known.status == unknown.status)
    #expect(known.location == unknown.location)
    #expect(try house.mails(of: nil).count == 1)
    let page = try house.send(
        "/password/new",
        ["code": "12345678", "new_password": fresh],
        cookies: unknown.jar
    )
    #expect(page.status == 422)
    #expect(page.text.contains("Koodi ei ole oikea"))
    #expect(try house.database.psql("select count(*) from accounts.account") == [["1"]])
}

@Test func `a code for signing in does not change a password, nor the other way round`() throws {
    let house = try TestHouse("forgotten_purpose")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let asked = try house.send("/sign-in/codes", ["email": kaisa.email])
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let value = asked.cookie("vakka-sign-in-code") ?? ""
    let page = try house.send(
        "/password/new",
        ["code": code, "new_password": fresh],
        cookies: "vakka-password-code=\(value)"
    )
    #expect(page.status == 422)
    #expect(try house.signIn(kaisa.email).status == 303)
}

@Test func `the password is changed by who knows the present one, and the other sessions end`()
    throws
{
    let house = try TestHouse("change")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let phone = guest(try house.signIn(kaisa.email), like: kaisa)
    let wrong = try house.post(
        "/account/password",
        ["current_password": "ei tämä ole se", "new_password": fresh],
        as: kaisa
    )
    #expect(wrong.status == 422)
    #expect(wrong.text.contains("Nykyinen salasana ei ole oikea"))
    let none = try house.post("/account/password", ["new_password": fresh], as: kaisa)
    #expect(none.status == 422)

    let page = try house.post(
        "/account/password",
        ["current_password": TestHouse.password, "new_password": fresh],
        as: kaisa
    )
    #expect(page.location == "/account?did=account.done.password")
    let anew = guest(page, like: kaisa)
    #expect(try house.get(page.location, as: anew).text.contains("Salasanasi vaihdettiin"))
    #expect(try house.get("/account", as: kaisa).status == 303)
    #expect(try house.get("/account", as: phone).status == 303)
    #expect(try house.signIn(kaisa.email, fresh).status == 303)
    #expect(try house.log(of: takk).contains("account.password-changed done"))
}

@Test func `who stole a session cannot guess the password there for long`() throws {
    let house = try TestHouse("change_guess")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    for _ in 0..<6 {
        _ = try house.post(
            "/account/password",
            ["current_password": "arvaus", "new_password": fresh],
            as: kaisa
        )
    }
    try house.stretchWaits()
    let page = try house.post(
        "/account/password",
        ["current_password": TestHouse.password, "new_password": fresh],
        as: kaisa
    )
    #expect(page.status == 429)
}

@Test func `an account without a password chooses one in a session that a code has just opened`()
    throws
{
    let house = try TestHouse("change_code")
    let kaisa = try house.member(of: nil, email: "kaisa@testi.example")
    // A session of another kind is no proof.
    #expect(try house.post("/account/password", ["new_password": fresh], as: kaisa).status == 403)
    let asked = try house.send("/sign-in/codes", ["email": kaisa.email])
    let code = try #require(try house.mailedCode(to: kaisa.email))
    let session = guest(
        try house.send("/sign-in/code", ["code": code], cookies: asked.jar),
        like: kaisa
    )
    try house.database.psql(
        "update accounts.session set created_at = moment() - interval '11 minutes'"
    )
    #expect(try house.post("/account/password", ["new_password": fresh], as: session).status == 403)
    try house.database.psql("update accounts.session set created_at = moment()")
    #expect(try house.post("/account/password", ["new_password": fresh], as: session).status == 303)
    #expect(try house.signIn(kaisa.email, fresh).status == 303)
}

@Test(arguments: [
    ("lyhyt salis", NewPassword.Problem.short),
    (String(repeating: "pitkä sana ", count: 12), .long),
    ("salasana1234", .common), ("Salasana2026!!", .common), ("passwordpassword", .common),
    ("aaaaaaaaaaaa", .common), ("abcabcabcabc", .common), ("123456789012", .common),
    ("abcdefghijkl", .common), ("210987654321", .common), ("QwertyUiop123", .common),
    ("vakka-demo123", .common), ("kaisa.koe on täällä", .address),
    ("kaisa.koe@testi.example", .address),
])
func `a weak password is refused, with the reason`(password: String, problem: NewPassword.Problem) {
    #expect(NewPassword.problem(password, email: "kaisa.koe@testi.example") == problem)
}

@Test(arguments: [
    "seitsemän veljestä", "kahvi sataa ylös", "Tr0ub4dor&3 hevonen", "🦊🦊 metsässä yöllä",
    "190318538463",
])
func `a password needs no signs of any kind`(password: String) {
    #expect(NewPassword.problem(password, email: "kaisa.koe@testi.example") == nil)
}
