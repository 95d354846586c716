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
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
              values ('\(provider.id)', '\(given)', '\(releases[1])', '\(applications[2])', '\(person)', 1,
                moment() + interval '10 days');
            commit
            """
        )
        try answered(given, provider, employer, canary)
        let email = "antaja@\(canary).example"
        try deliver(
            requestLetter(waiting, email: email, canary: canary),
            from: provider,
            to: employer
        )
        let mail = try mails(of: employer).last { $0.body.contains("/answer#") }?.body ?? ""
        guard let link = Token(received: String(mail.split(separator: "#").last?.prefix(43) ?? ""))
        else { throw .broken(Fault("the request's mail has no link", mail)) }
        return (course, person.text, applications, waiting, link)
    }
}
