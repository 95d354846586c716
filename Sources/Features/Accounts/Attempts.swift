import Base
import Crypto

/// Under which keys attempts are counted, and from how many on they have to wait.
///
/// An account is counted together with the network that tries it: a stranger elsewhere makes nobody but himself wait.
/// The overall count starts anew every minute, so that it slows a flood and never shuts the door for long. A flood of
/// tries slows only networks that have failed themselves, each from its second failure on: nobody else waits for it.
struct Attempts: Sendable {
    let account: String
    let network: String
    let overall: String
    /// What a network's failures are counted under for when the overall count is used up; empty where all wait then.
    let strained: String
    let freeOfAccount: Int
    let freeOfNetwork: Int
    let freeOverall: Int

    /// Tries of a password.
    static func signIn(_ email: String, from peer: String, at now: Instant = .now) -> Attempts {
        Attempts("sign-in", email, peer, now, free: (5, 20, 300))
    }

    /// Codes that are sent.
    static func code(_ email: String, from peer: String, at now: Instant = .now) -> Attempts {
        Attempts("code", email, peer, now, free: (5, 20, 120))
    }

    private init(
        _ kind: String,
        _ email: String,
        _ peer: String,
        _ now: Instant,
        free: (account: Int, network: Int, overall: Int)
    ) {
        let place = NetworkAddress(peer).network
        account = Attempts.key("\(kind) \(email) \(place)")
        network = Attempts.key("\(kind) \(place)")
        overall = "\(kind) \(now.milliseconds / 60_000)"
        // What sends mail is bounded for all together.
        strained = kind == "code" ? "" : Attempts.key("\(kind) strained \(place)")
        (freeOfAccount, freeOfNetwork, freeOverall) = free
    }

    // Neither addresses of mail nor of networks stand in the table in the clear.
    private static func key(_ text: String) -> String { hex(sha256(text).prefix(20)) }
}

/// Seconds that attempts have to wait.
struct Wait: Sendable {
    let own: Int
    let overall: Int

    /// The overall count begins anew with the minute, whatever has gathered in it.
    var seconds: Int { max(own, min(overall, 60)) }
}
