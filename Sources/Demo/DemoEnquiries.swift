import Base
import Scenes

/// What organisations have asked the association at its door: one waits for its answer, one is answered, and one became a partner.
struct DemoEnquiries {
    let stage: Stage

    func plan() {
        stage.at(daysAgo: 88, 9, 15, as: association) { (browser) throws(Failure) in
            try browser.open("/pksotu/enquiries/text")
            try browser.send(
                "/pksotu/enquiries/text",
                [
                    "text_fi": finnish, "text_sv": swedish, "text_en": english,
                    "readers": "anybody",
                ]
            )
        }
        ask(
            "Karelian kansanopisto",
            "Kerttu Kansanen",
            daysAgo: 86,
            answer: finalAnswer,
            to: "partner"
        )
        ask("Rantakylän terveysasema", "Risto Rantanen", daysAgo: 20, answer: finalAnswer)
        ask("Lieksan kirjasto", "Liisa Lieksalainen", daysAgo: 3)
    }

    /// Somebody asks by the public form and proves their address; a coordinator answers, and says what came of it.
    private func ask(
        _ organisation: String,
        _ name: String,
        daysAgo: Int,
        answer: String? = nil,
        to state: String? = nil
    ) {
        let email = "\(daysAgo).kysyja@esimerkki.demo"
        let known = Asked()
        let asked = stage.moment(daysAgo: daysAgo, hour: 13, minute: 5)
        stage.player.at(asked) { () throws(Failure) in
            let browser = Browser(stage.player, peer: "192.0.2.\(100 + daysAgo)")
            try browser.open("/pksotu/co-operation")
            try browser.send(
                "/pksotu/co-operation",
                [
                    (
                        "wish",
                        "Toivomme kokemusosaajaa henkilöstön iltapäivään ja palvelun arviointiin."
                    ),
                    (
                        "use",
                        "Keräämme palautetta, mutta emme osaa vielä kysyä, mikä oikeasti auttoi."
                    ),
                    ("organisation", organisation), ("name", name), ("email", email),
                    ("phone", "040 123 45\(10 + daysAgo)"),
                ]
            )
            let path = browser.place
            known.id = path.split(separator: "/").last.map(String.init) ?? ""
            let code = try stage.player.mail(to: email).code
            try browser.send(path, ["code": code], follows: false)
        }
        guard let answer else { return }
        stage.at(asked.adding(days: 1), as: association) { (browser) throws(Failure) in
            let path = "/pksotu/enquiries/\(known.id)"
            try browser.open(path)
            try browser.send(path, ["answer": answer], follows: false)
            guard let state else { return }
            try browser.open(path)
            try browser.send(path + "/state", ["to": state], follows: false)
        }
    }

    private var finalAnswer: String {
        """
        Hei! Kiitos yhteydenotosta. Tulemme mielellämme kertomaan, miten kokemusosaajan kanssa tehdään työtä.
        Ehdota aikaa ensi viikolle, niin sovimme tapaamisen.
        """
    }

    private var association: String { "coordinator@pksotu.demo" }

    private var finnish: String {
        """
        Kokemusosaaja on ihminen, joka on kulkenut palvelujen läpi ja osaa kertoa, mikä niissä auttoi.
        Hän voi kouluttaa henkilöstöä, arvioida palvelua kanssanne tai ohjata vertaisryhmää. Sovimme jokaisesta toimeksiannosta erikseen.
        """
    }

    private var swedish: String {
        """
        En erfarenhetsexpert är en människa som själv har använt tjänsterna och kan berätta vad som hjälpte.
        Hen kan utbilda personal, utvärdera en tjänst tillsammans med er eller leda en kamratgrupp. Vi kommer överens om varje uppdrag för sig.
        """
    }

    private var english: String {
        """
        An expert by experience has been through the services and can say what helped.
        They can train your staff, evaluate a service with you or lead a peer group. Each engagement is agreed on by itself.
        """
    }
}

/// The id by which an enquiry is found again.
private final class Asked {
    var id = ""
}
