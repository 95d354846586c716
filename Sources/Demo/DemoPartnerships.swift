import Base
import Scenes

/// The association and its four partners: one partnership with a change that waits for the partner, one that ends soon, one
/// that goes on, and one that has just been proposed.
struct DemoPartnerships {
    let stage: Stage

    func plan() {
        agree("a", daysAgo: 84, feePayer: "partner", until: nil, changedDaysAgo: 4)
        agree("b", daysAgo: 83, feePayer: "association", until: 44, changedDaysAgo: nil)
        agree("c", daysAgo: 80, feePayer: "partner", until: 300, changedDaysAgo: nil)
        stage.at(daysAgo: 2, 10, 30, as: association) { (browser) throws(Failure) in
            _ = try propose("d", "partner", 3, nil, browser)
        }
    }

    private var association: String { "coordinator@pksotu.demo" }

    private func agree(
        _ letter: String,
        daysAgo: Int,
        feePayer: String,
        until days: Int?,
        changedDaysAgo: Int?
    ) {
        let known = Known()
        stage.at(daysAgo: daysAgo, 9, 30, as: association) { (browser) throws(Failure) in
            known.id = try propose(letter, feePayer, 1 - daysAgo, days, browser)
        }
        let partner = "coordinator@kumppani-\(letter).demo"
        stage.at(daysAgo: daysAgo - 1, 14, 10, as: partner) { (browser) throws(Failure) in
            let path = "/kumppani-\(letter)/partnerships/\(known.id)"
            try browser.open(path)
            try browser.send(path + "/answer", ["answer": "accepted"], follows: false)
        }
        guard let changedDaysAgo else { return }
        stage.at(daysAgo: changedDaysAgo, 13, 20, as: association) { (browser) throws(Failure) in
            let path = "/pksotu/partnerships/\(known.id)/terms"
            try browser.open(path)
            try browser.send(
                path,
                [
                    "fee_payer": "association",
                    "terms": terms + "\nVertaistuen ryhmään pyydetään kaksi kokemusosaajaa.",
                ],
                follows: false
            )
        }
    }

    private func propose(
        _ letter: String,
        _ feePayer: String,
        _ from: Int,
        _ until: Int?,
        _ browser: Browser
    ) throws(Failure) -> String {
        try browser.open("/pksotu/partnerships/new")
        try browser.send(
            "/pksotu/partnerships",
            [
                "partner": "kumppani-\(letter)", "fee_payer": feePayer,
                "valid_from": stage.today.adding(days: from).iso,
                "valid_until": until.map { stage.today.adding(days: $0).iso } ?? "",
                "terms": terms,
            ]
        )
        return browser.place.split(separator: "/").last.map(String.init) ?? ""
    }

    private var terms: String {
        """
        Kokemusosaaja kutsutaan mukaan henkilöstön koulutuksiin ja palvelujen kehittämiseen.
        Kumppani nimeää yhteyshenkilön ja kertoo esteettömyydestä ennen päivää.
        """
    }
}

/// The id by which both ends know a matter.
final class Known {
    var id = ""
}
