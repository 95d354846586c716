import Base
import Scenes

/// What an expert and a partner say of an engagement that was held, and that something went wrong in another.
struct DemoWords {
    let stage: Stage

    /// `morning` was held three weeks ago for partner B, `training` two days ago for partner A.
    func plan(_ morning: Known, _ training: Known) {
        say(
            "expert@pksotu.demo",
            daysAgo: 19,
            "/pksotu/engagement-feedback/",
            morning,
            [
                "text":
                    "Minut otettiin hyvin vastaan. Kysymyksiin jäi vähän aikaa, ja olisin jatkanut mielelläni keskustelua.",
                "may_pass": "yes",
            ]
        )
        say(
            "coordinator@kumppani-b.demo",
            daysAgo: 18,
            "/kumppani-b/engagement-feedback/",
            morning,
            [
                "text":
                    "Esihenkilöt puhuivat aamupäivästä vielä seuraavalla viikolla. Ensi kerralla varaamme enemmän aikaa kysymyksille."
            ]
        )
        for hour in [9, 10] {
            stage.at(daysAgo: 17, hour, 5, as: "coordinator@pksotu.demo") {
                (browser) throws(Failure) in
                try browser.open("/pksotu/engagement-feedback/\(morning.id)")
                let forms = PageForm.all(in: browser.text)
                let pass = forms.first { $0.action.hasSuffix("/passing") }
                try browser.send(pass?.action ?? "", follows: false)
            }
        }
        say(
            "expert@pksotu.demo",
            daysAgo: 16,
            "/pksotu/engagement-feedback/",
            morning,
            ["text": "Kiitos. Tuntui hyvältä lukea tämä."],
            "/reply"
        )
        say(
            "expert@pksotu.demo",
            daysAgo: 1,
            "/pksotu/engagement-feedback/",
            training,
            [
                "text":
                    "Tila oli vaihtunut, eikä minulle kerrottu. Ehdin juuri ja juuri, ja jännitti turhaan."
            ],
            "/trouble"
        )
    }

    /// Two findings of the morning: the expert's own, and a coordinator's that the expert approves.
    func find(_ morning: Known) {
        let own = Known()
        stage.at(daysAgo: 15, 17, 40, as: "expert@pksotu.demo") { (browser) throws(Failure) in
            let path = "/pksotu/engagement-findings/\(morning.id)"
            try browser.open(path)
            try browser.send(
                path,
                [
                    "matter": "helped",
                    "body":
                        "Kysymykset oli koottu etukäteen, joten kenenkään ei tarvinnut aloittaa.",
                ]
            )
            own.id = browser.place.split(separator: "/").last.map(String.init) ?? ""
        }
        let written = Known()
        stage.at(daysAgo: 15, 9, 20, as: "coordinator@pksotu.demo") { (browser) throws(Failure) in
            let path = "/pksotu/engagement-findings/\(morning.id)"
            try browser.open(path)
            let onni = browser.form(path)?.fields.first { $0.name == "person" }?.choices
            try browser.send(
                path,
                [
                    ("person", onni?.first { !$0.value.isEmpty }?.value ?? ""),
                    ("matter", "hindered"),
                    ("body", "Kolme varttia ei riitä puheelle ja keskustelulle samassa ryhmässä."),
                ]
            )
            written.id = browser.place.split(separator: "/").last.map(String.init) ?? ""
        }
        act("approval", daysAgo: 14, 18, as: "expert@pksotu.demo", written)
        for known in [own, written] {
            act("sharing", daysAgo: 13, 9, as: "coordinator@pksotu.demo", known)
        }
    }

    private func act(
        _ name: String,
        daysAgo: Int,
        _ hour: Int,
        as address: String,
        _ known: Known
    ) {
        stage.at(daysAgo: daysAgo, hour, 35, as: address) { (browser) throws(Failure) in
            try browser.open("/pksotu/findings/\(known.id)")
            try browser.send("/pksotu/findings/\(known.id)/\(name)", follows: false)
        }
    }

    private func say(
        _ address: String,
        daysAgo: Int,
        _ path: String,
        _ known: Known,
        _ form: [String: String],
        _ page: String = ""
    ) {
        stage.at(daysAgo: daysAgo, 18, 15, as: address) { (browser) throws(Failure) in
            let place = "\(path)\(known.id)\(page)"
            try browser.open(place)
            try browser.send(place, form.map { ($0.key, $0.value) }, follows: false)
        }
    }
}
