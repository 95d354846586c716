import Access
import Audit
public import Base
import Crypto
public import Letters
import Routing
import Store
public import Terms

extension TestHouse {
    /// Sends a letter from one space to another, as an act there would: kept at both ends, received, logged.
    public func deliver<Sent: Letter>(
        _ letter: Sent,
        from sender: TestSpace,
        to receiver: TestSpace
    ) throws(Failure) {
        let site = pipeline.site
        let actor = Actor(space: sender.id, roles: [.coordinator])
        let permit = try site.gate.ask(actor, for: .todayRead)
        lane.startClock(receiveLetter: try site.letterReceivers())
        try lane.write(permit) { db throws(Failure) in
            try db.deliver(letter, to: receiver.id)
            return Audited((), Entry(.todayRead))
        }
    }
}

/// A provider's request to an employer, for tests: a course of seven afternoons in Tampere.
public func requestLetter(
    _ ask: String,
    employee: String? = nil,
    email: String = "mari@yritys.example",
    asks: Set<Support> = Set(Support.allCases),
    language: Language = .finnish,
    canary: String = "",
    applicant: String? = nil
) -> ConsentRequestLetter {
    let id = ID<ConsentAsk>(ask) ?? ID()
    let afternoons = (1...7).map { number in
        Afternoon(
            number: number,
            day: Day(sinceEpoch: 20_825 + 7 * number),
            starts: TimeOfDay(minutes: 13 * 60),
            ends: TimeOfDay(minutes: 16 * 60)
        )
    }
    return ConsentRequestLetter(
        ask: id,
        provider: canary.isEmpty ? "TAKK" : "\(canary)järjestäjä",
        contact: canary.isEmpty ? "" : "\(canary)yhteys",
        employer: canary.isEmpty ? "Yritys Oy" : "\(canary)työnantaja",
        employee: employee ?? (canary.isEmpty ? "Liisa Malli" : "\(canary)työntekijä"),
        course: canary.isEmpty ? "Vertaistoimija" : "\(canary)kurssi",
        place: "Tampere",
        sessions: afternoons,
        hours: afternoons.hours,
        asked: asks,
        giverName: canary.isEmpty ? "Mari Esimerkki" : "\(canary)antaja",
        giverEmail: email,
        textVersion: 1,
        language: language,
        until: .now.adding(days: 14),
        applicantMark: applicant.map { addressMark($0, in: id.text) } ?? ""
    )
}

/// An employer's yes to a request, with the working time, for tests.
public func answerLetter(
    _ request: ConsentRequestLetter,
    record: String = ID<TestHouse>().text,
    state: ConsentState = .given,
    name: String = "Mari Esimerkki",
    contact: String = ""
) -> ConsentAnswerLetter {
    let consents = state == .given || state == .withoutSupport
    let promised: Set<Support> = state == .given ? [.workingTime, .travel] : []
    return ConsentAnswerLetter(
        ask: request.ask,
        record: record,
        state: state,
        at: .now,
        name: name,
        strength: .linkCode,
        consents: consents,
        promised: promised.intersection(request.asked),
        contactPerson: contact,
        asked: request.asked,
        chain: [],
        textVersion: request.textVersion,
        textLanguage: request.language,
        textHash: String(repeating: "0", count: 64),
        provider: request.provider,
        employer: request.employer,
        employee: request.employee,
        course: request.course,
        place: request.place,
        sessions: request.sessions,
        hours: request.hours
    )
}
