import Access
public import Base
import Letters
import Terms

extension WorldDraft {
    /// Courses with their applications: one that runs, one that takes applications, and one of another trainer's.
    ///
    /// An application stands at each step of the way: one has just come, one waits for the employer's answer, one has both
    /// keys and no place, the others have a place.
    mutating func addCourses() {
        let people = keys[.provider]?["people"] ?? []
        let running = addCourse("kevätkurssi", "running", trainer: 0, from: -28, [0, 1])
        let open = addCourse("syyskurssi", "open", trainer: 0, from: 0, [0, 1])
        let other = addCourse("naapurikurssi", "running", trainer: 1, from: -28, [])
        for person in people.prefix(2) { addPlace(running, person) }
        addPlace(other, people[3])
        _ = addApplication(open, people[0])
        addKeys(open, people[2])
        addWaiting(open, people[1])
    }

    private mutating func addCourse(
        _ name: String,
        _ state: String,
        trainer: Int,
        from days: Int,
        _ experts: [Int]
    ) -> String {
        let course = ID<World>().text
        let guest = member(.provider, .trainer, trainer)
        script += """
            insert into course (tenant_id, id, name, employer_name, place, address, state, summary)
              values ('\(space(.provider))', '\(course)', '\(canary)\(name)', '\(canary)\(name)', 'Pori', '\(canary)osoite', '\(state)', '\(canary)kuvaus');
            insert into course_session (tenant_id, course_id, number, held_on, topic)
              select '\(space(.provider))', '\(course)', n, today() + \(days) + n * 7, '\(canary)aihe' from generate_series(1, 7) n;
            insert into course_trainer values ('\(space(.provider))', '\(course)', '\(guest?.membership.text ?? "")');

            """
        let owners = [guest] + experts.map { member(.provider, .expert, $0) }
        let key = World.Key(
            course,
            of: Set(owners.compactMap { $0?.account }),
            mark: canary + name
        )
        for segment in ["courses", "open-courses"] { add(key, after: segment, in: .provider) }
        return course
    }

    private mutating func addApplication(_ course: String, _ person: World.Key) -> String {
        let application = ID<World>().text
        script += """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(space(.provider))', '\(application)', '\(course)', '\(person.id)');

            """
        let key = World.Key(application, of: experts(person), mark: person.mark)
        add(key, after: "applications", in: .provider)
        return application
    }

    private func experts(_ person: World.Key) -> Set<ID<Account>> {
        person.owners.intersection([0, 1].compactMap { member(.provider, .expert, $0)?.account })
    }

    private mutating func addRelease(_ application: String, _ person: World.Key) -> String {
        let release = ID<World>().text
        script += """
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
              values ('\(space(.provider))', '\(release)', '\(application)', '\(person.id)', '\(canary)työnantaja', '1234567-1',
                '\(space(.employer))', '\(canary)antaja', 'antaja@\(canary).example', true, true, false, true, 1, 'fi');

            """
        return release
    }

    /// An application with both keys.
    @discardableResult
    private mutating func addKeys(_ course: String, _ person: World.Key) -> (String, ask: String) {
        let application = addApplication(course, person)
        let release = addRelease(application, person)
        let ask = ID<World>().text
        script += """
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
              values ('\(space(.provider))', '\(ask)', '\(release)', '\(application)', '\(person.id)', 1,
                moment() + interval '10 days');

            """
        asks.append((ask, isAnswered: true))
        add(World.Key(ask), after: "consents", in: .employer)
        let key = World.Key(ask, of: experts(person), mark: person.mark)
        add(key, after: "consent-asks", in: .provider)
        return (application, ask)
    }

    /// An application with both keys, a place on the course, a mark, and the employer's answer.
    private mutating func addPlace(_ course: String, _ person: World.Key) {
        let (application, ask) = addKeys(course, person)
        let enrolment = ID<World>().text
        places += """
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id, enrolled_at)
              values ('\(space(.provider))', '\(enrolment)', '\(course)', '\(person.id)', '\(application)', '\(ask)',
                moment() - interval '40 days');
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              values ('\(space(.provider))', '\(course)', '\(enrolment)', 1, 'present');

            """
    }

    /// An application that waits for the employer's answer.
    private mutating func addWaiting(_ course: String, _ person: World.Key) {
        let application = addApplication(course, person)
        let release = addRelease(application, person)
        let ask = ID<World>().text
        script += """
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, sent_at, expires_at)
              values ('\(space(.provider))', '\(ask)', '\(release)', '\(application)', '\(person.id)', 1,
                moment() - interval '4 days', moment() + interval '10 days');

            """
        asks.append((ask, isAnswered: false))
        add(World.Key(ask), after: "consents", in: .employer)
    }
}

extension TestHouse {
    /// Puts more into a world: people with applications, places, marks, requests and notes.
    public func grow(_ world: World, by count: Int) throws(Failure) {
        var draft = WorldDraft(name: world.name, canary: world.canary)
        draft.spaces = world.spaces
        draft.members = world.members
        guard let course = world.keys[.provider]?["courses"]?.first else { return }
        for number in 0..<count {
            try draft.addMore(number, to: course.id)
        }
        try make(draft)
    }

    /// Puts what has been drafted into the database: rows, then the letters that passed, then the places that stand on them.
    func make(_ draft: WorldDraft) throws(Failure) {
        try database.psql("begin; \(draft.script) commit")
        guard let provider = draft.spaces[.provider], let employer = draft.spaces[.employer] else {
            return
        }
        for (ask, isAnswered) in draft.asks {
            let asked: Set<Support> = [.workingTime, .travel, .contact]
            let applicant = try database.psql(
                """
                select coalesce(m.email, p.email) from consent_ask k
                  join person p on p.tenant_id = k.tenant_id and p.id = k.person_id
                  left join membership m on m.tenant_id = k.tenant_id and m.person_id = k.person_id
                 where k.id = '\(ask)'
                """
            )
            let request = requestLetter(
                ask,
                employee: "\(draft.canary)työntekijä\(ask.suffix(6))",
                email: "antaja@\(draft.canary).example",
                asks: isAnswered ? asked : Set(Support.allCases),
                canary: draft.canary,
                applicant: applicant.first?.first
            )
            try deliver(request, from: provider, to: employer)
            guard isAnswered else { continue }
            try answer(request, provider, employer, draft.canary)
        }
        if !draft.places.isEmpty { try database.psql("begin; \(draft.places) commit") }
    }

    /// The employer's yes to a request: what both ends keep of it.
    private func answer(
        _ request: ConsentRequestLetter,
        _ provider: TestSpace,
        _ employer: TestSpace,
        _ canary: String
    ) throws(Failure) {
        let record = ID<World>().text
        let contact = "\(canary)yhteyshenkilö"
        try database.psql(
            """
            update consent_request set state = 'given', decided_at = moment() where id = '\(request.ask)';
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                support_substitute, support_contact, typed_name, email, text_version, text_language, text_sha256, identity_strength, link_id)
              select '\(employer.id)', '\(record)', '\(request.ask)', 'decision', true, true, true, false, '\(contact)',
                '\(canary)nimi', email, 1, 'fi', sha256('x'), 'link-code', id from consent_link where request_id = '\(request.ask)'
            """
        )
        let letter = answerLetter(
            request,
            record: record,
            name: "\(canary)päättäjä",
            contact: contact
        )
        try deliver(letter, from: employer, to: provider)
    }
}

extension WorldDraft {
    /// One more of each.
    fileprivate mutating func addMore(_ number: Int, to course: String) throws(Failure) {
        for kind in SpaceKind.allCases {
            let person = ID<Person>().text
            script += """
                insert into person (tenant_id, id, given_name, family_name, kind)
                  values ('\(space(kind))', '\(person)', '\(canary)lisä', 'lisänen\(number)', 'participant');

                """
            if kind == .provider { addPlace(course, World.Key(person, mark: "\(canary)lisä")) }
        }
        let trainer = try addAccount("\(canary)lisä\(number)")
        script += """
            insert into person_note (tenant_id, id, person_id, author_id, author_name, readers, body)
              select tenant_id, gen_random_uuid(), id, '\(trainer.membership)', '\(canary)lisä\(number)', 'staff', 'x' from person
               where tenant_id = '\(space(.provider))' and family_name = 'lisänen\(number)';
            insert into course (tenant_id, id, name, employer_name, place, state)
              values ('\(space(.provider))', '\(ID<World>())', '\(canary)kurssi\(number)', '\(canary)kurssi\(number)', 'Pori', 'open');
            insert into membership (tenant_id, id, account_id, name, email)
              values ('\(space(.provider))', '\(trainer.membership)', '\(trainer.account)', '\(canary)lisä\(number)', '\(trainer.email)');
            insert into membership_role (tenant_id, membership_id, role)
              values ('\(space(.provider))', '\(trainer.membership)', 'trainer');

            """
    }
}
