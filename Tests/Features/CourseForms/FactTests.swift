import Base
import Foundation
import HTTP
import Support
import Testing

/// A consent is to the facts that it names: what a change of a course means for everybody with a stake in it.
@Suite struct `A course that changes` {
    /// A course with Aino on it, Bertta whose employer was asked, Cecilia who has only applied, and a trainer.
    struct Fixture {
        let base: CourseFixture
        let trainer: Guest
        let aino: Guest
        let bertta: Guest
        let cecilia: Guest
        let place: String
        /// Aino's.
        let application: String

        var house: TestHouse { base.house }
        var path: String { "/takk/courses/\(base.course)" }

        init(_ name: String) throws {
            base = try CourseFixture(name)
            trainer = try base.house.member(of: base.takk, .trainer, name: "Kalle Koulu")
            _ = try base.sql(
                "insert into course_trainer values ('\(base.takk.id)', '\(base.course)', '\(trainer.membership)')"
            )
            var guests: [Guest] = []
            var first = ""
            for (number, name) in ["Aino", "Bertta", "Cecilia"].enumerated() {
                let (guest, application, _) = try base.applicant(name)
                guests.append(guest)
                if number == 0 { first = application }
                guard number < 2 else { continue }
                try base.release(
                    application,
                    as: guest,
                    businessID: ["1234567-1", "2345678-0"][number]
                )
                guard number == 0 else { continue }
                try base.answer(application, "given")
                _ = try base.house.post(
                    "/takk/applications/\(application)/enrolment",
                    as: base.kaisa
                )
            }
            application = first
            (aino, bertta, cecilia) = (guests[0], guests[1], guests[2])
            place = try base.sql("select id from enrolment").first?.first ?? ""
        }

        /// The form of the course as it stands, with some fields changed.
        func form(_ changes: [String: String] = [:]) throws -> Form {
            let page = try house.get("\(path)/edit", as: base.kaisa)
            var form = Form()
            let known = ["once", "name", "employer_name", "address", "seats", "sessions_needed"]
            for name in known { form.set(name, page.field(name) ?? "") }
            form.set("place", try base.sql("select place from course").first?.first ?? "")
            form.set("trainers", trainer.membership.text)
            form.set("summary", "Kuvaus")
            for row in try base.sql(
                "select number, held_on, left(starts_at::text, 5), left(ends_at::text, 5), topic from course_session order by 1"
            ) {
                for (index, part) in ["on", "start", "end", "topic"].enumerated() {
                    form.set("afternoon.\(row[0]).\(part)", row[index + 1])
                }
            }
            for (name, value) in changes { form.set(name, value) }
            return form
        }

        func send(_ form: Form) throws -> Page {
            let fields: Fields = [
                "host": "localhost", "sec-fetch-site": "same-origin",
                "cookie": "vakka=\(base.kaisa.token)",
                "content-type": "application/x-www-form-urlencoded",
            ]
            return try house.ask(
                Request(.post, path, fields: fields, body: Array(form.encoded.utf8))
            )
        }

        /// Sends a change, looks at what it means, and confirms it; the page that said what it means.
        @discardableResult
        func change(_ changes: [String: String]) throws -> Page {
            var form = try form(changes)
            let asked = try send(form)
            guard asked.status == 422 else { return asked }
            form.set("confirmed", try #require(asked.field("confirmed")))
            let done = try send(form)
            #expect(done.status == 303, "\(done.text)")
            return asked
        }

        func state(_ id: String? = nil) throws -> String {
            try base.sql("select state from enrolment").first?.first ?? ""
        }

        /// Who has been written to since, in the provider's space and in the employers'.
        func written(_ body: () throws -> Void) throws -> (here: [String], there: [String]) {
            func all(_ mine: Bool) throws -> [String] {
                let sign = mine ? "=" : "<>"
                return try base.sql(
                    "select recipient || ' ' || subject from outbox where tenant_id \(sign) '\(base.takk.id)' order by made_at, id"
                ).compactMap(\.first)
            }
            let before = (try all(true).count, try all(false).count)
            try body()
            return (
                Array(try all(true).dropFirst(before.0)), Array(try all(false).dropFirst(before.1))
            )
        }
    }

    @Test func `says before it is kept who is asked again and who is only told`() throws {
        let fixture = try Fixture("fact_shown")
        let day = try fixture.form()["afternoon.7.on"]
        let later = try #require(Day(iso: day)).adding(days: 3).iso
        let asked = try fixture.send(try fixture.form(["afternoon.7.on": later]))
        #expect(asked.status == 422)
        for text in [
            "Työnantajalta kysytään uudelleen (2)", "Aino Hakija", "Bertta Hakija",
            "Vain tiedoksi (2)", "Cecilia Hakija", "Kalle Koulu",
        ] {
            #expect(asked.text.contains(text), "\(text)")
        }
        // Nothing is kept of it, and the log tells whom the page named.
        #expect(try fixture.form()["afternoon.7.on"] == day)
        #expect(try fixture.base.count("letter", "kind = 'consent.renewed'") == 0)
        // Without the box it is asked again, with a box of another change as well.
        var form = try fixture.form(["afternoon.7.on": later])
        form.set("confirmed", "yes")
        #expect(try fixture.send(form).status == 422)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `heavier is asked anew, and a place keeps its seat until the answer`() throws {
        let fixture = try Fixture("fact_heavier")
        let day = try #require(Day(iso: try fixture.form()["afternoon.2.on"])).adding(days: 2)
        let (here, there) = try fixture.written {
            try fixture.change(["afternoon.2.on": day.iso])
        }
        #expect(
            here.map { $0.prefix { $0 != " " } }.map(String.init).sorted()
                == [fixture.aino, fixture.bertta, fixture.cecilia, fixture.trainer].map(\.email)
                .sorted()
        )
        #expect(there.count == 2)
        #expect(there.allSatisfy { $0.contains("Koulutus muuttui (") }, "\(there)")
        #expect(try fixture.state() == "renewing")
        #expect(
            try fixture.base.sql("select state, count(*) from consent_ask group by 1 order by 1")
                == [["replaced", "2"], ["waiting", "2"]]
        )
        #expect(
            try fixture.base.sql(
                "select state, count(*) from consent_request group by 1 order by 1"
            )
                == [["replaced", "2"], ["waiting", "2"]]
        )
        // The seat is kept until the first afternoon that was moved, or fourteen days.
        #expect(
            try fixture.base.sql(
                """
                select e.renew_by = least(k.expires_at, s.began) from enrolment e join consent_ask k on k.id = e.consent_ask_id
                  join course_afternoon s on s.course_id = e.course_id and s.number = 2
                """
            ) == [["t"]]
        )
        // A yes makes it active again.
        try fixture.base.answer(fixture.application, "given")
        #expect(try fixture.state() == "active")
        for action in ["course.changed", "consent.renewed", "enrolment.renewing"] {
            #expect(
                try fixture.house.log(of: fixture.base.takk).contains("\(action) done"),
                "\(action)"
            )
        }
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `lighter is told, and topics are not the employers' to know`() throws {
        let fixture = try Fixture("fact_lighter")
        let (here, there) = try fixture.written {
            let asked = try fixture.change(["afternoon.3.end": "15:00"])
            #expect(asked.text.contains("Tiedoksi 2 työnantajalle"))
        }
        #expect(here.count == 4)
        #expect(there.count == 2)
        #expect(there.allSatisfy { $0.contains("Tiedoksi, koulutus muuttui") }, "\(there)")
        #expect(try fixture.state() == "active")
        #expect(try fixture.base.count("consent_ask", "state = 'replaced'") == 0)
        let told = try fixture.base.sql(
            "select distinct sessions -> 2 ->> 'ends' from consent_request"
        )
        #expect(told == [["15:00"]])
        let (named, atPeace) = try fixture.written {
            try fixture.change(["afternoon.3.topic": "Uusi aihe"])
        }
        #expect(named.count == 4)
        #expect(atPeace.isEmpty)
        let (nobody, none) = try fixture.written {
            let saved = try fixture.change(["seats": "18"])
            #expect(saved.status == 303)
        }
        #expect(nobody.isEmpty && none.isEmpty)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `employers know it by a name of its own, and a telling one is pointed out`() throws {
        let fixture = try Fixture("fact_names")
        let same = try fixture.send(
            try fixture.form(["name": "Toipuminen", "employer_name": "toipuminen"])
        )
        #expect(same.status == 422)
        #expect(same.text.contains("sama kuin julkinen nimi"))
        let telling = try fixture.send(
            try fixture.form([
                "employer_name": "Masennus työssä", "afternoon.1.topic": "Masennus ja työ",
            ])
        )
        #expect(telling.text.contains("sana, joka on myös iltapäivien aiheissa"))
        try fixture.change(["employer_name": "Iltapäiväkoulutus, Pori"])
        let names = try fixture.base.sql("select distinct course_name from consent_request")
        #expect(names == [["Iltapäiväkoulutus, Pori"]])
        let letters = try fixture.base.sql(
            "select body::text from letter where kind <> 'consent.request' and direction = 'in'"
        )
        try fixture.change(["name": "Toipumisen tueksi"])
        #expect(!letters.isEmpty)
        #expect(
            try fixture.base.sql(
                "select count(*) from letter where body::text like '%Toipumisen%'"
            ) == [["0"]]
        )
    }

    @Test func `its employers, untold, keep it from changing`() throws {
        let fixture = try Fixture("fact_untold")
        func refusal(_ sql: String) -> String {
            do throws(Failure) {
                try fixture.house.asApp(sql, in: fixture.base.takk)
                return ""
            } catch { return "\(error)" }
        }
        let course = fixture.base.course
        for change in [
            "update course_session set held_on = held_on + 1 where course_id = '\(course)'",
            "update course_session set ends_at = '17:00' where course_id = '\(course)'",
            "update course set place = 'Tampere' where id = '\(course)'",
            "update course set address = 'Muualla 2' where id = '\(course)'",
            "update course set employer_name = 'Muu nimi' where id = '\(course)'",
        ] {
            #expect(refusal(change).contains("course.rule.untold"), "\(change)")
        }
        // What the app says of versions counts for nothing, and what asks more is not told.
        #expect(refusal("update course set asked_version = 1, facts_version = 1").isEmpty)
        let told = """
            update course set place = 'Tampere' where id = '\(course)';
            update consent_ask set facts_version = 9; update release set facts_version = 9
            """
        #expect(refusal(told).contains("enrolment.rule.facts"))
        // A place does not stand on an answer to lighter facts.
        let stands = """
            update course set place = 'Tampere' where id = '\(course)';
            update enrolment set state = 'active' where id = '\(fixture.place)'
            """
        #expect(refusal(stands).contains("enrolment.rule.facts"))
        #expect(
            refusal("update enrolment set state = 'renewing', renew_by = moment()").contains(
                "both-keys"
            )
        )
    }

    @Test func `a seat is kept from the first time, and a slip that is mended costs none`() throws {
        let fixture = try Fixture("fact_slip")
        func until() throws -> String {
            try fixture.base.sql(
                "select (renew_by at time zone 'Europe/Helsinki')::date - today() from enrolment"
            )
            .first?.first ?? ""
        }
        let (first, last) = (
            try fixture.form()["afternoon.1.on"], try fixture.form()["afternoon.2.on"]
        )
        try fixture.change(["afternoon.1.on": Day.today.adding(days: 2).iso])
        #expect(try until() == "2")
        try fixture.change([
            "afternoon.1.on": first, "afternoon.2.on": last, "address": "Muualla 2",
        ])
        // All afternoons are again what the employer has said yes to.
        #expect(try until() == "14")
        #expect(try fixture.base.count("consent_ask", "state = 'replaced'") == 4)
    }

    @Test func `no ask is answered, told, replaced or made without its letter`() throws {
        let fixture = try Fixture("fact_unsaid")
        func refusal(_ sql: String) -> String {
            do throws(Failure) {
                try fixture.house.asApp(sql, in: fixture.base.takk)
                return ""
            } catch { return "\(error)" }
        }
        let waiting = "where state = 'waiting'"
        #expect(
            refusal(
                "update consent_ask set state = 'given', support_working_time = true \(waiting)"
            )
            .contains("answer.rule.closed")
        )
        #expect(
            refusal("update consent_ask set state = 'refused' \(waiting)").contains(
                "answer.rule.closed"
            )
        )
        #expect(
            refusal("update consent_ask set state = 'withdrawn' where state = 'given'")
                .contains("answer.rule.closed")
        )
        #expect(refusal("update consent_ask set state = 'replaced'").contains("course.rule.untold"))
        let made = """
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
            select tenant_id, gen_random_uuid(), release_id, application_id, person_id, text_version, expires_at
              from consent_ask limit 1
            """
        #expect(refusal(made).contains("course.rule.untold"))
        // Facts that were told to nobody do not make room for heavier ones in the same breath.
        let told = """
            update course set address = 'Muualla 2' where id = '\(fixture.base.course)';
            update release set facts_version = 0; update consent_ask set facts_version = 0
            """
        #expect(refusal(told).contains("course.rule.untold"))
        #expect(
            refusal("\(told); update course_session set held_on = held_on + 1 where number = 7")
                .contains("course.rule.untold")
        )
        #expect(
            refusal("update course_session set number = number + 1").contains("permission denied")
        )
    }

    @Test func `at an employer is what a letter says, and an answer is to what was shown`() throws {
        let fixture = try Fixture("fact_letters")
        let employer = try #require(ID<Space>(try fixture.base.employer("2345678-0")))
        let mari = try fixture.house.member(
            of: TestSpace(id: employer, slug: ""),
            .consentGiver,
            name: "Mari Esimerkki"
        )
        func refusal(_ sql: String) -> String {
            do throws(Failure) {
                try fixture.house.asApp(sql, in: TestSpace(id: employer, slug: ""))
                return ""
            } catch { return "\(error)" }
        }
        #expect(refusal("update consent_request set hours = 3").contains("answer.rule.facts"))
        #expect(
            refusal("update consent_request set course_name = 'Muu'").contains("answer.rule.facts")
        )
        func answer(_ facts: String, version: String = "text_version", text: String = "t.sha256")
            -> String
        {
            refusal(
                """
                insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                  support_substitute, typed_name, email, text_version, text_language, text_sha256, identity_strength, facts_sha256,
                  membership_id)
                select r.tenant_id, gen_random_uuid(), r.id, 'decision', true, true, true, false, 'Pomo Pomonen',
                  '\(mari.email)', r.\(version), 'fi', \(text), 'account', \(facts), '\(mari.membership)'
                  from consent_request r
                  join consent_text t on t.kind = 'employer' and t.version = r.text_version and t.language = 'fi'
                """
            )
        }
        #expect(answer("sha256('x')").contains("answer.rule.facts"))
        #expect(answer("null").contains("answer.rule.facts"))
        #expect(answer("r.facts_sha256", version: "text_version + 1").contains("answer.rule.facts"))
        #expect(answer("r.facts_sha256", text: "sha256('x')").contains("answer.rule.facts"))
        #expect(answer("r.facts_sha256").isEmpty)
    }
}
