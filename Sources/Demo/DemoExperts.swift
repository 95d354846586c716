import Base
import Scenes

/// The association's experts: who joins, what they say of themselves, what is opened of it, and whose tax card has come.
struct DemoExperts {
    let stage: Stage

    /// Those of the register who have no account; the association knows what two of them have told.
    private static let bare = [5, 19, 33]
    /// The one who is in the archive.
    static let archived = 12
    private static let paused = [1, 6, 9, 14, 20, 23, 28, 31, 36]
    private static let away = [3, 17]
    private static let coordinator = "coordinator@pksotu.demo"
    private static let presentations = [
        "Kerron, millaista on hakea töitä vuosien tauon jälkeen.",
        "Puhun siitä, mikä palveluissa auttoi ja mikä ei.",
        "Olen ollut mukana työpajassa ja tunnen sen arjen.",
        "Kerron vertaisena, miten arki pysyy koossa ilman työtä.",
        "Autan katsomaan kirjeitä ja lomakkeita asiakkaan silmin.",
    ]
    private static let kinds: [[String]] = [
        ["training"], ["training", "information"], ["peer-support"],
        ["development", "training"], ["development", "peer-support"],
        ["training", "development", "information", "peer-support"],
    ]
    private static let places = [
        "Joensuu, Kontiolahti, Liperi", "Lieksa, Nurmes", "Kitee, Tohmajärvi, Rääkkylä", "",
        "Outokumpu, Polvijärvi", "Ilomantsi, Joensuu", "Juuka, Nurmes, Lieksa",
    ]
    private static let topics = [
        ["Perhe ja lapset"], ["Velat"], ["Terveys ja sairaudet", "Päihteet"],
        ["Entinen työnantaja"],
    ]

    func plan() {
        let experts = (stage.people["pksotu"] ?? []).filter { $0.email.hasPrefix("expert") }
        for (number, expert) in experts.dropFirst().enumerated() where number != Self.archived {
            if Self.bare.contains(number) {
                if number != Self.bare.last { tell(expert, number) }
            } else {
                join(expert, number)
            }
        }
        own()
        cards()
    }

    /// Invited, and the same day in.
    private func join(_ expert: Somebody, _ number: Int) {
        let day = 29 - number % 5
        stage.at(daysAgo: day, 10, number, as: Self.coordinator) { (browser) throws(Failure) in
            try browser.open("/pksotu/members/new")
            try browser.send(
                "/pksotu/members",
                ["name": expert.name, "email": expert.email, "roles": "expert"],
                follows: false
            )
        }
        stage.player.at(stage.moment(daysAgo: day, hour: 17, minute: number)) {
            () throws(Failure) in
            try stage.house.account(expert.email, expert.name, hash: nil)
            let browser = try stage.join(expert.email)
            try browser.open("/pksotu/boundaries")
            try browser.send("/pksotu/boundaries", boundaries(of: expert, number), follows: false)
            if Self.paused.contains(number) {
                let until = stage.today.adding(days: 20 + number).iso
                try browser.open("/pksotu/boundaries")
                try browser.send(
                    "/pksotu/boundaries/pause",
                    ["paused_until": number % 2 == 0 ? until : ""],
                    follows: false
                )
            }
            if Self.away.contains(number) {
                try browser.open("/pksotu/boundaries")
                try browser.send(
                    "/pksotu/boundaries/away",
                    [
                        "from_on": stage.today.adding(days: -2).iso,
                        "until_on": stage.today.adding(days: 5 + number).iso,
                    ],
                    follows: false
                )
            }
            guard number % 8 == 2 else { return }
            for topic in Self.topics[number / 8 % Self.topics.count] {
                try browser.open("/pksotu/boundaries/topics")
                try browser.send("/pksotu/boundaries/topics", ["body": topic], follows: false)
            }
        }
    }

    /// What somebody without an account tells the coordinator.
    private func tell(_ expert: Somebody, _ number: Int) {
        stage.at(daysAgo: 26, 13, number, as: Self.coordinator) { (browser) throws(Failure) in
            let person = try page(of: expert.email, browser)
            try browser.open("\(person)/boundaries")
            try browser.send("\(person)/boundaries", boundaries(of: expert, number), follows: false)
            guard number == Self.bare.first else { return }
            try browser.open("\(person)/boundaries/topics")
            try browser.send("\(person)/boundaries/topics", ["body": "Asunto"], follows: false)
        }
    }

    private func boundaries(
        of expert: Somebody,
        _ number: Int
    ) -> [(name: String, value: String)] {
        func of<Value>(_ values: [Value]) -> Value { values[number % values.count] }
        return of(Self.kinds).map { ("kinds", $0) } + [
            ("public_name", expert.given), ("presentation", of(Self.presentations)),
            ("tells_story", of(["yes", "no"])), ("media", of(["no", "ask", "no"])),
            ("recording", of(["unanswered", "no", "show-me-first", "yes", "no"])),
            ("month_max", of(["1", "2", "3", "", "4"])),
            ("notice_days", of(["7", "14", "3", ""])), ("rest_days", of(["", "7", "14"])),
            ("municipalities", of(Self.places)), ("is_remote", of(["yes", "yes", "no"])),
            ("trained_on", stage.today.adding(days: -200 - number % 3 * 160).iso),
        ]
    }

    /// What the one who signs in is not to be asked about, and what a coordinator opens for an engagement.
    private func own() {
        stage.at(daysAgo: 60, 18, 40, as: "expert@pksotu.demo") { (browser) throws(Failure) in
            for topic in ["Perhe ja lapset", "Ulosotto"] {
                try browser.open("/pksotu/boundaries/topics")
                try browser.send("/pksotu/boundaries/topics", ["body": topic], follows: false)
            }
        }
        stage.at(daysAgo: 8, 9, 20, as: Self.coordinator) { (browser) throws(Failure) in
            let topics = try "\(page(of: "expert@pksotu.demo", browser))/boundaries/topics"
            try browser.open(topics)
            let engagements = browser.form("\(topics)/reading")?["engagement"]?.choices ?? []
            guard let engagement = engagements.first(where: { !$0.value.isEmpty }) else { return }
            try browser.send(
                "\(topics)/reading",
                ["engagement": engagement.value, "purpose": "choosing"]
            )
        }
    }

    /// Of most the card has come.
    private func cards() {
        let day = stage.today.adding(days: -6)
        let year = day.parts.year
        let first = Day(year: year, month: 1, day: 8) ?? day
        stage.at(daysAgo: 6, 14, 10, as: Self.coordinator) { (browser) throws(Failure) in
            try browser.open("/pksotu/experts?account=yes")
            let form = browser.form("/pksotu/experts/selection")
            let people = form?.fields.filter { $0.name == "person" }.flatMap(\.choices) ?? []
            try browser.send(
                "/pksotu/experts/selection",
                people.prefix(27).map { ("person", $0.value) }
            )
            try browser.send(
                "/pksotu/experts/selection/act",
                ["year": "\(year)", "received_on": min(first, day).iso],
                follows: false
            )
        }
    }

    /// The page of somebody of the register, found by their address.
    private func page(of email: String, _ browser: Browser) throws(Failure) -> String {
        try browser.open("/pksotu/people?q=\(email)")
        let pages = browser.links("/pksotu/people/").map { String($0.prefix { $0 != "?" }) }
        return pages.first { $0.utf8.count > 40 } ?? ""
    }
}
