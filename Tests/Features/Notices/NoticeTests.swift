import Base
import Crypto
import HTTP
import Routing
import Store
import Support
import Terms
import Testing

/// Mails that one chooses to get, and the way out that each of them carries.
@Suite struct `A notice that one chooses` {
    /// What a notice of an account becomes when the serving role itself queues it: how many wait.
    static func queued(
        _ fixture: CourseFixture,
        _ kind: String,
        of account: ID<Account>,
        unsubscribe: String = "https://vakka.example/x"
    ) throws(Failure) -> String {
        try fixture.house.asApp(
            """
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, account_id, unsubscribe)
              values ('\(fixture.takk.id)', '\(ID<Mail>())', '\(kind)', 'a@x.example', 'Aihe', 'Teksti', 'fi', '\(account)',
                '\(unsubscribe)')
            """,
            in: fixture.takk
        )
        return try fixture.house.database.psql(
            "with gone as (delete from outbox returning 1) select count(*) from gone"
        )[0][0]
    }

    @Test func `comes as chosen, whatever the app tries to queue`() throws {
        let fixture = try CourseFixture("notices_choice")
        let (house, kaisa) = (fixture.house, fixture.kaisa)
        let page = try house.get("/account/notices", as: kaisa)
        #expect(page.text.contains("Työnantaja ei vastannut määräajassa"))
        #expect(page.text.contains("Ilman koodia et pääse sisään"))
        #expect(try house.get("/account", as: kaisa).text.contains("href=\"/account/notices\""))
        // As usual: at once what happened, and no mail of what waits.
        #expect(try Self.queued(fixture, "unanswered", of: kaisa.account) == "1")
        #expect(try Self.queued(fixture, "waiting", of: kaisa.account) == "0")
        func choose(_ unanswered: String, _ waiting: String) throws -> Page {
            try house.post(
                "/account/notices",
                ["unanswered": unanswered, "waiting": waiting],
                as: kaisa
            )
        }
        #expect(try choose("daily", "none").status == 303)
        #expect(try Self.queued(fixture, "unanswered", of: kaisa.account) == "0")
        #expect(try Self.queued(fixture, "waiting", of: kaisa.account) == "1")
        #expect(try choose("none", "none").status == 303)
        #expect(try Self.queued(fixture, "unanswered", of: kaisa.account) == "0")
        #expect(try Self.queued(fixture, "waiting", of: kaisa.account) == "0")
        #expect(try house.log(of: fixture.takk) == ["notice.chosen done", "notice.chosen done"])
        // What waits has no mail of its own.
        #expect(try choose("none", "at-once").status == 422)
        #expect(try choose("at-once", "daily").status == 303)
        // A notice without its way out does not wait to be sent.
        #expect(throws: Failure.self) {
            _ = try Self.queued(fixture, "unanswered", of: kaisa.account, unsubscribe: "")
        }
        #expect(throws: Failure.self) {
            try house.asApp("update accounts.notice_choice set pace = 'daily'", in: fixture.takk)
        }
        let paces = MailKind.chosen.flatMap { kind in
            kind.paces.map { "\(kind.rawValue) \($0.rawValue)" }
        }
        #expect(
            try fixture.sql("select kind || ' ' || pace from accounts.notice_pace").map { $0[0] }
                .sorted() == paces.sorted()
        )
    }

    @Test
    func `gathers what waits at seven, once, of what its reader may see, and ends by one click`()
        throws
    {
        let clock = Clock(at: .now)
        let fixture = try CourseFixture("notices_digest", clock: clock)
        let house = fixture.house
        let (aino, _, _) = try fixture.applicant("Aino", "Öljyläinen")
        let pori = try house.space("pori", .provider)
        let otso = try house.member(of: pori, .coordinator, name: "Otso Toinen")
        for guest in [fixture.kaisa, aino, otso] {
            let choices: KeyValuePairs = ["unanswered": "daily", "waiting": "daily"]
            #expect(try house.post("/account/notices", choices, as: guest).status == 303)
        }
        func seven(_ days: Int) throws -> Instant {
            let text = try fixture.sql(
                """
                select (extract(epoch from ((moment() at time zone 'Europe/Helsinki')::date + \(days) + time '07:00')
                  at time zone 'Europe/Helsinki') * 1000)::bigint
                """
            )[0][0]
            return Instant(milliseconds: try #require(Int64(text)))
        }
        /// Who has got how many mails when the house has looked twice at a moment.
        func mailed(at moment: Instant) throws -> [String] {
            clock.turn(to: moment)
            try house.housekeeping()
            try house.housekeeping()
            #expect(house.faults.all == [])
            return try fixture.sql("select recipient from outbox order by 1").map { $0[0] }
        }
        #expect(try mailed(at: seven(1).adding(seconds: -1)) == [])
        let both = [fixture.kaisa.email, aino.email].sorted()
        #expect(try mailed(at: seven(1)) == both)
        #expect(try mailed(at: seven(1).adding(seconds: 3600)) == both)
        let mails = try house.mails(of: fixture.takk)
        #expect(try house.mails(of: pori).isEmpty)
        for mail in mails {
            #expect(mail.body.contains("Iltapäiväkurssi"))
            #expect(mail.body.contains("/takk/today"))
            #expect(!mail.body.contains("Aino") && !mail.body.contains("Öljyläinen"))
            #expect(!mail.body.contains("⟦"), "\(mail.body)")
        }
        // The log of each space tells of it, also of a morning on which nothing waited.
        #expect(
            try house.log(of: fixture.takk).filter { $0.hasPrefix("notice.gathered") }.count == 2
        )
        #expect(try house.log(of: pori).filter { $0.hasPrefix("notice.gathered") }.count == 1)
        // The database keeps that it was done, and looks at nobody before seven.
        let member = "values ('\(fixture.takk.id)', '\(fixture.kaisa.membership)')"
        let again = "insert into notice_digest (tenant_id, membership_id) \(member)"
        #expect(throws: Failure.self) {
            try house.asApp(
                "set local app.moment = '\(seven(1).iso)'; \(again)",
                in: fixture.takk
            )
        }
        #expect(throws: Failure.self) {
            try house.asApp(
                "set local app.moment = '\(seven(2).adding(seconds: -1).iso)'; \(again)",
                in: fixture.takk
            )
        }
        // The way out: looking changes nothing, and a POST of a mail program ends it, from wherever it comes.
        let out = try fixture.sql(
            "select unsubscribe from outbox where recipient = '\(aino.email)'"
        )[0][0]
        let address = try #require(
            out.firstRange(of: "/notices/stop").map { String(out[$0.lowerBound...]) }
        )
        #expect(try #require(mails.first { $0.to == aino.email }).body.contains(out))
        func click(_ path: String) throws -> Page {
            try house.ask(
                Request(.post, path, form: ["List-Unsubscribe": "One-Click"], peer: "203.0.113.9")
            )
        }
        let wrong = try click("/notices/stop?token=\(base64url(Array(repeating: 7, count: 80)))")
        #expect(try house.get(address).status == 200)
        let ended = "select pace from accounts.notice_choice where account_id = '\(aino.account)'"
        #expect(try fixture.sql(ended) == [["daily"], ["daily"]])
        let right = try click(address)
        #expect(right.status == 200 && right.text == wrong.text)
        #expect(try click(address).text == wrong.text)
        #expect(try fixture.sql(ended) == [["none"], ["none"]])
        #expect(
            try house.log(of: fixture.takk).filter { $0.hasPrefix("notice.stopped") }.count == 1
        )
        #expect(try mailed(at: seven(2)) == ([fixture.kaisa.email] + both).sorted())
    }
}
