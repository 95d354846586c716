import Base
import Scenes

/// What three partners have ordered of the association: a draft, orders that wait, that were taken to a desk, that could not be
/// and that were cancelled.
struct DemoOrders {
    let stage: Stage

    /// The workshop that nobody has taken to a desk.
    func plan() -> Known {
        let workshop = order(
            "a",
            daysAgo: 3,
            inDays: 21,
            "Palvelupolun työpaja",
            [
                "kind": "development", "purpose": "planning", "audience": "staff",
                "group_size": "10", "minutes": "90", "fee": "150", "travel_paid": "yes",
                "experts": "2", "is_remote": "no", "place": "Siltakatu 12, Joensuu",
                "equipment": "Valkotaulu ja muistilaput",
                "wish":
                    "Käymme palvelupolun läpi vaihe vaiheelta ja kysymme, missä kohdassa se katkeaa.",
            ]
        )
        order(
            "b",
            daysAgo: 40,
            inDays: -20,
            "Vertaisilta työnhakijoille",
            [
                "kind": "peer-support", "purpose": "other", "audience": "peers",
                "group_size": "12", "minutes": "60", "fee": "80,50", "travel_paid": "no",
                "experts": "1", "is_remote": "no", "place": "Torikatu 5, Lieksa",
                "wish": "Keskustelun avaus: miten arki pysyy koossa, kun työtä ei ole.",
            ],
            refused: 38
        )
        order(
            "b",
            daysAgo: 6,
            inDays: 5,
            "Työpaja etänä: miten kutsu muotoillaan",
            [
                "kind": "development", "purpose": "evaluation", "audience": "staff",
                "group_size": "8", "minutes": "60", "fee": "80", "travel_paid": "no",
                "experts": "1", "is_remote": "yes", "place": "Linkki lähetetään edellisenä päivänä",
                "wish": "Luemme yhdessä kutsukirjeen. Mitä se kertoo, ja mitä jää epäselväksi?",
            ],
            taken: 5
        )
        order(
            "c",
            daysAgo: 20,
            inDays: 40,
            "Päättäjien seminaari",
            [
                "kind": "information", "purpose": "other", "audience": "decision-makers",
                "group_size": "60", "minutes": "20", "fee": "200", "travel_paid": "yes",
                "experts": "1", "is_remote": "no", "place": "Valtuustosali, Kitee",
                "has_media": "yes", "is_recorded": "yes",
                "wish": "Puheenvuoro siitä, mitä työttömyys maksaa ihmiselle.",
            ],
            cancelled: 15
        )
        order(
            "c",
            daysAgo: 1,
            inDays: 50,
            "Uusien työntekijöiden perehdytys",
            [
                "kind": "training", "purpose": "staff-training", "audience": "staff",
                "group_size": "6", "minutes": "30", "fee": "100", "travel_paid": "yes",
                "experts": "1", "is_remote": "no", "place": "Kiteentie 3, Kitee",
                "wish": "Mitä toivoisit ensimmäiseltä tapaamiselta?",
            ],
            isDraft: true
        )
        return workshop
    }

    /// An order of a partner so many days ago, first held in so many days, with what became of it so many days ago.
    @discardableResult
    func order(
        _ letter: String,
        daysAgo: Int,
        inDays days: Int,
        _ title: String,
        _ fields: [String: String],
        isDraft: Bool = false,
        taken: Int? = nil,
        refused: Int? = nil,
        cancelled: Int? = nil
    ) -> Known {
        let known = Known()
        let partner = "coordinator@kumppani-\(letter).demo"
        let orders = "/kumppani-\(letter)/orders"
        var form = fields
        form["title"] = title
        form["host"] = "Vastaanotto, 013 555 010\(letter == "a" ? 1 : 2)"
        form["time.1.on"] = stage.today.adding(days: days).iso
        form["time.1.start"] = "13:00"
        form["time.1.end"] = "15:00"
        for name in ["is_recorded", "has_media"] where form[name] == nil { form[name] = "no" }
        let sent = form.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
        stage.at(daysAgo: daysAgo, 10, 15, as: partner) { (browser) throws(Failure) in
            try browser.open("\(orders)/new")
            try browser.send(orders, sent)
            known.id = browser.place.split(separator: "/").last.map(String.init) ?? ""
            if !isDraft { try browser.send("\(orders)/\(known.id)/sending", follows: false) }
        }
        if let taken { answer("desk", daysAgo: taken, known) }
        if let refused { answer("refusal", daysAgo: refused, known) }
        guard let cancelled else { return known }
        stage.at(daysAgo: cancelled, 9, 5, as: partner) { (browser) throws(Failure) in
            try browser.open("\(orders)/\(known.id)")
            try browser.send("\(orders)/\(known.id)/cancellation", follows: false)
        }
        return known
    }

    private func answer(_ act: String, daysAgo: Int, _ known: Known) {
        stage.at(daysAgo: daysAgo, 11, 40, as: "coordinator@pksotu.demo") {
            (browser) throws(Failure) in
            try browser.open("/pksotu/engagements/\(known.id)")
            try browser.send("/pksotu/engagements/\(known.id)/\(act)", follows: false)
        }
    }
}
