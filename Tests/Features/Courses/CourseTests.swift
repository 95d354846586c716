import Access
import Base
import Foundation
import HTTP
import Support
import Testing

@Suite struct `Courses` {
    @Test
    func `a coordinator makes a course from the first afternoon, and the other six follow weekly`()
        throws
    {
        let fixture = try RunningCourse("course_made")
        let new = try fixture.house.get("/takk/courses/new", as: fixture.coordinator)
        #expect(new.status == 200)
        #expect(new.text.contains("Kalle Koulu"))
        let page = try fixture.send("/takk/courses", fixture.courseForm(), as: fixture.coordinator)
        #expect(page.status == 303)
        let days = try fixture.house.database.psql(
            """
            select s.held_on, s.starts_at, s.ends_at, s.topic from course_session s
              join course c on c.id = s.course_id where c.name = 'Pori, syksy' order by number
            """
        )
        #expect(days.count == 7)
        #expect(days.map { $0[0] } == (0..<7).map { Day.today.adding(days: 30 + $0 * 7).iso })
        #expect(days.allSatisfy { $0[1] == "12:30:00" && $0[2] == "15:30:00" })
        #expect(days.map { $0[3] } == ["Aloitus", "", "", "", "", "", ""])
        let made = try fixture.house.get(page.location, as: fixture.coordinator)
        #expect(made.status == 200)
        #expect(
            made.text.contains("Pori, syksy") && made.text.contains("Kalle Koulu")
                && made.text.contains("Luonnos")
        )
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 == "course.made done" }.count == 1
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a form sent twice makes one course and leads to it both times`() throws {
        let fixture = try RunningCourse("course_twice")
        let form = fixture.courseForm()
        let first = try fixture.send("/takk/courses", form, as: fixture.coordinator)
        let second = try fixture.send("/takk/courses", form, as: fixture.coordinator)
        #expect(first.location == second.location && first.status == 303)
        #expect(
            try fixture.house.database.psql(
                "select count(*) from course where name = 'Pori, syksy'"
            )
                == [["1"]]
        )
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 == "course.made done" }.count == 1
        )
    }

    static let mistakes: [(String, [String: String])] = [
        ("name", ["name": " "]), ("name", ["name": String(repeating: "x", count: 121)]),
        ("place", ["place": "Espoo"]),
        ("seats", ["seats": "0"]), ("seats", ["seats": "99999999999999999999999"]),
        ("sessions_needed", ["sessions_needed": "8"]), ("afternoon.1.on", ["afternoon.1.on": ""]),
        ("afternoon.1.on", ["afternoon.1.on": "31.2.2027"]),
        ("afternoon.1.on", ["afternoon.1.on": "9999-12-31"]),
        ("afternoon.1.start", ["afternoon.1.start": "kello yksi"]),
        ("afternoon.1.end", ["afternoon.1.end": "12:30"]),
        ("afternoon.3.on", ["afternoon.3.on": Day.today.adding(days: 37).iso]),
        ("afternoon.5.on", ["afternoon.5.on": Day.today.iso]),
        ("afternoon.6.end", ["afternoon.6.end": "09:00"]),
        ("afternoon.2.topic", ["afternoon.2.topic": "a\u{1}b"]),
        ("trainers", ["trainers": "nobody"]),
        ("trainers", ["trainers": ID<RunningCourse>().text]),
        ("summary", ["summary": String(repeating: "å", count: 2001)]),
    ]

    @Test func `a mistake has a message at its field, and what was typed is kept`() throws {
        let fixture = try RunningCourse("course_mistake")
        for (field, changes) in Self.mistakes {
            let form = fixture.courseForm(changes.merging(["address": "Säilyy & pysyy"]) { $1 })
            let page = try fixture.send("/takk/courses", form, as: fixture.coordinator)
            #expect(page.status == 422, "\(field)")
            #expect(page.text.contains("href=\"#\(field)\""), "\(field)")
            #expect(page.text.contains("id=\"\(field)-problem\""), "\(field)")
            #expect(
                page.text.contains("Säilyy &amp; pysyy") && page.text.contains("value=\"Aloitus\"")
            )
            #expect(fixture.house.key(of: page.field("once")) == form["once"])
            #expect(!page.text.contains("⟦"))
        }
        let text = try fixture.send(
            "/takk/courses",
            fixture.courseForm(["afternoon.6.end": "09:00"]),
            as: fixture.coordinator
        ).text
        #expect(text.contains(">6. iltapäivä, Päättyy: Päättymisajan pitää olla"))
        #expect(try fixture.house.database.psql("select count(*) from course") == [["1"]])
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `hostile fields never break anything`() throws {
        let fixture = try RunningCourse("course_hostile")
        let hostile = [
            "<script>alert(1)</script>", "'; drop table course; --",
            String(repeating: "\u{1F9FA}", count: 3000), "{\"a\"",
            "\u{202E}oikealta", "%s%n", "../../etc/passwd", "null", "-1", "1e9", "\\", "\"", "a\nb",
        ]
        for name in fixture.courseForm().pairs.map(\.name) where name != "once" {
            for text in hostile {
                let page = try fixture.send(
                    "/takk/courses",
                    fixture.courseForm([name: text]),
                    as: fixture.coordinator
                )
                #expect(
                    [303, 422].contains(page.status),
                    "\(name): \(text.prefix(20)) \(page.status)"
                )
                #expect(!page.text.contains("<script>alert"))
            }
        }
        for path in [
            "/takk/courses", "/takk/courses/\(fixture.course)",
            "/takk/courses/\(fixture.course)/state",
        ] {
            let page = try fixture.send(path, Form(), as: fixture.coordinator)
            #expect([400, 422].contains(page.status))
        }
        for query in [
            "state=rikki", "before=2027-01-14.x", "before=.", "before=9999-99-99.\(fixture.course)",
        ] {
            #expect(
                try fixture.house.get("/takk/courses?\(query)", as: fixture.coordinator).status
                    == 200
            )
        }
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test
    func
        `a change is logged with old and new, a change of trainers for itself, and no change not at all`()
        throws
    {
        let fixture = try RunningCourse("course_changed")
        let path = "/takk/courses/\(fixture.course)"
        let other = try fixture.house.member(of: fixture.takk, .trainer, name: "Toini Toinen")
        let page = try fixture.house.get("\(path)/edit", as: fixture.coordinator)
        #expect(page.text.contains("value=\"Tampere, kevät\""))
        var form = fixture.courseForm(
            firstInDays: -22,
            ["name": "Tampere, kevät 2", "place": "Tampere"]
        )
        #expect(try fixture.sendSeen(path, form, as: fixture.coordinator).status == 303)
        var log = try fixture.house.log(of: fixture.takk)
        #expect(log.last == "course.changed done")
        let detail = try fixture.house.database.psql(
            """
            select p.body from log.event_part p join log.event e on e.id = p.event_id
             where e.action = 'course.changed' and p.part = 'detail'
            """
        ).compactMap(\.first).joined()
        #expect(detail.contains("Tampere, kevät 2") && detail.contains("13:00–16:00 Aihe 1"))
        form.set("once", ID<RunningCourse>().text)
        form.set("trainers", other.membership.text)
        #expect(try fixture.send(path, form, as: fixture.coordinator).status == 303)
        log = try fixture.house.log(of: fixture.takk)
        #expect(log.last == "course.trainers-changed done")
        // Whoever trained it and whoever does.
        let told = try fixture.house.database.psql(
            """
            select x.membership_id from log.event_subject x join log.event e on e.id = x.event_id
             where e.action = 'course.trainers-changed'
            """
        ).compactMap(\.first)
        #expect(told.count == 2 && told.contains(other.membership.text))
        form.set("once", ID<RunningCourse>().text)
        let same = try fixture.send(path, form, as: fixture.coordinator)
        #expect(same.location.contains("unchanged"))
        // Looks at the form aside, the log is as it was.
        let looks = "course.read done"
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 != looks }
                == log.filter { $0 != looks }
        )
        // The one who trained it before is outside now.
        #expect(try fixture.house.get(path, as: fixture.trainer).status == 404)
        #expect(try fixture.house.get(path, as: other).status == 200)
    }

    @Test func `seats cannot fall below the participants`() throws {
        let fixture = try RunningCourse("course_seats")
        for name in ["Aino", "Eero", "Leila"] { try fixture.enrol(name) }
        let page = try fixture.send(
            "/takk/courses/\(fixture.course)",
            fixture.courseForm(firstInDays: -22, ["seats": "2"]),
            as: fixture.coordinator
        )
        #expect(page.status == 422 && page.text.contains("jo 3 osallistujaa"))
    }

    @Test
    func
        `a course goes from draft to done by its steps, each with an entry, and never by a stale page`()
        throws
    {
        let fixture = try RunningCourse("course_states")
        let id = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Askeleet",
            state: "draft",
            firstInDays: 10
        )
        let path = "/takk/courses/\(id)"
        func move(_ from: String, _ to: String) throws -> Int {
            try fixture.house.post(
                "\(path)/state",
                ["from": from, "to": to],
                as: fixture.coordinator
            ).status
        }
        #expect(try move("draft", "running") == 409)
        #expect(try move("draft", "nowhere") == 400)
        #expect(try move("draft", "open") == 303)
        #expect(try move("draft", "open") == 409)
        // Without a trainer nobody could mark attendance.
        #expect(try move("open", "running") == 409)
        let page = try fixture.house.get(path, as: fixture.coordinator)
        #expect(
            page.text.contains("vähintään yksi kouluttaja")
                && page.text.contains("/takk/open-courses/\(id)")
        )
        try fixture.house.database.psql(
            "insert into course_trainer values ('\(fixture.takk.id)', '\(id)', '\(fixture.trainer.membership)')"
        )
        #expect(try move("open", "running") == 303)
        #expect(try move("running", "done") == 409)
        #expect(try move("running", "cancelled") == 400)
        let cancelled = try fixture.house.post(
            "\(path)/cancellation",
            ["message": "Kouluttaja on sairastunut."],
            as: fixture.coordinator
        )
        #expect(cancelled.status == 303)
        #expect(try fixture.house.get("\(path)/edit", as: fixture.coordinator).status == 409)
        #expect(
            try fixture.house.log(of: fixture.takk).filter { $0 == "course.state-changed done" }
                .count
                == 3
        )
        #expect(
            try fixture.house.post(
                "\(path)/state",
                ["from": "cancelled", "to": "draft"],
                as: fixture.trainer
            ).status == 403
        )
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a course whose first afternoon has passed cannot be opened`() throws {
        let fixture = try RunningCourse("course_past")
        let id = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Mennyt",
            state: "draft",
            firstInDays: -1
        )
        let page = try fixture.house.post(
            "/takk/courses/\(id)/state",
            ["from": "draft", "to": "open"],
            as: fixture.coordinator
        )
        #expect(page.status == 409 && page.text.contains("on jo mennyt"))
    }

    @Test func `the list pages, filters by state, and says why it is empty`() throws {
        let fixture = try RunningCourse("course_list")
        for number in 1...60 {
            _ = try RunningCourse.course(
                fixture.house,
                fixture.takk,
                "Kurssi \(number)",
                state: "done",
                firstInDays: -400 - number
            )
        }
        let first = try fixture.house.get("/takk/courses", as: fixture.coordinator)
        #expect(first.text.contains("Tampere, kevät") && !first.text.contains("Kurssi 60<"))
        #expect(first.text.contains("61 koulutusta"))
        let later = try #require(first.text.firstMatch(of: /href="([^"]*after=[^"]*)"/)?.output.1)
        let second = try fixture.house.get(
            later.replacingOccurrences(of: "&amp;", with: "&"),
            as: fixture.coordinator
        )
        #expect(second.text.contains("Kurssi 60<") && !second.text.contains("Tampere, kevät"))
        let back = try #require(second.text.firstMatch(of: /href="([^"]*before=[^"]*)"/)?.output.1)
        let again = try fixture.house.get(
            back.replacingOccurrences(of: "&amp;", with: "&"),
            as: fixture.coordinator
        )
        #expect(again.text.contains("Tampere, kevät") && !again.text.contains("Kurssi 60<"))
        let open = try fixture.house.get("/takk/courses?state=open", as: fixture.coordinator)
        #expect(open.text.contains("Tällä rajauksella"))
        let running = try fixture.house.get("/takk/courses?state=running", as: fixture.coordinator)
        #expect(running.text.contains("4/7"))
    }

    @Test func `the list is searched and sorted, and an opened course leads back to it`() throws {
        let fixture = try RunningCourse("course_search")
        for name in ["Ålandskurs", "Aamukurssi", "Zetakurssi"] {
            _ = try RunningCourse.course(fixture.house, fixture.takk, name, state: "draft")
        }
        func list(_ query: String) throws -> String {
            try fixture.house.get("/takk/courses?\(query)", as: fixture.coordinator).text
        }
        let found = try list("q=%C3%85land")
        #expect(found.contains("Ålandskurs") && !found.contains("Aamukurssi"))
        let sorted = try list("sort=name")
        let places = ["Aamukurssi", "Tampere, kevät", "Zetakurssi", "Ålandskurs"].map {
            sorted.firstRange(of: $0)?.lowerBound
        }
        #expect(places.compactMap(\.self).count == 4)
        #expect(
            zip(places, places.dropFirst()).allSatisfy {
                $0 ?? sorted.endIndex < $1 ?? sorted.startIndex
            }
        )
        let trail = "?list=state=running"
        #expect(try list("state=running").contains("/takk/courses/\(fixture.course)\(trail)\""))
        let path = "/takk/courses/\(fixture.course)"
        let page = try fixture.house.get(path + trail, as: fixture.coordinator)
        #expect(page.text.contains("href=\"/takk/courses?state=running\""))
        #expect(page.text.contains("\(path)/edit\(trail)\""))
        let moved = try fixture.house.post(
            "\(path)/state\(trail)",
            ["from": "running", "to": "open"],
            as: fixture.coordinator
        )
        #expect(moved.location == "\(path)\(trail)&did=courses.done.open")
        // What cannot be a name narrows nothing that it should not, and breaks nothing.
        for query in ["sort=rikki", "q=%25", "after=x", "after=\(ID<RunningCourse>())"] {
            _ = try list(query)
        }
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `those who take part have a list without numbers and without filters`() throws {
        let fixture = try RunningCourse("course_own_list")
        let aino = try fixture.enrol("Aino", "Aalto")
        let member = try fixture.house.member(of: fixture.takk, .expert, person: aino.person)
        let other = try RunningCourse.course(fixture.house, fixture.takk, "Muu kurssi")
        for query in ["", "?state=running", "?q=Muu", "?sort=-name", "?after=\(other)"] {
            let page = try fixture.house.get("/takk/courses\(query)", as: member)
            #expect(page.status == 200 && page.text.contains("Tampere, kevät"), "\(query)")
            #expect(!page.text.contains("Muu kurssi") && !page.text.contains("1/16"), "\(query)")
            #expect(!page.text.contains("state=draft"), "\(query)")
        }
        let trainer = try fixture.house.get("/takk/courses", as: fixture.trainer)
        #expect(trainer.text.contains("1/16") && !trainer.text.contains("Muu kurssi"))
        #expect(fixture.house.faults.all.isEmpty, "\(fixture.house.faults.all)")
    }

    @Test func `in spaces of another kind there are no courses`() throws {
        let fixture = try RunningCourse("course_kind")
        let partner = try fixture.house.space("kumppani", .partner)
        let other = try fixture.house.member(of: partner, .coordinator)
        for path in ["/kumppani/courses", "/kumppani/courses/new", "/kumppani/open-courses"] {
            #expect(try fixture.house.get(path, as: other).status == 404)
        }
        #expect(
            try fixture.send("/kumppani/courses", fixture.courseForm(), as: other).status == 404
        )
        #expect(
            try !fixture.house.get("/kumppani/today", as: other).text.contains("/kumppani/courses")
        )
    }

    @Test func `every page speaks all three languages`() throws {
        let fixture = try RunningCourse("course_languages")
        try fixture.enrol("Aino")
        let open = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Avoin",
            state: "open",
            firstInDays: 5
        )
        let paths = [
            "courses", "courses/new", "courses/\(fixture.course)", "courses/\(fixture.course)/edit",
            "courses/\(fixture.course)/attendance", "courses/\(open)", "open-courses",
            "open-courses/\(open)", "today",
        ]
        for language in Language.allCases {
            for path in paths {
                let page = try fixture.house.get(
                    "/takk/\(path)?language=\(language.rawValue)",
                    as: fixture.coordinator
                )
                #expect(page.status == 200 && !page.text.contains("⟦"), "\(language) \(path)")
                #expect(page.text.contains("<html lang=\"\(language.rawValue)\""))
                #expect(page.text.utf8.count < 30 * 1024, "\(path): \(page.text.utf8.count)")
            }
        }
    }
}
