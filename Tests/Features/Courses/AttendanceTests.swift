import Access
import Base
import Foundation
import HTTP
import Support
import Testing

@Suite struct `Attendance` {
    private func path(_ ground: CourseGround) -> String {
        "/takk/courses/\(ground.course)/attendance"
    }

    @Test
    func `a trainer marks afternoons that have been, and the log names who and from what to what`()
        throws
    {
        let ground = try CourseGround("marks")
        let aino = try ground.enrol("Aino", "A")
        let eero = try ground.enrol("Eero", "B", employer: 1)
        let page = try ground.house.get(path(ground), as: ground.trainer)
        #expect(page.text.contains("Aino A") && page.text.contains("Eero B"))
        let form = ground.attendanceForm(page, ["0.0": "p", "0.1": "e", "1.0": "a"])
        let saved = try ground.send(path(ground), form, as: ground.trainer)
        #expect(saved.status == 303)
        let kept = try ground.house.database.psql(
            "select enrolment_id, number, mark, marked_by from attendance order by enrolment_id, number"
        )
        #expect(
            kept == [
                [aino.enrolment, "1", "present", ground.trainer.membership.text],
                [aino.enrolment, "2", "excused", ground.trainer.membership.text],
                [eero.enrolment, "1", "absent", ground.trainer.membership.text],
            ]
        )
        #expect(try ground.house.log(of: ground.takk).suffix(1) == ["attendance.marked done"])
        let parts = try ground.house.database.psql(
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
        let again = try ground.house.get(saved.location, as: ground.trainer)
        #expect(again.text.contains("Läsnäolot on tallennettu."))
        #expect(ground.house.faults.all.isEmpty, "\(ground.house.faults.all)")
    }

    @Test func `a mark can be changed and taken away`() throws {
        let ground = try CourseGround("marks_changed")
        try ground.enrol("Aino")
        for marks in [["0.0": "p", "0.1": "p"], ["0.0": "", "0.1": "a"]] {
            let page = try ground.house.get(path(ground), as: ground.coordinator)
            #expect(
                try ground.send(
                    path(ground),
                    ground.attendanceForm(page, marks),
                    as: ground.coordinator
                ).status == 303
            )
        }
        #expect(try ground.marks() == ["2 absent"])
    }

    @Test func `the same form twice is carried out once`() throws {
        let ground = try CourseGround("marks_twice")
        try ground.enrol("Aino")
        let page = try ground.house.get(path(ground), as: ground.trainer)
        let form = ground.attendanceForm(page, ["0.0": "p"])
        for _ in 1...2 {
            #expect(try ground.send(path(ground), form, as: ground.trainer).status == 303)
        }
        #expect(
            try ground.house.log(of: ground.takk).filter { $0 == "attendance.marked done" }.count
                == 1
        )
    }

    @Test func `two people marking different places do not undo each other`() throws {
        let ground = try CourseGround("marks_both")
        try ground.enrol("Aino", "A")
        try ground.enrol("Eero", "B")
        let one = try ground.house.get(path(ground), as: ground.trainer)
        let other = try ground.house.get(path(ground), as: ground.coordinator)
        #expect(
            try ground.send(
                path(ground),
                ground.attendanceForm(one, ["0.0": "p"]),
                as: ground.trainer
            ).status == 303
        )
        // The same mark by both is no quarrel.
        let second = ground.attendanceForm(other, ["0.0": "p", "1.0": "a"])
        #expect(try ground.send(path(ground), second, as: ground.coordinator).status == 303)
        #expect(try ground.marks().sorted() == ["1 absent", "1 present"])
    }

    @Test
    func
        `where another has marked meanwhile both marks are shown, nothing is saved and nothing typed is lost`()
        throws
    {
        let ground = try CourseGround("marks_clash")
        try ground.enrol("Aino", "A")
        try ground.enrol("Eero", "B")
        let stale = try ground.house.get(path(ground), as: ground.trainer)
        let fresh = try ground.house.get(path(ground), as: ground.coordinator)
        _ = try ground.send(
            path(ground),
            ground.attendanceForm(fresh, ["0.0": "p"]),
            as: ground.coordinator
        )
        let form = ground.attendanceForm(stale, ["0.0": "a", "1.2": "e"])
        let answer = try ground.send(path(ground), form, as: ground.trainer)
        #expect(answer.status == 409)
        #expect(answer.text.contains("Aino A") && answer.text.contains("valitsit ”Poissa”"))
        #expect(
            answer.text.contains("tallentanut ”Paikalla”")
                && answer.text.contains("href=\"#mark.0.0\"")
        )
        #expect(try ground.marks() == ["1 present"])
        #expect(try ground.house.log(of: ground.takk).suffix(1) == ["attendance.read done"])
        // The very same form again meets the same answer, not a page of nowhere.
        #expect(try ground.send(path(ground), form, as: ground.trainer).status == 409)
        // The page that came back holds both choices, and saving it is a decision that now stands.
        let saved = try ground.send(
            path(ground),
            ground.attendanceForm(answer, [:]),
            as: ground.trainer
        )
        #expect(saved.status == 303)
        #expect(try ground.marks().sorted() == ["1 absent", "3 excused"])
        #expect(ground.house.faults.all.isEmpty)
    }

    @Test func `afternoons to come cannot be marked`() throws {
        let ground = try CourseGround("marks_future")
        try ground.enrol("Aino")
        let page = try ground.house.get(path(ground), as: ground.trainer)
        #expect(page.text.components(separatedBy: ">–</td>").count == 4)
        #expect(page.text.components(separatedBy: "<select ").count == 5)
        let answer = try ground.send(
            path(ground),
            ground.attendanceForm(page, ["0.6": "p", "0.0": "p"]),
            as: ground.trainer
        )
        #expect(answer.status == 409 && answer.text.contains("ei ole vielä ollut"))
        #expect(try ground.marks().isEmpty)
    }

    @Test func `a paused place keeps its marks and takes no more`() throws {
        let ground = try CourseGround("marks_paused")
        let aino = try ground.enrol("Aino", "A")
        try ground.enrol("Eero", "B")
        let before = try ground.house.get(path(ground), as: ground.trainer)
        _ = try ground.send(
            path(ground),
            ground.attendanceForm(before, ["0.0": "p"]),
            as: ground.trainer
        )
        let stale = try ground.house.get(path(ground), as: ground.trainer)
        try ground.house.database.psql(
            "update enrolment set state = 'paused' where id = '\(aino.enrolment)'"
        )
        let form = ground.attendanceForm(stale, ["0.1": "p", "1.1": "p"])
        let answer = try ground.send(path(ground), form, as: ground.trainer)
        #expect(answer.status == 409 && answer.text.contains("sillä välin keskeytetty"))
        let saved = try ground.send(
            path(ground),
            ground.attendanceForm(answer, [:]),
            as: ground.trainer
        )
        #expect(saved.status == 303)
        #expect(try ground.marks() == ["1 present", "2 present"])
        let page = try ground.house.get(path(ground), as: ground.trainer)
        #expect(
            page.text.contains("Keskeytetty")
                && page.text.contains("class=\"locked\"><span>Paikalla")
        )
        #expect(!page.text.contains(aino.enrolment))
    }

    @Test
    func
        `a participant of another course, an absent one and no id are the same 404, and nothing is saved`()
        throws
    {
        let ground = try CourseGround("marks_foreign")
        try ground.enrol("Aino", "A")
        let otherCourse = try CourseGround.course(
            ground.house,
            ground.takk,
            "Pori",
            trainer: ground.trainer
        )
        let foreign = try ground.enrol("Vieras", "V", in: otherCourse)
        let page = try ground.house.get(path(ground), as: ground.trainer)
        var bodies: Set<String> = []
        for row in [foreign.enrolment, ID<CourseGround>().text, "x", ""] {
            var form = ground.attendanceForm(page, ["0.0": "p"])
            form.append("row.9", row)
            form.append("was.9", "-------")
            form.append("mark.9.0", "p")
            let before = try refusals(ground)
            let answer = try ground.send(path(ground), form, as: ground.trainer)
            #expect(answer.status == 404)
            #expect(try refusals(ground) == before + 1)
            bodies.insert(answer.text)
        }
        #expect(bodies.count == 1)
        var form = ground.attendanceForm(page, ["0.0": "p"])
        form.set("session.0", "8")
        #expect(try ground.send(path(ground), form, as: ground.trainer).status == 404)
        #expect(try ground.marks().isEmpty)
    }

    @Test func `fields that make no sense change nothing and break nothing`() throws {
        let ground = try CourseGround("marks_hostile")
        try ground.enrol("Aino")
        let page = try ground.house.get(path(ground), as: ground.trainer)
        for (name, value) in [
            ("mark.0.0", "<b>"), ("mark.0.99999999999999999999", "p"), ("mark.-1.0", "p"),
            ("mark.0.-1", "p"), ("was.0", ""),
            ("was.0", "ppppppppppppppppppp"), ("mark...", "p"), ("session.0", "1'"),
            ("session.7", "0"),
        ] {
            var form = ground.attendanceForm(page, [:])
            form.set(name, value)
            form.set("once", ID<CourseGround>().text)
            let answer = try ground.send(path(ground), form, as: ground.trainer)
            #expect([303, 404, 409].contains(answer.status), "\(name)=\(value): \(answer.status)")
        }
        #expect(try ground.marks().isEmpty)
        #expect(ground.house.faults.all.isEmpty, "\(ground.house.faults.all)")
    }

    @Test func `the biggest course fits one form, and its page costs no more statements`() throws {
        let ground = try CourseGround("marks_effort")
        let big = try CourseGround.course(
            ground.house,
            ground.takk,
            "Iso",
            trainer: ground.trainer,
            seats: 40
        )
        func effort(_ path: String) throws -> [Int] {
            _ = try ground.house.get(path, as: ground.trainer)
            let before = ground.house.counts
            #expect(try ground.house.get(path, as: ground.trainer).status == 200)
            let after = ground.house.counts
            return [after.statements - before.statements, after.roundTrips - before.roundTrips]
        }
        let paths = [
            "/takk/courses/\(big)/attendance", "/takk/courses/\(big)", "/takk/today",
            "/takk/courses",
        ]
        try ground.enrol("Ensimmäinen", in: big)
        let few = try paths.map(effort)
        for number in 2...40 { try ground.enrol("Osallistuja \(number)", in: big) }
        #expect(try paths.map(effort) == few)
        let page = try ground.house.get(paths[0], as: ground.trainer)
        var marks: [String: String] = [:]
        for row in 0..<40 { for column in 0..<4 { marks["\(row).\(column)"] = "p" } }
        let before = ground.house.counts
        #expect(
            try ground.send(paths[0], ground.attendanceForm(page, marks), as: ground.trainer).status
                == 303
        )
        #expect(ground.house.counts.roundTrips - before.roundTrips < 12)
        #expect(try ground.marks().count == 160)
    }

    private func refusals(_ ground: CourseGround) throws -> Int {
        try ground.house.log(of: ground.takk).filter { $0 == "access.refused refused" }.count
    }
}
