import Base
import Scenes

/// To what an expert of the association was asked: what waits for an answer, what is agreed, and what was held.
struct DemoOffers {
    let stage: Stage

    func plan(earlier: Known) {
        let training = [
            "kind": "training", "purpose": "staff-training", "audience": "officials",
            "group_size": "24", "minutes": "45", "fee": "120", "travel_paid": "yes",
            "experts": "1", "is_remote": "no", "place": "Siltakatu 12, Joensuu, 2. kerros",
            "access": "Hissi ja induktiosilmukka",
            "wish": "Millaista on olla asiakkaana, kun työttömyys pitkittyy? Mikä on auttanut?",
        ]
        let orders = DemoOrders(stage: stage)
        @discardableResult
        func offered(
            _ letter: String,
            daysAgo: Int,
            inDays days: Int,
            _ title: String,
            then later: Int? = nil,
            accepted: Int? = nil,
            done: Int? = nil
        ) -> Known {
            var fields = training
            if let later { fields["time.2.on"] = stage.today.adding(days: later).iso }
            let known = orders.order(
                letter,
                daysAgo: daysAgo,
                inDays: days,
                title,
                fields,
                taken: daysAgo - 2
            )
            ask(daysAgo: daysAgo - 3, known, answerBy: 6)
            if let accepted { accept(daysAgo: accepted, known) }
            guard let done else { return known }
            stage.at(daysAgo: done, 9, 20, as: "coordinator@pksotu.demo") {
                (browser) throws(Failure) in
                try browser.open("/pksotu/engagements/\(known.id)")
                try browser.send("/pksotu/engagements/\(known.id)/done", follows: false)
            }
            return known
        }
        let morning = offered(
            "b",
            daysAgo: 50,
            inDays: -21,
            "Esihenkilöiden aamupäivä: kohtaaminen",
            accepted: 44,
            done: 20
        )
        offered("a", daysAgo: 38, inDays: -6, "Asiakasraadin kaksi iltaa", then: 8, accepted: 33)
        let recent = offered(
            "a",
            daysAgo: 30,
            inDays: -2,
            "Uusien virkailijoiden koulutus",
            accepted: 24
        )
        let words = DemoWords(stage: stage)
        words.plan(morning, recent)
        words.find(morning)
        let changed = offered(
            "b",
            daysAgo: 14,
            inDays: 6,
            "Työparin tuki: koulutusiltapäivä",
            accepted: 9
        )
        let waiting = offered(
            "a",
            daysAgo: 5,
            inDays: 40,
            "Henkilöstön koulutuspäivä: pitkä työttömyys"
        )
        DemoChanges(stage: stage).plan(changed: changed, waiting: waiting, earlier: earlier)
        accept(daysAgo: 6, changed, stand: "changed")
    }

    func ask(daysAgo: Int, _ known: Known, answerBy days: Int) {
        stage.at(daysAgo: daysAgo, 13, 25, as: "coordinator@pksotu.demo") {
            (browser) throws(Failure) in
            let path = "/pksotu/engagements/\(known.id)/experts"
            try browser.open("\(path)?q=Onni+Tarinala")
            let onni = browser.form(path)?["experts"]?.choices.first
            try browser.send(
                path,
                [
                    "experts": onni?.value ?? "",
                    "answer_by": stage.today.adding(days: days - daysAgo).iso,
                ],
                follows: false
            )
        }
    }

    func accept(daysAgo: Int, _ known: Known, stand: String = "asked") {
        stage.at(daysAgo: daysAgo, 19, 10, as: "expert@pksotu.demo") {
            (browser) throws(Failure) in
            try browser.open("/pksotu/today")
            try browser.open("/pksotu/offers?stand=\(stand)")
            let offer = browser.links("/pksotu/offers/").first { !$0.contains("export") } ?? ""
            try browser.open(offer)
            try browser.send(
                browser.place,
                ["choice": "fee", "shows_contact": "no"],
                follows: false
            )
        }
    }
}
