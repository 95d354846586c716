import Base
import Scenes

/// Stories of the association: two that anybody may read, one that was taken back, and two that wait for an answer.
struct DemoStories {
    let stage: Stage

    func plan() {
        tell(
            "Ensimmäinen puheeni",
            """
            Minua pyydettiin kertomaan, millaista on olla pitkään ilman työtä. Kädet tärisivät, kun aloitin.
            Puhuin kymmenen minuuttia. Sitten sali oli hetken hiljaa, ja joku kysyi: mitä meidän pitäisi tehdä toisin?
            Sitä minulta ei ollut ennen kysytty. Lähden toistekin.
            """,
            daysAgo: 48
        )
        tell(
            "Kirje, jonka ymmärtää",
            """
            Kävimme työntekijöiden kanssa läpi kutsukirjeen rivi riviltä. Kerroin, missä kohdassa sydän alkaa hakata.
            Seuraavassa kirjeessä luki ensimmäiseksi, miksi se on lähetetty ja kehen voi ottaa yhteyttä.
            """,
            daysAgo: 26,
            namesPartner: true
        )
        tell(
            "Torstain ryhmä",
            "Ryhmässä ei tarvinnut selittää. Se riitti.",
            daysAgo: 40,
            takenBack: 18
        )
        tell(
            "Koulutuspäivä Siltakadulla",
            """
            Kerroin henkilöstölle, mikä auttoi eteenpäin. Joku kirjoitti taululle: kysy ensin, neuvo sitten.
            """,
            daysAgo: 5,
            namesPartner: true,
            partnerAnswers: false
        )
        tell(
            "Mitä odotan ensi vuodelta",
            """
            Olen nyt käynyt kertomassa neljässä paikassa. Ensi vuonna haluaisin olla mukana jo silloin, kun palvelua suunnitellaan.
            """,
            daysAgo: 2,
            isAnswered: false
        )
    }

    /// A coordinator writes with the expert, who answers; what was approved is published.
    private func tell(
        _ title: String,
        _ body: String,
        daysAgo: Int,
        isAnswered: Bool = true,
        namesPartner: Bool = false,
        partnerAnswers: Bool = true,
        takenBack: Int? = nil
    ) {
        let known = Known()
        stage.at(daysAgo: daysAgo, 14, 10, as: expert) { (browser) throws(Failure) in
            try browser.open("/pksotu/manuscripts")
            let form = browser.links("/pksotu/people/").first { $0.hasSuffix("/story") } ?? ""
            try browser.open(form)
            // The first of the partners in force, where one is named.
            let choices = browser.form(form)?.fields.first { $0.name == "organisation" }?.choices
            let partner = namesPartner ? choices?.dropFirst().first?.value ?? "" : ""
            try browser.send(
                form,
                [
                    ("language", "fi"), ("title", title), ("body", body), ("name_shown", "Onni"),
                    ("organisation", partner),
                ]
            )
            known.id = browser.place.split(separator: "/").last.map(String.init) ?? ""
            try browser.send("/pksotu/manuscripts/\(known.id)/proposal", follows: false)
        }
        guard isAnswered else { return }
        act("answer", daysAgo: daysAgo - 1, 18, as: expert, known)
        guard partnerAnswers else { return }
        if namesPartner {
            stage.at(daysAgo: daysAgo - 1, 20, 5, as: "coordinator@kumppani-a.demo") {
                (browser) throws(Failure) in
                let path = "/kumppani-a/story-copies/\(known.id)"
                try browser.open(path)
                try browser.send("\(path)/answer", follows: false)
            }
        }
        act("publication", daysAgo: daysAgo - 2, 9, as: coordinator, known)
        if let takenBack { act("withdrawal", daysAgo: takenBack, 20, as: expert, known) }
    }

    private func act(
        _ name: String,
        daysAgo: Int,
        _ hour: Int,
        as address: String,
        _ known: Known
    ) {
        stage.at(daysAgo: daysAgo, hour, 25, as: address) { (browser) throws(Failure) in
            let path = "/pksotu/manuscripts/\(known.id)"
            try browser.open(path)
            try browser.send("\(path)/\(name)", follows: false)
        }
    }

    private let expert = "expert@pksotu.demo"
    private let coordinator = "coordinator@pksotu.demo"
}
