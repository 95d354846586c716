import Access
public import Base
import Foundation
public import HTTP

/// A provider with a coordinator, a trainer and a course whose first four afternoons have been, and two employers.
public struct RunningCourse {
    /// The whole house.
    public let house: TestHouse
    /// The provider.
    public let takk: TestSpace
    /// Two employers.
    public let employers: [TestSpace]
    /// The provider's coordinator.
    public let coordinator: Guest
    /// The course's trainer.
    public let trainer: Guest
    /// The course, as 36 characters.
    public let course: String

    /// A house with the course; `name` becomes part of the database's name.
    public init(_ name: String) throws {
        house = try TestHouse(name)
        takk = try house.space("takk", .provider)
        employers = [
            try house.space("tyonantaja-1", .employer, businessID: "1234567-1"),
            try house.space("tyonantaja-2", .employer, businessID: "2345678-0"),
        ]
        coordinator = try house.member(of: takk, .coordinator, name: "Kaisa Koordi")
        trainer = try house.member(of: takk, .trainer, name: "Kalle Koulu")
        course = try RunningCourse.course(house, takk, "Tampere, kevät", trainer: trainer)
    }

    /// A course whose afternoons are a week apart, the first so many days from now.
    public static func course(
        _ house: TestHouse,
        _ space: TestSpace,
        _ name: String,
        trainer: Guest? = nil,
        state: String = "running",
        firstInDays: Int = -22,
        seats: Int = 16
    ) throws -> String {
        let id = ID<RunningCourse>().text
        try house.database.psql(
            """
            insert into course (tenant_id, id, name, employer_name, place, state, seats)
              values ('\(space.id)', '\(id)', '\(name)', '\(name)', 'Tampere', '\(state)', \(seats));
            insert into course_session (tenant_id, course_id, number, held_on, topic)
              select '\(space.id)', '\(id)', n, date '\(Day.today.iso)' + \(firstInDays) + (n - 1) * 7, 'Aihe ' || n
                from generate_series(1, 7) n
            """
        )
        if let trainer {
            try house.database.psql(
                "insert into course_trainer values ('\(space.id)', '\(id)', '\(trainer.membership)')"
            )
        }
        return id
    }

    /// Somebody with both keys and a place; the enrolment's id and the person's.
    @discardableResult
    public func enrol(
        _ given: String,
        _ family: String = "Osallistuja",
        employer: Int = 0,
        in other: String? = nil
    ) throws -> (enrolment: String, person: ID<Person>) {
        let person = try house.person(in: takk, given, family)
        let course = other ?? course
        let (application, release) = (ID<RunningCourse>().text, ID<RunningCourse>().text)
        let (ask, enrolment) = (ID<RunningCourse>().text, ID<RunningCourse>().text)
        try house.database.psql(
            """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(takk.id)', '\(application)', '\(course)', '\(person)');
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
              values ('\(takk.id)', '\(release)', '\(application)', '\(person)', 'Työnantaja \(employer)', '1234567-1',
                '\(employers[employer].id)', 'antaja@esimerkki.example', true, true, true, true, 1, 'fi');
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, state, text_version, expires_at,
                support_working_time)
              values ('\(takk.id)', '\(ask)', '\(release)', '\(application)', '\(person)', 'given', 1,
                moment() + interval '9 days', true);
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id, enrolled_at)
              values ('\(takk.id)', '\(enrolment)', '\(course)', '\(person)', '\(application)', '\(ask)',
                moment() - interval '90 days')
            """
        )
        return (enrolment, person)
    }

    /// Sends a form from our own page.
    public func send(_ path: String, _ form: Form, as guest: Guest, accept: String? = nil) throws
        -> Page
    {
        var fields: Fields = [
            "host": "localhost", "sec-fetch-site": "same-origin", "cookie": "vakka=\(guest.token)",
            "content-type": "application/x-www-form-urlencoded",
        ]
        if let accept { fields.set("accept", accept) }
        return try house.ask(Request(.post, path, fields: fields, body: Array(form.encoded.utf8)))
    }

    /// Sends a form, and what has to be seen before it is carried out with it.
    public func sendSeen(_ path: String, _ form: Form, as guest: Guest) throws -> Page {
        let asked = try send(path, form, as: guest)
        guard asked.status == 422, let box = asked.field("confirmed") else { return asked }
        var form = form
        form.set("confirmed", box)
        form.set("once", ID<RunningCourse>().text)
        return try send(path, form, as: guest)
    }

    /// The marks that are kept: `4 present`.
    public func marks() throws -> [String] {
        try house.database.psql(
            "select number || ' ' || mark from attendance order by enrolment_id, number"
        )
        .compactMap(\.first)
    }

    /// A whole form for a course whose first afternoon is so many days from now.
    public func courseForm(firstInDays: Int = 30, _ changes: [String: String] = [:]) -> Form {
        var form: Form = [
            "once": ID<RunningCourse>().text, "name": "Pori, syksy",
            "employer_name": "Iltapäiväkoulutus, Pori", "place": "Pori",
            "address": "Katu 1", "seats": "12",
            "sessions_needed": "5", "summary": "Rivi 1\nRivi 2",
            "afternoon.1.on": Day.today.adding(days: firstInDays).iso, "afternoon.1.start": "12:30",
            "afternoon.1.end": "15:30", "afternoon.1.topic": "Aloitus",
            "trainers": trainer.membership.text,
        ]
        for (name, value) in changes { form.set(name, value) }
        return form
    }
}

extension Page {
    /// What the attendance form of a page sends, with some marks changed: `0.3` is the first row's fourth afternoon.
    public func attendanceForm(_ marks: [String: String], once: String? = nil) -> Form {
        var form = Form()
        for input in text.components(separatedBy: "<input ").dropFirst() {
            guard let name = attribute("name", input), let value = attribute("value", input),
                !input.hasPrefix("type=\"radio\"")
                    || input.prefix(while: { $0 != ">" }).contains(" checked")
            else { continue }
            form.append(name, value)
        }
        for select in text.components(separatedBy: "<select ").dropFirst()
        where !select.contains(" disabled") {
            guard let name = attribute("name", select) else { continue }
            let chosen = select.components(separatedBy: "<option ").first {
                $0.contains(" selected")
            }
            form.append(name, chosen.flatMap { attribute("value", $0) } ?? "")
        }
        for (cell, mark) in marks { form.set("mark.\(cell)", mark) }
        if let once { form.set("once", once) }
        return form
    }
}

private func attribute(_ name: String, _ tag: String) -> String? {
    let tag = tag.prefix { $0 != ">" }
    guard let start = tag.range(of: "\(name)=\"")?.upperBound else { return nil }
    return String(tag[start...].prefix { $0 != "\"" })
        .replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
}
