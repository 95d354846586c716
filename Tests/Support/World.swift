public import Access
public import Base
import Crypto
import Routing
public import Terms

/// A provider with its course and an employer with its requests, every text of which is a canary: a word that tells the
/// space and the field, and that nobody outside the space may ever see.
public struct World: Sendable {
    /// The space of the courses, the people and the applications.
    public let provider: TestSpace
    /// The space of the requests for consent.
    public let employer: TestSpace
    /// A third space, of the association.
    public let association: TestSpace
    /// Ids by the segment that stands before them in paths: `people`, `courses`, `applications`.
    public let ids: [String: [String]]
    /// Who can be signed in, by role; each in the kind of space that has the role.
    public let guests: [Role: Guest]
    /// The association's coordinator, beside those of `guests`.
    public let associationCoordinator: Guest
    /// The employer's coordinator, beside those of `guests`.
    public let employerCoordinator: Guest
    /// Somebody with an account and a password, and no place in any space.
    public let nobody: Guest
    /// Who looks after all spaces.
    public let operatorGuest: Guest
    /// Fills the forms of this world so that they hold.
    public let typist: Typist
    /// The text that stands in every field of this world.
    public let canary: String

    /// The number that stands in every field for a telephone's, where no letter can.
    public var phone: Phone { World.phone(canary) }

    /// Whether a text holds anything of this world.
    public func isTold(in text: String) -> Bool {
        text.contains(canary) || text.contains(phone.number) || text.contains(phone.shown)
    }

    static func phone(_ canary: String) -> Phone {
        let mark = canary.utf8.reduce(0) { ($0 * 31 + Int($1)) % 9_000_000 } + 1_000_000
        guard let phone = Phone("+35844\(mark)") else { preconditionFailure("no number: \(mark)") }
        return phone
    }
}

extension TestHouse {
    /// Makes a world.
    ///
    /// `name` is part of its slugs and canaries: lower-case letters.
    public func world(_ name: String, businessID: String) throws(Failure) -> World {
        let canary = "kanaria\(name)"
        let provider = try space("\(name)-provider", .provider)
        let employer = try space("\(name)-employer", .employer, businessID: businessID)
        let association = try space("\(name)-association", .association)
        for space in [provider, employer, association] {
            // The employer's own address: who holds its link may answer.
            let contact = space.id == employer.id ? "antaja" : "yhteys"
            try database.psql(
                """
                update space set name_fi = '\(canary)nimi', name_sv = '\(canary)namn', name_en = '\(canary)name',
                  contact_email = '\(contact)@\(canary).example', contact_phone = '\(World.phone(canary).number)', logo_text = '\(canary)'
                 where id = '\(space.id)'
                """
            )
        }
        let own = try person(in: provider, "\(canary)oma", "\(canary)omanen")
        let other = try person(in: provider, "\(canary)toinen", "\(canary)toisela")
        let expert = try member(of: provider, .expert, name: "\(canary)expert", person: own)
        let guests: [Role: Guest] = [
            .coordinator: try member(of: provider, .coordinator, name: "\(canary)coordinator"),
            .trainer: try member(of: provider, .trainer, name: "\(canary)trainer"),
            .expert: expert,
            .auditor: try member(of: provider, .auditor, name: "\(canary)auditor"),
            .consentGiver: try member(of: employer, .consentGiver, name: "\(canary)giver"),
        ]
        let associationCoordinator = try member(
            of: association,
            .coordinator,
            name: "\(canary)association"
        )
        let employerCoordinator = try member(
            of: employer,
            .coordinator,
            name: "\(canary)employer"
        )
        var typist = Typist()
        typist.password = "\(canary)salasana"
        let suspended = try space("\(name)-suspended", .association, state: "suspended")
        let nobody = try member(of: nil, name: "\(canary)nobody")
        typist.address = nobody.email
        let session = ID<Session>()
        let operatorGuest = try member(of: nil, name: "\(canary)operator")
        try database.psql(
            """
            update accounts.account set password = '\(try Password.hash(typist.password))' where id = '\(nobody.account)';
            update accounts.account set is_operator = true where id = '\(operatorGuest.account)';
            insert into accounts.session (id, account_id, token_hash, strength, agent, address)
            values ('\(session)', '\(nobody.account)', sha256('\(session)'), 'password', 'test', '127.0.0.1')
            """
        )
        var ids = [
            "people": [own.text, other.text],
            "members": guests.filter { $0.key != .consentGiver }.sorted { $0.key < $1.key }
                .map(\.value.membership.text),
            "spaces": [provider, employer, association, suspended].map(\.id.text),
            "sessions": [session.text],
        ]
        try fill(provider, employer, canary, own, other, guests, &ids, &typist)
        ids["log"] = try database.psql(
            "select id from log.event where tenant_id = '\(provider.id)' order by id limit 1"
        ).compactMap(\.first)
        return World(
            provider: provider,
            employer: employer,
            association: association,
            ids: ids,
            guests: guests,
            associationCoordinator: associationCoordinator,
            employerCoordinator: employerCoordinator,
            nobody: nobody,
            operatorGuest: operatorGuest,
            typist: typist,
            canary: canary
        )
    }

    /// Puts more into a world: people with applications, places, marks, requests and notes.
    public func grow(_ world: World, by count: Int) throws(Failure) {
        guard let course = world.ids["courses"]?.first else { return }
        for number in 0..<count {
            let someone = try person(in: world.provider, "\(world.canary)lisä", "lisänen\(number)")
            _ = try apply(world.provider, world.employer, course, someone, world.canary)
            _ = try person(in: world.association, "\(world.canary)lisä", "lisänen\(number)")
            _ = try person(in: world.employer, "\(world.canary)lisä", "lisänen\(number)")
            try database.psql(
                """
                insert into person_note (tenant_id, id, person_id, author_name, readers, body)
                  values ('\(world.provider.id)', '\(ID<World>())', '\(someone)', '\(world.canary)author', 'staff', 'x');
                insert into course (tenant_id, id, name, place, state)
                  values ('\(world.provider.id)', '\(ID<World>())', '\(world.canary)kurssi\(number)', 'Pori', 'open')
                """
            )
            _ = try member(of: world.provider, .trainer, name: "\(world.canary)lisä\(number)")
        }
    }

    private func fill(
        _ provider: TestSpace,
        _ employer: TestSpace,
        _ canary: String,
        _ own: ID<Person>,
        _ other: ID<Person>,
        _ guests: [Role: Guest],
        _ ids: inout [String: [String]],
        _ typist: inout Typist
    ) throws(Failure) {
        let course = ID<World>().text
        let invitation = try Token()
        typist.tokens["/invitation"] = invitation.text
        let trainer = guests[.trainer]?.membership.text ?? ""
        try database.psql(
            """
            begin;
            update person set email = given_name || '@\(canary).example', phone = '\(World.phone(canary).number)', municipality = '\(canary)kunta'
             where tenant_id = '\(provider.id)';
            insert into person_note (tenant_id, id, person_id, author_name, readers, body)
              values ('\(provider.id)', '\(ID<World>())', '\(own)', '\(canary)author', 'coordinators', '\(canary)note'),
                ('\(provider.id)', '\(ID<World>())', '\(own)', '\(canary)author', 'person', '\(canary)own-note');
            insert into course (tenant_id, id, name, place, address, state, summary)
              values ('\(provider.id)', '\(course)', '\(canary)kurssi', 'Pori', '\(canary)osoite', 'running', '\(canary)kuvaus');
            insert into course_session (tenant_id, course_id, number, held_on, topic)
              select '\(provider.id)', '\(course)', n, today() - 28 + n * 7, '\(canary)aihe' from generate_series(1, 7) n;
            insert into course_trainer values ('\(provider.id)', '\(course)', '\(trainer)');
            insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
              values ('\(provider.id)', '\(ID<World>())', 'kutsuttu@\(canary).example', '\(canary)kutsuttu', '{trainer}',
                '\\x\(hex(invitation.hash))', moment() + interval '7 days');
            commit
            """
        )
        ids["courses"] = [course]
        ids["open-courses"] = [course]
        ids["invitations"] = try database.psql(
            "select id from invitation where tenant_id = '\(provider.id)'"
        ).compactMap(\.first)
        var applications: [String] = []
        var asks: [String] = []
        for person in [own, other] {
            let (application, ask) = try apply(provider, employer, course, person, canary)
            applications.append(application)
            asks.append(ask)
        }
        ids["applications"] = applications
        ids["consent-asks"] = asks
        ids["consents"] = try database.psql(
            "select id from consent_request where tenant_id = '\(employer.id)' order by id"
        ).compactMap(\.first)
        let ahead = try ahead(provider, employer, trainer: trainer, [own, other], canary)
        ids["courses", default: []].append(ahead.course)
        ids["open-courses", default: []].append(ahead.course)
        ids["people", default: []].append(ahead.person)
        ids["applications", default: []] += ahead.applications
        ids["consents", default: []].append(ahead.request)
        typist.tokens["/answer"] = ahead.link.text
    }

    /// An application with both keys, a place on the course and a mark.
    private func apply(
        _ provider: TestSpace,
        _ employer: TestSpace,
        _ course: String,
        _ person: ID<Person>,
        _ canary: String
    ) throws(Failure) -> (application: String, ask: String) {
        let application = ID<World>().text
        let (release, ask, enrolment) = (ID<World>().text, ID<World>().text, ID<World>().text)
        try database.psql(
            """
            begin;
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(provider.id)', '\(application)', '\(course)', '\(person)');
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
              values ('\(provider.id)', '\(release)', '\(application)', '\(person)', '\(canary)työnantaja', '1234567-1',
                '\(employer.id)', '\(canary)antaja', 'antaja@\(canary).example', true, true, false, true, 1, 'fi');
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
              values ('\(provider.id)', '\(ask)', '\(release)', '\(application)', '\(person)', 1, moment() + interval '10 days');
            commit
            """
        )
        try answered(ask, provider, employer, canary)
        try database.psql(
            """
            begin;
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
              values ('\(provider.id)', '\(enrolment)', '\(course)', '\(person)', '\(application)', '\(ask)');
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark)
              values ('\(provider.id)', '\(course)', '\(enrolment)', 1, 'present');
            commit
            """
        )
        return (application, ask)
    }

    /// A request at the employer, answered with a yes: what both ends keep of it.
    func answered(
        _ ask: String,
        _ provider: TestSpace,
        _ employer: TestSpace,
        _ canary: String
    ) throws(Failure) {
        let email = "antaja@\(canary).example"
        let asks: Set<Support> = [.workingTime, .travel, .contact]
        let request = requestLetter(ask, email: email, asks: asks, canary: canary)
        try deliver(request, from: provider, to: employer)
        let record = ID<World>().text
        try database.psql(
            """
            update consent_request set state = 'given', decided_at = moment() where id = '\(ask)';
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                support_substitute, support_contact, typed_name, email, text_version, text_language, text_sha256, identity_strength, link_id)
              select '\(employer.id)', '\(record)', '\(ask)', 'decision', true, true, true, false, '\(canary)yhteyshenkilö',
                '\(canary)nimi', '\(email)', 1, 'fi', sha256('x'), 'link-code', id from consent_link where request_id = '\(ask)'
            """
        )
        try deliver(
            answerLetter(
                request,
                record: record,
                name: "\(canary)päättäjä",
                contact: "\(canary)yhteyshenkilö"
            ),
            from: employer,
            to: provider
        )
    }
}
