import Base
import Support
import Testing

/// Who no longer belongs to the space, or no longer has the role, where they still stand.
@Suite struct `Who has left` {
    /// The role's last day has passed.
    private static func leave(_ fixture: RunningCourse, _ guest: Guest) throws {
        try fixture.house.database.psql(
            "update membership_role set ends_on = today() - 1 where membership_id = '\(guest.membership)'"
        )
    }

    @Test func `is marked as a trainer, and a course left alone waits for its coordinator`() throws
    {
        let fixture = try RunningCourse("left_trainer")
        let (house, path) = (fixture.house, "/takk/courses/\(fixture.course)")
        try fixture.enrol("Aino")
        let other = try house.space("muu", .provider)
        let (stranger, gone) = (
            try house.member(of: other, .coordinator), try house.member(of: other, .trainer)
        )
        _ = try RunningCourse.course(house, other, "Vieras koulutus", trainer: gone)
        #expect(try !house.get("/takk/today", as: fixture.coordinator).text.contains("on lähtenyt"))
        try Self.leave(fixture, gone)
        #expect(try !house.get("/takk/today", as: fixture.coordinator).text.contains("on lähtenyt"))
        try Self.leave(fixture, fixture.trainer)
        let today = try house.get("/takk/today", as: fixture.coordinator).text
        #expect(today.contains("Tampere, kevät: kouluttaja on lähtenyt"))
        #expect(today.contains("\(path)/edit") && !today.contains("Vieras koulutus"))
        #expect(try !house.get("/muu/today", as: stranger).text.contains("Tampere"))
        for (language, mark) in [
            ("fi", "ei enää kouluttaja"), ("sv", "inte längre utbildare"),
            ("en", "no longer a trainer"),
        ] {
            for page in [path, "\(path)/attendance"] {
                let text = try house.get("\(page)?language=\(language)", as: fixture.coordinator)
                #expect(text.text.contains("Kalle Koulu</bdi> (\(mark))"), "\(page) \(language)")
            }
        }
        _ = try house.get("\(path)?language=fi", as: fixture.coordinator)
        let edit = try house.get("\(path)/edit", as: fixture.coordinator).text
        #expect(edit.contains("Ei enää kouluttaja."))
        let new = try house.member(of: fixture.takk, .trainer, name: "Uuno Uusi")
        try house.database.psql(
            "insert into course_trainer values ('\(fixture.takk.id)', '\(fixture.course)', '\(new.membership)')"
        )
        #expect(try !house.get("/takk/today", as: fixture.coordinator).text.contains("on lähtenyt"))
        #expect(house.faults.all.isEmpty)
    }

    @Test func `trains nothing that begins, and reaches nothing by having trained`() throws {
        let fixture = try RunningCourse("left_start")
        try fixture.enrol("Aino")
        let course = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori, kevät",
            trainer: fixture.trainer,
            state: "open"
        )
        let within = "within('course', null, '\(fixture.trainer.membership)')"
        func reached() throws -> [String]? {
            try fixture.house.database.psql(
                """
                begin; set local role vakka_app; set local app.tenant = '\(fixture.takk.id)';
                select (select count(*) from courses_\(within)), (select count(*) from people_\(within))
                """
            ).last
        }
        #expect(try reached() == ["2", "1"])
        try Self.leave(fixture, fixture.trainer)
        #expect(try reached() == ["0", "0"])
        let start = "update course set state = 'running' where id = '\(course)'"
        let refused = #expect(throws: Failure.self) {
            try fixture.house.asApp(start, in: fixture.takk)
        }
        #expect("\(refused.map { "\($0)" } ?? "")".contains("course.rule.no-trainer"))
    }

    @Test func `is said to stand where they do before their membership ends`() throws {
        let fixture = try RunningCourse("left_stands")
        let house = fixture.house
        let (_, person) = try fixture.enrol("Aino")
        let aino = try house.member(of: fixture.takk, .expert, name: "Aino", person: person)
        // On the course and on its list of attendance they are still there, and nobody takes them for one who comes.
        for page in ["", "/attendance"].map({ "/takk/courses/\(fixture.course)\($0)" }) {
            let mark = "Ei enää mukana organisaatiossa"
            #expect(try !house.get(page, as: fixture.coordinator).text.contains(mark))
            try house.database.psql(
                "update membership set ends_on = today() - 1 where person_id = '\(person)'"
            )
            #expect(try house.get(page, as: fixture.coordinator).text.contains(mark))
            try house.database.psql(
                "update membership set ends_on = null where person_id = '\(person)'"
            )
        }
        let other = try house.space("muu", .provider)
        let stranger = try house.member(of: other, .trainer, email: fixture.trainer.email + ".fi")
        _ = try RunningCourse.course(house, other, "Vieras koulutus", trainer: stranger)
        try house.database.psql(
            """
            insert into saved_view (tenant_id, id, membership_id, list, name, query, is_shared)
              values ('\(fixture.takk.id)', '\(ID<RunningCourse>())', '\(fixture.trainer.membership)', '/courses',
                'Kevään kurssit', '', true);
            update space set contact_email = '\(fixture.trainer.email)' where slug in ('takk', 'muu')
            """
        )
        for (language, sentences) in [
            (
                "sv",
                [
                    "Utbildar i 1 utbildning", "1 delad vy", "Rummets kontaktuppgifter",
                    "Deltar i 1 utbildning",
                ]
            ),
            (
                "en",
                [
                    "Trains 1 course", "1 shared view", "The space’s contact details",
                    "Takes part in 1 course",
                ]
            ),
            (
                "fi",
                [
                    "Kouluttaa 1 koulutusta", "1 jaettu näkymä", "Tilan yhteystiedot",
                    "Osallistuu 1 koulutukseen",
                ]
            ),
        ] {
            let pages = try [fixture.trainer, aino].map { guest in
                try house.get(
                    "/takk/members/\(guest.membership)?language=\(language)",
                    as: fixture.coordinator
                ).text
            }
            for sentence in sentences.dropLast() { #expect(pages[0].contains(sentence)) }
            #expect(pages[0].contains("Tampere, kevät") && pages[0].contains("Kevään kurssit"))
            #expect(pages[1].contains(sentences[3]) && !pages[1].contains(sentences[0]))
            #expect(!pages[0].contains("Vieras koulutus"))
            // The page that archives says the same of them.
            let entry = try house.get(
                "/takk/people/\(person)?language=\(language)",
                as: fixture.coordinator
            ).text
            #expect(entry.contains(sentences[3]) && !entry.contains(sentences[0]))
        }
        // So does the page before many are archived, and not the one before they are taken back.
        for (act, isSaid) in [("archived", true), ("active", false)] {
            let preview = try house.post(
                "/takk/people/selection",
                ["to": act, "person": person.text],
                as: fixture.coordinator
            )
            #expect(preview.text.contains("Mukana · Osallistuu 1 koulutukseen") == isSaid)
        }
        // And so does either page after the act, as long as nobody has ended them.
        let archived = try house.post(
            "/takk/people/\(person)/state",
            ["to": "archived"],
            as: fixture.coordinator
        )
        let ended = try house.post(
            "/takk/members/\(aino.membership)/ending",
            as: fixture.coordinator
        )
        #expect(archived.status == 303 && ended.status == 303)
        for page in ["people/\(person)", "members/\(aino.membership)"] {
            let text = try house.get("/takk/\(page)", as: fixture.coordinator).text
            #expect(text.contains("Osallistuu 1 koulutukseen"), "\(page)")
        }
        // A member of another space has no place here to stand in.
        #expect(
            try house.asApp(
                "select place from still_stands('\(stranger.membership)')",
                in: fixture.takk
            )
            .isEmpty
        )
        #expect(house.faults.all.isEmpty)
    }
}
