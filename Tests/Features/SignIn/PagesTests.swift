import Base
import HTTP
import Support
import Testing

/// The pages that anybody may open.
private let openPages = [
    "/", "/accessibility", "/sign-in", "/password/forgotten", "/takk/invitation",
]

/// Every form of the feature, with a field that it reads.
private let forms = [
    ("/sign-in", "email"), ("/sign-in", "password"), ("/sign-in", "next"),
    ("/sign-in/codes", "email"),
    ("/sign-in/code", "code"), ("/password/forgotten", "email"), ("/password/new", "code"),
    ("/password/new", "new_password"), ("/takk/invitation", "token"),
    ("/takk/invitation/acceptance", "token"),
    ("/account", "name"), ("/account", "language"), ("/account/password", "current_password"),
    ("/account/password", "new_password"),
]

@Test(arguments: ["fi", "sv", "en"])
func `no page lacks a word in any language`(language: String) throws {
    let house = try TestHouse("words_\(language)", isDemo: true)
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let bare = try house.member(of: nil, email: "otso@testi.example")
    let fields: Fields = ["cookie": "language=\(language)"]
    for path in openPages {
        let page = try house.get(path, fields: fields)
        #expect(page.status == 200)
        #expect(!page.text.contains("⟦"))
        #expect(page.text.contains("lang=\"\(language)\""))
    }
    for path in ["/account", "/spaces"] {
        for guest in [kaisa, bare] {
            let page = try house.get(path, as: guest, fields: fields)
            #expect(page.status == 200)
            #expect(!page.text.contains("⟦"))
        }
    }
    for (path, _) in forms {
        let page = try house.post(path, as: kaisa, fields: fields)
        #expect(!page.text.contains("⟦"))
    }
    for purpose in ["/sign-in/codes", "/password/forgotten"] {
        let asked = try house.send(purpose, ["email": kaisa.email], cookies: "language=\(language)")
        let page = try house.get(
            asked.location,
            fields: ["cookie": "language=\(language); \(asked.jar)"]
        )
        #expect(page.status == 200)
        #expect(!page.text.contains("⟦"))
    }
    for mail in try house.mails(of: nil) { #expect(!(mail.subject + mail.body).contains("⟦")) }
    #expect(try house.mails(of: nil).count == 2)
}

@Test func `hostile forms get a clear answer and break nothing`() throws {
    let house = try TestHouse("hostile")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.memberWithPassword(of: takk, email: "kaisa@testi.example")
    let asked = try house.send("/sign-in/codes", ["email": kaisa.email])
    let second = try house.send("/password/forgotten", ["email": kaisa.email])
    let cookies = "vakka=\(kaisa.token); \(asked.jar); \(second.jar)"
    let values = [
        "", " ", String(repeating: "a", count: 100_000), "<script>alert(1)</script>",
        "\"><img src=x>", "a\u{1}b",
        "a\r\nset-cookie: x=y", "'; drop table space; --", "\u{202E}kääntyvä", "{}", "%00", "😀😀😀",
        "-1",
    ]
    for (path, name) in forms {
        for value in values {
            let page = try house.send(
                path,
                [(name, value), (name, "toinen")].form,
                cookies: cookies
            )
            #expect([303, 403, 422, 429].contains(page.status), "\(path) \(name) \(page.status)")
            #expect(!page.text.contains("<script>alert"))
            #expect(!page.text.contains("<img src=x"))
            #expect(page.response.fields.all("set-cookie").allSatisfy { !$0.hasPrefix("x=") })
        }
        // NUL can be sent, and is answered as anything else that does not hold.
        for (body, statuses) in [
            ("\(name)=%00&once=\(ID<TestHouse>())", [303, 403, 422, 429]),
            ("\(name)=%FF%FE", [400]),
            ("\(name)=%zz", [400]),
        ] {
            let request = try Request(
                .post,
                path,
                fields: [
                    "host": "localhost", "sec-fetch-site": "same-origin", "cookie": cookies,
                    "content-type": "application/x-www-form-urlencoded",
                ],
                body: Array("\(body)&once=\(ID<Account>().text)".utf8)
            )
            let status = try house.ask(request).status
            #expect(statuses.contains(status), "\(path) \(body) \(status)")
        }
        let json = try Request(
            .post,
            path,
            fields: [
                "host": "localhost", "sec-fetch-site": "same-origin", "cookie": cookies,
                "content-type": "application/json",
            ],
            body: Array("{}".utf8)
        )
        #expect(try house.ask(json).status == 400)
    }
    #expect(house.faults.all.isEmpty)
}

extension [(String, String)] {
    fileprivate var form: Form { Form(map { Form.Pair($0.0, $0.1) }) }
}

@Test func `hostile cookies are no cookies`() throws {
    let house = try TestHouse("hostile_cookies")
    let long = String(repeating: "a", count: 8000)
    for cookie in [
        "x", "a.b.c", ".", long, "\(long).00", String(repeating: "a", count: 43) + ".ff",
    ] {
        let jar: Fields = [
            "cookie":
                "vakka=\(cookie); vakka-sign-in-code=\(cookie); vakka-password-code=\(cookie); language=xx"
        ]
        #expect(try house.get("/sign-in/code", fields: jar).location == "/sign-in")
        #expect(try house.get("/password/new", fields: jar).location == "/password/forgotten")
        #expect(try house.get("/", fields: jar).status == 200)
    }
    #expect(house.faults.all.isEmpty)
}

@Test func `forms from another site are refused`() throws {
    let house = try TestHouse("other_site")
    let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
    let page = try house.post(
        "/sign-in",
        ["email": kaisa.email, "password": TestHouse.password],
        fields: ["sec-fetch-site": "cross-site"]
    )
    #expect(page.status == 400)
    #expect(page.cookies["vakka"] == nil)
    #expect(
        try house.post("/sign-out", as: kaisa, fields: ["sec-fetch-site": "cross-site"]).status
            == 400
    )
    #expect(try house.get("/account", as: kaisa).status == 200)
}

@Test func `the demo's sign-ins stand on the front page and on the sign-in page, and nowhere else`()
    throws
{
    let demo = try TestHouse("front_demo", isDemo: true)
    let plain = try TestHouse("front_plain")
    for path in ["/", "/sign-in"] {
        let page = try demo.get(path)
        for address in [
            "coordinator@takk.demo", "trainer@takk.demo", "consent@tyonantaja-2.demo",
            "auditor@kumppani-d.demo",
            "expert@pksotu.demo", "operator@vakka.demo",
        ] { #expect(page.text.contains(address)) }
        #expect(page.response.body.count < 30 * 1024)
        #expect(!(try plain.get(path).text.contains(".demo\"")))
        #expect(!(try plain.get(path).text.contains("vakka-demo")))
    }
}

@Test func `who has no session is led to the sign-in page from what is their own`() throws {
    let house = try TestHouse("front_closed")
    #expect(try house.get("/account").location == "/sign-in?next=%2Faccount")
    for path in [
        "/account", "/account/password", "/account/sessions/end",
        "/account/sessions/\(ID<Session>())/end",
    ] {
        #expect(try house.post(path).location == "/sign-in")
    }
}
