import Base
import Scenes

/// A course of the demo: seven afternoons, a week apart or on seven days in a row.
final class DemoCourse {
    /// Where the course is found, once it is made.
    private(set) var path = ""
    private let name: String
    private let place: String
    private let address: String
    private let firstDay: Day
    private let daysApart: Int
    /// When its afternoons end.
    private let endHour: Int
    /// Where who holds it stands among the trainers.
    private let trainer: Int
    /// How many days ago it was made.
    private let age: Int

    init(
        _ place: String,
        _ address: String,
        from firstDay: Day,
        trainer: Int,
        name: String? = nil,
        daysApart: Int = 7,
        endHour: Int = 16,
        age: Int = 75
    ) {
        self.name = "Työhyvinvoinnin vertaistoimija, \(name ?? place)"
        (self.place, self.address) = (place, address)
        (self.firstDay, self.daysApart, self.endHour) = (firstDay, daysApart, endHour)
        (self.trainer, self.age) = (trainer, age)
    }

    private static let topics = [
        "Aloitus ja oma kokemus voimavarana", "Työkyky ja työhyvinvointi",
        "Vertaistuki työpaikalla", "Kuunteleminen ja kohtaaminen", "Rajat ja oma jaksaminen",
        "Yhteistyö esihenkilön kanssa", "Kokemuksen käyttö jatkossa",
    ]

    /// The day of an afternoon, numbered from 1.
    func day(_ number: Int) -> Day { firstDay.adding(days: daysApart * (number - 1)) }

    private func clock(_ hour: Int) -> String { hour < 10 ? "0\(hour):00" : "\(hour):00" }

    func plan(_ stage: Stage) {
        stage.at(daysAgo: age, 10, 20, as: "coordinator@takk.demo") { (browser) throws(Failure) in
            try browser.open("/takk/courses/new")
            let trainers = browser.form("/takk/courses")?["trainers"]?.choices ?? []
            var typed = [
                ("name", self.name), ("employer_name", "Iltapäiväkoulutus, \(self.place)"),
                ("place", self.place),
                ("address", self.address), ("seats", "16"), ("sessions_needed", "5"),
                (
                    "summary",
                    "Koulutuksessa opit käyttämään omaa kokemustasi työkavereiden tukena. Luentoja ja keskustelua, ei kotitehtäviä."
                ), ("trainers", trainers[self.trainer].value),
            ]
            for (index, topic) in DemoCourse.topics.enumerated() {
                let field = "afternoon.\(index + 1)"
                typed += [
                    ("\(field).on", self.day(index + 1).iso),
                    ("\(field).start", self.clock(self.endHour - 3)),
                    ("\(field).end", self.clock(self.endHour)), ("\(field).topic", topic),
                ]
            }
            try browser.send("/takk/courses", typed)
            self.path = browser.place
            try browser.send("\(self.path)/state", ["to": "open"])
        }
    }
}
