import Base
import Crypto

extension TestHouse {
    /// What is still on its way in a world: a course that takes applications, and an application at each step to it.
    ///
    /// One has just come, one waits for the employer's answer, one has both keys and no place.
    func ahead(
        _ provider: TestSpace,
        _ employer: TestSpace,
        trainer: String,
        _ people: [ID<Person>],
        _ canary: String
    ) throws(Failure) -> (
        course: String, person: String, applications: [String], request: String, link: Token
    ) {
        let course = ID<World>().text
        let person = try person(in: provider, "\(canary)kolmas", "\(canary)kolmonen")
        let applications = [ID<World>().text, ID<World>().text, ID<World>().text]
        let (waiting, given) = (ID<World>().text, ID<World>().text)
        let link = try Token()
        let release = { (application: String, person: ID<Person>, id: String) in
            """
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
              values ('\(provider.id)', '\(id)', '\(application)', '\(person)', '\(canary)työnantaja', '1234567-1',
                '\(employer.id)', '\(canary)antaja', 'antaja@\(canary).example', true, true, false, true, 1, 'fi');
            """
        }
        let applicants = zip(applications, people + [person]).map { application, person in
            "('\(provider.id)', '\(application)', '\(course)', '\(person)')"
        }
        let releases = [ID<World>().text, ID<World>().text]
        try database.psql(
            """
            begin;
            update person set email = 'kolmas@\(canary).example' where id = '\(person)';
            insert into course (tenant_id, id, name, place, address, state, summary)
              values ('\(provider.id)', '\(course)', '\(canary)tuleva', 'Pori', '\(canary)osoite', 'open', '\(canary)kuvaus');
            insert into course_session (tenant_id, course_id, number, held_on, topic)
              select '\(provider.id)', '\(course)', n, today() + n * 7, '\(canary)aihe' from generate_series(1, 7) n;
            insert into course_trainer values ('\(provider.id)', '\(course)', '\(trainer)');
            insert into application (tenant_id, id, course_id, person_id) values \(applicants.joined(separator: ", "));
            \(release(applications[1], people[1], releases[0]))
            \(release(applications[2], person, releases[1]))
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, sent_at, expires_at)
              values ('\(provider.id)', '\(waiting)', '\(releases[0])', '\(applications[1])', '\(people[1])', 1,
                moment() - interval '4 days', moment() + interval '10 days');
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, state, text_version, expires_at,
                decided_at, decided_by, support_working_time, support_travel, support_substitute, support_contact)
              values ('\(provider.id)', '\(given)', '\(releases[1])', '\(applications[2])', '\(person)', 'given', 1,
                moment() + interval '10 days', moment(), '\(canary)päättäjä', true, true, false, '\(canary)yhteyshenkilö');
            insert into consent_request (tenant_id, id, provider_space_id, ask_id, provider_name, employee_name, employer_name,
                course_name, place, sessions, hours, asks_working_time, asks_travel, asks_substitute, asks_contact_person,
                giver_name, giver_email, text_version, language, expires_at)
              values ('\(employer.id)', '\(waiting)', '\(provider.id)', '\(waiting)', '\(canary)järjestäjä', '\(canary)työntekijä',
                '\(canary)työnantaja', '\(canary)tuleva', 'Pori',
                '[{"number":1,"date":"2027-01-12","starts":"13:00","ends":"16:00"}]', 21, true, true, true, true,
                '\(canary)antaja', 'antaja@\(canary).example', 1, 'fi', moment() + interval '10 days');
            insert into consent_link (tenant_id, id, request_id, token_hash, email, name, expires_at)
              values ('\(employer.id)', '\(ID<World>())', '\(waiting)', '\\x\(hex(link.hash))', 'antaja@\(canary).example',
                '\(canary)antaja', moment() + interval '10 days');
            commit
            """
        )
        return (course, person.text, applications, waiting, link)
    }
}
