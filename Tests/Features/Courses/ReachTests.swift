import Access
import Base
import Foundation
import Support
import Testing

@Suite struct `Who sees what of a course` {
    @Test func `a trainer sees their own courses and no others`() throws {
        let fixture = try RunningCourse("reach_trainer")
        try fixture.enrol("Aino")
        let other = try RunningCourse.course(fixture.house, fixture.takk, "Toisen kurssi")
        try fixture.enrol("Vieras", in: other)
        let list = try fixture.house.get("/takk/courses", as: fixture.trainer)
        #expect(list.text.contains("Tampere, kevät") && !list.text.contains("Toisen kurssi"))
        #expect(!list.text.contains("/takk/courses/new"))
        let file = try fixture.house.get("/takk/courses/export.csv", as: fixture.trainer).text
        #expect(file.contains("\"Tampere, kevät\"") && !file.contains("Toisen kurssi"))
        #expect(
            try fixture.house.get("/takk/courses/\(fixture.course)", as: fixture.trainer).text
                .contains("Aino")
        )
        var bodies: Set<String> = []
        for id in [other, ID<RunningCourse>().text, "x"] {
            for path in ["/takk/courses/\(id)", "/takk/courses/\(id)/attendance"] {
                let before = try refusals(fixture)
                let page = try fixture.house.get(path, as: fixture.trainer)
                #expect(page.status == 404)
                #expect(try refusals(fixture) == before + 1)
                bodies.insert(page.text.replacingOccurrences(of: path, with: ""))
            }
            let before = try refusals(fixture)
            #expect(
                try fixture.house.post("/takk/courses/\(id)/attendance", [:], as: fixture.trainer)
                    .status == 404
            )
            #expect(try refusals(fixture) == before + 1)
        }
        #expect(bodies.count == 1)
        let today = try fixture.house.get("/takk/today", as: fixture.trainer)
        #expect(
            today.text.contains("/takk/courses/\(fixture.course)/attendance")
                && !today.text.contains(other)
        )
    }

    @Test
    func
        `a participant never sees another's name, number or history, from one employer or from two`()
        throws
    {
        let fixture = try RunningCourse("reach_participant")
        let aino = try fixture.enrol("Aino", "Aalto", employer: 0)
        let eero = try fixture.enrol("Eero", "Erkkilä", employer: 1)
        try fixture.enrol("Leila", "Lahtinen", employer: 0)
        try fixture.house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              values ('\(fixture.takk.id)', '\(fixture.course)', '\(aino.enrolment)', 1, 'excused'),
                ('\(fixture.takk.id)', '\(fixture.course)', '\(eero.enrolment)', 1, 'absent')
            """
        )
        let member = try fixture.house.member(
            of: fixture.takk,
            .expert,
            name: "Aino Aalto",
            person: aino.person
        )
        let page = try fixture.house.get("/takk/courses/\(fixture.course)", as: member)
        #expect(page.status == 200)
        #expect(
            page.text.contains("Kalle Koulu") && page.text.contains("Este")
                && page.text.contains("Olet mukana")
        )
        for path in [
            "/takk/courses/\(fixture.course)", "/takk/courses", "/takk/today", "/takk/open-courses",
        ] {
            let text = try fixture.house.get(path, as: member).text
            for secret in [
                "Eero", "Erkkilä", "Leila", "Lahtinen", "Poissa", "3/16", "Työnantaja",
                "Kaisa Koordi",
            ] {
                #expect(!text.contains(secret), "\(path): \(secret)")
            }
        }
        #expect(
            try fixture.house.get("/takk/today", as: member).text.contains("Seuraava iltapäiväsi")
        )
        #expect(
            try fixture.house.get("/takk/courses/\(fixture.course)/attendance", as: member).status
                == 403
        )
        #expect(
            try fixture.house.get("/takk/courses/\(fixture.course)/edit", as: member).status == 403
        )
        let other = try RunningCourse.course(fixture.house, fixture.takk, "Muu kurssi")
        #expect(try fixture.house.get("/takk/courses/\(other)", as: member).status == 404)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `a trainer who once took part sees that course as a participant`() throws {
        let fixture = try RunningCourse("reach_both")
        let before = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Ennen",
            firstInDays: -60
        )
        let own = try fixture.enrol("Teemu", "Trainer", in: before)
        try fixture.enrol("Salli", "Salainen", in: before)
        try fixture.house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              select tenant_id, course_id, id, n, 'present' from enrolment, generate_series(1, 7) n
               where course_id = '\(before)';
            update course set state = 'done' where id = '\(before)'
            """
        )
        let both = try fixture.house.member(
            of: fixture.takk,
            .trainer,
            .expert,
            name: "Teemu Trainer",
            person: own.person
        )
        let page = try fixture.house.get("/takk/courses/\(before)", as: both)
        #expect(page.status == 200 && !page.text.contains("Salli"))
        #expect(try fixture.house.get("/takk/courses/\(before)/attendance", as: both).status == 404)
        // Who once trained it and takes part in it now reads no more of it than others who take part.
        try fixture.house.database.psql(
            """
            insert into course_trainer values ('\(fixture.takk.id)', '\(before)', '\(both.membership)');
            update membership_role set ends_on = today() - 1
             where membership_id = '\(both.membership)' and role = 'trainer'
            """
        )
        let file = try fixture.house.get("/takk/courses/export.csv", as: both)
        #expect(file.status == 200 && file.text.contains("\"Ennen\""))
        #expect(file.text.contains("\"16\";\"\""), "\(file.text)")
    }

    @Test func `an applicant sees the course until the application is withdrawn`() throws {
        let fixture = try RunningCourse("reach_applicant")
        let person = try fixture.house.person(in: fixture.takk, "Hilla", "Hakija")
        let member = try fixture.house.member(of: fixture.takk, .expert, person: person)
        #expect(try fixture.house.get("/takk/courses/\(fixture.course)", as: member).status == 404)
        try fixture.house.database.psql(
            """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(fixture.takk.id)', '\(ID<RunningCourse>())', '\(fixture.course)', '\(person)')
            """
        )
        #expect(
            try fixture.house.get("/takk/courses/\(fixture.course)", as: member).text.contains(
                "Olet hakenut"
            )
        )
        try fixture.house.database.psql("update application set state = 'withdrawn'")
        #expect(try fixture.house.get("/takk/courses/\(fixture.course)", as: member).status == 404)
    }

    @Test func `another provider's coordinator meets the same 404 as for an absent course`() throws
    {
        let fixture = try RunningCourse("reach_foreign")
        let other = try fixture.house.space("toinen", .provider)
        let stranger = try fixture.house.member(of: other, .coordinator)
        var bodies: Set<String> = []
        for id in [fixture.course, ID<RunningCourse>().text] {
            for path in [
                "/toinen/courses/\(id)", "/toinen/courses/\(id)/edit",
                "/toinen/courses/\(id)/attendance",
            ] {
                let page = try fixture.house.get(path, as: stranger)
                #expect(page.status == 404)
                bodies.insert(page.text.replacingOccurrences(of: path, with: ""))
            }
            #expect(
                try fixture.send("/toinen/courses/\(id)", fixture.courseForm(), as: stranger).status
                    == 404
            )
            let state = try fixture.house.post(
                "/toinen/courses/\(id)/state",
                ["from": "running", "to": "done"],
                as: stranger
            )
            #expect(state.status == 404)
        }
        #expect(bodies.count == 1)
    }

    @Test
    func
        `today tells a coordinator of missing marks and of a course that begins while applications are open`()
        throws
    {
        let fixture = try RunningCourse("reach_today")
        try fixture.enrol("Aino")
        try fixture.enrol("Eero")
        _ = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pian alkava",
            state: "open",
            firstInDays: 9
        )
        _ = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Myöhempi",
            state: "open",
            firstInDays: 40
        )
        let page = try fixture.house.get("/takk/today", as: fixture.coordinator)
        #expect(page.text.contains("4. iltapäivän läsnäolot puuttuvat 2 osallistujalta"))
        #expect(!page.text.contains("5. iltapäivän läsnäolot"))
        #expect(page.text.contains("Pian alkava") && !page.text.contains("Myöhempi"))
    }

    private func refusals(_ fixture: RunningCourse) throws -> Int {
        try fixture.house.log(of: fixture.takk).filter { $0 == "access.refused refused" }.count
    }
}
