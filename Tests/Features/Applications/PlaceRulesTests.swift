import Base
import Support
import Testing

/// What the database refuses of places, courses and marks, whatever the app believes.
@Suite struct `The database itself refuses` {
    /// Runs SQL as the serving role; what it was refused with, empty when it was not.
    static func refusal(_ fixture: RunningCourse, _ sql: String) -> String {
        do throws(Failure) {
            try fixture.house.asApp(sql, in: fixture.takk)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `a place on another course than was applied for`() throws {
        let fixture = try RunningCourse("rule_other_course")
        let other = try RunningCourse.course(fixture.house, fixture.takk, "Pori, kevät")
        let (enrolment, _) = try fixture.enrol("Aino")
        let copied = """
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
              select tenant_id, '\(ID<RunningCourse>())', '\(other)', person_id, application_id, consent_ask_id
                from enrolment where id = '\(enrolment)'
            """
        #expect(Self.refusal(fixture, copied).contains("foreign key"))
    }

    @Test(arguments: ["draft", "done", "cancelled"])
    func `a place on a course that is not on`(state: String) throws {
        let fixture = try RunningCourse("rule_course_\(state)")
        let other = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori, kevät",
            state: state
        )
        let refused = #expect(throws: Failure.self) { try fixture.enrol("Aino", in: other) }
        #expect("\(refused.map { "\($0)" } ?? "")".contains("enrolment.rule.course-over"))
    }

    @Test func `fewer seats than places, from either side`() throws {
        let fixture = try RunningCourse("rule_seats")
        try fixture.enrol("Aino")
        try fixture.enrol("Bertta")
        let fewer = "update course set seats = 1 where id = '\(fixture.course)'"
        #expect(Self.refusal(fixture, fewer).contains("course.rule.seats"))
        #expect(
            Self.refusal(fixture, "update course set seats = 2 where id = '\(fixture.course)'")
                .isEmpty
        )
        let full = #expect(throws: Failure.self) { try fixture.enrol("Cecilia") }
        #expect("\(full.map { "\($0)" } ?? "")".contains("enrolment.rule.full"))
    }

    @Test func `every step of a course that is not in the table of steps`() throws {
        let fixture = try RunningCourse("rule_steps")
        let states = ["draft", "open", "running", "done", "cancelled"]
        let steps = try Set(
            fixture.house.database.psql("select from_state || ' ' || to_state from course_step")
                .compactMap(\.first)
        )
        #expect(!steps.isEmpty)
        for from in states {
            for to in states where from != to {
                // A trainer, afternoons that are to come or over, nobody to mark: nothing else stands in the way.
                let course = try RunningCourse.course(
                    fixture.house,
                    fixture.takk,
                    "Kurssi",
                    trainer: fixture.trainer,
                    state: from,
                    firstInDays: to == "done" ? -60 : 3
                )
                let refused = Self.refusal(
                    fixture,
                    "update course set state = '\(to)' where id = '\(course)'"
                )
                #expect(
                    refused.isEmpty == steps.contains("\(from) \(to)"),
                    "\(from) → \(to): \(refused)"
                )
            }
        }
        #expect(!steps.contains("cancelled done"))
    }

    @Test func `a course that begins as anything but a draft`() throws {
        let fixture = try RunningCourse("rule_begins")
        let made = """
            insert into course (tenant_id, id, name, employer_name, place, state)
              values ('\(fixture.takk.id)', '\(ID<RunningCourse>())', 'Kurssi', 'Kurssi', 'Pori', 'done')
            """
        #expect(!Self.refusal(fixture, made).isEmpty)
    }

    @Test func `a mark before its day, and one for a place that was not held that day`() throws {
        let fixture = try RunningCourse("rule_marks")
        let (enrolment, _) = try fixture.enrol("Aino")
        func mark(_ number: Int) -> String {
            Self.refusal(
                fixture,
                """
                insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
                  values ('\(fixture.takk.id)', '\(fixture.course)', '\(enrolment)', \(number), 'present')
                """
            )
        }
        #expect(mark(5).contains("attendance.rule.not-yet"))
        #expect(mark(1).isEmpty)
        // The place is paused since the day before yesterday: afternoon 4 was yesterday, afternoon 3 a week before.
        try fixture.house.database.psql(
            """
            update enrolment set state = 'paused' where id = '\(enrolment)';
            update enrolment set held = datemultirange(daterange(today() - 30, today() - 1))
             where id = '\(enrolment)'
            """
        )
        #expect(mark(3).isEmpty)
        #expect(mark(4).contains("attendance.rule.not-held"))
        // An afternoon that is marked cannot be moved to a day of which the mark would not be true.
        let moved =
            "update course_session set held_on = today() + 3 where course_id = '\(fixture.course)' and number = 3"
        #expect(Self.refusal(fixture, moved).contains("course.rule.marked"))
    }

    @Test func `a day for which a place was held, written by the app`() throws {
        let fixture = try RunningCourse("rule_held")
        let (enrolment, _) = try fixture.enrol("Aino")
        for column in ["held = '{[2020-01-01,)}'", "enrolled_at = moment() - interval '1 year'"] {
            #expect(
                !Self.refusal(
                    fixture,
                    "update enrolment set \(column) where id = '\(enrolment)'"
                ).isEmpty,
                "\(column)"
            )
        }
    }

    @Test func `the end of a course with an afternoon unmarked`() throws {
        let fixture = try RunningCourse("rule_done")
        let course = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori, syksy",
            firstInDays: -60
        )
        let (enrolment, _) = try fixture.enrol("Aino", in: course)
        let done = "update course set state = 'done' where id = '\(course)'"
        #expect(
            Self.refusal(fixture, "update course set state = 'done' where id = '\(fixture.course)'")
                .contains("course.rule.afternoons-left")
        )
        try fixture.house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              select '\(fixture.takk.id)', '\(course)', '\(enrolment)', n, 'present' from generate_series(1, 6) n
            """
        )
        #expect(Self.refusal(fixture, done).contains("course.rule.unmarked"))
        try fixture.house.asApp(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              values ('\(fixture.takk.id)', '\(course)', '\(enrolment)', 7, 'unknown')
            """,
            in: fixture.takk
        )
        #expect(Self.refusal(fixture, done).isEmpty)
        let states = try fixture.house.database.psql(
            "select state from enrolment where id = '\(enrolment)'"
        )
        #expect(states == [["completed"]])
    }

    @Test func `two answers to one request, and an answer to a text that nobody was shown`() throws
    {
        let fixture = try RunningCourse("rule_answers")
        try fixture.enrol("Aino")
        let again =
            "update consent_ask set support_travel = true, decided_by = 'Muu Antaja' where state = 'given'"
        #expect(Self.refusal(fixture, again).contains("answer.rule.closed"))
        for state in ["waiting", "refused", "without-support", "expired"] {
            let changed = "update consent_ask set state = '\(state)' where state = 'given'"
            #expect(Self.refusal(fixture, changed).contains("answer.rule."), "\(state)")
        }
    }
}

/// What the database refuses of what has been decided, whatever the app believes.
extension `The database itself refuses` {
    @Test func `a place that has ended otherwise than its course and its application`() throws {
        let fixture = try RunningCourse("rule_endings")
        try fixture.enrol("Aino")
        for state in ["completed", "not-completed", "ended", "left"] {
            let changed = "update enrolment set state = '\(state)'"
            #expect(Self.refusal(fixture, changed).contains("enrolment.rule.state"), "\(state)")
        }
        #expect(Self.refusal(fixture, "update enrolment set state = 'paused'").isEmpty)
        // With both keys, but without an application.
        try fixture.house.database.psql("update application set state = 'closed'")
        let active = "update enrolment set state = 'active'"
        #expect(Self.refusal(fixture, active).contains("application.rule.over"))
    }

    @Test func `a mark of a course that is over, made or taken away`() throws {
        let fixture = try RunningCourse("rule_over")
        let course = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Pori, syksy",
            firstInDays: -60
        )
        let (enrolment, _) = try fixture.enrol("Aino", in: course)
        try fixture.house.database.psql(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              select '\(fixture.takk.id)', '\(course)', '\(enrolment)', n, 'present' from generate_series(1, 7) n;
            update course set state = 'done' where id = '\(course)'
            """
        )
        for sql in [
            "delete from attendance where enrolment_id = '\(enrolment)' and number = 1",
            "update attendance set mark = 'absent' where enrolment_id = '\(enrolment)'",
        ] {
            #expect(Self.refusal(fixture, sql).contains("attendance.rule.course-over"), "\(sql)")
        }
        for change in ["sessions_needed = 1", "seats = 1"] {
            let sql = "update course set \(change) where id = '\(course)'"
            #expect(Self.refusal(fixture, sql).contains("course.rule.over"), "\(sql)")
        }
    }

    @Test func `an afternoon that is over, moved to before anybody had a place`() throws {
        let fixture = try RunningCourse("rule_moved")
        try fixture.enrol("Aino")
        let moved =
            "update course_session set held_on = today() - 200 where course_id = '\(fixture.course)' and number = 1"
        #expect(Self.refusal(fixture, moved).contains("course.rule.marked"))
        let postponed =
            "update course_session set held_on = today() + 60 where course_id = '\(fixture.course)' and number = 1"
        // To a day that is to come it may go, when the employers are asked of it.
        #expect(Self.refusal(fixture, postponed).contains("course.rule.untold"))
    }

    @Test func `an application to a course that is not open`() throws {
        let fixture = try RunningCourse("rule_apply")
        let person = try fixture.house.person(in: fixture.takk, "Hilla", "Hakija")
        let applied = """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(fixture.takk.id)', '\(ID<RunningCourse>())', '\(fixture.course)', '\(person)')
            """
        #expect(Self.refusal(fixture, applied).contains("application.rule.not-open"))
    }

    @Test func `an answer that nobody gave, a late one, and a permission that comes back`() throws {
        let fixture = try RunningCourse("rule_keys")
        try fixture.enrol("Aino")
        let invented = """
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at, state,
                support_working_time)
              select tenant_id, '\(ID<RunningCourse>())', release_id, application_id, person_id, 1, expires_at, 'given', true
                from consent_ask
            """
        #expect(Self.refusal(fixture, invented).contains("permission denied"))
        try fixture.house.database.psql(
            "update consent_ask set state = 'waiting', expires_at = moment() - interval '1 minute'"
        )
        let late = "update consent_ask set state = 'given', decided_at = moment()"
        #expect(Self.refusal(fixture, late).contains("answer.rule.closed"))
        try fixture.house.database.psql("update release set state = 'withdrawn'")
        let back = "update release set state = 'active'"
        #expect(Self.refusal(fixture, back).contains("release.rule.none"))
    }
}
