import Base
import Scenes

/// What was held earlier, so that the figures have something to tell, and what was answered to the question of effects.
struct DemoHeld {
    let stage: Stage

    private static let training = [
        "kind": "training", "purpose": "staff-training", "audience": "officials",
        "group_size": "20",
        "minutes": "45", "fee": "100", "travel_paid": "yes", "experts": "1", "is_remote": "no",
        "place": "Torikatu 5, Lieksa",
        "wish": "Mitä ensimmäinen tapaaminen palvelussa merkitsi sinulle?",
    ]
    private static let workshop = [
        "kind": "development", "purpose": "planning", "audience": "staff", "group_size": "9",
        "minutes": "90", "fee": "120", "travel_paid": "no", "experts": "1", "is_remote": "no",
        "place": "Siltakatu 12, Joensuu",
        "wish": "Luemme kirjeitä yhdessä. Mikä niissä jää epäselväksi?",
    ]

    func plan() {
        let first = [
            "Kohtaaminen: ryhmä 1", "Kohtaaminen: ryhmä 2", "Kohtaaminen: ryhmä 3",
            "Kohtaaminen: ryhmä 4", "Kohtaaminen: ryhmä 5",
        ]
        for (number, title) in first.enumerated() {
            held("b", daysAgo: 50 - 2 * number, title, Self.training, answer: ("yes", "yes"))
        }
        let second = [
            "Kirjepaja: kutsu", "Kirjepaja: päätös", "Kirjepaja: suunnitelma",
            "Kirjepaja: muistutus", "Kirjepaja: yhteenveto",
        ]
        for (title, daysAgo) in zip(second, [34, 32, 30, 29, 28]) {
            held("a", daysAgo: daysAgo, title, Self.workshop, answer: ("maybe", "maybe"))
        }
    }

    /// An engagement held so many days ago, with what the expert and the partner answered when they were asked of its effects.
    private func held(
        _ letter: String,
        daysAgo: Int,
        _ title: String,
        _ fields: [String: String],
        answer: (expert: String, partner: String)
    ) {
        let known = DemoOrders(stage: stage).order(
            letter,
            daysAgo: daysAgo + 10,
            inDays: -daysAgo,
            title,
            fields,
            taken: daysAgo + 9
        )
        let offers = DemoOffers(stage: stage)
        offers.ask(daysAgo: daysAgo + 8, known, answerBy: 6)
        offers.accept(daysAgo: daysAgo + 8, known)
        stage.at(daysAgo: daysAgo - 1, 9, 20, as: "coordinator@kumppani-\(letter).demo") {
            (browser) throws(Failure) in
            let order = "/kumppani-\(letter)/orders/\(known.id)"
            try browser.open(order)
            try browser.send("\(order)/done", follows: false)
            try browser.open("\(order)/effect")
            try browser.send("\(order)/effect", ["answer": answer.partner], follows: false)
        }
        stage.at(daysAgo: daysAgo - 1, 18, 5, as: "expert@pksotu.demo") {
            (browser) throws(Failure) in
            try browser.open("/pksotu/offers?stand=done")
            let offer = browser.links("/pksotu/offers/").first { !$0.contains("export") } ?? ""
            let effect = "\(offer.prefix { $0 != "?" })/effect"
            try browser.open(effect)
            try browser.send(effect, ["answer": answer.expert], follows: false)
        }
    }
}
