import Base
import Scenes

/// A course of the demo: seven afternoons, a week apart.
final class DemoCourse {
    /// Where the course is found, once it is made.
    private(set) var path = ""
    private let place: String
    private let address: String
    private let firstDay: Day
    /// Where who holds it stands among the trainers.
    private let trainer: Int

    init(_ place: String, _ address: String, from firstDay: Day, trainer: Int) {
        (self.place, self.address) = (place, address)
        (self.firstDay, self.trainer) = (firstDay, trainer)
    }

    private static let topics = [
        "Aloitus ja oma kokemus voimavarana", "Työkyky ja työhyvinvointi",
        "Vertaistuki työpaikalla", "Kuunteleminen ja kohtaaminen", "Rajat ja oma jaksaminen",
        "Yhteistyö esihenkilön kanssa", "Kokemuksen käyttö jatkossa",
    ]

    /// The day of an afternoon, numbered from 1.
    func day(_ number: Int) -> Day { firstDay.adding(days: 7 * (number - 1)) }

    func plan(_ stage: Stage) {
        stage.at(daysAgo: 75, 10, 20, as: "coordinator@takk.demo") { (browser) throws(Failure) in
            try browser.open("/takk/courses/new")
            let trainers = browser.form("/takk/courses")?["trainers"]?.choices ?? []
            var typed = [
                ("name", "Työhyvinvoinnin vertaistoimija, \(self.place)"), ("place", self.place),
                ("address", self.address), ("seats", "16"), ("sessions_needed", "5"),
                (
                    "summary",
                    "Koulutuksessa opit käyttämään omaa kokemustasi työkavereiden tukena. Luentoja ja keskustelua, ei kotitehtäviä."
                ), ("trainers", trainers[self.trainer].value),
            ]
            for (index, topic) in DemoCourse.topics.enumerated() {
                let field = "afternoon.\(index + 1)"
                typed += [
                    ("\(field).on", self.day(index + 1).iso), ("\(field).start", "13:00"),
                    ("\(field).end", "16:00"), ("\(field).topic", topic),
                ]
            }
            try browser.send("/takk/courses", typed)
            self.path = browser.place
            try browser.send("\(self.path)/state", ["to": "open"])
        }
    }
}
