import Base
import Scenes

/// The association's own groups: developer-clients of the employment services, and peers who meet; a partner plans one of its own.
struct DemoActivities {
    let stage: Stage

    func plan() {
        let (group, peers, partners) = (Gathered(), Gathered(), Gathered())
        clients(group)
        make(
            group,
            "pksotu",
            daysAgo: 70,
            "developer-clients",
            "Työllisyyspalvelujen kehittäjät",
            "Työllisyyspalvelut",
            hasLeader: true
        )
        join(group)
        meet(
            group,
            "pksotu",
            madeDaysAgo: 69,
            "17:00",
            "Siltakatu 10, Joensuu",
            [
                (-60, "Mitä kutsukirje kertoo?", 6), (-46, "Ensimmäinen tapaaminen", 5),
                (-32, "Verkkolomake testissä", nil), (-18, "Mitä muuttui?", 6),
                (-3, "Palvelupolku seinälle", nil), (4, "Syksyn yhteenveto", nil),
            ]
        )
        make(
            peers,
            "pksotu",
            daysAgo: 55,
            "peer",
            "Keskiviikon vertaisryhmä",
            "Työttömien vertaistuki",
            hasLeader: true
        )
        meet(
            peers,
            "pksotu",
            madeDaysAgo: 54,
            "14:00",
            "Olohuone, Torikatu 5, Joensuu",
            [(-49, "", 7), (-35, "", 9), (-21, "", 4), (-7, "", 8), (6, "", nil)]
        )
        make(
            partners,
            "kumppani-b",
            daysAgo: 9,
            "peer",
            "Aamukahvit",
            "Sosiaalipalvelujen neuvonta",
            hasLeader: false
        )
    }

    /// What became known on the way.
    private final class Gathered {
        var group = ""
        var people: [String] = []
    }

    private func clients(_ met: Gathered) {
        stage.at(daysAgo: 72, 9, 40, as: coordinator("pksotu")) { (browser) throws(Failure) in
            for (given, family) in [
                ("Aila", "Asiakainen"), ("Bengt", "Brukarlund"), ("Heimo", "Hahmotela"),
                ("Kaarina", "Keksijoki"), ("Tarmo", "Tuumala"), ("Vieno", "Vaihdela"),
            ] {
                try browser.open("/pksotu/people/new")
                try browser.send(
                    "/pksotu/people",
                    [
                        "given_name": given, "family_name": family, "kind": "developer-client",
                        "municipality": "Joensuu", "language": given == "Bengt" ? "sv" : "fi",
                    ]
                )
                met.people.append(id(in: browser))
            }
        }
    }

    private func make(
        _ met: Gathered,
        _ slug: String,
        daysAgo: Int,
        _ kind: String,
        _ name: String,
        _ service: String,
        hasLeader: Bool
    ) {
        stage.at(daysAgo: daysAgo, 10, 5, as: coordinator(slug)) { (browser) throws(Failure) in
            let path = "/\(slug)/activities"
            try browser.open("\(path)/new")
            let leaders = browser.form(path)?["leader"]?.choices.map(\.value) ?? []
            try browser.send(
                path,
                [
                    "kind": kind, "name": name, "service": service,
                    "leader": hasLeader ? leaders.last ?? "" : "",
                ]
            )
            met.group = id(in: browser)
            guard hasLeader else { return }
            try browser.send("\(path)/\(met.group)/start", follows: false)
        }
    }

    /// All but the last of those in the register join; one of them leaves later.
    private func join(_ met: Gathered) {
        stage.at(daysAgo: 64, 13, 15, as: coordinator("pksotu")) { (browser) throws(Failure) in
            let path = "/pksotu/activities/\(met.group)"
            let fees = ["fee", "expenses", "nothing", "expenses", "fee"]
            for (person, fee) in zip(met.people, fees) {
                try browser.open("\(path)/members/new")
                try browser.send(
                    "\(path)/members",
                    [
                        "person": person, "agreed_on": stage.today.adding(days: -66).iso,
                        "joined_on": stage.today.adding(days: -64).iso, "fee_choice": fee,
                    ]
                )
            }
        }
        stage.at(daysAgo: 25, 9, 20, as: coordinator("pksotu")) { (browser) throws(Failure) in
            try browser.open("/pksotu/activities/\(met.group)")
            let place = browser.links("/pksotu/activity-members/").first ?? ""
            try browser.open(place)
            try browser.send(
                place,
                ["left_on": stage.today.adding(days: -25).iso],
                follows: false
            )
        }
    }

    /// Meetings so many days from today; of those that were, how many came is told the day after.
    private func meet(
        _ met: Gathered,
        _ slug: String,
        madeDaysAgo: Int,
        _ starts: String,
        _ place: String,
        _ meetings: [(day: Int, topic: String, heads: Int?)]
    ) {
        stage.at(daysAgo: madeDaysAgo, 11, 0, as: coordinator(slug)) { (browser) throws(Failure) in
            let path = "/\(slug)/activities/\(met.group)"
            for meeting in meetings {
                try browser.open("\(path)/meetings/new")
                try browser.send(
                    "\(path)/meetings",
                    [
                        "held_on": stage.today.adding(days: meeting.day).iso, "starts_at": starts,
                        "ends_at": starts == "17:00" ? "19:00" : "16:00", "place": place,
                        "topic": meeting.topic,
                    ]
                )
            }
        }
        // What lies furthest back stands last on the page.
        for (place, meeting) in meetings.enumerated() where meeting.day < -3 {
            stage.at(daysAgo: -meeting.day - 1, 9, 5, as: coordinator(slug)) {
                (browser) throws(Failure) in
                try browser.open("/\(slug)/activities/\(met.group)")
                let forms = browser.links("/\(slug)/activity-meetings/")
                    .filter { $0.hasSuffix("/heads") }.reversed()
                guard let form = Array(forms).dropFirst(place).first else { return }
                try browser.open(form)
                try browser.send(
                    form,
                    [
                        "is_held": meeting.heads == nil ? "no" : "yes",
                        "heads": meeting.heads.map { String($0) } ?? "",
                    ],
                    follows: false
                )
            }
        }
    }

    private func coordinator(_ slug: String) -> String { "coordinator@\(slug).demo" }

    private func id(in browser: Browser) -> String {
        browser.place.split(separator: "/").last.map(String.init) ?? ""
    }
}
