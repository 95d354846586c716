import Base
import Foundation
import HTTP
import Support
import Testing

/// Two who act at once on what belongs together, each on a lane of its own: one of them is first, and nothing is half done.
///
/// `VAKKA_RACE_ROUNDS` says how often.
@Suite(.serialized) struct `At once` {
    static var rounds: Int {
        ProcessInfo.processInfo.environment["VAKKA_RACE_ROUNDS"].flatMap(Int.init) ?? 3
    }

    /// A course with one seat, two applicants with both keys but for `answered`, and an employer that can answer.
    final class Course {
        let base: CourseFixture
        let giver: Guest
        let employer: TestSpace
        let applicants: [(guest: Guest, application: String)]

        init(_ name: String, seats: Int = 16, answered: Bool) throws {
            let base = try CourseFixture(name, seats: seats)
            employer = try base.house.space("tyonantaja", .employer, businessID: "1234567-1")
            giver = try base.house.member(of: employer, .consentGiver, name: "Mari Esimerkki")
            var applicants: [(Guest, String)] = []
            for name in ["Aino", "Bertta"] {
                let (guest, application, _) = try base.applicant(name)
                try base.release(application, as: guest)
                guard answered else {
                    applicants.append((guest, application))
                    continue
                }
                try base.answer(application, "given")
                _ = try base.sql(
                    "update consent_request set state = 'given', decided_at = moment()"
                )
                applicants.append((guest, application))
            }
            self.base = base
            self.applicants = applicants
        }

        var path: String { "/takk/courses/\(base.course)" }

        /// A form that moves the last afternoon by a day, seen and confirmed.
        func change() throws -> Request {
            let page = try base.house.get("\(path)/edit", as: base.kaisa)
            var form = Form()
            for name in ["name", "employer_name", "address", "seats", "sessions_needed"] {
                form.set(name, page.field(name) ?? "")
            }
            form.set("place", "Pori")
            form.set("summary", "Kuvaus")
            for row in try base.sql(
                "select number, held_on + (number = 7)::integer, left(starts_at::text, 5), left(ends_at::text, 5) from course_session order by 1"
            ) {
                for (index, part) in ["on", "start", "end"].enumerated() {
                    form.set("afternoon.\(row[0]).\(part)", row[index + 1])
                }
            }
            form.set("once", page.field("once") ?? "")
            let asked = try base.house.ask(base.house.sending(path, form, as: base.kaisa))
            form.set("confirmed", asked.field("confirmed") ?? "")
            return try base.house.sending(path, form, as: base.kaisa)
        }

        func answer(_ application: String) throws -> Request {
            let ask =
                try base.sql(
                    "select id from consent_ask where application_id = '\(application)' and state = 'waiting'"
                ).first?.first ?? ""
            let page = try base.house.get("/tyonantaja/consents/\(ask)", as: giver)
            let form: Form = [
                "consent": "yes", "support": "working-time", "contact": "", "shown": "fi",
                "name": "Mari Esimerkki", "sure": "yes",
                "once": page.onces(of: "/tyonantaja/consents/\(ask)/decision").first
                    ?? page.field("once") ?? "",
            ]
            return try base.house.sending("/tyonantaja/consents/\(ask)/decision", form, as: giver)
        }

        func enrol(_ number: Int) throws -> Request {
            try base.house.sending(
                "/takk/applications/\(applicants[number].application)/enrolment",
                as: base.kaisa
            )
        }

        func cancel() throws -> Request {
            let page = try base.house.get("\(path)/cancellation", as: base.kaisa)
            return try base.house.sending(
                "\(path)/cancellation",
                ["message": "Sairastuminen.", "once": page.field("once") ?? ""],
                as: base.kaisa
            )
        }

        /// What does not hold afterwards.
        func wrong() throws -> [String] {
            try base.sql(
                """
                select 'place ' || e.state || ', ask ' || k.state || ', course ' || c.state
                  from enrolment e join consent_ask k on k.id = e.consent_ask_id join course c on c.id = e.course_id
                 where e.state in ('active', 'renewing') and (c.state not in ('open', 'running')
                   or k.facts_version < c.asked_version or e.state = 'active' and k.state <> 'given'
                   or e.state = 'renewing' and k.state <> 'waiting')
                union all
                select 'ends: ' || k.state || ' and ' || r.state from consent_ask k join consent_request r on r.id = k.id
                 where k.state <> r.state
                union all
                select 'seats' from course c join enrolment e on e.course_id = c.id and e.state in ('active', 'renewing')
                 group by c.id, c.seats having count(*) > c.seats
                union all
                select 'untold' from consent_ask k join application a on a.id = k.application_id join course c on c.id = a.course_id
                 where k.state in ('waiting', 'given') and k.facts_version < c.facts_version
                """
            ).compactMap(\.first)
        }
    }

    private func play(
        _ name: String,
        seats: Int = 16,
        answered: Bool,
        _ requests: (Course) throws -> [Request]
    ) throws {
        for round in 1...Self.rounds {
            let course = try Course("race_\(name)_\(round)", seats: seats, answered: answered)
            let statuses = course.base.house.race(try requests(course))
            #expect(statuses.contains(303), "round \(round): \(statuses)")
            #expect(statuses.allSatisfy { $0 < 500 }, "round \(round): \(statuses)")
            let wrong = try course.wrong()
            #expect(wrong.isEmpty, "round \(round): \(statuses) \(wrong)")
            #expect(course.base.house.faults.all.isEmpty, "round \(round)")
        }
    }

    @Test func `a change and an answer`() throws {
        try play("change_answer", answered: false) { course in
            [try course.change(), try course.answer(course.applicants[0].application)]
        }
    }

    @Test func `a change and an enrolment`() throws {
        try play("change_enrol", answered: true) { [try $0.change(), try $0.enrol(0)] }
    }

    @Test func `a cancelling and an answer`() throws {
        try play("cancel_answer", answered: false) { course in
            [try course.cancel(), try course.answer(course.applicants[0].application)]
        }
    }

    @Test func `a cancelling and an enrolment`() throws {
        try play("cancel_enrol", answered: true) { [try $0.cancel(), try $0.enrol(0)] }
    }

    @Test func `two for the last seat`() throws {
        try play("last_seat", seats: 1, answered: true) { [try $0.enrol(0), try $0.enrol(1)] }
    }
}
