import Base
import Crypto
import Store

/// Two courses of the provider: Tampere half way through, Pori open for applications with one in every state.
struct DemoCourses {
    /// How far an application has come.
    enum Standing {
        case received, waiting, given, withoutSupport, refused, withdrawn, expired, enrolled,
            applicationWithdrawn
    }

    struct Path {
        let application: ID<Application>
        let request: ID<Request>
        let person: Stage.Somebody
        let employer: String
        let standing: Standing
        let daysAgo: Int
        let courseName: String
    }

    enum Course {}
    enum Application {}
    enum Release {}
    enum Ask {}
    enum Request {}
    enum Enrolment {}
    enum Link {}
    enum Decision {}
    enum Letter {}

    let stage: Stage
    let provider: ID<Space>
    let tampere = ID<Course>()
    let pori = ID<Course>()
    let tampereFirst: Day
    let poriFirst: Day
    private(set) var paths: [Path] = []
    private var script = Script()
    private var dice = Dice(7)

    init(_ stage: Stage) throws(Failure) {
        guard let provider = stage.spaces["takk"] else {
            throw .broken(Fault("the demo has no provider"))
        }
        self.stage = stage
        self.provider = provider
        // The fourth afternoon was on the last Thursday.
        let lastThursday = stage.today.adding(days: -((stage.today.weekday + 2) % 7 + 1))
        tampereFirst = lastThursday.adding(days: -21)
        // Tuesdays, about seven weeks from now.
        poriFirst = stage.today.adding(days: 52 - (stage.today.adding(days: 52).weekday + 5) % 7)
    }

    mutating func load(_ settings: String) throws(Failure) {
        script.enter(provider)
        course(
            tampere,
            "Työhyvinvoinnin vertaistoimija, Tampere",
            "Tampere",
            "running",
            tampereFirst,
            "trainer@takk"
        )
        course(
            pori,
            "Työhyvinvoinnin vertaistoimija, Pori",
            "Pori",
            "open",
            poriFirst,
            "trainer2@takk"
        )
        let people = stage.people["takk"] ?? []
        let participants = Array(people.dropFirst().prefix(40))
        let employers = ["tyonantaja-1", "tyonantaja-1", "tyonantaja-2", "tyonantaja-3"]
        for (index, person) in participants.prefix(14).enumerated() {
            let standing: Standing = index == 5 ? .withdrawn : .enrolled
            try path(
                tampere,
                "Työhyvinvoinnin vertaistoimija, Tampere",
                person,
                employers[index % 4],
                standing,
                48 + index % 9
            )
        }
        let open: [(Standing, Int)] = [
            (.received, 2), (.received, 3), (.received, 1), (.waiting, 13), (.waiting, 5),
            (.given, 4),
            (.withoutSupport, 6), (.refused, 7), (.withdrawn, 14), (.expired, 20), (.enrolled, 11),
            (.applicationWithdrawn, 9),
        ]
        for (index, entry) in open.enumerated() {
            let name = "Työhyvinvoinnin vertaistoimija, Pori"
            try path(
                pori,
                name,
                participants[14 + index],
                employers[(index + 1) % 4],
                entry.0,
                entry.1
            )
        }
        if let liisa = people.first {
            try path(
                pori,
                "Työhyvinvoinnin vertaistoimija, Pori",
                liisa,
                "tyonantaja-2",
                .received,
                2
            )
        }
        script.enter(provider)
        attendance()
        try script.run(settings)
    }

    private mutating func course(
        _ id: ID<Course>,
        _ name: String,
        _ place: String,
        _ state: String,
        _ first: Day,
        _ trainer: String
    ) {
        let made = stage.moment(daysAgo: 75, hour: 10, minute: 20)
        let address = place == "Tampere" ? "Esimerkkikatu 4, luokka 2" : "Mallitie 11, sali B"
        let summary =
            "Koulutuksessa opit käyttämään omaa kokemustasi työkavereiden tukena. Luentoja ja keskustelua, ei kotitehtäviä."
        script.insert(
            "course",
            "tenant_id, id, name, place, address, state, seats, sessions_needed, summary, created_at",
            [[provider, id, name, place, address, state, 16, 5, summary, made]]
        )
        let topics = [
            "Aloitus ja oma kokemus voimavarana", "Työkyky ja työhyvinvointi",
            "Vertaistuki työpaikalla",
            "Kuunteleminen ja kohtaaminen", "Rajat ja oma jaksaminen",
            "Yhteistyö esihenkilön kanssa",
            "Kokemuksen käyttö jatkossa",
        ]
        script.insert(
            "course_session",
            "tenant_id, course_id, number, held_on, starts_at, ends_at, topic",
            (1...7).map { number in
                [
                    provider, id, number, first.adding(days: 7 * (number - 1)), "13:00", "16:00",
                    topics[number - 1],
                ]
            }
        )
        if let member = stage.members[trainer] {
            script.insert(
                "course_trainer",
                "tenant_id, course_id, membership_id",
                [[provider, id, member.membership]]
            )
        }
    }

    private mutating func path(
        _ course: ID<Course>,
        _ courseName: String,
        _ person: Stage.Somebody,
        _ employer: String,
        _ standing: Standing,
        _ daysAgo: Int
    ) throws(Failure) {
        let path = Path(
            application: ID(),
            request: ID(),
            person: person,
            employer: employer,
            standing: standing,
            daysAgo: daysAgo,
            courseName: courseName
        )
        paths.append(path)
        let applied = stage.moment(daysAgo: daysAgo + 3, hour: 18, minute: dice.roll(60))
        script.enter(provider)
        script.insert(
            "application",
            "tenant_id, id, course_id, person_id, state, language, created_at, changed_at",
            [
                [
                    provider, path.application, course, person.id,
                    standing == .applicationWithdrawn ? "withdrawn" : "received", "fi", applied,
                    applied,
                ]
            ]
        )
        guard standing != .received, standing != .applicationWithdrawn else { return }
        try request(path, course)
    }

    /// P1, the letter, and P2 at both ends.
    private mutating func request(_ path: Path, _ course: ID<Course>) throws(Failure) {
        guard let employer = stage.spaces[path.employer],
            let organisation = Cast.organisations.first(where: { $0.slug == path.employer }),
            let businessID = organisation.businessID
        else { throw .broken(Fault("the demo lacks an employer", path.employer)) }
        let release = ID<Release>()
        let ask = ID<Ask>()
        let sent = stage.moment(daysAgo: path.daysAgo, hour: 17, minute: dice.roll(60))
        let expires = sent.adding(days: Limits.consentLinkDays)
        let decided = sent.adding(days: 1).adding(seconds: Int64(dice.roll(20_000)) - 28_000)
        let giver =
            path.employer == "tyonantaja-3"
            ? "esihenkilo@tyonantaja-3.demo" : "consent@\(path.employer).demo"
        let giverName = stage.members["consent@\(path.employer)"]?.name ?? "Esko Esihenkilö"
        script.insert(
            "release",
            "tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id, giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language, given_at",
            [
                [
                    provider, release, path.application, path.person.id, organisation.names.fi,
                    businessID, employer,
                    giverName, giver, true, true, path.daysAgo % 2 == 0, true, 1, "fi", sent,
                ]
            ]
        )
        let state = state(path.standing)
        // A place can be given only while the keys hold, so what was withdrawn was given first.
        let first = path.standing == .withdrawn ? "given" : state
        let isDecided = state != "waiting" && state != "expired"
        let gives = first == "given"
        script.insert(
            "consent_ask",
            "tenant_id, id, release_id, application_id, person_id, state, text_version, sent_at, expires_at, decided_at, decided_by, support_working_time, support_travel, support_substitute, support_contact",
            [
                [
                    provider, ask, release, path.application, path.person.id, first, 1, sent,
                    expires,
                    isDecided ? decided : nil as Instant?, isDecided ? giverName : "",
                    isDecided ? gives : nil as Bool?, isDecided ? gives : nil as Bool?,
                    isDecided ? false : nil as Bool?,
                    isDecided ? (gives ? "Paula Palaute" : "") : nil as String?,
                ]
            ]
        )
        letter("out", "consent.request", provider, employer, ask, sent)
        if isDecided { letter("in", "consent.answer", provider, employer, ask, decided) }
        if path.standing == .enrolled || path.standing == .withdrawn {
            script.insert(
                "enrolment",
                "tenant_id, id, course_id, person_id, application_id, consent_ask_id, enrolled_at, changed_at",
                [
                    [
                        provider, ID<Enrolment>(), course, path.person.id, path.application, ask,
                        decided.adding(days: 1), decided.adding(days: 1),
                    ]
                ]
            )
        }
        let withdrawn = stage.moment(daysAgo: 2, hour: 11, minute: 5)
        if path.standing == .withdrawn {
            script.add(
                "update consent_ask set state = 'withdrawn', decided_at = '\(withdrawn.iso)' where tenant_id = '\(provider)' and id = '\(ask)'"
            )
            script.add(
                "update enrolment set changed_at = '\(withdrawn.iso)' where tenant_id = '\(provider)' and consent_ask_id = '\(ask)'"
            )
            letter("in", "consent.withdrawn", provider, employer, ask, withdrawn)
        }
        try employerEnd(
            path,
            course,
            employer,
            organisation.names.fi,
            ask,
            state,
            giver,
            giverName,
            sent,
            decided,
            withdrawn
        )
    }

    private mutating func employerEnd(
        _ path: Path,
        _ course: ID<Course>,
        _ employer: ID<Space>,
        _ employerName: String,
        _ ask: ID<Ask>,
        _ state: String,
        _ giver: String,
        _ giverName: String,
        _ sent: Instant,
        _ decided: Instant,
        _ withdrawn: Instant
    ) throws(Failure) {
        script.enter(employer)
        let first = course == tampere ? tampereFirst : poriFirst
        let place = course == tampere ? "Tampere" : "Pori"
        let sessions = JSON.array(
            (1...7).map { number in
                [
                    "number": .number(number),
                    "date": .string(first.adding(days: 7 * (number - 1)).iso),
                    "starts": "13:00", "ends": "16:00",
                ]
            }
        )
        let isDecided = state != "waiting" && state != "expired"
        script.insert(
            "consent_request",
            "tenant_id, id, provider_space_id, ask_id, provider_name, employee_name, employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel, asks_substitute, asks_contact_person, giver_name, giver_email, text_version, language, state, sent_at, expires_at, decided_at",
            [
                [
                    employer, path.request, provider, ask, "TAKK", path.person.name, employerName,
                    path.courseName, place, sessions, 21, true, true, path.daysAgo % 2 == 0, true,
                    giverName, giver, 1, "fi",
                    state, sent, sent.adding(days: Limits.consentLinkDays),
                    isDecided ? decided : nil as Instant?,
                ]
            ]
        )
        letter("in", "consent.request", employer, provider, ask, sent)
        let link = ID<Link>()
        script.insert(
            "consent_link",
            "tenant_id, id, request_id, token_hash, email, name, created_at, expires_at",
            [
                [
                    employer, link, path.request, Bytes(try Token().hash), giver, giverName, sent,
                    sent.adding(days: Limits.consentLinkDays),
                ]
            ]
        )
        guard isDecided else { return }
        letter("out", "consent.answer", employer, provider, ask, decided)
        let gives = state == "given" || state == "withdrawn"
        decision(
            path,
            employer,
            link,
            "decision",
            state != "refused",
            gives,
            giver,
            giverName,
            decided
        )
        if state == "withdrawn" {
            letter("out", "consent.withdrawn", employer, provider, ask, withdrawn)
            decision(path, employer, link, "withdrawal", false, false, giver, giverName, withdrawn)
        }
    }

    private mutating func decision(
        _ path: Path,
        _ employer: ID<Space>,
        _ link: ID<Link>,
        _ kind: String,
        _ consents: Bool,
        _ supports: Bool,
        _ giver: String,
        _ giverName: String,
        _ at: Instant
    ) {
        script.add(
            """
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time,
              support_travel, support_substitute, support_contact, typed_name, email, text_version, text_language,
              text_sha256, identity_strength, link_id, decided_at)
            select '\(employer)', '\(ID<Decision>())', '\(path.request)', '\(kind)', \(consents), \(supports), \(supports),
              false, \(quoted(supports ? "Paula Palaute" : "")), \(quoted(giverName)), \(quoted(giver)), 1, 'fi',
              sha256, '\(path.daysAgo % 3 == 0 ? "company-domain" : "link-code")', '\(link)', '\(at.iso)'
              from consent_text where kind = 'employer' and version = 1 and language = 'fi'
            """
        )
    }

    private mutating func letter(
        _ direction: String,
        _ kind: String,
        _ here: ID<Space>,
        _ other: ID<Space>,
        _ ask: ID<Ask>,
        _ at: Instant
    ) {
        script.insert(
            "letter",
            "tenant_id, id, direction, kind, other_space_id, reference, body, at",
            [[here, ID<Letter>(), direction, kind, other, ask, JSON.object([]), at]]
        )
    }

    private func state(_ standing: Standing) -> String {
        switch standing {
        case .enrolled, .given: "given"
        case .withoutSupport: "without-support"
        case .refused: "refused"
        case .withdrawn: "withdrawn"
        case .expired: "expired"
        case .received, .waiting, .applicationWithdrawn: "waiting"
        }
    }

    /// Four afternoons are marked, but for two participants of the fourth.
    private mutating func attendance() {
        let trainer = stage.members["trainer@takk"]?.membership.text ?? ""
        script.add(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark, marked_by, marked_at)
            select e.tenant_id, e.course_id, e.id, s.number,
              case when (r.place + s.number) % 11 = 3 then 'absent' when (r.place + s.number) % 9 = 4 then 'excused' else 'present' end,
              '\(trainer)', (s.held_on + s.ends_at + interval '10 minutes') at time zone 'Europe/Helsinki'
              from (select *, row_number() over (order by id) as place from enrolment where tenant_id = '\(provider)' and course_id = '\(tampere)') r
              join enrolment e on e.tenant_id = r.tenant_id and e.id = r.id
              join course_session s on s.tenant_id = e.tenant_id and s.course_id = e.course_id and s.number <= 4
             where not (s.number = 4 and r.place in (3, 8))
            """
        )
    }
}
