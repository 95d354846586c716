import Base
import HTTP
import Support
import Testing

@Suite struct `Taking back` {
    /// The undo that a redirect offers: `…&undo=<id>`.
    private func undo(_ page: Page) throws -> String {
        let parts = page.location.split(separator: "undo=")
        return try #require(parts.count == 2 ? String(parts[1]) : nil)
    }

    @Test func `a person is back where they were, by who did it alone, once, for ten minutes`()
        throws
    {
        let house = try TestHouse("undo_person")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let other = try house.member(of: takk, .coordinator)
        let person = try house.person(in: takk, "Eero", "Esimerkki")
        let path = "/takk/people/\(person)/state"
        func state() throws -> String { try house.value("select state from person") }
        func archive() throws -> String {
            try undo(try house.post(path, ["to": "archived"], as: kaisa))
        }

        let done = try house.post(path, ["to": "archived"], as: kaisa)
        let id = try undo(done)
        let page = try house.get(done.location, as: kaisa)
        #expect(page.text.contains("action=\"/takk/undo/\(id)\"") && page.text.contains("Kumoa"))
        #expect(try house.post("/takk/undo/\(id)", as: other).status == 404)
        #expect(try state() == "archived")
        let back = try house.post("/takk/undo/\(id)", as: kaisa)
        #expect(back.location == "/takk/people/\(person)?did=undo.done.undone")
        #expect(try state() == "active")
        #expect(try house.log(of: takk).last == "person.state-undone done")
        #expect(
            try house.value(
                """
                select s.person_id from log.event e join log.event_subject s on s.event_id = e.id
                 where e.action = 'person.state-undone'
                """
            ) == person.text
        )
        let twice = try house.post("/takk/undo/\(id)", as: kaisa)
        #expect(twice.status == 409 && twice.text.contains("on jo kumottu"))

        // Somebody has changed it since.
        let changed = try archive()
        #expect(try house.post(path, ["to": "active"], as: other).status == 303)
        let late = try house.post("/takk/undo/\(changed)", as: kaisa)
        #expect(late.status == 409 && late.text.contains("Joku on ehtinyt"))

        let old = try archive()
        try house.database.psql("update undo set made_at = made_at - interval '11 minutes'")
        let tooLate = try house.post("/takk/undo/\(old)", as: kaisa)
        #expect(tooLate.status == 409 && tooLate.text.contains("yli kymmenen minuuttia"))
        #expect(try state() == "archived")

        // Who may not archive any more takes nothing back.
        #expect(try house.post(path, ["to": "active"], as: other).status == 303)
        let last = try archive()
        try house.database.psql(
            "update membership_role set role = 'trainer' where membership_id = '\(kaisa.membership)'"
        )
        #expect(try house.post("/takk/undo/\(last)", as: kaisa).status == 403)
        #expect(try state() == "archived")

        // What can be taken back no more is forgotten, and forms that were carried out long ago.
        try house.database.psql("update submission set at = at - interval '29 days'")
        try house.database.psql("update undo set made_at = made_at - interval '10 minutes'")
        try house.housekeeping()
        #expect(try house.value("select count(*) from undo") == "0")
        #expect(try house.value("select count(*) > 5 from submission") == "t")
        try house.database.psql("update submission set at = at - interval '2 days'")
        try house.housekeeping()
        #expect(try house.value("select count(*) from submission") == "0")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `many are back, each in the state of before`() throws {
        let house = try TestHouse("undo_many")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let paused = try house.person(in: takk, "Eero", "Esimerkki")
        let active = try house.person(in: takk, "Aino", "Esimerkki")
        try house.database.psql("update person set state = 'paused' where id = '\(paused)'")
        let before = try house.database.psql("select id, state from person order by id")
        let done = try house.post(
            "/takk/people/selection/act",
            ["to": "archived", "person": paused.text, "person": active.text],
            as: kaisa
        )
        #expect(try house.value("select count(*) from person where state = 'archived'") == "2")
        #expect(try house.post("/takk/undo/\(try undo(done))", as: kaisa).status == 303)
        #expect(try house.database.psql("select id, state from person order by id") == before)
        #expect(
            try house.log(of: takk).suffix(2) == [
                "person.state-undone done", "person.state-undone done",
            ]
        )
    }

    @Test func `an act on a list whose address is long is done, and leads back to that list`()
        throws
    {
        let house = try TestHouse("undo_long")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let person = try house.person(in: takk, "Eero", "Esimerkki")
        let search = String(repeating: "%F0%9F%98%80", count: 500)
        let done = try house.post(
            "/takk/people/selection/act",
            ["to": "archived", "person": person.text, "list": "q=\(search)"],
            as: kaisa
        )
        #expect(done.status == 303, "\(done.text)")
        #expect(try house.value("select state from person") == "archived")
        let back = try house.post("/takk/undo/\(try undo(done))", as: kaisa)
        #expect(back.status == 303 && back.location.utf8.count > 2000)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `applications are open again where no permission ended with them`() throws {
        let fixture = try CourseFixture("undo_closing")
        let (guest, aino, _) = try fixture.applicant("Aino", "Ahola")
        let (_, bertta, _) = try fixture.applicant("Bertta", "Bergman")
        try fixture.release(aino, as: guest)
        let done = try fixture.house.post(
            "/takk/applications/selection/act",
            ["to": "close", "application": aino, "application": bertta],
            as: fixture.kaisa
        )
        #expect(
            try fixture.house.post("/takk/undo/\(try undo(done))", as: fixture.kaisa).status == 303
        )
        #expect(
            try fixture.sql("select state from application where id = '\(bertta)'")
                == [["received"]]
        )
        #expect(
            try fixture.sql("select state from application where id = '\(aino)'") == [["closed"]]
        )
        #expect(try fixture.house.log(of: fixture.takk).last == "application.reopened done")
        let alone = try fixture.house.post(
            "/takk/applications/\(bertta)/closing",
            as: fixture.kaisa
        )
        // The course is not open any more: nothing is taken up again.
        for state in ["draft", "cancelled"] {
            _ = try fixture.sql("update course set state = '\(state)'")
        }
        let refused = try fixture.house.post(
            "/takk/undo/\(try undo(alone))",
            as: fixture.kaisa
        )
        #expect(refused.status == 409)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `marks are as they were, and what somebody changed since stays`() throws {
        let fixture = try RunningCourse("undo_marks")
        try fixture.enrol("Aino", "A")
        try fixture.enrol("Eero", "B", employer: 1)
        let path = "/takk/courses/\(fixture.course)/attendance"
        let first = try fixture.house.get(path, as: fixture.trainer)
        _ = try fixture.send(path, first.attendanceForm(["0.0": "p"]), as: fixture.trainer)
        let before = try fixture.marks().sorted()
        let page = try fixture.house.get(path, as: fixture.trainer)
        let form = page.attendanceForm(["0.0": "a", "0.1": "e", "1.0": "a"])
        let saved = try fixture.send(path, form, as: fixture.trainer)
        #expect(try fixture.marks().count == 3)
        let id = try undo(saved)
        #expect(try fixture.house.post("/takk/undo/\(id)", as: fixture.trainer).status == 303)
        #expect(try fixture.marks().sorted() == before)
        #expect(try fixture.house.log(of: fixture.takk).last == "attendance.undone done")

        let again = try fixture.house.get(path, as: fixture.trainer)
        let next = try fixture.send(
            path,
            again.attendanceForm(["0.1": "e", "1.0": "a"]),
            as: fixture.trainer
        )
        try fixture.house.database.psql("update attendance set mark = 'present' where number = 2")
        let late = try fixture.house.post(
            "/takk/undo/\(try undo(next))",
            as: fixture.trainer
        )
        #expect(late.status == 409)
        #expect(try fixture.marks().count == 3)
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `the database lets nobody take back another's act, nor late, nor twice`() throws {
        let house = try TestHouse("undo_rules")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let other = try house.member(of: takk, .coordinator)
        let person = try house.person(in: takk, "Eero", "Esimerkki")
        func sql(_ text: String, as guest: Guest) throws -> [[String]] {
            try house.asApp("set local app.actor = '\(guest.membership)'; \(text)", in: takk)
        }
        func made(by guest: Guest) -> (id: String, sql: String) {
            let id = ID<World>().text
            return (
                id,
                """
                insert into undo (tenant_id, id, membership_id, act, path, rows, parts, before, after) values
                  ('\(takk.id)', '\(id)', '\(guest.membership)', 'person.state', '/takk', '{\(person)}', '{0}', '{active}', '{archived}')
                """
            )
        }
        func refused(_ text: String, as guest: Guest) -> String {
            do {
                _ = try sql(text, as: guest)
                return ""
            } catch { return "\(error)" }
        }
        let own = made(by: kaisa)
        _ = try sql(own.sql, as: kaisa)
        #expect(!refused(made(by: kaisa).sql, as: other).isEmpty)
        let end = "update undo set undone_at = moment() where id = '\(own.id)'"
        func ended() throws -> String {
            try house.value("select count(*) from undo where undone_at is not null")
        }
        // Another's is not even there for them.
        #expect(refused(end, as: other).isEmpty)
        #expect(try ended() == "0")
        #expect(!refused("update undo set made_at = moment()", as: kaisa).isEmpty)
        #expect(!refused("delete from undo", as: kaisa).isEmpty)
        try house.database.psql("update undo set made_at = made_at - interval '11 minutes'")
        #expect(refused(end, as: kaisa).contains("undo.rule.late"))
        try house.database.psql("update undo set made_at = moment()")
        #expect(refused(end, as: kaisa).isEmpty)
        #expect(try ended() == "1")
        #expect(refused(end, as: kaisa).contains("undo.rule.done"))
        // What can be taken back no more is forgotten with the next act.
        try house.database.psql("update undo set made_at = made_at - interval '11 minutes'")
        _ = try sql(made(by: other).sql, as: other)
        #expect(try house.value("select count(*) from undo") == "1")
    }
}
