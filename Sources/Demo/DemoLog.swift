import Audit
import Base
import Store

/// A month of plausible log in every space: mornings of lists and pages, what the courses caused, some refusals.
struct DemoLog {
    private let stage: Stage
    private let courses: DemoCourses
    private var dice = Dice(99)
    private var records: [Record] = []

    init(_ stage: Stage, _ courses: DemoCourses) {
        self.stage = stage
        self.courses = courses
    }

    mutating func load(_ settings: String) throws(Failure) {
        for organisation in Cast.organisations where !organisation.signIns.isEmpty {
            for daysAgo in stride(from: 30, through: 1, by: -1) {
                try day(organisation, daysAgo)
            }
        }
        for path in courses.paths { try happened(path) }
        for start in stride(from: 0, to: records.count, by: 500) {
            var script = Script()
            let batch = RecordBatch(records[start..<min(start + 500, records.count)])
            let commitments = stride(from: 0, to: batch.commitments.count, by: 32)
                .map { Bytes(Array(batch.commitments[$0..<$0 + 32])) }
            let values: [any Value] = [batch.events, batch.people, Bytes(batch.salts), commitments]
            script.add("select log.append(\(values.map(quoted).joined(separator: ", ")))")
            try script.run(settings)
        }
    }

    private mutating func day(_ organisation: Cast.Organisation, _ daysAgo: Int) throws(Failure) {
        let isWeekend = stage.today.adding(days: -daysAgo).weekday > 5
        guard let space = stage.spaces[organisation.slug], !isWeekend || dice.roll(9) == 0 else {
            return
        }
        let people = stage.people[organisation.slug] ?? []
        for signIn in organisation.signIns {
            guard let member = stage.members["\(signIn.address)@\(organisation.slug)"],
                dice.roll(10) < (signIn.role == "coordinator" ? 8 : 3)
            else { continue }
            var minute = 8 * 60 + dice.roll(60)
            func tell(_ entry: Entry, _ minute: Int) throws(Failure) -> Record {
                try Record(
                    entry,
                    in: space,
                    by: LoggedActor(
                        account: member.account,
                        membership: member.membership,
                        name: member.name,
                        role: member.role
                    ),
                    at: stage.moment(daysAgo: daysAgo, hour: minute / 60, minute: minute % 60)
                )
            }
            records.append(try tell(Entry(.accountSignedIn, of: Object(member.account)), minute))
            minute += 1
            records.append(try tell(Entry(.todayRead, count: dice.roll(5)), minute))
            if signIn.role == "auditor" {
                records.append(try tell(Entry(.logRead, count: 50), minute + 2))
                continue
            }
            guard signIn.role == "coordinator", !people.isEmpty else {
                if dice.roll(6) == 0 {
                    let label = "GET /\(organisation.slug)/members"
                    records.append(
                        try tell(
                            Entry(.accessRefused, of: Object(space, label), outcome: .refused),
                            minute + 3
                        )
                    )
                }
                continue
            }
            records.append(
                try tell(
                    Entry(
                        .personListed,
                        about: people.prefix(50).map(\.id),
                        count: min(50, people.count)
                    ),
                    minute + 2
                )
            )
            for _ in 0...dice.roll(3) {
                minute += 3 + dice.roll(40)
                let person = people[dice.roll(people.count)]
                records.append(
                    try tell(
                        Entry(.personRead, of: Object(person.id, person.name), about: [person.id]),
                        minute
                    )
                )
                if dice.roll(4) == 0 {
                    let change = Change.value(
                        field: "phone",
                        old: "",
                        new: "+35850000\(1000 + dice.roll(9000))"
                    )
                    records.append(
                        try tell(
                            Entry(
                                .personChanged,
                                of: Object(person.id, person.name),
                                about: [person.id],
                                changes: [change]
                            ),
                            minute + 1
                        )
                    )
                }
            }
        }
    }

    /// What an application's path left in the logs of both ends.
    private mutating func happened(_ path: DemoPath) throws(Failure) {
        let applicant = LoggedActor(name: path.person.name, role: "expert")
        let applied = stage.moment(daysAgo: path.daysAgo + 3, hour: 18, minute: 12)
        let application = Object(path.application, path.course.name)
        try add(
            Entry(.applicationMade, of: application, about: [path.person.id]),
            "takk",
            applicant,
            applied
        )
        if let coordinator = stage.members["coordinator@takk"] {
            let reader = LoggedActor(
                account: coordinator.account,
                membership: coordinator.membership,
                name: coordinator.name,
                role: "coordinator"
            )
            try add(
                Entry(.applicationRead, of: application, about: [path.person.id]),
                "takk",
                reader,
                applied.adding(seconds: 15 * 3600)
            )
        }
        guard path.isAsked else { return }
        let sent = stage.moment(daysAgo: path.daysAgo, hour: 17, minute: 20)
        let request = Object(path.request, path.course.name)
        try add(
            Entry(.releaseGiven, of: application, about: [path.person.id]),
            "takk",
            applicant,
            sent
        )
        try add(
            Entry(.consentAsked, of: application, about: [path.person.id]),
            "takk",
            applicant,
            sent
        )
        try add(
            Entry(.consentReceived, of: request),
            path.employer.slug,
            LoggedActor(name: "TAKK", role: "letter"),
            sent
        )
        guard path.isAnswered else { return }
        let decided = sent.adding(days: 1).adding(seconds: -20_000)
        let visitor = LoggedActor(name: path.giver(stage), role: "visitor")
        let answer: Action = path.progress == .refused ? .consentRefused : .consentGiven
        try add(
            Entry(.consentOpened, of: request),
            path.employer.slug,
            visitor,
            decided.adding(seconds: -200)
        )
        try add(Entry(answer, of: request), path.employer.slug, visitor, decided)
        let letter = LoggedActor(name: path.employer.names.fi, role: "letter")
        try add(
            Entry(.consentAnswerReceived, of: application, about: [path.person.id]),
            "takk",
            letter,
            decided
        )
        if path.progress == .withdrawn {
            let withdrawn = path.withdrawn(stage)
            try add(Entry(.consentWithdrawn, of: request), path.employer.slug, visitor, withdrawn)
            try add(
                Entry(.enrolmentPaused, of: application, about: [path.person.id]),
                "takk",
                letter,
                withdrawn
            )
        }
    }

    private mutating func add(
        _ entry: Entry,
        _ slug: String,
        _ loggedActor: LoggedActor,
        _ at: Instant
    )
        throws(Failure)
    {
        guard let space = stage.spaces[slug] else { return }
        records.append(try Record(entry, in: space, by: loggedActor, at: at))
    }
}
