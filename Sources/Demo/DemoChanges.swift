import Base
import Scenes

/// What changed after it was ordered: an hour, to which everybody has said yes again, a place that waits for the partner, and an
/// hour that waits for the association.
struct DemoChanges {
    let stage: Stage

    func plan(changed: Known, waiting: Known, earlier: Known) {
        propose(
            daysAgo: 7,
            9,
            45,
            "kumppani-b",
            changed,
            ["time.1.start": "14:00", "time.1.end": "16:00"]
        )
        stage.at(daysAgo: 7, 13, 10, as: "coordinator@pksotu.demo") { (browser) throws(Failure) in
            let path = "/pksotu/engagement-changes/\(changed.id)"
            try browser.open(path)
            try browser.send("\(path)/acceptance", follows: false)
        }
        propose(
            daysAgo: 2,
            10,
            5,
            "pksotu",
            waiting,
            ["is_remote": "yes", "place": "Linkki lähetetään edellisenä päivänä"]
        )
        propose(
            daysAgo: 2,
            14,
            30,
            "kumppani-a",
            earlier,
            ["time.1.start": "12:00", "time.1.end": "14:00"]
        )
    }

    private func propose(
        daysAgo: Int,
        _ hour: Int,
        _ minute: Int,
        _ space: String,
        _ known: Known,
        _ new: [String: String]
    ) {
        stage.at(daysAgo: daysAgo, hour, minute, as: "coordinator@\(space).demo") {
            (browser) throws(Failure) in
            let path = "/\(space)/engagement-changes/\(known.id)"
            try browser.open("\(path)/new")
            try browser.send(path, new.map { (name: $0.key, value: $0.value) }, follows: false)
        }
    }
}
