import Base
import HTTP
import Support
import Testing

@Suite struct `Courses` {
    @Test
    func `go a step on many at once, each as its page would, and who is left out is told why`()
        throws
    {
        let fixture = try CourseFixture("course_steps")
        let (house, takk, kaisa) = (fixture.house, fixture.takk, fixture.kaisa)
        let trainer = try house.member(of: takk, .trainer)
        let other = try house.space("muu", .provider)
        /// A course whose first afternoon is so many days away.
        func course(_ name: String, _ state: String, days: Int, in space: TestSpace? = nil) throws
            -> String
        {
            let (id, space) = (ID<World>().text, space ?? takk)
            try house.database.psql(
                """
                begin;
                insert into course (tenant_id, id, name, employer_name, place, address, state, seats)
                  values ('\(space.id)', '\(id)', '\(name)', '\(name)', 'Pori', 'Testikatu 1', '\(state)', 16);
                insert into course_session (tenant_id, course_id, number, held_on)
                  select '\(space.id)', '\(id)', n, today() + \(days) + n from generate_series(1, 7) n;
                commit
                """
            )
            return id
        }
        let (spring, autumn) = (
            try course("Kevät", "draft", days: 9), try course("Syksy", "draft", days: 30)
        )
        let (past, over) = (
            try course("Mennyt", "draft", days: -60), try course("Pidetty", "running", days: -90)
        )
        let (early, foreign) = (
            try course("Kesken", "running", days: -1),
            try course("Vieras", "draft", days: 9, in: other)
        )
        let (preview, act) = ("/takk/courses/selection", "/takk/courses/selection/act")
        func form(_ to: String, _ ids: String..., once: String = ID<World>().text) -> String {
            (["to=\(to)", "once=\(once)"] + ids.map { "course=\($0)" }).joined(separator: "&")
        }
        func state(_ id: String) throws -> String {
            try house.value("select state from course where id = '\(id)'")
        }

        let page = try house.send(
            preview,
            form("open", spring, autumn, past, fixture.course),
            as: kaisa
        )
        for text in [
            "Koskee 2 koulutusta", "2 koulutusta jää pois", "Kevät",
            "Ensimmäinen iltapäivä on jo mennyt",
            "Ei ole luonnos", "julkiset sivut",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(try state(spring) == "draft")
        for left in [past, fixture.course] {
            #expect(try house.send(act, form("open", spring, left), as: kaisa).status == 409)
        }
        for absent in [foreign, ID<World>().text] {
            #expect(try house.send(act, form("open", spring, absent), as: kaisa).status == 404)
        }
        #expect(try house.send(act, form("open", spring), as: trainer).status == 403)
        #expect(try !house.get("/takk/courses", as: trainer).text.contains("courses/selection"))
        #expect(try state(spring) == "draft")
        let sent = form("open", spring, autumn)
        for _ in 1...2 {
            #expect(
                try house.send(act, sent, as: kaisa).location
                    == "/takk/courses?did=courses.done.many.open"
            )
        }
        #expect(try [state(spring), state(autumn)] == ["open", "open"])
        #expect(try house.log(of: takk).filter { $0 == "course.state-changed done" }.count == 2)

        // Without a trainer none is started; back to a draft they go.
        let start = try house.send(preview, form("running", spring, autumn), as: kaisa)
        #expect(
            start.text.contains("vähintään yksi kouluttaja")
                && !start.text.contains("Aloita koulutukset")
        )
        #expect(try house.send(act, form("draft", autumn), as: kaisa).status == 303)
        #expect(try state(autumn) == "draft")

        // Who ends many ends each: applicants are told, and their applications closed.
        let applicant = try fixture.applicant("Liisa")
        try house.database.psql(
            "update application set course_id = '\(over)' where id = '\(applicant.application)'"
        )
        let ending = try house.send(preview, form("done", over, early, spring), as: kaisa)
        for text in ["Koskee 1 koulutusta", "Kaikki iltapäivät eivät", "Ei ole käynnissä"] {
            #expect(ending.text.contains(text), "\(text)")
        }
        #expect(try house.send(act, form("done", over), as: kaisa).status == 303)
        #expect(try state(over) == "done")
        #expect(
            try house.value("select state from application where id = '\(applicant.application)'")
                == "closed"
        )
        #expect(try house.mails(of: takk).filter { $0.to == applicant.guest.email }.count == 1)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
