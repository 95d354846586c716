import Access
import Base
import Foundation
import Support
import Testing

@Suite struct `Who sees what of a course` {
    @Test func `a trainer sees their own courses and no others`() throws {
        let ground = try CourseGround("reach_trainer")
        try ground.enrol("Aino")
        let other = try CourseGround.course(ground.house, ground.takk, "Toisen kurssi")
        try ground.enrol("Vieras", in: other)
        let list = try ground.house.get("/takk/courses", as: ground.trainer)
        #expect(list.text.contains("Tampere, kevät") && !list.text.contains("Toisen kurssi"))
        #expect(!list.text.contains("/takk/courses/new"))
        #expect(
            try ground.house.get("/takk/courses/\(ground.course)", as: ground.trainer).text
                .contains("Aino")
        )
        var bodies: Set<String> = []
        for id in [other, ID<CourseGround>().text, "x"] {
            for path in ["/takk/courses/\(id)", "/takk/courses/\(id)/attendance"] {
                let before = try refusals(ground)
                let page = try ground.house.get(path, as: ground.trainer)
                #expect(page.status == 404)
                #expect(try refusals(ground) == before + 1)
                bodies.insert(page.text.replacingOccurrences(of: path, with: ""))
            }
            let before = try refusals(ground)
            #expect(
                try ground.house.post("/takk/courses/\(id)/attendance", [:], as: ground.trainer)
                    .status == 404
            )
            #expect(try refusals(ground) == before + 1)
        }
        #expect(bodies.count == 1)
        let today = try ground.house.get("/takk/today", as: ground.trainer)
        #expect(
            today.text.contains("/takk/courses/\(ground.course)/attendance")
                && !today.text.contains(other)
        )
    }

    @Test
    func
        `a participant never sees another's name, number or history, from one employer or from two`()
        throws
    {
        let ground = try CourseGround("reach_participant")
        let aino = try ground.enrol("Aino", "Aalto", employer: 0)
        let eero = try ground.enrol("Eero", "Erkkilä", employer: 1)
        try ground.enrol("Leila", "Lahtinen", employer: 0)
        try ground.house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              values ('\(ground.takk.id)', '\(ground.course)', '\(aino.enrolment)', 1, 'excused'),
                ('\(ground.takk.id)', '\(ground.course)', '\(eero.enrolment)', 1, 'absent')
            """
        )
        let member = try ground.house.member(
            of: ground.takk,
            .expert,
            name: "Aino Aalto",
            person: aino.person
        )
        let page = try ground.house.get("/takk/courses/\(ground.course)", as: member)
        #expect(page.status == 200)
        #expect(
            page.text.contains("Kalle Koulu") && page.text.contains("Este")
                && page.text.contains("Olet mukana")
        )
        for path in [
            "/takk/courses/\(ground.course)", "/takk/courses", "/takk/today", "/takk/open-courses",
        ] {
            let text = try ground.house.get(path, as: member).text
            for secret in [
                "Eero", "Erkkilä", "Leila", "Lahtinen", "Poissa", "3/16", "Työnantaja",
                "Kaisa Koordi",
            ] {
                #expect(!text.contains(secret), "\(path): \(secret)")
            }
        }
        #expect(
            try ground.house.get("/takk/today", as: member).text.contains("Seuraava iltapäiväsi")
        )
        #expect(
            try ground.house.get("/takk/courses/\(ground.course)/attendance", as: member).status
                == 403
        )
        #expect(
            try ground.house.get("/takk/courses/\(ground.course)/edit", as: member).status == 403
        )
        let other = try CourseGround.course(ground.house, ground.takk, "Muu kurssi")
        #expect(try ground.house.get("/takk/courses/\(other)", as: member).status == 404)
        #expect(ground.house.faults.all.isEmpty, "\(ground.house.faults.all)")
    }

    @Test func `a trainer who once took part sees that course as a participant`() throws {
        let ground = try CourseGround("reach_both")
        let before = try CourseGround.course(
            ground.house,
            ground.takk,
            "Ennen",
            state: "done",
            firstInDays: -200
        )
        let own = try ground.enrol("Teemu", "Trainer", in: before)
        try ground.enrol("Salli", "Salainen", in: before)
        let both = try ground.house.member(
            of: ground.takk,
            .trainer,
            .expert,
            name: "Teemu Trainer",
            person: own.person
        )
        let page = try ground.house.get("/takk/courses/\(before)", as: both)
        #expect(page.status == 200 && !page.text.contains("Salli"))
        #expect(try ground.house.get("/takk/courses/\(before)/attendance", as: both).status == 404)
    }

    @Test func `an applicant sees the course until the application is withdrawn`() throws {
        let ground = try CourseGround("reach_applicant")
        let person = try ground.house.person(in: ground.takk, "Hilla", "Hakija")
        let member = try ground.house.member(of: ground.takk, .expert, person: person)
        #expect(try ground.house.get("/takk/courses/\(ground.course)", as: member).status == 404)
        try ground.house.database.psql(
            """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(ground.takk.id)', '\(ID<CourseGround>())', '\(ground.course)', '\(person)')
            """
        )
        #expect(
            try ground.house.get("/takk/courses/\(ground.course)", as: member).text.contains(
                "Olet hakenut"
            )
        )
        try ground.house.database.psql("update application set state = 'withdrawn'")
        #expect(try ground.house.get("/takk/courses/\(ground.course)", as: member).status == 404)
    }

    @Test func `another provider's coordinator meets the same 404 as for an absent course`() throws
    {
        let ground = try CourseGround("reach_foreign")
        let other = try ground.house.space("toinen", .provider)
        let stranger = try ground.house.member(of: other, .coordinator)
        var bodies: Set<String> = []
        for id in [ground.course, ID<CourseGround>().text] {
            for path in [
                "/toinen/courses/\(id)", "/toinen/courses/\(id)/edit",
                "/toinen/courses/\(id)/attendance",
            ] {
                let page = try ground.house.get(path, as: stranger)
                #expect(page.status == 404)
                bodies.insert(page.text.replacingOccurrences(of: path, with: ""))
            }
            #expect(
                try ground.send("/toinen/courses/\(id)", ground.courseForm(), as: stranger).status
                    == 404
            )
            let state = try ground.house.post(
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
        let ground = try CourseGround("reach_today")
        try ground.enrol("Aino")
        try ground.enrol("Eero")
        _ = try CourseGround.course(
            ground.house,
            ground.takk,
            "Pian alkava",
            state: "open",
            firstInDays: 9
        )
        _ = try CourseGround.course(
            ground.house,
            ground.takk,
            "Myöhempi",
            state: "open",
            firstInDays: 40
        )
        let page = try ground.house.get("/takk/today", as: ground.coordinator)
        #expect(page.text.contains("4. iltapäivän läsnäolot puuttuvat 2 osallistujalta"))
        #expect(!page.text.contains("5. iltapäivän läsnäolot"))
        #expect(page.text.contains("Pian alkava") && !page.text.contains("Myöhempi"))
    }

    @Test func `the public page shows open courses only, without a name or a number of anybody`()
        throws
    {
        let ground = try CourseGround("reach_public")
        let open = try CourseGround.course(
            ground.house,
            ground.takk,
            "Avoin kurssi",
            trainer: ground.trainer,
            state: "open",
            firstInDays: 20,
            seats: 2
        )
        let draft = try CourseGround.course(
            ground.house,
            ground.takk,
            "Salainen luonnos",
            state: "draft"
        )
        try ground.enrol("Aino", "Aalto", in: open)
        let list = try ground.house.get("/takk/open-courses")
        #expect(list.status == 200 && list.text.contains("Avoin kurssi"))
        #expect(!list.text.contains("Salainen luonnos") && !list.text.contains("Tampere, kevät"))
        let page = try ground.house.get("/takk/open-courses/\(open)")
        #expect(page.status == 200 && page.text.contains("Paikkoja on"))
        #expect(page.text.contains("href=\"/takk/courses/\(open)/application\""))
        for secret in ["Aino", "Aalto", "Kalle", "Kaisa", "1/2", ground.takk.id.text] {
            #expect(!page.text.contains(secret))
        }
        try ground.enrol("Eero", in: open)
        #expect(try ground.house.get("/takk/open-courses/\(open)").text.contains("Täynnä"))
        var bodies: Set<String> = []
        for id in [draft, ID<CourseGround>().text, "x"] {
            let page = try ground.house.get("/takk/open-courses/\(id)")
            #expect(page.status == 404)
            bodies.insert(page.text.replacingOccurrences(of: "open-courses/\(id)", with: ""))
        }
        #expect(bodies.count == 1)
        // What was public and has begun says that it takes no more applications, and nothing else.
        let begun = try ground.house.get("/takk/open-courses/\(ground.course)")
        #expect(begun.status == 404)
        #expect(begun.text.contains("Haku tähän koulutukseen on päättynyt."))
        #expect(!begun.text.contains("Tampere, kevät"))
        #expect(try ground.house.get("/tyonantaja-1/open-courses").status == 404)
        #expect(try ground.house.get("/ei-ole/open-courses").status == 404)
    }

    private func refusals(_ ground: CourseGround) throws -> Int {
        try ground.house.log(of: ground.takk).filter { $0 == "access.refused refused" }.count
    }
}
