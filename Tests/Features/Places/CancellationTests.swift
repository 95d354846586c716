import Base
import HTTP
import Support
import Testing

/// What becomes of a course that is cancelled or over, for everybody with a stake in it.
@Suite struct `The end of a course` {
    @Test func `is looked at first: everybody who will hear of it, by name and number`() throws {
        let fixture = try RunningCourse("end_circle")
        let (_, aino) = try fixture.enrol("Aino")
        let path = "/takk/courses/\(fixture.course)/cancellation"
        let page = try fixture.house.get(path, as: fixture.coordinator)
        #expect(page.status == 200)
        for text in ["Aino Osallistuja", "Kalle Koulu", "Työnantaja 0", "1 työnantaja"] {
            #expect(page.text.contains(text), "\(text)")
        }
        // Those whom the page names are told of in the log.
        let told = try fixture.house.database.psql(
            "select person_id from log.event_subject where person_id = '\(aino)'"
        )
        #expect(told.count == 1)
        #expect(try fixture.house.get(path, as: fixture.trainer).status == 403)
    }

    @Test func `reaches all of its circle and nobody else`() throws {
        let fixture = try CourseFixture("end_cancelled")
        let trainer = try fixture.house.member(of: fixture.takk, .trainer, name: "Kalle Koulu")
        _ = try fixture.sql(
            "insert into course_trainer values ('\(fixture.takk.id)', '\(fixture.course)', '\(trainer.membership)')"
        )
        // One with a place, one whose employer was asked, one who has only applied, one who has taken it back.
        var applications: [String: (guest: Guest, id: String)] = [:]
        for name in ["Aino", "Bertta", "Cecilia", "Daniela"] {
            let (guest, application, _) = try fixture.applicant(name)
            applications[name] = (guest, application)
            guard name < "C" else { continue }
            try fixture.release(application, as: guest)
        }
        let (aino, hers) = try #require(applications["Aino"])
        try fixture.answer(hers, "given")
        _ = try fixture.house.post("/takk/applications/\(hers)/enrolment", as: fixture.kaisa)
        _ = try fixture.sql("update person set language = 'sv' where email = '\(aino.email)'")
        let (daniela, gone) = try #require(applications["Daniela"])
        _ = try fixture.house.post("/takk/applications/\(gone)/withdrawal", as: daniela)
        let before = try fixture.house.mails(of: fixture.takk).count
        let path = "/takk/courses/\(fixture.course)/cancellation"
        func send(_ message: String) throws -> Page {
            try fixture.house.post(path, ["message": message], as: fixture.kaisa)
        }
        #expect(try send("").status == 422)
        #expect(try send("Kouluttaja on sairastunut.").status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["ended"]])
        let states = try fixture.sql("select distinct state from application order by 1")
        #expect(states == [["ended"], ["withdrawn"]])
        #expect(try fixture.sql("select distinct state from consent_ask") == [["cancelled"]])
        let mails = try fixture.house.mails(of: fixture.takk).dropFirst(before)
        let told = ["Aino", "Bertta", "Cecilia"].compactMap { applications[$0]?.guest.email }
        #expect(mails.map(\.to).sorted() == (told + [trainer.email]).sorted())
        #expect(Set(mails.map(\.body)).count == 4)
        let mail = try #require(mails.first { $0.to == aino.email })
        #expect(mail.subject.hasPrefix("Utbildningen är inställd: "))
        #expect(mail.body.contains("Kouluttaja on sairastunut."))
        let log = try fixture.house.log(of: fixture.takk)
        for action in ["course.state-changed", "enrolment.ended", "application.closed"] {
            #expect(log.contains("\(action) done"), "\(action)")
        }
        // Nothing of it can go on, and what was typed meanwhile is not lost.
        let late = try send("Uudelleen.")
        #expect(late.status == 409 && late.text.contains("Uudelleen."))
        #expect(try fixture.house.get(path, as: fixture.kaisa).status == 409)
        let change = "/takk/courses/\(fixture.course)"
        let typed = try fixture.house.post(
            change,
            ["name": "Ehdin jo kirjoittaa nimen"],
            as: fixture.kaisa
        )
        #expect(typed.status == 409 && typed.text.contains("Ehdin jo kirjoittaa nimen"))
        #expect(
            try fixture.house.post("/takk/applications/\(hers)/enrolment", as: fixture.kaisa).status
                == 409
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `reaches the employer that has consented, by letter and mail`() throws {
        let fixture = try CourseFixture("end_employer")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        let path = "/takk/courses/\(fixture.course)/cancellation"
        let message = "Kouluttaja on sairastunut."
        let sent = try fixture.house.post(path, ["message": message], as: fixture.kaisa)
        #expect(sent.status == 303)
        #expect(try fixture.sql("select state from consent_request") == [["cancelled"]])
        let employer = try fixture.employer()
        let mail = try fixture.sql(
            "select subject, body from outbox where tenant_id = '\(employer)' order by made_at desc, id desc limit 1"
        )
        #expect(mail.first?[0].hasPrefix("Koulutusta ei järjestetä") == true)
        #expect(mail.first?[1].contains("Kouluttaja on sairastunut.") == false)
        #expect(
            try fixture.sql(
                "select kind from letter where tenant_id = '\(employer)' order by at desc limit 1"
            ) == [["consent.course-ended"]]
        )
    }

    @Test func `is looked at again when the circle has changed meanwhile`() throws {
        let fixture = try RunningCourse("end_stale")
        let path = "/takk/courses/\(fixture.course)/cancellation"
        let seal = try fixture.house.get(path, as: fixture.coordinator).field("once") ?? ""
        try fixture.enrol("Aino")
        let sent = try fixture.house.post(
            path,
            ["once": seal, "message": "Kouluttaja on sairastunut."],
            as: fixture.coordinator
        )
        #expect(sent.status == 409)
        #expect(sent.text.contains("Aino Osallistuja"))
        #expect(sent.text.contains("Kouluttaja on sairastunut."))
        #expect(
            try fixture.house.database.psql(
                "select state from course where id = '\(fixture.course)'"
            )
                == [["running"]]
        )
    }

    @Test func `completes who was there often enough, and tells them`() throws {
        let fixture = try RunningCourse("end_done")
        let course = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori, syksy",
            trainer: fixture.trainer,
            firstInDays: -60
        )
        let (aino, first) = try fixture.enrol("Aino", in: course)
        let (bertta, second) = try fixture.enrol("Bertta", in: course)
        try fixture.house.database.psql(
            """
            update person set email = 'aino@osallistuja.example' where id = '\(first)';
            update person set email = 'bertta@osallistuja.example' where id = '\(second)';
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              select '\(fixture.takk.id)', '\(course)', e::uuid, n,
                case when n <= 4 or e = '\(aino)' then 'present' else 'absent' end
                from generate_series(1, 7) n, unnest(array['\(aino)', '\(bertta)']) e
               where not (e = '\(bertta)' and n = 7)
            """
        )
        let path = "/takk/courses/\(course)/state"
        let early = try fixture.house.post(
            path,
            ["from": "running", "to": "done"],
            as: fixture.coordinator
        )
        #expect(early.status == 409)
        #expect(early.text.contains("Läsnäolomerkintöjä puuttuu"))
        #expect(
            try fixture.house.get("/takk/today", as: fixture.trainer).text.contains("7. iltapäivän")
        )
        try fixture.house.database.psql(
            "insert into attendance (tenant_id, course_id, enrolment_id, number, mark) values ('\(fixture.takk.id)', '\(course)', '\(bertta)', 7, 'unknown')"
        )
        #expect(
            try fixture.house.post(
                path,
                ["from": "running", "to": "done"],
                as: fixture.coordinator
            ).status == 303
        )
        let states = try fixture.house.database.psql(
            "select state from enrolment where course_id = '\(course)' order by id = '\(bertta)'"
        )
        #expect(states == [["completed"], ["not-completed"]])
        let mails = try fixture.house.mails(of: fixture.takk)
        #expect(mails.count == 2)
        #expect(
            mails.contains { $0.to.hasPrefix("aino") && $0.body.contains("olet suorittanut sen") }
        )
        #expect(
            mails.contains { $0.to.hasPrefix("bertta") && !$0.body.contains("olet suorittanut") }
        )
        // Taken up again, places are as they were.
        let back = try fixture.house.post(
            path,
            ["from": "done", "to": "running"],
            as: fixture.coordinator
        )
        #expect(back.status == 303)
        #expect(
            try fixture.house.database.psql(
                "select distinct state from enrolment where course_id = '\(course)'"
            ) == [["active"]]
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `who takes the application back leaves the place`() throws {
        let fixture = try CourseFixture("end_left")
        let (guest, application, _) = try fixture.applicant("Aino")
        let page = "/takk/applications/\(application)"
        try fixture.release(application, as: guest)
        try fixture.answer(application, "given")
        #expect(try fixture.house.post(page + "/enrolment", as: fixture.kaisa).status == 303)
        #expect(try fixture.house.post(page + "/withdrawal", as: guest).status == 303)
        #expect(try fixture.sql("select state from enrolment") == [["left"]])
        #expect(try fixture.house.log(of: fixture.takk).contains("enrolment.left done"))
        #expect(
            try fixture.house.get(page, as: guest).text.contains("Olet jättänyt koulutuksen")
        )
    }

    @Test func `that has been held without somebody says so to the employer that was asked`() throws
    {
        let fixture = try CourseFixture("end_held")
        let (guest, application, _) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        let trainer = try fixture.house.member(of: fixture.takk, .trainer, name: "Kalle Koulu")
        _ = try fixture.sql(
            """
            insert into course_trainer values ('\(fixture.takk.id)', '\(fixture.course)', '\(trainer.membership)');
            update course set state = 'running';
            update course_session set held_on = held_on - 90
            """
        )
        let done = try fixture.house.post(
            "/takk/courses/\(fixture.course)/state",
            ["from": "running", "to": "done"],
            as: fixture.kaisa
        )
        #expect(done.status == 303)
        let employer = try fixture.employer()
        let mail = try fixture.sql(
            "select subject from outbox where tenant_id = '\(employer)' order by made_at desc, id desc limit 1"
        )
        #expect(mail.first?[0].hasPrefix("Koulutus on pidetty") == true)
        #expect(try fixture.sql("select state from application") == [["closed"]])
        // The permission can be taken back, whatever has become of the application.
        let back = try fixture.house.post(
            "/takk/applications/\(application)/release/withdrawal",
            as: guest
        )
        #expect(back.status == 303)
    }

    @Test func `that is not held ends nobody's way: opened anew, it is applied for anew`() throws {
        let fixture = try CourseFixture("end_anew")
        let (_, _, person) = try fixture.applicant("Aino")
        _ = try fixture.house.post(
            "/takk/courses/\(fixture.course)/cancellation",
            ["message": "Kouluttaja on sairastunut."],
            as: fixture.kaisa
        )
        for (from, to) in [("cancelled", "draft"), ("draft", "open")] {
            let moved = try fixture.house.post(
                "/takk/courses/\(fixture.course)/state",
                ["from": from, "to": to],
                as: fixture.kaisa
            )
            #expect(moved.status == 303, "\(to)")
        }
        try fixture.house.asApp(
            "select is_sent from application_make('\(ID<CourseFixture>())', '\(fixture.course)', '\(person)', 'fi')",
            in: fixture.takk
        )
        #expect(try fixture.sql("select state from application") == [["received"]])
    }
}
