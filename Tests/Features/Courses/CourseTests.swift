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
        let ground = try CourseGround("course_made")
        let new = try ground.house.get("/takk/courses/new", as: ground.coordinator)
        #expect(new.status == 200)
        #expect(new.text.contains("Kalle Koulu"))
        let page = try ground.send("/takk/courses", ground.courseForm(), as: ground.coordinator)
        #expect(page.status == 303)
        let days = try ground.house.database.psql(
            """
            select s.held_on, s.starts_at, s.ends_at, s.topic from course_session s
              join course c on c.id = s.course_id where c.name = 'Pori, syksy' order by number
            """
        )
        #expect(days.count == 7)
        #expect(days.map { $0[0] } == (0..<7).map { Day.today.adding(days: 30 + $0 * 7).iso })
        #expect(days.allSatisfy { $0[1] == "12:30:00" && $0[2] == "15:30:00" })
        #expect(days.map { $0[3] } == ["Aloitus", "", "", "", "", "", ""])
        let made = try ground.house.get(page.location, as: ground.coordinator)
        #expect(made.status == 200)
        #expect(
            made.text.contains("Pori, syksy") && made.text.contains("Kalle Koulu")
                && made.text.contains("Luonnos")
        )
        #expect(
            try ground.house.log(of: ground.takk).filter { $0 == "course.made done" }.count == 1
        )
        #expect(ground.house.faults.all.isEmpty)
    }

    @Test func `a form sent twice makes one course and leads to it both times`() throws {
        let ground = try CourseGround("course_twice")
        let form = ground.courseForm()
        let first = try ground.send("/takk/courses", form, as: ground.coordinator)
        let second = try ground.send("/takk/courses", form, as: ground.coordinator)
        #expect(first.location == second.location && first.status == 303)
        #expect(
            try ground.house.database.psql("select count(*) from course where name = 'Pori, syksy'")
                == [["1"]]
        )
        #expect(
            try ground.house.log(of: ground.takk).filter { $0 == "course.made done" }.count == 1
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
        ("trainers", ["trainers": ID<CourseGround>().text]),
        ("summary", ["summary": String(repeating: "å", count: 2001)]),
    ]

    @Test func `a mistake has a message at its field, and what was typed is kept`() throws {
        let ground = try CourseGround("course_mistake")
        for (field, changes) in Self.mistakes {
            let form = ground.courseForm(changes.merging(["address": "Säilyy & pysyy"]) { $1 })
            let page = try ground.send("/takk/courses", form, as: ground.coordinator)
            #expect(page.status == 422, "\(field)")
            #expect(page.text.contains("href=\"#\(field)\""), "\(field)")
            #expect(page.text.contains("id=\"\(field)-problem\""), "\(field)")
            #expect(
                page.text.contains("Säilyy &amp; pysyy") && page.text.contains("value=\"Aloitus\"")
            )
            #expect(ground.house.key(of: page.field("once")) == form["once"])
            #expect(!page.text.contains("⟦"))
        }
        let text = try ground.send(
            "/takk/courses",
            ground.courseForm(["afternoon.6.end": "09:00"]),
            as: ground.coordinator
        ).text
        #expect(text.contains(">6. iltapäivä, Päättyy: Päättymisajan pitää olla"))
        #expect(try ground.house.database.psql("select count(*) from course") == [["1"]])
        #expect(ground.house.faults.all.isEmpty, "\(ground.house.faults.all)")
    }

    @Test func `hostile fields never break anything`() throws {
        let ground = try CourseGround("course_hostile")
        let hostile = [
            "<script>alert(1)</script>", "'; drop table course; --",
            String(repeating: "\u{1F9FA}", count: 3000), "{\"a\"",
            "\u{202E}oikealta", "%s%n", "../../etc/passwd", "null", "-1", "1e9", "\\", "\"", "a\nb",
        ]
        for name in ground.courseForm().pairs.map(\.name) where name != "once" {
            for text in hostile {
                let page = try ground.send(
                    "/takk/courses",
                    ground.courseForm([name: text]),
                    as: ground.coordinator
                )
                #expect(
                    [303, 422].contains(page.status),
                    "\(name): \(text.prefix(20)) \(page.status)"
                )
                #expect(!page.text.contains("<script>alert"))
            }
        }
        for path in [
            "/takk/courses", "/takk/courses/\(ground.course)",
            "/takk/courses/\(ground.course)/state",
        ] {
            let page = try ground.send(path, Form(), as: ground.coordinator)
            #expect([400, 422].contains(page.status))
        }
        for query in [
            "state=rikki", "before=2027-01-14.x", "before=.", "before=9999-99-99.\(ground.course)",
        ] {
            #expect(
                try ground.house.get("/takk/courses?\(query)", as: ground.coordinator).status == 200
            )
        }
        #expect(ground.house.faults.all.isEmpty, "\(ground.house.faults.all)")
    }

    @Test
    func
        `a change is logged with old and new, a change of trainers for itself, and no change not at all`()
        throws
    {
        let ground = try CourseGround("course_changed")
        let path = "/takk/courses/\(ground.course)"
        let other = try ground.house.member(of: ground.takk, .trainer, name: "Toini Toinen")
        let page = try ground.house.get("\(path)/edit", as: ground.coordinator)
        #expect(page.text.contains("value=\"Tampere, kevät\""))
        var form = ground.courseForm(
            firstInDays: -22,
            ["name": "Tampere, kevät 2", "place": "Tampere"]
        )
        #expect(try ground.send(path, form, as: ground.coordinator).status == 303)
        var log = try ground.house.log(of: ground.takk)
        #expect(log.last == "course.changed done")
        let detail = try ground.house.database.psql(
            """
            select p.body from log.event_part p join log.event e on e.id = p.event_id
             where e.action = 'course.changed' and p.part = 'detail'
            """
        ).compactMap(\.first).joined()
        #expect(detail.contains("Tampere, kevät 2") && detail.contains("13:00–16:00 Aihe 1"))
        form.set("once", ID<CourseGround>().text)
        form.set("trainers", other.membership.text)
        #expect(try ground.send(path, form, as: ground.coordinator).status == 303)
        log = try ground.house.log(of: ground.takk)
        #expect(log.last == "course.trainers-changed done")
        form.set("once", ID<CourseGround>().text)
        let same = try ground.send(path, form, as: ground.coordinator)
        #expect(same.location.contains("unchanged"))
        // Looks at the form aside, the log is as it was.
        let looks = "course.read done"
        #expect(
            try ground.house.log(of: ground.takk).filter { $0 != looks }
                == log.filter { $0 != looks }
        )
        // The one who trained it before is outside now.
        #expect(try ground.house.get(path, as: ground.trainer).status == 404)
        #expect(try ground.house.get(path, as: other).status == 200)
    }

    @Test func `seats cannot fall below the participants`() throws {
        let ground = try CourseGround("course_seats")
        for name in ["Aino", "Eero", "Leila"] { try ground.enrol(name) }
        let page = try ground.send(
            "/takk/courses/\(ground.course)",
            ground.courseForm(firstInDays: -22, ["seats": "2"]),
            as: ground.coordinator
        )
        #expect(page.status == 422 && page.text.contains("jo 3 osallistujaa"))
    }

    @Test
    func
        `a course goes from draft to done by its steps, each with an entry, and never by a stale page`()
        throws
    {
        let ground = try CourseGround("course_states")
        let id = try CourseGround.course(
            ground.house,
            ground.takk,
            "Askeleet",
            state: "draft",
            firstInDays: 10
        )
        let path = "/takk/courses/\(id)"
        func move(_ from: String, _ to: String) throws -> Int {
            try ground.house.post(
                "\(path)/state",
                ["from": from, "to": to],
                as: ground.coordinator
            ).status
        }
        #expect(try move("draft", "running") == 409)
        #expect(try move("draft", "nowhere") == 400)
        #expect(try move("draft", "open") == 303)
        #expect(try move("draft", "open") == 409)
        // Without a trainer nobody could mark attendance.
        #expect(try move("open", "running") == 409)
        let page = try ground.house.get(path, as: ground.coordinator)
        #expect(
            page.text.contains("vähintään yksi kouluttaja")
                && page.text.contains("/takk/open-courses/\(id)")
        )
        try ground.house.database.psql(
            "insert into course_trainer values ('\(ground.takk.id)', '\(id)', '\(ground.trainer.membership)')"
        )
        #expect(try move("open", "running") == 303)
        #expect(try move("running", "done") == 409)
        #expect(try move("running", "cancelled") == 303)
        #expect(try ground.house.get("\(path)/edit", as: ground.coordinator).status == 409)
        #expect(
            try ground.house.log(of: ground.takk).filter { $0 == "course.state-changed done" }.count
                == 3
        )
        #expect(
            try ground.house.post(
                "\(path)/state",
                ["from": "cancelled", "to": "draft"],
                as: ground.trainer
            ).status == 403
        )
        #expect(ground.house.faults.all.isEmpty)
    }

    @Test func `a course whose first afternoon has passed cannot be opened`() throws {
        let ground = try CourseGround("course_past")
        let id = try CourseGround.course(
            ground.house,
            ground.takk,
            "Mennyt",
            state: "draft",
            firstInDays: -1
        )
        let page = try ground.house.post(
            "/takk/courses/\(id)/state",
            ["from": "draft", "to": "open"],
            as: ground.coordinator
        )
        #expect(page.status == 409 && page.text.contains("on jo mennyt"))
    }

    @Test func `the list pages, filters by state, and says why it is empty`() throws {
        let ground = try CourseGround("course_list")
        for number in 1...60 {
            _ = try CourseGround.course(
                ground.house,
                ground.takk,
                "Kurssi \(number)",
                state: "done",
                firstInDays: -400 - number
            )
        }
        let first = try ground.house.get("/takk/courses", as: ground.coordinator)
        #expect(first.text.contains("Tampere, kevät") && !first.text.contains("Kurssi 60<"))
        let older = try #require(first.text.firstMatch(of: /href="([^"]*before=[^"]*)"/)?.output.1)
        let second = try ground.house.get(
            older.replacingOccurrences(of: "&amp;", with: "&"),
            as: ground.coordinator
        )
        #expect(second.text.contains("Kurssi 60<") && !second.text.contains("Tampere, kevät"))
        let open = try ground.house.get("/takk/courses?state=open", as: ground.coordinator)
        #expect(open.text.contains("Tällä rajauksella"))
        let running = try ground.house.get("/takk/courses?state=running", as: ground.coordinator)
        #expect(running.text.contains("4/7"))
    }

    @Test func `in spaces of another kind there are no courses`() throws {
        let ground = try CourseGround("course_kind")
        let partner = try ground.house.space("kumppani", .partner)
        let other = try ground.house.member(of: partner, .coordinator)
        for path in ["/kumppani/courses", "/kumppani/courses/new", "/kumppani/open-courses"] {
            #expect(try ground.house.get(path, as: other).status == 404)
        }
        #expect(try ground.send("/kumppani/courses", ground.courseForm(), as: other).status == 404)
        #expect(
            try !ground.house.get("/kumppani/today", as: other).text.contains("/kumppani/courses")
        )
    }

    @Test func `every page speaks all three languages`() throws {
        let ground = try CourseGround("course_languages")
        try ground.enrol("Aino")
        let open = try CourseGround.course(
            ground.house,
            ground.takk,
            "Avoin",
            state: "open",
            firstInDays: 5
        )
        let paths = [
            "courses", "courses/new", "courses/\(ground.course)", "courses/\(ground.course)/edit",
            "courses/\(ground.course)/attendance", "courses/\(open)", "open-courses",
            "open-courses/\(open)", "today",
        ]
        for language in Language.allCases {
            for path in paths {
                let page = try ground.house.get(
                    "/takk/\(path)?language=\(language.rawValue)",
                    as: ground.coordinator
                )
                #expect(page.status == 200 && !page.text.contains("⟦"), "\(language) \(path)")
                #expect(page.text.contains("<html lang=\"\(language.rawValue)\""))
                #expect(page.text.utf8.count < 30 * 1024, "\(path): \(page.text.utf8.count)")
            }
        }
    }
}
