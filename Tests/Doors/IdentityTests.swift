import Access
import Base
import Crypto
import HTTP
import Store
import Support
import Testing

/// Who somebody is hangs on the account and its proven address: the attacks on that, one by one.
@Suite struct `Identity` {
    /// An applicant who is a consent-giver at two employers as well.
    struct Fixture {
        let course: CourseFixture
        let firms: [TestSpace]
        let aino: Guest
        let application: String
        let person: ID<Person>

        init(_ name: String) throws {
            course = try CourseFixture("identity_\(name)")
            let house = course.house
            firms = [
                try house.space("firma-1", .employer, businessID: "1234567-1"),
                try house.space("firma-2", .employer, businessID: "2345678-0"),
            ]
            (aino, application, person) = try course.applicant("Aino")
            for firm in firms {
                try house.database.psql(
                    """
                    insert into membership (tenant_id, id, account_id, name, email)
                      values ('\(firm.id)', '\(aino.membership)', '\(aino.account)', 'Aino Hakija', '\(aino.email)');
                    insert into membership_role (tenant_id, membership_id, role)
                      values ('\(firm.id)', '\(aino.membership)', 'consent-giver')
                    """
                )
            }
        }

        /// Aino changes the own address in the register, as anybody may.
        func changeAddress(to email: String) throws {
            let page = try course.house.post(
                "/takk/people/\(person)",
                ["email": email, "phone": "", "municipality": "Pori", "language": "fi"],
                as: aino
            )
            #expect(page.status == 303, "\(page.text)")
            #expect(try course.sql("select email from person where id = '\(person)'") == [[email]])
        }

        /// The newest request at an employer, after a release to it.
        func request(at firm: Int) throws -> String {
            let page = try course.release(
                application,
                as: aino,
                businessID: ["1234567-1", "2345678-0"][firm]
            )
            #expect(page.status == 303)
            return try course.house.database.psql(
                "select id from consent_request where tenant_id = '\(firms[firm].id)' and state = 'waiting'"
            )[0][0]
        }

        /// A personal link to a request for the own address, as a colleague who passes it on makes one; its token.
        func link(to request: String, at firm: TestSpace) throws -> (id: String, token: String) {
            let (id, token) = (ID<Fixture>().text, try Token())
            try course.house.database.psql(
                """
                insert into consent_link (tenant_id, id, request_id, token_hash, email, expires_at)
                  values ('\(firm.id)', '\(id)', '\(request)', '\\x\(hex(token.hash))', '\(aino.email)',
                    moment() + interval '1 day')
                """
            )
            return (id, token.text)
        }

        /// What the database refuses the serving role.
        func refusal(_ sql: String, in space: TestSpace) -> String {
            do throws(Failure) {
                try course.house.asApp(sql, in: space)
                return ""
            } catch {
                return "\(error)"
            }
        }

        func decision(_ request: String, _ firm: TestSpace, _ columns: String, _ values: String)
            -> String
        {
            """
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                support_substitute, typed_name, text_version, text_language, text_sha256, identity_strength, \(columns))
              values ('\(firm.id)', '\(ID<Fixture>())', '\(request)', 'decision', true, true, true, true, 'Pomo Pomonen', 1,
                'fi', '\\x\(hex(sha256("x")))', 'account', \(values))
            """
        }
    }

    @Test(arguments: [0, 1])
    func `an applicant with another address in the register answers nowhere as their own employer`(
        firm: Int
    ) throws {
        let fixture = try Fixture("own_\(firm)")
        let (house, place) = (fixture.course.house, fixture.firms[firm])
        try fixture.changeAddress(to: "toinen@posti.example")
        let request = try fixture.request(at: firm)
        let refused = try house.post(
            "/\(place.slug)/consents/\(request)/decision",
            ["consent": "yes", "support": "working-time", "name": "Aino Hakija", "shown": "fi"],
            as: fixture.aino
        )
        #expect(refused.status == 403)
        #expect(refused.text.contains("Pyyntö koskee sinua itseäsi"))
        let link = try fixture.link(to: request, at: place)
        _ = try house.post(
            "/\(place.slug)/answer/code",
            [
                "token": link.token, "consent": "yes", "support": "working-time", "name": "Aino",
                "shown": "fi",
            ]
        )
        #expect(try house.mails(of: place).allSatisfy { !$0.subject.hasPrefix("Koodi") })
        #expect(try fixture.course.count("consent_code") == 0)
        // The database says the same to the serving role, whatever it believes.
        for (columns, values) in [
            ("membership_id, email", "'\(fixture.aino.membership)', '\(fixture.aino.email)'"),
            ("link_id, email", "'\(link.id)', '\(fixture.aino.email)'"),
        ] {
            let sql = fixture.decision(request, place, columns, values)
            #expect(fixture.refusal(sql, in: place).contains("answer.barred.own"))
        }
        for (columns, values) in [
            ("membership_id, email", "'\(fixture.aino.membership)', 'toinen@posti.example'"),
            ("link_id, email", "'\(link.id)', 'toinen@posti.example'"),
            ("email", "'pomo@yritys.example'"),
        ] {
            let sql = fixture.decision(request, place, columns, values)
            #expect(fixture.refusal(sql, in: place).contains("answer.barred.giver"))
        }
        #expect(
            try fixture.course.sql("select state from consent_request where id = '\(request)'")
                == [["waiting"]]
        )
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `mail about an answer goes to the proven address`() throws {
        let fixture = try Fixture("mail")
        try fixture.changeAddress(to: "toinen@posti.example")
        _ = try fixture.request(at: 0)
        try fixture.course.answer(fixture.application, "given")
        let page = try fixture.course.house.post(
            "/takk/applications/\(fixture.application)/enrolment",
            as: fixture.course.kaisa
        )
        #expect(page.status == 303)
        let told = try fixture.course.sql(
            "select count(*), string_agg(distinct recipient, ' ') from outbox where tenant_id = '\(fixture.course.takk.id)'"
        )
        #expect(told == [["2", fixture.aino.email]])
        let circle = try fixture.course.asApp(
            in: fixture.course.takk,
            "select email from course_circle('\(fixture.course.course)')"
        )
        #expect(circle.contains([fixture.aino.email]))
    }

    @Test func `no request carries another applicant's mark`() throws {
        let fixture = try Fixture("mark")
        try fixture.changeAddress(to: "toinen@posti.example")
        let request = try fixture.request(at: 0)
        let (takk, firm) = (fixture.course.takk, fixture.firms[0])
        let mark = addressMark(fixture.aino.email, in: request)
        #expect(
            try fixture.course.sql("select encode(applicant_mark, 'hex') from consent_request")
                == [[mark]]
        )
        let other = addressMark("toinen@posti.example", in: request)
        let letter = """
            insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
              select tenant_id, '\(ID<Fixture>())', direction, kind, other_space_id, reference,
                  body || '{"applicant_mark": "\(other)"}'
                from letter where kind = 'consent.request' and direction = 'out'
            """
        #expect(fixture.refusal(letter, in: takk).contains("another applicant than the account"))
        let copy = """
            insert into consent_request (tenant_id, id, provider_space_id, ask_id, provider_name, employee_name,
                employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel, asks_substitute,
                asks_contact_person, giver_email, text_version, language, expires_at, applicant_mark)
              select tenant_id, '\(ID<Fixture>())', provider_space_id, ask_id, provider_name, employee_name,
                  employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel, asks_substitute,
                  asks_contact_person, giver_email, text_version, language, expires_at, '\\x\(other)'
                from consent_request
            """
        #expect(fixture.refusal(copy, in: firm).contains("another applicant than its letter"))
    }

    @Test func `a membership has its account's address and one person, whose address it is`() throws
    {
        let fixture = try Fixture("tie")
        let takk = fixture.course.takk
        let (bertta, _, person) = try fixture.course.applicant("Bertta")
        let fresh = try fixture.course.house.member(of: nil, email: "uusi@posti.example")
        func join(_ email: String, _ person: String) -> String {
            """
            insert into membership (tenant_id, id, account_id, person_id, name, email)
              values ('\(takk.id)', '\(ID<Fixture>())', '\(fresh.account)', \(person), 'Uusi', '\(email)')
            """
        }
        #expect(fixture.refusal(join(bertta.email, "null"), in: takk).contains("foreign key"))
        // Who has typed somebody's address into the own row of the register is nobody else for it.
        try fixture.changeAddress(to: fresh.email)
        #expect(
            fixture.refusal(join(fresh.email, "'\(fixture.person)'"), in: takk).contains(
                "membership_person"
            )
        )
        #expect(
            fixture.refusal(join(fresh.email, "'\(person)'"), in: takk).contains(
                "by the address of the account"
            )
        )
        let retied =
            "update membership set person_id = '\(person)' where id = '\(fixture.aino.membership)'"
        #expect(fixture.refusal(retied, in: takk).contains("stays so"))
        // Neither does it keep the new member from being found in the register.
        let registered = try fixture.course.house.person(in: takk, "Uusi", "Ihminen")
        try fixture.course.house.database.psql(
            "update person set email = '\(fresh.email)' where id = '\(registered)'"
        )
        try fixture.course.house.asApp(
            "select member_join('\(ID<Fixture>())', '\(fresh.account)', 'Uusi', '\(fresh.email)', '{expert}', null)",
            in: takk
        )
        #expect(
            try fixture.course.sql(
                "select person_id from membership where account_id = '\(fresh.account)'"
            )
                == [[registered.text]]
        )
    }
}
