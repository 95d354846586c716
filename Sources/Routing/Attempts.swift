public import Base
import HTTP
public import Store

/// Under which keys attempts are counted, and from how many on they have to wait.
///
/// An account is counted together with the network that tries it: a stranger elsewhere makes nobody but himself wait.
/// Wrong passwords are counted for the account over all networks too, and right ones in their network: both counts start
/// anew after a while, so that they slow a flood and never shut the door for long. Codes to one mailbox are counted over all
/// networks as well. So is everything together: a flood slows only networks that are part of it, each from its second attempt
/// on, and nobody else waits for it.
public struct Attempts: Sendable {
    let account: String
    let network: String
    let overall: String
    /// What a network's failures are counted under for when the overall count is used up.
    let strained: String
    /// The mailbox, wherever codes to it are asked for; empty where nothing is mailed.
    let recipient: String
    let email: String
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
    static func signIn(_ email: String, _ visit: Visit) -> Attempts {
        Attempts("sign-in", email, visit.request.peer, visit.now, free: (5, 20, 3000))
    }

    /// Codes that are sent.
    public static func code(_ email: String, _ visit: Visit) -> Attempts {
        Attempts("code", email, visit.request.peer, visit.now, free: (5, 20, 3000))
    }

    /// Wrong passwords of one account in `anywhereWindow` that cost no wait, wherever they come from.
    static let freeAnywhere = 20
    /// Right passwords of one account in a minute and network that cost no wait.
    static let freeInBurst = 20
    /// Codes to one mailbox in `recipientWindow` that cost no wait, wherever they are asked for.
    static let freeOfRecipient = 8
    private static let recipientWindow: Int64 = 900
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
        strained = throttleKey("\(kind) strained \(place)")
        let seconds = now.milliseconds / 1000
        let window = seconds / Attempts.recipientWindow
        recipient = kind == "code" ? throttleKey("\(kind) to \(email) \(window)") : ""
        self.email = email
        anywhere = throttleKey("\(kind) anywhere \(email) \(seconds / Attempts.anywhereWindow)")
        anywhereSeconds = Int(Attempts.anywhereWindow - seconds % Attempts.anywhereWindow)
        burst = throttleKey("\(kind) right \(email) \(place) \(minute)")
        (freeOfAccount, freeOfNetwork, freeOverall) = free
    }
}

extension Attempts {
    /// Seconds to wait; what the whole network has to wait for is told at the door as well.
    public func wait(
        _ visit: Visit,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> Int {
        let wait = try db.one(.attemptsWait, account, network, overall, strained)
        if wait.seconds > 0 {
            let shared = try db.one(.throttleWait, [network])
            visit.holdNetwork(seconds: max(shared, min(wait.overall, 60)))
        }
        guard !recipient.isEmpty else { return wait.seconds }
        let others = try db.one(.throttleWait, [recipient])
        if others == 0 { return wait.seconds }
        // Where the mailbox's owner has signed in from before, strangers elsewhere make nobody wait.
        let network = visit.request.network.shown
        if let known = try db.all(.credential, email).first,
            try db.one(.knowsNetwork, known.account, network)
        {
            return wait.seconds
        }
        return max(wait.seconds, others)
    }

    /// Seconds that a try of a password has to wait.
    ///
    /// Where the account's owner has signed in from before, strangers elsewhere make nobody wait.
    func wait(
        of known: Credential?,
        _ visit: Visit,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> Int {
        let wait = max(
            try wait(visit, db),
            min(try db.one(.throttleWait, [burst]), 60)
        )
        let others = try db.one(.throttleWait, [anywhere])
        guard others > 0 else { return wait }
        let network = visit.request.network.shown
        if let known, try db.one(.knowsNetwork, known.account, network) { return wait }
        return max(wait, min(others, anywhereSeconds))
    }

    /// Counts an attempt.
    public func count(_ db: borrowing AccountTransaction) throws(Failure) {
        try db.run(
            .attemptsCount,
            account,
            freeOfAccount,
            network,
            freeOfNetwork,
            overall,
            freeOverall,
            strained
        )
        if !recipient.isEmpty {
            try db.run(.throttleCount, [recipient], Attempts.freeOfRecipient)
        }
    }

    /// Counts a wrong password.
    func countWrong(_ db: borrowing AccountTransaction) throws(Failure) {
        try count(db)
        try db.run(.throttleCount, [anywhere], Attempts.freeAnywhere)
    }

    /// Counts a right password.
    func countRight(_ db: borrowing AccountTransaction) throws(Failure) {
        try db.run(.throttleClear, account)
        try db.run(.throttleCount, [burst], Attempts.freeInBurst)
    }
}

/// Seconds that attempts have to wait.
struct Wait: Sendable {
    let own: Int
    let overall: Int

    init(_ own: Int, _ overall: Int) {
        (self.own, self.overall) = (own, overall)
    }

    /// The overall count begins anew with the minute, whatever has gathered in it.
    var seconds: Int { max(own, min(overall, 60)) }
}

extension AccountStatement where Result == Bool {
    fileprivate static let knowsNetwork = AccountStatement(
        "select accounts.knows_network($1, $2) as found",
        "found"
    )
}

extension AccountStatement where Result == Wait {
    /// Account, network, all together, and the network's own failures for when all together are too many.
    fileprivate static let attemptsWait = AccountStatement(
        """
        with own as materialized (select accounts.throttle_wait(array[$1, $2]) as wait),
             strained as materialized (
               select case when own.wait > 0 then 0 else accounts.throttle_wait(array[$4]) end as wait
                 from own)
        select own.wait as own,
               case when strained.wait = 0 then 0 else least(strained.wait, accounts.throttle_wait(array[$3])) end as overall
          from own, strained
        """,
        Wait.init,
        "own",
        "overall"
    )
}

extension AccountStatement where Result == Void {
    /// Each key with the attempts that are free.
    fileprivate static let attemptsCount = AccountStatement(
        """
        select accounts.throttle_count(array[$1], $2), accounts.throttle_count(array[$3], $4),
               accounts.throttle_count(array[$5], $6), accounts.throttle_count(array[$7], 0)
        """
    )

    fileprivate static let throttleClear = AccountStatement(
        "select accounts.throttle_clear(array[$1])"
    )
}
