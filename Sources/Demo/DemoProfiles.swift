import Base
import Scenes

/// What the association's experts say of themselves and of what they take part in.
struct DemoProfiles {
    let stage: Stage

    func plan() {
        stage.at(daysAgo: 60, 18, 20, as: "expert@pksotu.demo") { (browser) throws(Failure) in
            try browser.open("/pksotu/boundaries")
            try browser.send(
                "/pksotu/boundaries",
                [
                    "public_name": "Onni",
                    "presentation":
                        "Kerron, miltä pitkä työttömyys tuntui ja mikä auttoi eteenpäin.",
                    "kinds": "training", "kinds": "development", "tells_story": "yes",
                    "media": "ask",
                    "recording": "show-me-first", "month_max": "12", "notice_days": "7",
                    "rest_days": "7", "municipalities": "Joensuu, Kontiolahti", "is_remote": "yes",
                    "trained_on": stage.today.adding(days: -200).iso,
                ],
                follows: false
            )
            let first = stage.today.adding(days: 24)
            try browser.open("/pksotu/boundaries")
            try browser.send(
                "/pksotu/boundaries/away",
                ["from_on": first.iso, "until_on": first.adding(days: 9).iso],
                follows: false
            )
        }
    }
}
