import Base
import Scenes

/// A month of mornings in every space: lists and pages, a change here and there, some refusals.
struct DemoLog {
    let stage: Stage
    private var dice = Dice(99)

    init(_ stage: Stage) { self.stage = stage }

    mutating func plan() {
        for organisation in Cast.organisations {
            for daysAgo in 1...30 {
                let isWeekend = stage.today.adding(days: -daysAgo).weekday > 5
                guard !isWeekend || dice.roll(9) == 0 else { continue }
                for signIn in organisation.signIns
                where dice.roll(10) < (signIn.role == "coordinator" ? 5 : 2) {
                    morning(organisation.slug, signIn.address, signIn.role, daysAgo, dice.roll(60))
                }
            }
        }
    }

    private mutating func morning(
        _ slug: String,
        _ mailbox: String,
        _ role: String,
        _ daysAgo: Int,
        _ minute: Int
    ) {
        let isCurious = dice.roll(6) == 0
        let visits = (0...dice.roll(2)).map { _ in
            (dice.roll(20), dice.roll(4) == 0 ? "+35850000\(1000 + dice.roll(9000))" : nil)
        }
        stage.at(daysAgo: daysAgo, 8, minute, as: "\(mailbox)@\(slug).demo") {
            (browser) throws(Failure) in
            try browser.open("/\(slug)/today")
            if role == "auditor" { return try browser.open("/\(slug)/log") }
            guard role == "coordinator" else {
                if isCurious { try browser.open("/\(slug)/members", refused: true) }
                return
            }
            try browser.open("/\(slug)/people")
            let people = Array(Set(browser.links("/\(slug)/people/").filter { $0.utf8.count > 40 }))
                .sorted()
            for (place, phone) in visits where !people.isEmpty {
                let person = people[place % people.count].prefix { $0 != "?" }
                try browser.open(String(person))
                guard let phone else { continue }
                try browser.open("\(person)/edit")
                try browser.send(String(person), ["phone": phone], follows: false)
            }
        }
    }
}
