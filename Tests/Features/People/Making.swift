import Base
import HTTP
import Routing
import Support

extension TestHouse {
    /// A course with a trainer and one person on it, with both keys.
    func enrol(_ person: ID<Person>, in space: TestSpace, trainer: Guest) throws(Failure) {
        let (course, application) = (ID<Person>(), ID<Person>())
        let (release, ask, enrolment) = (ID<Person>(), ID<Person>(), ID<Person>())
        try database.psql(
            """
            insert into course (tenant_id, id, name, place) values ('\(space.id)', '\(course)', 'Kurssi', 'Tampere');
            insert into course_trainer values ('\(space.id)', '\(course)', '\(trainer.membership)');
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(space.id)', '\(application)', '\(course)', '\(person)');
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
              values ('\(space.id)', '\(release)', '\(application)', '\(person)', 'Paja', '1234567-1', '\(space.id)',
                'antaja@paja.example', true, false, false, false, 1, 'fi');
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, state, text_version, expires_at,
                support_working_time)
              values ('\(space.id)', '\(ask)', '\(release)', '\(application)', '\(person)', 'given', 1, moment() + interval '14 days',
                true);
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
              values ('\(space.id)', '\(enrolment)', '\(course)', '\(person)', '\(application)', '\(ask)');
            """
        )
    }

    /// Many people with the same family name, numbered, or all of one name.
    func crowd(_ number: Int, in space: TestSpace, given: String = "n", isSameName: Bool = false)
        throws(Failure)
    {
        let name = isSameName ? "'\(given)'" : "'\(given)' || lpad(n::text, 3, '0')"
        try database.psql(
            """
            insert into person (tenant_id, id, given_name, family_name, kind, created_at, changed_at)
            select '\(space.id)', gen_random_uuid(), \(name), 'Joukko', 'participant',
                   timestamptz '2026-01-01' + n / 3 * interval '1 minute', timestamptz '2026-02-01' + n / 3 * interval '1 hour'
              from generate_series(1, \(number)) n
            """
        )
    }

    /// A note about a person.
    func note(
        _ body: String,
        about person: ID<Person>,
        in space: TestSpace,
        readers: String
    ) throws(Failure) {
        try database.psql(
            """
            insert into person_note (tenant_id, id, person_id, author_name, readers, body)
            values ('\(space.id)', gen_random_uuid(), '\(person)', 'Kirjoittaja', '\(readers)', '\(body)')
            """
        )
    }

    /// One value of the database, asked past every policy.
    func value(_ sql: String) throws(Failure) -> String {
        try database.psql(sql).first?.first ?? ""
    }
}

extension Page {
    /// The ids of the people whose rows stand in the list, in order.
    var rows: [String] {
        text.components(between: "class=\"row-link\" href=\"", and: "\"")
            .map { String($0.prefix { $0 != "?" }.suffix(36)) }
    }

    /// Where a link with this relation leads.
    func link(_ relation: String) -> String? {
        text.components(between: "rel=\"\(relation)\" href=\"", and: "\"").first
            .map { $0.replacing("&amp;", with: "&") }
    }

    /// The page without what an address, a key or the hour makes different.
    func without(_ id: String) -> String {
        text.replacing(id, with: "-")
    }
}

extension String {
    func components(between start: String, and end: String) -> [String] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().map { part in
            part.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map(
                String.init
            ) ?? ""
        }
    }
}
