import Base
import Crypto
import Letters
import Store
import Terms

/// A request for consent and what became of it, at both ends: at the provider, who asks, and at the employer, who answers.
struct DemoConsent {
    private let path: DemoPath
    private let provider: ID<Space>
    private let employer: ID<Space>
    private let businessID: String
    private let giver: (name: String, email: String)
    private let ask: ID<ConsentAsk>
    private let link = ID<Link>()
    private let answering = ID<Decision>()
    private let ending = ID<Decision>()
    private let sent: Instant
    private let decided: Instant
    private let withdrawn: Instant
    private let contact = "Paula Palaute"

    private enum Release {}
    private enum Link {}
    private enum Decision {}
    private enum Enrolment {}
    private enum KeptLetter {}

    init(_ path: DemoPath, from provider: ID<Space>, _ stage: Stage, _ dice: inout Dice)
        throws(Failure)
    {
        guard let employer = stage.spaces[path.employer.slug],
            let businessID = path.employer.businessID
        else { throw .broken(Fault("the demo lacks an employer", path.employer.slug)) }
        self.path = path
        // Both ends know the matter by one id.
        ask = ID(path.request)
        self.provider = provider
        self.employer = employer
        self.businessID = businessID
        // Where nobody has a place yet, a superior answers by the link.
        let mailbox = path.employer.signIns.isEmpty ? "esihenkilo" : "consent"
        giver = (path.giver(stage), "\(mailbox)@\(path.employer.slug).demo")
        sent = stage.moment(daysAgo: path.daysAgo, hour: 17, minute: dice.roll(60))
        decided = sent.adding(days: 1).adding(seconds: Int64(dice.roll(20_000)) - 28_000)
        withdrawn = path.withdrawn(stage)
    }

    private var isWithdrawn: Bool { path.progress == .withdrawn }
    private var expires: Instant { sent.adding(days: Limits.consentLinkDays) }
    private var answeredAt: Instant? { path.isAnswered ? decided : nil }
    private var wantsSubstitute: Bool { path.daysAgo % 2 == 0 }
    private var supports: Bool { answer == "given" }

    /// What was answered, whether or not it was taken back later.
    private var answer: String {
        switch path.progress {
        case .enrolled, .given, .withdrawn: "given"
        case .withoutSupport: "without-support"
        case .refused: "refused"
        case .expired: "expired"
        case .received, .waiting, .applicationWithdrawn: "waiting"
        }
    }

    func load(_ script: inout Script) throws(Failure) {
        askEmployer(&script)
        pass(requestLetter, from: provider, to: employer, at: sent, &script)
        try receive(&script)
        guard path.isAnswered else { return }
        let consents = path.progress != .refused
        decide("decision", answering, consents: consents, supports: supports, at: decided, &script)
        pass(answerLetter, from: employer, to: provider, at: decided, &script)
        if path.progress == .enrolled || isWithdrawn { enrol(&script) }
        if isWithdrawn { takeBack(&script) }
    }

    // MARK: Asking

    /// The participant's release, and what the provider asks with it.
    private func askEmployer(_ script: inout Script) {
        script.enter(provider)
        let release = ID<Release>()
        script.insert(
            "release",
            "tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id, giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language, given_at",
            [
                [
                    provider, release, path.application, path.person.id, path.employer.names.fi,
                    businessID, employer, giver.name, giver.email, true, true, wantsSubstitute,
                    true, 1, "fi", sent,
                ]
            ]
        )
        let support: Bool? = path.isAnswered ? supports : nil
        script.insert(
            "consent_ask",
            "tenant_id, id, release_id, application_id, person_id, state, text_version, sent_at, expires_at, decided_at, decided_by, strength, support_working_time, support_travel, support_substitute, support_contact",
            [
                [
                    provider, ask, release, path.application, path.person.id, answer, 1, sent,
                    expires, answeredAt, path.isAnswered ? giver.name : "",
                    path.isAnswered ? strength.rawValue : nil, support, support,
                    support.map { _ in false }, support.map { $0 ? contact : "" },
                ]
            ]
        )
    }

    /// The request as it stands at the employer, and the link by which it is answered.
    private func receive(_ script: inout Script) throws(Failure) {
        script.enter(employer)
        let course = path.course
        script.insert(
            "consent_request",
            "tenant_id, id, provider_space_id, ask_id, provider_name, employee_name, employer_name, course_name, place, sessions, hours, asks_working_time, asks_travel, asks_substitute, asks_contact_person, giver_name, giver_email, text_version, language, state, sent_at, expires_at",
            [
                [
                    employer, path.request, provider, ask, "TAKK", path.person.name,
                    path.employer.names.fi, course.name, course.place, sessions.json, 21, true,
                    true,
                    wantsSubstitute, true, giver.name, giver.email, 1, "fi",
                    path.isAnswered ? "waiting" : answer, sent, expires,
                ]
            ]
        )
        script.insert(
            "consent_link",
            "tenant_id, id, request_id, token_hash, email, name, created_at, expires_at",
            [
                [
                    employer, link, path.request, Bytes(try Token().hash), giver.email, giver.name,
                    sent, expires,
                ]
            ]
        )
    }

    // MARK: After the answer

    private func enrol(_ script: inout Script) {
        script.enter(provider)
        let enrolled = decided.adding(days: 1)
        script.insert(
            "enrolment",
            "tenant_id, id, course_id, person_id, application_id, consent_ask_id, enrolled_at, changed_at",
            [
                [
                    provider, ID<Enrolment>(), path.course.id, path.person.id, path.application,
                    ask, enrolled, enrolled,
                ]
            ]
        )
    }

    /// What was given is taken back, and the place in the course pauses.
    private func takeBack(_ script: inout Script) {
        script.enter(provider)
        script.add(
            "update consent_ask set state = 'withdrawn', decided_at = '\(withdrawn.iso)' where tenant_id = '\(provider)' and id = '\(ask)'"
        )
        script.add(
            "update enrolment set changed_at = '\(withdrawn.iso)' where tenant_id = '\(provider)' and consent_ask_id = '\(ask)'"
        )
        decide("withdrawal", ending, consents: false, supports: false, at: withdrawn, &script)
        let letter = ConsentWithdrawnLetter(
            ask: ask,
            employer: path.employer.names.fi,
            record: ending.text,
            decision: answering.text,
            at: withdrawn,
            name: giver.name,
            strength: strength
        )
        pass(letter, from: employer, to: provider, at: withdrawn, &script)
    }

    // MARK: Shared

    private var strength: IdentityStrength { path.daysAgo % 3 == 0 ? .companyDomain : .linkCode }

    private var sessions: [Afternoon] {
        let times = (TimeOfDay(iso: DemoCourse.starts), TimeOfDay(iso: DemoCourse.ends))
        guard let starts = times.0, let ends = times.1 else { return [] }
        return path.course.afternoons.map { number, day, _ in
            Afternoon(number: number, day: day, starts: starts, ends: ends)
        }
    }

    private var asked: Set<Support> {
        wantsSubstitute
            ? [.workingTime, .travel, .substitute, .contact] : [.workingTime, .travel, .contact]
    }

    private var requestLetter: ConsentRequestLetter {
        ConsentRequestLetter(
            ask: ask,
            provider: "TAKK",
            contact: "",
            employer: path.employer.names.fi,
            employee: path.person.name,
            course: path.course.name,
            place: path.course.place,
            sessions: sessions,
            hours: 21,
            asked: asked,
            giverName: giver.name,
            giverEmail: giver.email,
            textVersion: 1,
            language: .finnish,
            until: expires,
            applicantMark: ""
        )
    }

    /// What both ends make the receipt of.
    private var answerLetter: ConsentAnswerLetter {
        ConsentAnswerLetter(
            ask: ask,
            record: answering.text,
            state: ConsentState(rawValue: answer) ?? .given,
            at: decided,
            name: giver.name,
            strength: strength,
            consents: path.progress != .refused,
            promised: supports ? [.workingTime, .travel] : [],
            contactPerson: supports ? contact : "",
            asked: asked,
            chain: [],
            textVersion: 1,
            textLanguage: .finnish,
            textHash: "",
            provider: "TAKK",
            employer: path.employer.names.fi,
            employee: path.person.name,
            course: path.course.name,
            place: path.course.place,
            sessions: sessions,
            hours: 21
        )
    }

    /// One act of the giver, by the link; the database makes of it what becomes of the request.
    private func decide(
        _ kind: String,
        _ id: ID<Decision>,
        consents: Bool,
        supports: Bool,
        at moment: Instant,
        _ script: inout Script
    ) {
        script.enter(employer)
        script.add(
            """
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time,
              support_travel, support_substitute, support_contact, typed_name, email, text_version, text_language,
              text_sha256, identity_strength, link_id, decided_at)
            select '\(employer)', '\(id)', '\(path.request)', '\(kind)', \(consents), \(supports), \(supports),
              false, \(quoted(supports ? contact : "")), \(quoted(giver.name)), \(quoted(giver.email)), 1, 'fi',
              sha256, '\(strength.rawValue)', '\(link)', '\(moment.iso)'
              from consent_text where kind = 'employer' and version = 1 and language = 'fi'
            """
        )
    }

    /// A letter, kept at both ends; an answer names the text that was answered.
    private func pass<Sent: Letter>(
        _ letter: Sent,
        from sender: ID<Space>,
        to receiver: ID<Space>,
        at moment: Instant,
        _ script: inout Script
    ) {
        let hash =
            Sent.kind == .consentAnswer
            ? """
             || (select jsonb_build_object('text_sha256', encode(sha256, 'hex')) from consent_text
                  where kind = 'employer' and version = 1 and language = 'fi')
            """ : ""
        for (direction, here, other) in [("out", sender, receiver), ("in", receiver, sender)] {
            script.enter(here)
            script.add(
                """
                insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body, at)
                values ('\(here)', '\(ID<KeptLetter>())', '\(direction)', '\(Sent.kind.rawValue)', '\(other)', '\(ask)',
                  \(quoted(letter.json))::jsonb\(hash), '\(moment.iso)')
                """
            )
        }
    }
}
