import Base

/// A course of the demo: seven afternoons, a week apart.
struct DemoCourse {
    let id = ID<DemoCourse>()
    let place: String
    let address: String
    let state: String
    let firstDay: Day
    /// The sign-in of who holds it, as `address@slug`.
    let trainer: String

    var name: String { "Työhyvinvoinnin vertaistoimija, \(place)" }

    static let starts = "13:00"
    static let ends = "16:00"

    private static let topics = [
        "Aloitus ja oma kokemus voimavarana", "Työkyky ja työhyvinvointi",
        "Vertaistuki työpaikalla", "Kuunteleminen ja kohtaaminen", "Rajat ja oma jaksaminen",
        "Yhteistyö esihenkilön kanssa", "Kokemuksen käyttö jatkossa",
    ]

    /// The afternoons, numbered from 1.
    var afternoons: [(number: Int, day: Day, topic: String)] {
        DemoCourse.topics.enumerated().map { index, topic in
            (index + 1, firstDay.adding(days: 7 * index), topic)
        }
    }

    func load(at provider: ID<Space>, _ stage: Stage, _ script: inout Script) {
        script.enter(provider)
        let made = stage.moment(daysAgo: 75, hour: 10, minute: 20)
        let summary =
            "Koulutuksessa opit käyttämään omaa kokemustasi työkavereiden tukena. Luentoja ja keskustelua, ei kotitehtäviä."
        script.insert(
            "course",
            "tenant_id, id, name, place, address, state, seats, sessions_needed, summary, created_at",
            [[provider, id, name, place, address, state, 16, 5, summary, made]]
        )
        script.insert(
            "course_session",
            "tenant_id, course_id, number, held_on, starts_at, ends_at, topic",
            afternoons.map { number, day, topic in
                [provider, id, number, day, DemoCourse.starts, DemoCourse.ends, topic]
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
}
