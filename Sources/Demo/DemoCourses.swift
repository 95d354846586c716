import Base
import Scenes

/// Three courses of the provider: Tampere half way through, Pori open for applications with one in every state, and a week
/// that begins today and is open: whoever applies, and gets a place, has an afternoon to be marked on the same day.
struct DemoCourses {
    private let stage: Stage
    private let tampere: DemoCourse
    private let pori: DemoCourse
    private let week: DemoCourse
    private var dice = Dice(7)

    /// How many of the participants have applied.
    static let applicants = 26

    init(_ stage: Stage) {
        self.stage = stage
        let lastThursday = stage.today.adding(days: -((stage.today.weekday + 2) % 7 + 1))
        tampere = DemoCourse(
            "Tampere",
            "Esimerkkikatu 4, luokka 2",
            // The fourth afternoon was on the last Thursday.
            from: lastThursday.adding(days: -21),
            trainer: 0
        )
        let inSevenWeeks = stage.today.adding(days: 52)
        pori = DemoCourse(
            "Pori",
            "Mallitie 11, sali B",
            // Tuesdays, about seven weeks from now.
            from: inSevenWeeks.adding(days: -((inSevenWeeks.weekday + 5) % 7)),
            trainer: 1
        )
        week = DemoCourse(
            "Tampere",
            "Esimerkkikatu 4, luokka 1",
            from: stage.today,
            trainer: 0,
            name: "viikkokurssi",
            daysApart: 1,
            // Over or going on, whatever the hour at which the demo is looked at by day.
            endHour: min(max(stage.now.inFinland.time.minutes / 60, 12), 18),
            age: 9
        )
    }

    mutating func plan() throws(Failure) {
        tampere.plan(stage)
        pori.plan(stage)
        week.plan(stage)
        try applications()
        let daysAgo = stage.today.sinceEpoch - tampere.day(1).sinceEpoch
        stage.at(daysAgo: daysAgo, 8, 30, as: "coordinator@takk.demo") {
            [tampere] (browser) throws(Failure) in
            try browser.open(tampere.path)
            try browser.send("\(tampere.path)/state", ["to": "running"])
        }
        for number in 1...4 { mark(number) }
    }

    private mutating func applications() throws(Failure) {
        let people = stage.people["takk"] ?? []
        let participants = people.dropFirst().prefix(DemoCourses.applicants).map { $0 }
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
        if let liisa = people.first {
            try apply(liisa, to: week, "tyonantaja-2", .received, 2, hasAccount: true)
        }
    }

    private mutating func apply(
        _ person: Somebody,
        to course: DemoCourse,
        _ employer: String,
        _ progress: DemoPath.Progress,
        _ daysAgo: Int,
        hasAccount: Bool = false
    ) throws(Failure) {
        guard let employer = Cast.organisations.first(where: { $0.slug == employer }) else {
            throw .broken(Fault("the demo lacks an employer", employer))
        }
        DemoPath(person, to: course, employer, progress, daysAgo: daysAgo)
            .plan(stage, &dice, hasAccount: hasAccount)
    }

    /// An afternoon is marked as it ends, but for two participants of the fourth.
    private func mark(_ number: Int) {
        let daysAgo = stage.today.sinceEpoch - tampere.day(number).sinceEpoch
        stage.at(daysAgo: daysAgo, 16, 10, as: "trainer@takk.demo") {
            [tampere] (browser) throws(Failure) in
            let path = "\(tampere.path)/attendance"
            try browser.open(path)
            let fields = browser.form(path)?.fields ?? []
            var marks: [(name: String, value: String)] = []
            for field in fields where field.name.hasSuffix(".\(number - 1)") {
                let parts = field.name.split(separator: ".")
                guard parts.first == "mark", let row = Int(parts[1]) else { continue }
                let place = row + 1
                if number == 4, place == 3 || place == 8 { continue }
                let mark =
                    (place + number) % 11 == 3 ? "a" : (place + number) % 9 == 4 ? "e" : "p"
                marks.append((field.name, mark))
            }
            try browser.send(path, marks)
        }
    }
}
