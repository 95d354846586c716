import Base
import Support
import Testing

@Suite struct `Applying for a course` {
    @Test func `the form says that nobody asks for a reason, and has no place for one`() throws {
        let fixture = try CourseFixture("applying_form")
        for (language, sentence) in [
            ("fi", "Emme kysy, miksi haet"), ("sv", "Vi frågar inte varför"),
            ("en", "We do not ask why"),
        ] {
            let page = try fixture.house.get("\(fixture.form)?language=\(language)")
            #expect(page.status == 200)
            #expect(page.text.contains(sentence))
            #expect(!page.text.contains("<textarea"))
            #expect(!page.text.contains("⟦"))
            let names = page.text.split(separator: "name=\"").dropFirst().map {
                $0.prefix { $0 != "\"" }
            }
            #expect(
                Set(names.map(String.init)).subtracting([
                    "viewport", "color-scheme", "once", "given_name", "family_name", "email",
                    "phone",
                    "municipality", "person_language",
                ]).isEmpty
            )
        }
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a course that is not open, another space's and none at all are the same 404`()
        throws
    {
        let fixture = try CourseFixture("applying_closed")
        let other = try fixture.house.space("muu", .provider)
        try fixture.house.database.psql(
            "update course set state = 'draft' where id = '\(fixture.course)'"
        )
        for path in [
            fixture.form, "/takk/courses/\(ID<CourseFixture>())/application",
            "/muu/courses/\(fixture.course)/application",
        ] {
            #expect(try fixture.house.get(path).status == 404)
            #expect(try fixture.house.post(path, typed()).status == 404)
        }
        _ = other
    }

    @Test
    func `the mailed code makes account, person, membership, application and session at once`()
        throws
    {
        let fixture = try CourseFixture("applying_whole")
        let browser = Browser(fixture.house)
        _ = try browser.get(fixture.form)
        let page = try browser.send(fixture.form, typed())
        #expect(page.status == 200)
        #expect(page.text.contains("aino@hakija.example"))
        #expect(page.field("given_name") == "Aino")
        #expect(try fixture.count("application") == 0)
        #expect(try fixture.count("accounts.account", "email = 'aino@hakija.example'") == 0)

        let done = try browser.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        #expect(done.status == 303)
        #expect(done.location.hasPrefix("/takk/applications/"))
        #expect(browser.isSignedIn)
        let own = try browser.get(done.location)
        #expect(own.status == 200)
        #expect(own.text.contains("Anna lupa kysyä työnantajaltasi"))
        #expect(!own.text.contains("⟦"))
        #expect(
            try fixture.sql(
                "select role from membership_role r join membership m on m.id = r.membership_id where m.email = 'aino@hakija.example'"
            )
                == [["expert"]]
        )
        let log = try fixture.house.log(of: fixture.takk)
        for action in [
            "application.made done", "account.signed-in done", "member.joined done",
            "person.added done",
        ] {
            #expect(log.filter { $0 == action }.count == 1)
        }
        let mails = try fixture.house.mails(of: fixture.takk)
        #expect(mails.map(\.to) == ["aino@hakija.example"])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `the log names the applicant, whose address the code has proven`() throws {
        let fixture = try CourseFixture("applying_actor")
        let browser = Browser(fixture.house)
        _ = try browser.post(fixture.form, typed())
        _ = try browser.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        let names = try fixture.sql(
            """
            select distinct p.body::jsonb ->> 'name' from log.event e
              join log.event_part p on p.event_id = e.id and p.part = 'actor' where e.action = 'application.made'
            """
        )
        #expect(names == [["Aino Ahola"]])
    }

    @Test func `a wrong code keeps what was typed, five tries spend it, and nothing is made`()
        throws
    {
        let fixture = try CourseFixture("applying_wrong")
        let browser = Browser(fixture.house)
        _ = try browser.post(fixture.form, typed())
        let right = try fixture.house.lastCode()
        let wrong = right == "00000000" ? "00000001" : "00000000"
        for _ in 0..<5 {
            let page = try browser.send(fixture.form + "/confirmation", confirmed(wrong))
            #expect(page.text.contains("Koodi ei ole oikea"))
            #expect(page.field("family_name") == "Ahola")
        }
        let spent = try browser.send(fixture.form + "/confirmation", confirmed(right))
        #expect(spent.text.contains("Pyydä uusi koodi"))
        #expect(try fixture.count("application") == 0)
        #expect(try fixture.count("accounts.account", "email = 'aino@hakija.example'") == 0)
        #expect(!browser.isSignedIn)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a code that is too old, or asked for in another browser, opens nothing`() throws {
        let fixture = try CourseFixture("applying_old")
        let browser = Browser(fixture.house)
        _ = try browser.post(fixture.form, typed())
        let code = try fixture.house.lastCode()
        // Another browser knows nothing of what was typed, and the same address there does not help.
        let other = Browser(fixture.house)
        #expect(
            try other.post(fixture.form + "/confirmation", confirmed(code)).location == fixture.form
        )
        _ = try other.post(fixture.form, typed())
        let elsewhere = try other.send(fixture.form + "/confirmation", confirmed(code))
        #expect(elsewhere.text.contains("Koodi ei ole oikea"))
        try fixture.house.database.psql(
            "update accounts.code set expires_at = moment() - interval '1 second'"
        )
        let late = try browser.send(fixture.form + "/confirmation", confirmed(code))
        #expect(late.text.contains("Koodi ei ole enää voimassa"))
        #expect(try fixture.count("application") == 0)
        #expect(!other.isSignedIn && !browser.isSignedIn)
    }

    @Test func `codes to one address are throttled, in words, and what was typed stays`() throws {
        let fixture = try CourseFixture("applying_throttled")
        var statuses: [Int] = []
        var last: Page?
        for _ in 0..<5 {
            last = try Browser(fixture.house).post(fixture.form, typed())
            statuses.append(last?.status ?? 0)
        }
        #expect(statuses.first == 303)
        #expect(statuses.last == 429)
        #expect(last?.field("given_name") == "Aino")
        #expect(try fixture.house.mails(of: nil).count == statuses.filter { $0 == 303 }.count)
    }

    @Test func `sent twice, a confirmed application is one, and leads to the same page`() throws {
        let fixture = try CourseFixture("applying_twice")
        let browser = Browser(fixture.house)
        _ = try browser.post(fixture.form, typed())
        let once = ID<CourseFixture>().text
        let form = confirmed(try fixture.house.lastCode(), once: once)
        let cookies = try browser.post(fixture.form + "/confirmation", form)
        let again = try browser.post(fixture.form + "/confirmation", form)
        #expect(again.status == 303)
        #expect(page(again) == page(cookies))
        #expect(again.location == cookies.location)
        #expect(try fixture.count("application") == 1)
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0.hasPrefix("application.made") }
                .count == 1
        )
    }

    @Test
    func
        `the same account applies again: the same person by the name that is known, and for the same course the same application`()
        throws
    {
        let fixture = try CourseFixture("applying_again")
        let browser = Browser(fixture.house)
        _ = try browser.post(fixture.form, typed())
        let first = try browser.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        let second = try browser.post(fixture.form, typed(given: "Aino", family: "Toinen"))
        #expect(second.status == 303)
        #expect(page(second) == page(first))
        #expect(second.location.hasSuffix("?did=application.done.already"))

        let other = ID<CourseFixture>().text
        try fixture.house.database.psql(
            "insert into course (tenant_id, id, name, employer_name, place, state) values ('\(fixture.takk.id)', '\(other)', 'Toinen kurssi', 'Toinen kurssi', 'Tampere', 'open')"
        )
        let third = try browser.post("/takk/courses/\(other)/application", typed(family: "Uusi"))
        #expect(third.status == 303)
        #expect(try fixture.count("application") == 2)
        #expect(
            try fixture.sql(
                "select distinct family_name from person where tenant_id = '\(fixture.takk.id)'"
            ) == [["Ahola"]]
        )
        #expect(!(try fixture.house.log(of: fixture.takk).contains("person.changed done")))

        // Signed out, the mailed code leads to the same application.
        let elsewhere = Browser(fixture.house)
        _ = try elsewhere.post(fixture.form, typed(family: "Uusi"))
        let fourth = try elsewhere.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        #expect(page(fourth) == page(first))
        #expect(try fixture.count("application") == 2)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `applying gives the role of expert and never another, nor back what was ended`()
        throws
    {
        let fixture = try CourseFixture("applying_roles")
        let ended = try fixture.house.member(
            of: fixture.takk,
            .coordinator,
            .trainer,
            name: "Entinen Esimies"
        )
        try fixture.house.database.psql(
            "update membership set ends_on = today() - 1 where id = '\(ended.membership)'"
        )
        let page = try fixture.house.post(fixture.form, typed(), as: ended)
        #expect(page.status == 303)
        let roles = try fixture.sql(
            """
            select role from membership_role where membership_id = '\(ended.membership)'
               and coalesce(ends_on, 'infinity') >= today()
            """
        )
        #expect(roles == [["expert"]])
        #expect(try fixture.house.get("/takk/members", as: ended).status == 403)

        let auditor = try fixture.house.member(
            of: fixture.takk,
            .auditor,
            name: "Tarkka Tarkastaja"
        )
        let refused = try fixture.house.post(fixture.form, typed(), as: auditor)
        #expect(refused.status == 409)
        #expect(refused.text.contains("Roolisi tässä tilassa"))
        let own = try fixture.house.post(
            fixture.form,
            typed(given: "Kaisa", family: "Koe"),
            as: fixture.kaisa
        )
        #expect(own.status == 303)
        #expect(
            try fixture.sql(
                "select role from membership_role where membership_id = '\(fixture.kaisa.membership)' order by role"
            )
                == [["coordinator"], ["expert"]]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test(arguments: [
        ("given_name", ""), ("given_name", String(repeating: "x", count: 500)),
        ("given_name", "Aino\r\nBcc: kaikki@muu.example"),
        ("family_name", "https://huijaus.example"),
        ("email", "ei-osoite"), ("email", "aino@hakija.example\r\nBcc: x@y.example"),
        ("email", "<a@b.fi>"),
        ("phone", "soita mulle"), ("person_language", "tlh"),
        ("municipality", String(repeating: "y", count: 300)),
    ])
    func `hostile input is told of, nothing typed is lost, no mail leaves`(
        name: String,
        value: String
    ) throws {
        let fixture = try CourseFixture("applying_hostile")
        let form = KeyValuePairsBuilder(typed()).replacing(name, value)
        let page = try fixture.house.post(fixture.form, form)
        #expect(page.status == 422)
        #expect(page.text.contains("class=\"problems\""))
        #expect(page.field(name == "phone" ? "municipality" : "phone")?.isEmpty == false)
        #expect(try fixture.house.mails(of: nil).isEmpty)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `another language keeps what was typed, sends nothing and asks for no new code`()
        throws
    {
        let fixture = try CourseFixture("applying_turn")
        let browser = Browser(fixture.house)
        let wrong = try browser.post(fixture.form, typed("ei-osoite"))
        #expect(wrong.text.contains("formaction=\"\(fixture.form)?language=sv\""))
        let turned = try browser.post(
            fixture.form + "?language=sv",
            ["given_name": "Aino", "turn": "sv"]
        )
        #expect(turned.status == 200 && turned.field("given_name") == "Aino")
        #expect(
            turned.text.contains("Sök till utbildningen")
                && !turned.text.contains("class=\"problems\"")
        )
        _ = try browser.post(fixture.form, typed())
        let code = try browser.get(fixture.form + "/confirmation?language=en")
        #expect(code.status == 200 && code.text.contains("Confirm your e-mail"))
        #expect(code.field("family_name") == "Ahola")
        #expect(try fixture.house.mails(of: nil).count == 1)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `the page that asks for the code opens again, and tries and mails nothing`() throws {
        let fixture = try CourseFixture("applying_reload")
        let browser = Browser(fixture.house)
        #expect(try browser.get(fixture.form + "/confirmation").location == fixture.form)
        let sent = try browser.post(fixture.form, typed())
        #expect(sent.location == fixture.form + "/confirmation")
        for _ in 0..<7 {
            let page = try browser.get(sent.location)
            #expect(page.status == 200 && page.text.contains("aino@hakija.example"))
        }
        let wrong = try browser.post(fixture.form + "/confirmation", confirmed("123"))
        for _ in 0..<2 {
            #expect(try browser.get(wrong.location).text.contains("kaikki kahdeksan numeroa"))
        }
        #expect(try fixture.house.mails(of: nil).count == 1)
        // What was typed is there to be corrected, and for nobody who comes to the form otherwise.
        let corrected = try browser.get(fixture.form + "?correct=yes")
        #expect(corrected.field("family_name") == "Ahola" && corrected.field("phone") != "")
        #expect(try browser.get(fixture.form).field("family_name") == "")
        #expect(try browser.get(sent.location).status == 200)
        let done = try browser.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode())
        )
        // Led back, the applicant finds the application.
        let back = try browser.get(sent.location)
        #expect(back.status == 303)
        #expect(back.location == String(page(done)))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test(arguments: [
        "", "x", "00", hex(Array("Aino\u{1F}Ahola".utf8)),
        hex(Array("\u{1F}\u{1F}aino@hakija.example\u{1F}\u{1F}\u{1F}fi".utf8)),
        hex(Array("Aino\u{1F}Ahola\u{1F}a@b.fi\r\nBcc: c@d.fi\u{1F}\u{1F}\u{1F}fi".utf8)),
    ])
    func `what a browser keeps is believed only as far as it could have been typed`(kept: String)
        throws
    {
        let fixture = try CourseFixture("applying_kept")
        let cookie = "vakka-application=\(String(repeating: "A", count: 43)).\(kept)"
        let path = fixture.form + "/confirmation"
        let page = try fixture.house.get(path, fields: ["cookie": cookie])
        #expect(page.status == 303 && page.location == fixture.form)
        let sent = try fixture.house.post(path, confirmed("12345678"), fields: ["cookie": cookie])
        #expect(sent.status == 303 && sent.location == fixture.form)
        #expect(try fixture.house.get(fixture.form, fields: ["cookie": cookie]).status == 200)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `the longest that can be typed is still kept by every browser`() throws {
        let fixture = try CourseFixture("applying_longest")
        let name = String(repeating: "\u{1F9FA}", count: Limits.nameCharactersMax)
        let label = String(repeating: "b", count: 59)
        let address = String(repeating: "a", count: 64) + "@\(label).\(label).\(label).example"
        let page = try fixture.house.post(
            fixture.form,
            [
                "given_name": name, "family_name": name, "email": address,
                "phone": "+1 2345 6789 0123 45",
                "municipality": name, "person_language": "fi",
            ]
        )
        #expect(page.status == 303)
        let cookie = page.response.fields.all("set-cookie").first {
            $0.hasPrefix("vakka-application=")
        }
        #expect(cookie?.hasSuffix("; HttpOnly; SameSite=Strict") == true)
        let length = try #require(cookie).prefix { $0 != ";" }.utf8.count
        #expect(length > 3000 && length < 4096)
    }

    @Test func `what is typed stands in the page as text`() throws {
        let fixture = try CourseFixture("applying_markup")
        let page = try fixture.house.post(
            fixture.form,
            typed("x", given: "\"><script>alert(1)</script>")
        )
        #expect(page.status == 422)
        #expect(!page.text.contains("<script>alert"))
    }
}

/// The same form with one value changed.
struct KeyValuePairsBuilder {
    let pairs: KeyValuePairs<String, String>

    init(_ pairs: KeyValuePairs<String, String>) { self.pairs = pairs }

    func replacing(_ name: String, _ value: String) -> KeyValuePairs<String, String> {
        func now(_ field: String) -> String {
            field == name ? value : pairs.first { $0.key == field }?.value ?? ""
        }
        return [
            "given_name": now("given_name"), "family_name": now("family_name"),
            "email": now("email"),
            "phone": now("phone"), "municipality": now("municipality"),
            "person_language": now("person_language"),
        ]
    }
}

/// Where an answer leads, without the sentence that it says there.
private func page(_ answer: Page) -> Substring {
    answer.location.prefix { $0 != "?" }
}
