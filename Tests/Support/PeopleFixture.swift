package import Base

extension TestHouse {
    /// A course with a trainer and one person on it, with both keys.
    package func enrol(_ person: ID<Person>, in space: TestSpace, trainer: Guest) throws(Failure) {
        let (course, application) = (ID<Person>(), ID<Person>())
        let (release, ask, enrolment) = (ID<Person>(), ID<Person>(), ID<Person>())
        try database.psql(
            """
            insert into course (tenant_id, id, name, employer_name, place, state)
              values ('\(space.id)', '\(course)', 'Kurssi', 'Kurssi', 'Tampere', 'running');
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

    /// A note about a person.
    package func note(
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
    package func value(_ sql: String) throws(Failure) -> String {
        try database.psql(sql).first?.first ?? ""
    }
}

extension String {
    /// What stands between two texts, each time.
    package func components(between start: String, and end: String) -> [String] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().map { part in
            part.split(separator: end, maxSplits: 1, omittingEmptySubsequences: false).first.map(
                String.init
            ) ?? ""
        }
    }
}
