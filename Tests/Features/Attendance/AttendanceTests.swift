import Access
import Base
import Foundation
import HTTP
import Support
import Testing

@Suite struct `Attendance` {
    private func path(_ fixture: RunningCourse) -> String {
        "/takk/courses/\(fixture.course)/attendance"
    }

    @Test
    func `a trainer marks afternoons that have been, and the log names who and from what to what`()
        throws
    {
        let fixture = try RunningCourse("marks")
        let aino = try fixture.enrol("Aino", "A")
        let eero = try fixture.enrol("Eero", "B", employer: 1)
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        #expect(page.text.contains("Aino A") && page.text.contains("Eero B"))
        let form = page.attendanceForm(["0.0": "p", "0.1": "e", "1.0": "a"])
        let saved = try fixture.send(path(fixture), form, as: fixture.trainer)
        #expect(saved.status == 303)
        let kept = try fixture.house.database.psql(
            "select enrolment_id, number, mark, marked_by from attendance order by enrolment_id, number"
        )
        #expect(
            kept == [
                [aino.enrolment, "1", "present", fixture.trainer.membership.text],
                [aino.enrolment, "2", "excused", fixture.trainer.membership.text],
                [eero.enrolment, "1", "absent", fixture.trainer.membership.text],
            ]
        )
        #expect(try fixture.house.log(of: fixture.takk).suffix(1) == ["attendance.marked done"])
        let parts = try fixture.house.database.psql(
            """
            select p.part, p.body from log.event_part p join log.event e on e.id = p.event_id
             where e.action = 'attendance.marked'
            union all
            select 'subject', p.body from log.event_subject p join log.event e on e.id = p.event_id
             where e.action = 'attendance.marked'
            """
        )
        #expect(
            parts.filter { $0[0] == "subject" }.map { $0[1] }.joined().contains(aino.person.text)
        )
        #expect(parts.filter { $0[0] == "subject" }.count == 2)
        let detail = parts.filter { $0[0] == "detail" }.map { $0[1] }.joined()
        #expect(
            detail.contains("1: present") && detail.contains("2: absent")
                && !detail.contains("Aino")
        )
        let again = try fixture.house.get(saved.location, as: fixture.trainer)
        #expect(again.text.contains("Läsnäolot on tallennettu."))
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `a mark can be changed and taken away`() throws {
        let fixture = try RunningCourse("marks_changed")
        try fixture.enrol("Aino")
        for marks in [["0.0": "p", "0.1": "p"], ["0.0": "", "0.1": "a"]] {
            let page = try fixture.house.get(path(fixture), as: fixture.coordinator)
            #expect(
                try fixture.send(
                    path(fixture),
                    page.attendanceForm(marks),
                    as: fixture.coordinator
                ).status == 303
            )
        }
        #expect(try fixture.marks() == ["2 absent"])
    }

    @Test func `the same form twice is carried out once`() throws {
        let fixture = try RunningCourse("marks_twice")
        try fixture.enrol("Aino")
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        let form = page.attendanceForm(["0.0": "p"])
        for _ in 1...2 {
            #expect(try fixture.send(path(fixture), form, as: fixture.trainer).status == 303)
        }
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 == "attendance.marked done" }.count
                == 1
        )
    }

    @Test func `two people marking different places do not undo each other`() throws {
        let fixture = try RunningCourse("marks_both")
        try fixture.enrol("Aino", "A")
        try fixture.enrol("Eero", "B")
        let one = try fixture.house.get(path(fixture), as: fixture.trainer)
        let other = try fixture.house.get(path(fixture), as: fixture.coordinator)
        #expect(
            try fixture.send(
                path(fixture),
                one.attendanceForm(["0.0": "p"]),
                as: fixture.trainer
            ).status == 303
        )
        // The same mark by both is no quarrel.
        let second = other.attendanceForm(["0.0": "p", "1.0": "a"])
        #expect(try fixture.send(path(fixture), second, as: fixture.coordinator).status == 303)
        #expect(try fixture.marks().sorted() == ["1 absent", "1 present"])
    }

    @Test
    func
        `where another has marked meanwhile both marks are shown, nothing is saved and nothing typed is lost`()
        throws
    {
        let fixture = try RunningCourse("marks_clash")
        try fixture.enrol("Aino", "A")
        try fixture.enrol("Eero", "B")
        let stale = try fixture.house.get(path(fixture), as: fixture.trainer)
        let fresh = try fixture.house.get(path(fixture), as: fixture.coordinator)
        _ = try fixture.send(
            path(fixture),
            fresh.attendanceForm(["0.0": "p"]),
            as: fixture.coordinator
        )
        let form = stale.attendanceForm(["0.0": "a", "1.2": "e"])
        let answer = try fixture.send(path(fixture), form, as: fixture.trainer)
        #expect(answer.status == 409)
        #expect(answer.text.contains("Aino A") && answer.text.contains("valitsit ”Poissa”"))
        #expect(
            answer.text.contains("tallentanut ”Läsnä”")
                && answer.text.contains("href=\"#mark.0.0\"")
        )
        #expect(try fixture.marks() == ["1 present"])
        #expect(try fixture.house.log(of: fixture.takk).suffix(1) == ["attendance.read done"])
        // The very same form again meets the same answer, not a page of nowhere.
        #expect(try fixture.send(path(fixture), form, as: fixture.trainer).status == 409)
        // The page that came back holds both choices, and saving it is a decision that now stands.
        let saved = try fixture.send(
            path(fixture),
            answer.attendanceForm([:]),
            as: fixture.trainer
        )
        #expect(saved.status == 303)
        #expect(try fixture.marks().sorted() == ["1 absent", "3 excused"])
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `afternoons to come cannot be marked`() throws {
        let fixture = try RunningCourse("marks_future")
        try fixture.enrol("Aino")
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        #expect(page.text.components(separatedBy: ">–</td>").count == 4)
        #expect(page.text.components(separatedBy: "<select ").count == 5)
        let answer = try fixture.send(
            path(fixture),
            page.attendanceForm(["0.6": "p", "0.0": "p"]),
            as: fixture.trainer
        )
        #expect(answer.status == 409 && answer.text.contains("ei ole vielä ollut"))
        #expect(try fixture.marks().isEmpty)
    }

    @Test func `a place keeps its marks and takes none of days on which it was not held`() throws {
        let fixture = try RunningCourse("marks_paused")
        let aino = try fixture.enrol("Aino", "A")
        try fixture.enrol("Eero", "B")
        let before = try fixture.house.get(path(fixture), as: fixture.trainer)
        _ = try fixture.send(
            path(fixture),
            before.attendanceForm(["0.0": "p"]),
            as: fixture.trainer
        )
        let stale = try fixture.house.get(path(fixture), as: fixture.trainer)
        try fixture.house.database.psql(
            """
            update enrolment set state = 'paused' where id = '\(aino.enrolment)';
            update enrolment set held = datemultirange(daterange(today() - 90, today() - 16))
             where id = '\(aino.enrolment)'
            """
        )
        let form = stale.attendanceForm(["0.1": "p", "1.1": "p"])
        let answer = try fixture.send(path(fixture), form, as: fixture.trainer)
        #expect(answer.status == 409 && answer.text.contains("ei ollut paikkaa"))
        let saved = try fixture.send(
            path(fixture),
            answer.attendanceForm([:]),
            as: fixture.trainer
        )
        #expect(saved.status == 303)
        #expect(try fixture.marks() == ["1 present", "2 present"])
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        #expect(page.text.contains("Keskeytetty") && page.text.contains("class=\"locked\""))
        // The afternoon on which it was held can still be put right.
        #expect(page.text.contains("name=\"mark.0.0\""))
        #expect(!page.text.contains("name=\"mark.0.1\""))
    }

    @Test
    func
        `a participant of another course, an absent one and no id are the same 404, and nothing is saved`()
        throws
    {
        let fixture = try RunningCourse("marks_foreign")
        try fixture.enrol("Aino", "A")
        let otherCourse = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori",
            trainer: fixture.trainer
        )
        let foreign = try fixture.enrol("Vieras", "V", in: otherCourse)
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        var bodies: Set<String> = []
        for row in [foreign.enrolment, ID<RunningCourse>().text, "x", ""] {
            var form = page.attendanceForm(["0.0": "p"])
            form.append("row.9", row)
            form.append("was.9", "-------")
            form.append("mark.9.0", "p")
            let before = try refusals(fixture)
            let answer = try fixture.send(path(fixture), form, as: fixture.trainer)
            #expect(answer.status == 404)
            #expect(try refusals(fixture) == before + 1)
            bodies.insert(answer.text)
        }
        #expect(bodies.count == 1)
        var form = page.attendanceForm(["0.0": "p"])
        form.set("session.0", "8")
        #expect(try fixture.send(path(fixture), form, as: fixture.trainer).status == 404)
        #expect(try fixture.marks().isEmpty)
    }

    @Test func `fields that make no sense change nothing and break nothing`() throws {
        let fixture = try RunningCourse("marks_hostile")
        try fixture.enrol("Aino")
        let page = try fixture.house.get(path(fixture), as: fixture.trainer)
        for (name, value) in [
            ("mark.0.0", "<b>"), ("mark.0.99999999999999999999", "p"), ("mark.-1.0", "p"),
            ("mark.0.-1", "p"), ("was.0", ""),
            ("was.0", "ppppppppppppppppppp"), ("mark...", "p"), ("session.0", "1'"),
            ("session.7", "0"),
        ] {
            var form = page.attendanceForm([:])
            form.set(name, value)
            form.set("once", ID<RunningCourse>().text)
            let answer = try fixture.send(path(fixture), form, as: fixture.trainer)
            #expect([303, 404, 409].contains(answer.status), "\(name)=\(value): \(answer.status)")
        }
        #expect(try fixture.marks().isEmpty)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `the biggest course fits one form, and its page costs no more statements`() throws {
        let fixture = try RunningCourse("marks_effort")
        let big = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Iso",
            trainer: fixture.trainer,
            seats: 40
        )
        func effort(_ path: String) throws -> [Int] {
            _ = try fixture.house.get(path, as: fixture.trainer)
            let before = fixture.house.counts
            #expect(try fixture.house.get(path, as: fixture.trainer).status == 200)
            let after = fixture.house.counts
            return [after.statements - before.statements, after.roundTrips - before.roundTrips]
        }
        let paths = [
            "/takk/courses/\(big)/attendance", "/takk/courses/\(big)", "/takk/today",
            "/takk/courses",
        ]
        try fixture.enrol("Ensimmäinen", in: big)
        let few = try paths.map(effort)
        for number in 2...40 { try fixture.enrol("Osallistuja \(number)", in: big) }
        #expect(try paths.map(effort) == few)
        let page = try fixture.house.get(paths[0], as: fixture.trainer)
        var marks: [String: String] = [:]
        for row in 0..<40 { for column in 0..<4 { marks["\(row).\(column)"] = "p" } }
        let before = fixture.house.counts
        #expect(
            try fixture.send(paths[0], page.attendanceForm(marks), as: fixture.trainer)
                .status
                == 303
        )
        #expect(fixture.house.counts.roundTrips - before.roundTrips < 12)
        #expect(try fixture.marks().count == 160)
    }

    @Test
    func
        `an afternoon has a page of its own; the rest is marked at once, and only where nothing is said`()
        throws
    {
        let fixture = try RunningCourse("marks_rest")
        for name in ["A", "B", "C", "D"] { try fixture.enrol("Aino", name) }
        let here = path(fixture) + "/2"
        let stale = try fixture.house.get(here, as: fixture.trainer)
        #expect(stale.status == 200 && stale.text.contains("2. iltapäivä"))
        // Somebody else marks one meanwhile, and an earlier afternoon of another.
        _ = try fixture.send(
            here,
            stale.attendanceForm(
                ["1.0": "a"],
                once: ID<RunningCourse>().text
            ),
            as: fixture.coordinator
        )
        try fixture.enrol("Uusi", "E")
        var form = stale.attendanceForm(["0.0": "e"])
        form.append("rest", "p")
        #expect(try fixture.send(here, form, as: fixture.trainer).status == 303)
        // Who came onto the list after the page was made is not marked unseen.
        #expect(
            try fixture.marks().sorted() == ["2 absent", "2 excused", "2 present", "2 present"]
        )
        form.set("rest", "x")
        form.set("once", ID<RunningCourse>().text)
        #expect(try fixture.send(here, form, as: fixture.trainer).location.contains("unchanged"))
        #expect(try fixture.marks().count == 4)
        var other = try fixture.house.get(here, as: fixture.trainer).attendanceForm(["0.0": "p"])
        other.set("session.0", "1")
        #expect(try fixture.send(here, other, as: fixture.trainer).status == 404)
        for absent in ["0", "8", "02", "x"] {
            #expect(
                try fixture.house.get("\(path(fixture))/\(absent)", as: fixture.trainer).status
                    == 404
            )
        }
    }

    @Test
    func
        `a mark that the page itself sends is answered with the seal of the next, and again with the same`()
        throws
    {
        let fixture = try RunningCourse("marks_sent")
        try fixture.enrol("Aino", "A")
        try fixture.enrol("Eero", "B")
        let here = path(fixture) + "/1"
        var form = try fixture.house.get(here, as: fixture.trainer).attendanceForm(["0.0": "p"])
        let first = try fixture.send(here, form, as: fixture.trainer, accept: "text/plain")
        #expect(
            first.status == 200
                && first.response.fields.first("content-type")?.hasPrefix("text/plain") == true
        )
        // The answer was lost: the same is sent again, and is done once.
        let again = try fixture.send(here, form, as: fixture.trainer, accept: "text/plain")
        #expect(again.status == 200 && again.text != first.text)
        form.set("once", again.text)
        form.set("mark.0.0", "-")
        form.set("mark.1.0", "a")
        #expect(
            try fixture.send(here, form, as: fixture.trainer, accept: "text/plain").status == 200
        )
        #expect(try fixture.marks().sorted() == ["1 absent", "1 present"])
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 == "attendance.marked done" }.count
                == 2
        )
        // What stands in the way is a page, and what was chosen is in it.
        form.set("once", ID<RunningCourse>().text)
        form.set("mark.1.0", "e")
        let clash = try fixture.send(here, form, as: fixture.trainer, accept: "text/plain")
        #expect(clash.status == 409 && clash.text.contains("tallentanut ”Poissa”"))
        #expect(clash.text.contains("href=\"#mark.1.0\""))
    }

    @Test func `Today leads to the afternoon from its start`() throws {
        let fixture = try RunningCourse("marks_begun")
        try fixture.enrol("Aino", "A")
        try fixture.house.database.psql(
            """
            update course_session set held_on = today(), starts_at = '00:00', ends_at = '23:59' where course_id = '\(fixture.course)' and number = 4;
            """
        )
        let page = try fixture.house.get("/takk/today", as: fixture.trainer)
        #expect(page.text.contains("4. iltapäivä on käynnissä: 1 merkintä puuttuu"))
        #expect(page.text.contains("/attendance/4\""))
    }

    private func refusals(_ fixture: RunningCourse) throws -> Int {
        try fixture.house.log(of: fixture.takk).filter { $0 == "access.refused refused" }.count
    }
}
