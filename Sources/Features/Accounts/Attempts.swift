import Base
import HTTP
import Routing

/// Under which keys attempts are counted, and from how many on they have to wait.
///
/// An account is counted together with the network that tries it: a stranger elsewhere makes nobody but himself wait.
/// Wrong passwords are counted for the account over all networks too, and right ones in their network: both counts start
/// anew after a while, so that they slow a flood and never shut the door for long. So does the overall count: a flood of
/// tries slows only networks that have failed themselves, each from its second failure on, and nobody else waits for it.
struct Attempts: Sendable {
    let account: String
    let network: String
    let overall: String
    /// What a network's failures are counted under for when the overall count is used up; empty where all wait then.
    let strained: String
    /// The account wherever it is tried from, for wrong passwords.
    let anywhere: String
    /// The account in this network, for right passwords.
    let burst: String
    /// Seconds until the count of `anywhere` starts anew.
    let anywhereSeconds: Int
    let freeOfAccount: Int
    let freeOfNetwork: Int
    let freeOverall: Int

    /// Tries of a password.
    static func signIn(_ email: String, from peer: String, at now: Instant) -> Attempts {
        Attempts("sign-in", email, peer, now, free: (5, 20, 3000))
    }

    /// Codes that are sent.
    static func code(_ email: String, from peer: String, at now: Instant) -> Attempts {
        Attempts("code", email, peer, now, free: (5, 20, 3000))
    }

    /// Wrong passwords of one account in `anywhereWindow` that cost no wait, wherever they come from.
    static let freeAnywhere = 20
    /// Right passwords of one account in a minute and network that cost no wait.
    static let freeInBurst = 20
    private static let anywhereWindow: Int64 = 300

    private init(
        _ kind: String,
        _ email: String,
        _ peer: String,
        _ now: Instant,
        free: (account: Int, network: Int, overall: Int)
    ) {
        let place = NetworkAddress(peer).counted
        account = throttleKey("\(kind) \(email) \(place)")
        network = throttleKey("\(kind) \(place)")
        let minute = now.milliseconds / 60_000
        overall = "\(kind) \(minute)"
        // What sends mail is bounded for all together.
        strained = kind == "code" ? "" : throttleKey("\(kind) strained \(place)")
        let seconds = now.milliseconds / 1000
        anywhere = throttleKey("\(kind) anywhere \(email) \(seconds / Attempts.anywhereWindow)")
        anywhereSeconds = Int(Attempts.anywhereWindow - seconds % Attempts.anywhereWindow)
        burst = throttleKey("\(kind) right \(email) \(place) \(minute)")
        (freeOfAccount, freeOfNetwork, freeOverall) = free
    }
}

/// Seconds that attempts have to wait.
struct Wait: Sendable {
    let own: Int
    let overall: Int

    /// The overall count begins anew with the minute, whatever has gathered in it.
    var seconds: Int { max(own, min(overall, 60)) }
}
