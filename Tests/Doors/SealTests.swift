import Access
import Base
import Crypto
import HTTP
import Routing
import Store
import Support
import Testing

/// A form knows whose it is, what it was made from, and whether it was sent before.
@Suite("Sealed forms") struct SealTests {
    private static let settings: KeyValuePairs<String, String> = [
        "name_fi": "Minun nimeni", "name_sv": "Mitt namn", "name_en": "My name",
        "contact_for": "anybody", "default_language": "fi",
    ]

    private func form(_ once: String?, _ changes: [String: String] = [:]) -> Form {
        var form = Form(Self.settings.map { Form.Pair($0.key, $0.value) })
        form.set("once", once ?? "")
        for (name, value) in changes { form.set(name, value) }
        return form
    }

    private func send(
        _ house: TestHouse,
        _ path: String,
        _ form: Form,
        cookies: String
    ) throws -> Page {
        let fields: Fields = [
            "host": "localhost", "sec-fetch-site": "same-origin", "cookie": cookies,
        ]
        return try house.ask(Request(.post, path, fields: fields, form: form))
    }

    @Test func `of two editors the second sees both versions, and nothing is overwritten`() throws {
        let house = try TestHouse("seal_editors")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let eero = try house.member(of: takk, .coordinator)
        let mine = try house.get("/takk/settings", as: kaisa).field("once")
        let theirs = try house.get("/takk/settings", as: eero).field("once")
        let first = try send(
            house,
            "/takk/settings",
            form(theirs, ["name_fi": "Eeron nimi"]),
            cookies: "vakka=\(eero.token)"
        )
        #expect(first.status == 303)
        let second = try send(
            house,
            "/takk/settings",
            form(mine),
            cookies: "vakka=\(kaisa.token)"
        )
        #expect(second.status == 409)
        #expect(second.text.contains("Eeron nimi") && second.text.contains("Minun nimeni"))
        #expect(second.text.contains("Joku muu ehti tallentaa ensin"))
        #expect(try house.database.psql("select name_fi from space").contains(["Eeron nimi"]))
        // Knowing both, one may save all the same.
        let third = try send(
            house,
            "/takk/settings",
            form(second.field("once")),
            cookies: "vakka=\(kaisa.token)"
        )
        #expect(third.status == 303)
        #expect(try house.database.psql("select name_fi from space").contains(["Minun nimeni"]))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `of two editors of a course the afternoons and the trainers count too`() throws {
        let house = try TestHouse("seal_course")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let trainer = try house.member(of: takk, .trainer, name: "Toini Kouluttaja")
        let course: [String: String] = [
            "name": "Pori", "employer_name": "Koulutus", "place": "Pori", "seats": "12",
            "sessions_needed": "5",
            "afternoon.1.on": Day.today.adding(days: 30).iso, "afternoon.1.start": "12:30",
            "afternoon.1.end": "15:30",
        ]
        func form(_ once: String?, _ changes: [String: String] = [:]) -> Form {
            var form = Form(course.merging(changes) { $1 }.map { Form.Pair($0.key, $0.value) })
            form.set("once", once ?? ID<Event>().text)
            return form
        }
        let cookies = "vakka=\(kaisa.token)"
        let path = try send(house, "/takk/courses", form(nil), cookies: cookies).location
            .prefix { $0 != "?" }
        for (field, value) in [
            ("afternoon.3.topic", "Uusi aihe"), ("trainers", trainer.membership.text),
        ] {
            let mine = try house.get("\(path)/edit", as: kaisa).field("once")
            let theirs = try house.get("\(path)/edit", as: kaisa).field("once")
            let first = try send(house, "\(path)", form(theirs, [field: value]), cookies: cookies)
            #expect(first.status == 303, "\(field)")
            let second = try send(
                house,
                "\(path)",
                form(mine, ["address": "Minun osoitteeni 1"]),
                cookies: cookies
            )
            #expect(second.status == 409, "\(field)")
            #expect(second.text.contains("Joku muu ehti tallentaa ensin"))
            #expect(second.field("address") == "Minun osoitteeni 1")
            #expect(try house.database.psql("select address from course") == [[""]])
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `a form of another account saves nothing and says who is signed in`() throws {
        let house = try TestHouse("seal_account")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
        let aino = try house.member(of: takk, .auditor, name: "Aino Auditoija")
        let once = try house.get("/account", as: kaisa).field("once")
        let page = try send(
            house,
            "/account",
            ["once": once ?? "", "name": "Kaisa Koe", "language": "fi"],
            cookies: "vakka=\(aino.token)"
        )
        #expect(page.status == 409)
        #expect(page.text.contains("Olet nyt kirjautunut nimellä Aino Auditoija"))
        #expect(
            try house.database.psql("select name from accounts.account order by name")
                == [["Aino Auditoija"], ["Kaisa Koe"]]
        )
    }

    @Test func `what was typed when the session had ended is there again after signing in`() throws
    {
        let house = try TestHouse("seal_session")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let password = "kolmetoista vihreää kissaa"
        try house.database.psql(
            "update accounts.account set password = '\(try Password.hash(password))' where id = '\(kaisa.account)'"
        )
        let once = try house.get("/takk/settings", as: kaisa).field("once")
        try house.database.psql("update accounts.session set ended_at = moment()")
        let lost = try send(
            house,
            "/takk/settings",
            form(once, ["logo_text": "Säilyy"]),
            cookies: "vakka=\(kaisa.token)"
        )
        #expect(lost.status == 303)
        #expect(lost.location == "/sign-in?next=%2Fkept-form")
        let kept = try #require(cookie("vakka-kept", lost))
        #expect(
            try house.database.psql(
                "select count(*) from accounts.kept_form where body::text like '%S%ily%'"
            )
                == [["0"]]
        )
        let door = try house.ask(
            Request(
                .get,
                lost.location,
                fields: ["host": "localhost", "cookie": "vakka-kept=\(kept)"]
            )
        )
        #expect(door.text.contains("Kirjoittamasi on tallella"))
        let signedIn = try send(
            house,
            "/sign-in",
            [
                "once": door.field("once") ?? "", "email": kaisa.email, "password": password,
                "next": "/kept-form",
            ],
            cookies: "vakka-kept=\(kept)"
        )
        #expect(signedIn.location == "/kept-form")
        let session = try #require(cookie("vakka", signedIn))
        let cookies = "vakka=\(session); vakka-kept=\(kept)"
        let again = try house.ask(
            Request(.get, "/kept-form", fields: ["host": "localhost", "cookie": cookies])
        )
        #expect(again.status == 200)
        #expect(again.field("logo_text") == "Säilyy")
        #expect(again.field("name_fi") == "Minun nimeni")
        #expect(again.text.contains("Istuntosi oli päättynyt"))
        // Nothing is saved until it is sent.
        #expect(try house.database.psql("select logo_text from space").contains([""]))
        let saved = try send(
            house,
            "/takk/settings",
            form(again.field("once"), ["logo_text": "Säilyy"]),
            cookies: cookies
        )
        #expect(saved.status == 303)
        #expect(try house.database.psql("select logo_text from space").contains(["Säilyy"]))
        // To another account it does not show.
        let eero = try house.member(of: takk, .coordinator)
        let other = try house.ask(
            Request(
                .get,
                "/kept-form",
                fields: ["host": "localhost", "cookie": "vakka=\(eero.token); vakka-kept=\(kept)"]
            )
        )
        #expect(other.status == 409)
        #expect(!other.text.contains("Säilyy"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `the same key with other content keeps nothing, and gives what was typed back`()
        throws
    {
        let house = try TestHouse("seal_content")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let once = try house.get("/takk/settings", as: kaisa).field("once")
        let cookies = "vakka=\(kaisa.token)"
        #expect(try send(house, "/takk/settings", form(once), cookies: cookies).status == 303)
        // The same once more: the first answer again.
        let twice = try send(house, "/takk/settings", form(once), cookies: cookies)
        #expect(twice.location == "/takk/settings?did=settings.done.saved")
        let other = try send(
            house,
            "/takk/settings",
            form(once, ["logo_text": "Toinen"]),
            cookies: cookies
        )
        #expect(other.status == 409)
        #expect(other.text.contains("jo lähetetty kerran"))
        #expect(other.field("logo_text") == "Toinen")
        #expect(try house.database.psql("select logo_text from space").contains([""]))
        #expect(try house.log(of: takk) == ["settings.changed done"])
    }

    private func details(_ once: String?, _ name: String) -> Form {
        ["once": once ?? "", "name": name, "language": "fi"]
    }

    @Test func `of two tabs with one's own account the second sees both names`() throws {
        let house = try TestHouse("seal_own")
        let kaisa = try house.member(of: nil, name: "Kaisa Koe")
        let cookies = "vakka=\(kaisa.token)"
        let mine = try house.get("/account", as: kaisa).field("once")
        let theirs = try house.get("/account", as: kaisa).field("once")
        let first = try send(house, "/account", details(theirs, "Kaisa Uusi"), cookies: cookies)
        #expect(first.status == 303)
        let second = try send(house, "/account", details(mine, "Kaisa Minun"), cookies: cookies)
        #expect(second.status == 409)
        #expect(second.text.contains("Kaisa Uusi") && second.field("name") == "Kaisa Minun")
        #expect(second.text.contains("Joku muu ehti tallentaa ensin"))
        #expect(try house.database.psql("select name from accounts.account") == [["Kaisa Uusi"]])
        // The first once more: the first answer again, though the account has changed since it was opened.
        let again = try send(house, "/account", details(theirs, "Kaisa Uusi"), cookies: cookies)
        #expect(again.location == first.location)
        // The same key with other content: nothing is kept, and what was typed comes back.
        let other = try send(house, "/account", details(theirs, "Kaisa Toinen"), cookies: cookies)
        #expect(other.status == 409)
        #expect(other.text.contains("jo lähetetty kerran"))
        #expect(other.field("name") == "Kaisa Toinen")
        #expect(try house.database.psql("select name from accounts.account") == [["Kaisa Uusi"]])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `signing in twice with one form is one session, until that has ended`() throws {
        let house = try TestHouse("seal_sign_in")
        let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
        let once = try house.get("/sign-in").field("once") ?? ""
        let form: Form = ["once": once, "email": kaisa.email, "password": TestHouse.password]
        let pages = try (1...2).map { _ in try send(house, "/sign-in", form, cookies: "") }
        let token = try #require(cookie("vakka", pages[0]))
        #expect(cookie("vakka", pages[1]) == token)
        let sessions = "select count(*) from accounts.session where agent <> 'test'"
        #expect(try house.database.psql(sessions) == [["1"]])
        // What the answer gave stands nowhere: it opens with the form alone.
        let kept = try house.database.psql("select answer from accounts.submission")[0][0]
        #expect(kept.hasPrefix("~") && !kept.contains(token))
        #expect(throws: (any Error).self) {
            try runScript(house.database.app, "select answer from accounts.submission")
        }
        let wrong: Form = ["once": once, "email": kaisa.email, "password": "jokin muu salasana"]
        #expect(try send(house, "/sign-in", wrong, cookies: "").status == 409)
        _ = try send(house, "/sign-out", [:], cookies: "vakka=\(token)")
        let later = try send(house, "/sign-in", form, cookies: "")
        #expect(later.status == 303 && cookie("vakka", later) != token)
        #expect(try house.database.psql(sessions) == [["2"]])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `who sends a form again after it has ended their session gets its answer`() throws {
        let house = try TestHouse("seal_password")
        let kaisa = try house.memberWithPassword(of: nil, email: "kaisa@testi.example")
        let form: Form = [
            "once": try house.once(of: kaisa), "current_password": TestHouse.password,
            "new_password": "neljätoista vihreää kissaa",
        ]
        let cookies = "vakka=\(kaisa.token)"
        let first = try send(house, "/account/password", form, cookies: cookies)
        let second = try send(house, "/account/password", form, cookies: cookies)
        #expect(first.location == "/account?did=account.done.password")
        #expect(second.location == first.location)
        let fresh = try #require(cookie("vakka", first))
        #expect(cookie("vakka", second) == fresh)
        // With another's session it stays another's form.
        let otso = try house.member(of: nil)
        let foreign = try send(house, "/account/password", form, cookies: "vakka=\(otso.token)")
        #expect(foreign.status == 409 && cookie("vakka", foreign) == nil)
    }

    @Test func `a form without a seal, or with a made-up one, is refused`() throws {
        let house = try TestHouse("seal_forged")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let foreign = try FormSeal(account: kaisa.account).text(SealingKey.random())
        for once in ["", "x", foreign, foreign + "A"] {
            let page = try send(
                house,
                "/takk/settings",
                form(once),
                cookies: "vakka=\(kaisa.token)"
            )
            #expect(page.status == 400, "\(once)")
        }
        #expect(try house.log(of: takk).isEmpty)
    }

    private func cookie(_ name: String, _ page: Page) -> String? {
        page.response.fields.all("set-cookie").first { $0.hasPrefix("\(name)=") }
            .map { String($0.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }
}
