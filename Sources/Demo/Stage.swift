import Base
import Scenes

/// Where the demo is played, and whom its people meet there.
final class Stage {
    let house: DemoHouse
    let now: Instant
    let today: Day
    var dice = Dice(20261121)
    var people: [String: [Somebody]] = [:]

    var player: Player { house.player }

    init(_ ground: Ground, now: Instant) throws(Failure) {
        house = try DemoHouse(ground, from: now.adding(days: -91))
        self.now = now
        today = now.inFinland.day
    }

    /// A moment of a day past, on the wall in Finland (winter time, which the demo's month is near enough).
    func moment(daysAgo: Int, hour: Int, minute: Int) -> Instant {
        let day = today.adding(days: -daysAgo)
        let midnight = Int64(day.sinceEpoch) * 86_400_000
        return Instant(
            milliseconds: midnight + Int64(hour - 2) * 3_600_000 + Int64(minute) * 60_000
        )
    }

    /// Whoever has been invited opens the link of the mail.
    func join(_ address: String) throws(Failure) -> Browser {
        let link = try player.mail(to: address).link
        let browser = try house.signIn(address)
        try browser.open(link.path)
        try browser.send(link.path, ["token": link.token])
        try browser.send("\(link.path)/acceptance", follows: false)
        return browser
    }

    /// Somebody does something, signed in, so many days ago.
    func at(
        daysAgo: Int,
        _ hour: Int,
        _ minute: Int,
        as address: String,
        _ act: @escaping (Browser) throws(Failure) -> Void
    ) {
        at(moment(daysAgo: daysAgo, hour: hour, minute: minute), as: address, act)
    }

    /// The same at a moment.
    func at(
        _ moment: Instant,
        as address: String,
        _ act: @escaping (Browser) throws(Failure) -> Void
    ) {
        player.at(moment) { [house] () throws(Failure) in try act(try house.signIn(address)) }
    }
}

/// Somebody whom a register knows, or comes to know.
struct Somebody {
    let given: String
    let family: String
    let email: String
    let phone: String
    let town: String
    let language: String
    var name: String { "\(given) \(family)" }
}

/// A row of numbers that looks random and is the same at each start, so that two demos differ only in their dates.
struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    /// A number from 0 up to, not including, the limit (Knuth's MMIX constants).
    mutating func roll(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, limit)))
    }
}
