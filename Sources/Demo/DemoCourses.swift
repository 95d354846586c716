import Base
import Store

/// Two courses of the provider: Tampere half way through, Pori open for applications with one in every state.
struct DemoCourses {
    private let stage: Stage
    private let provider: ID<Space>
    private let tampere: DemoCourse
    private let pori: DemoCourse
    private(set) var paths: [DemoPath] = []
    private var script = Script()
    private var dice = Dice(7)

    init(_ stage: Stage) throws(Failure) {
        guard let provider = stage.spaces["takk"] else {
            throw .broken(Fault("the demo has no provider"))
        }
        self.stage = stage
        self.provider = provider
        let lastThursday = stage.today.adding(days: -((stage.today.weekday + 2) % 7 + 1))
        tampere = DemoCourse(
            place: "Tampere",
            address: "Esimerkkikatu 4, luokka 2",
            state: "running",
            // The fourth afternoon was on the last Thursday.
            firstDay: lastThursday.adding(days: -21),
            trainer: "trainer@takk"
        )
        let inSevenWeeks = stage.today.adding(days: 52)
        pori = DemoCourse(
            place: "Pori",
            address: "Mallitie 11, sali B",
            state: "open",
            // Tuesdays, about seven weeks from now.
            firstDay: inSevenWeeks.adding(days: -((inSevenWeeks.weekday + 5) % 7)),
            trainer: "trainer2@takk"
        )
    }

    mutating func load(_ settings: String) throws(Failure) {
        tampere.load(at: provider, stage, &script)
        pori.load(at: provider, stage, &script)
        try applications()
        attendance()
        try script.run(settings)
    }

    private mutating func applications() throws(Failure) {
        let people = stage.people["takk"] ?? []
        let participants = Array(people.dropFirst().prefix(40))
        let employers = ["tyonantaja-1", "tyonantaja-1", "tyonantaja-2", "tyonantaja-3"]
        for (index, person) in participants.prefix(14).enumerated() {
            let progress: DemoPath.Progress = index == 5 ? .withdrawn : .enrolled
            try apply(person, to: tampere, employers[index % 4], progress, 48 + index % 9)
        }
        let open: [(DemoPath.Progress, Int)] = [
            (.received, 2), (.received, 3), (.received, 1), (.waiting, 13), (.waiting, 5),
            (.given, 4), (.withoutSupport, 6), (.refused, 7), (.withdrawn, 14), (.expired, 20),
            (.enrolled, 11), (.applicationWithdrawn, 9),
        ]
        for (index, (progress, daysAgo)) in open.enumerated() {
            let person = participants[14 + index]
            try apply(person, to: pori, employers[(index + 1) % 4], progress, daysAgo)
        }
        if let liisa = people.first { try apply(liisa, to: pori, "tyonantaja-2", .received, 2) }
    }

    private mutating func apply(
        _ person: Stage.Somebody,
        to course: DemoCourse,
        _ employer: String,
        _ progress: DemoPath.Progress,
        _ daysAgo: Int
    ) throws(Failure) {
        guard let employer = Cast.organisations.first(where: { $0.slug == employer }) else {
            throw .broken(Fault("the demo lacks an employer", employer))
        }
        let path = DemoPath(
            course: course,
            person: person,
            employer: employer,
            progress: progress,
            daysAgo: daysAgo
        )
        paths.append(path)
        path.apply(at: provider, stage, &dice, &script)
        guard path.isAsked else { return }
        try DemoConsent(path, from: provider, stage, &dice).load(&script)
    }

    /// Four afternoons are marked, but for two participants of the fourth.
    private mutating func attendance() {
        script.enter(provider)
        let trainer = stage.members[tampere.trainer]?.membership.text ?? ""
        script.add(
            """
            insert into attendance (tenant_id, course_id, enrolment_id, number, mark, marked_by, marked_at)
            select e.tenant_id, e.course_id, e.id, s.number,
              case when (r.place + s.number) % 11 = 3 then 'absent' when (r.place + s.number) % 9 = 4 then 'excused' else 'present' end,
              '\(trainer)', (s.held_on + s.ends_at + interval '10 minutes') at time zone 'Europe/Helsinki'
              from (select *, row_number() over (order by id) as place from enrolment where tenant_id = '\(provider)' and course_id = '\(tampere.id)') r
              join enrolment e on e.tenant_id = r.tenant_id and e.id = r.id
              join course_session s on s.tenant_id = e.tenant_id and s.course_id = e.course_id and s.number <= 4
             where not (s.number = 4 and r.place in (3, 8))
            """
        )
    }
}
