import Base
import Support
import Testing

/// An employer that does not answer: what the house does by itself, on which day, and once.
@Suite struct `An ask that nobody answers` {
    /// A moment of a month in Finland's winter time, as `12-03 08:00`.
    static func at(_ text: String) throws -> Instant {
        try #require(Instant(iso: "2026-\(text):00")).adding(seconds: -7200)
    }

    /// An ask that was sent on Monday 30 November 2026 at 10 and is open until the end of Monday 14 December, at an employer
    /// with a consent-giver of its own.
    struct Waiting {
        let fixture: CourseFixture
        let clock = Clock(at: .now)
        let firm: TestSpace
        let giver: Guest
        let guest: Guest
        let application: String

        init(_ name: String) throws {
            fixture = try CourseFixture(name, clock: clock)
            firm = try fixture.house.space("firma", .employer, businessID: "1234567-1")
            giver = try fixture.house.member(of: firm, .consentGiver, name: "Sari Suostuja")
            (guest, application, _) = try fixture.applicant("Aino")
            #expect(try fixture.release(application, as: guest).status == 303)
            try fixture.house.database.psql("delete from outbox")
            for table in ["consent_ask", "consent_request"] {
                try fixture.house.database.psql(
                    """
                    update \(table) set sent_at = '2026-11-30 10:00+02', expires_at = last_moment('2026-12-14')
                    """
                )
            }
        }

        /// The reminders and the end that have been after the house has looked at these moments.
        func done(at moments: String...) throws -> String {
            for moment in moments {
                clock.turn(to: try at(moment))
                try fixture.house.housekeeping()
            }
            #expect(fixture.house.faults.all == [])
            return try fixture.sql(
                """
                select coalesce(string_agg(day::text, ' ' order by day), '') from consent_reminder
                union all select state from consent_ask
                """
            ).map { $0[0] }.joined(separator: ", ")
        }

        /// The recipients of what was mailed with a subject like this.
        func recipients(_ subject: String) throws -> [String] {
            try fixture.house.database.psql(
                "select recipient from outbox where subject like '\(subject)' order by 1"
            )
            .map { $0[0] }
        }
    }

    @Test func `is reminded of on its days, in office time, each once`() throws {
        let waiting = try Waiting("silence_days")
        for (moment, done) in [
            // The third day is a Thursday.
            ("12-02 12:00", ", waiting"), ("12-03 07:59", ", waiting"),
            ("12-03 08:00", "3, waiting"),
            ("12-03 08:01", "3, waiting"), ("12-04 12:00", "3, waiting"),
            ("12-07 17:59", "3, waiting"),
            // The eighth is a Tuesday; nobody looked before 18.
            ("12-08 18:00", "3, waiting"), ("12-08 23:59", "3, waiting"),
            ("12-09 08:00", "3 8, waiting"),
            // The twelfth is a Saturday.
            ("12-11 17:59", "3 8, waiting"), ("12-12 12:00", "3 8, waiting"),
            ("12-13 12:00", "3 8, waiting"),
            ("12-14 07:59", "3 8, waiting"), ("12-14 08:00", "3 8 12, waiting"),
            ("12-14 17:00", "3 8 12, waiting"),
        ] { #expect(try waiting.done(at: moment) == done, "\(moment)") }
        let told = try waiting.recipients(
            "Muistutus, Aino Hakija hakee koulutukseen: pyydämme vastaustanne 14.12. mennessä"
        )
        #expect(
            told == Array(repeating: waiting.giver.email, count: 3)
                + Array(repeating: "pomo@yritys.example", count: 3)
        )
        for space in [waiting.fixture.takk, waiting.firm] {
            let log = try waiting.fixture.house.log(of: space)
            #expect(log.count { $0 == "consent.reminded done" } == 3)
        }
    }

    @Test func `gets the newest reminder alone after a time in which nobody looked`() throws {
        let waiting = try Waiting("silence_pause")
        #expect(try waiting.done(at: "12-14 10:00", "12-14 10:01", "12-14 17:59") == "12, waiting")
        #expect(try waiting.recipients("Muistutus%").count == 2)
    }

    @Test(arguments: ["answered", "taken back", "expired"])
    func `is reminded of only while it waits`(how: String) throws {
        let waiting = try Waiting("silence_\(how.replacing(" ", with: "_"))")
        switch how {
        case "answered": try waiting.fixture.answer(waiting.application, "given")
        case "taken back":
            let path = "/takk/applications/\(waiting.application)/release/withdrawal"
            #expect(try waiting.fixture.house.post(path, as: waiting.guest).status == 303)
        default:
            try waiting.fixture.house.database.psql(
                "update consent_ask set expires_at = last_moment('2026-12-02')"
            )
        }
        _ = try waiting.done(at: "12-03 10:00", "12-08 10:00", "12-14 10:00")
        #expect(try waiting.fixture.count("consent_reminder") == 0)
        #expect(try waiting.recipients("Muistutus%").isEmpty)
    }

    @Test func `is reminded of once by two processes, and after a restart`() throws {
        let waiting = try Waiting("silence_twice")
        let other = try TestHouse("", clock: waiting.clock, on: waiting.fixture.house.database)
        #expect(try waiting.done(at: "12-03 08:00") == "3, waiting")
        try other.housekeeping()
        #expect(try waiting.done(at: "12-03 08:00") == "3, waiting")
        #expect(try waiting.recipients("Muistutus%").count == 2)
        #expect(other.faults.all == [])
    }

    @Test func `says nothing to an address whose holder has left`() throws {
        let waiting = try Waiting("silence_left")
        let pomo = try waiting.fixture.house.member(
            of: waiting.firm,
            .auditor,
            email: "pomo@yritys.example"
        )
        try waiting.fixture.house.database.psql(
            "delete from membership_role where membership_id = '\(pomo.membership)'"
        )
        _ = try waiting.done(at: "12-03 08:00")
        #expect(try waiting.recipients("Muistutus%") == [waiting.giver.email])
    }

    @Test func `expires with its last day, and applicant and coordinator hear of it once`() throws {
        let waiting = try Waiting("silence_expiry")
        #expect(try waiting.done(at: "12-14 23:59") == ", waiting")
        #expect(try waiting.done(at: "12-15 00:00", "12-15 00:01", "12-15 12:00") == ", expired")
        #expect(try waiting.fixture.sql("select state from consent_request") == [["expired"]])
        #expect(
            try waiting.recipients("Työnantajaltasi ei tullut vastausta%") == [waiting.guest.email]
        )
        #expect(try waiting.recipients("Työnantaja ei vastannut%") == [waiting.fixture.kaisa.email])
        #expect(try waiting.fixture.count("outbox") == 2)
        let mail = try #require(
            try waiting.fixture.house.mails(of: waiting.fixture.takk).first {
                $0.to == waiting.guest.email
            }
        )
        #expect(mail.body.contains("maanantaina 14.12.2026"))
        #expect(mail.body.contains("/takk/applications/\(waiting.application)/release\n"))
        for space in [waiting.fixture.takk, waiting.firm] {
            #expect(
                try waiting.fixture.house.log(of: space).count { $0 == "consent.expired done" } == 1
            )
        }
        // The new ask is the applicant's act: the page to which the mail leads takes it.
        try waiting.fixture.house.database.psql(
            "update accounts.session set seen_at = '2026-12-15 12:00+02', created_at = '2026-12-15 12:00+02'"
        )
        let page = try waiting.fixture.house.get(
            "/takk/applications/\(waiting.application)/release",
            as: waiting.guest
        )
        #expect(page.status == 200)
        #expect(try waiting.fixture.release(waiting.application, as: waiting.guest).status == 303)
        #expect(
            try waiting.fixture.house.database.psql(
                "select state, count(*)::text from consent_request group by 1 order by 1"
            )
                == [["expired", "1"], ["waiting", "1"]]
        )
    }

    @Test
    func
        `is open until the last moment of the day that its page names, also when summer time ends`()
        throws
    {
        let waiting = try Waiting("silence_midnight")
        let sent = try waiting.fixture.sql(
            """
            select last_moment((expires_at at time zone 'Europe/Helsinki')::date) = expires_at from consent_ask
            union all select last_moment('2026-10-25') = '2026-10-25 23:59:59.999+02'
            union all select last_moment('2026-10-24') = '2026-10-24 23:59:59.999+03'
            """
        )
        #expect(sent == [["t"], ["t"], ["t"]])
        let fresh = try CourseFixture("silence_until")
        let (guest, application, _) = try fresh.applicant("Aino")
        #expect(try fresh.release(application, as: guest).status == 303)
        for table in ["consent_ask", "consent_request", "consent_link"] {
            #expect(
                try fresh.sql("select expires_at = last_moment(today() + 14) from \(table)") == [
                    ["t"]
                ],
                "\(table)"
            )
        }
    }

    @Test func `stands on the provider's Today while nobody at the employer can answer`() throws {
        let waiting = try Waiting("silence_stuck")
        let house = waiting.fixture.house
        func today() throws -> String {
            try house.database.psql(
                "update accounts.session set seen_at = '\(waiting.clock.now.iso)', created_at = '\(waiting.clock.now.iso)'"
            )
            return try house.get("/takk/today", as: waiting.fixture.kaisa).text
        }
        func listed(_ due: String) throws -> Int {
            try house.get("/takk/applications?due=\(due)", as: waiting.fixture.kaisa).text
                .split(separator: "class=\"row\"").count - 1
        }
        let stuck = "1 pyyntö odottaa, mutta työnantajalla ei ole nyt ketään"
        _ = try waiting.done(at: "12-01 12:00")
        #expect(try !today().contains(stuck))
        try house.database.psql(
            "update membership_role set ends_on = '2026-11-30' where membership_id = '\(waiting.giver.membership)'"
        )
        _ = try waiting.done(at: "12-01 12:01", "12-01 12:02")
        let page = try today()
        #expect(page.contains(stuck))
        // A place that is asked about again counts as well, and stands in the list that Today leads to.
        try house.database.psql(
            """
            alter table enrolment disable trigger user;
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id, state)
              select k.tenant_id, gen_random_uuid(), a.course_id, k.person_id, a.id, k.id, 'paused'
                from consent_ask k join application a on a.id = k.application_id;
            alter table enrolment enable trigger user
            """
        )
        #expect(try today().contains(stuck) && listed("stuck") == 1)
        try house.database.psql("delete from enrolment")
        _ = try house.member(of: waiting.firm, .consentGiver)
        _ = try waiting.done(at: "12-01 12:03", "12-01 12:04")
        #expect(try !today().contains(stuck))
        for space in [waiting.fixture.takk, waiting.firm] {
            #expect(try house.log(of: space).count { $0 == "consent.stuck done" } == 2)
        }
        #expect(try waiting.recipients("%").isEmpty)
        // Somebody can answer, but what they were sent came back: told where the request stands, until it is no more so.
        let address = waiting.firm.id.text
        try house.database.psql(
            """
            update consent_link set email = (select min(email) from membership where tenant_id = '\(address)'
              and id <> '\(waiting.giver.membership)');
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, state, status, returned_at)
              select '\(address)', gen_random_uuid(), 'request', email, '', '', 'fi', 'refused', '5.1.1', moment()
                from consent_link
            """
        )
        _ = try waiting.done(at: "12-01 12:05", "12-01 12:06")
        let returned = "1 pyyntö ei mennyt perille"
        #expect(try today().contains(returned))
        #expect(try listed("returned") == 1)
        let list = try house.get("/takk/applications?due=returned", as: waiting.fixture.kaisa)
        #expect(list.text.contains("Pyyntö ei mennyt perille"))
        // The act is the one that helps, on Today as on the page, for each of the two; nobody is reminded in vain.
        let door = "/takk/applications/\(waiting.application)"
        _ = try house.database.psql("update consent_ask set sent_at = sent_at - interval '9 days'")
        for (reader, mend) in [
            (waiting.fixture.kaisa, "\(door)/employer"), (waiting.guest, "\(door)/release"),
        ] {
            let page = try house.get(door, as: reader).text
            #expect(page.contains("ei ota vastaan viestejä") && page.contains("Korjaa osoite"))
            #expect(page.contains("href=\"\(mend)\"") && !page.contains("\(door)/reminder"))
            #expect(try house.get(mend, as: reader).status == 200)
        }
        let reminding = try house.post("\(door)/reminder", as: waiting.fixture.kaisa)
        #expect(reminding.status == 409 && reminding.text.contains("muistutuskaan ei menisi"))
        let row = try today()
        #expect(row.contains("href=\"\(door)/employer\"") && !row.contains("\(door)/reminder"))
        let own = try house.get("/takk/today", as: waiting.guest).text
        #expect(own.contains("Pyyntösi ei mennyt perille. Korjaa vastaajan osoite"))
        // What the coordinator has filled in meets the applicant, whose permission takes the place of the one before.
        let filled = try house.post(
            "\(door)/employer",
            [
                "employer_name": "Firma Oy", "business_id": "1234567-1", "giver_name": "Uusi Pomo",
                "giver_email": "uusi@firma.example",
            ],
            as: waiting.fixture.kaisa
        )
        #expect(filled.status == 303)
        #expect(
            try house.get("\(door)/release", as: waiting.guest).text.contains("uusi@firma.example")
        )
        let given = try waiting.fixture.release(
            waiting.application,
            as: waiting.guest,
            email: "uusi@firma.example"
        )
        #expect(given.status == 303)
        #expect(
            try house.database.psql("select state from consent_ask order by sent_at, id")
                == [["cancelled"], ["waiting"]]
        )
        #expect(try !today().contains(returned))
        #expect(house.faults.all.isEmpty)
    }

    @Test func `is reminded of and expires by the database's own rules`() throws {
        let waiting = try Waiting("silence_rules")
        let fixture = waiting.fixture
        func refusal(at moment: String, _ sql: String, in space: TestSpace) throws -> String {
            let iso = try Self.at(moment).iso
            do throws(Failure) {
                try fixture.house.asApp("set local app.moment = '\(iso)'; \(sql)", in: space)
                return ""
            } catch {
                return "\(error)"
            }
        }
        let remind =
            "insert into consent_reminder (tenant_id, ask_id) select tenant_id, id from consent_ask"
        for moment in ["12-02 10:00", "12-03 07:59", "12-03 18:00", "12-05 10:00", "12-15 10:00"] {
            #expect(
                try refusal(at: moment, remind, in: fixture.takk).contains("nothing-waits"),
                "\(moment)"
            )
        }
        #expect(try refusal(at: "12-03 10:00", remind, in: fixture.takk).isEmpty)
        #expect(try refusal(at: "12-03 11:00", remind, in: fixture.takk).contains("duplicate key"))
        let chosen =
            "insert into consent_reminder (tenant_id, ask_id, day) select tenant_id, id, 8 from consent_ask"
        #expect(
            try refusal(at: "12-08 11:00", chosen, in: fixture.takk).contains("permission denied")
        )
        let over = "update consent_ask set state = 'expired'"
        #expect(try refusal(at: "12-14 23:59", over, in: fixture.takk).contains("answer.rule.open"))
        let there = "update consent_request set state = 'expired'"
        #expect(
            try refusal(at: "12-14 23:59", there, in: waiting.firm).contains("answer.rule.open")
        )
        #expect(try refusal(at: "12-15 00:00", over, in: fixture.takk).isEmpty)
    }
}
