public import Base
import Crypto
public import Store

// What more than one room asks of the schema `accounts`.

/// What came of trying a mailed code.
public enum CodeResult: String, Sendable {
    /// It is used now.
    case right
    /// There are tries left.
    case wrong
    /// Used, too old, tried too often, or never sent to this browser.
    case spent
}

/// A key under which attempts are counted: neither addresses of mail nor of networks stand in the table in the clear.
public func throttleKey(_ text: String) -> String { hex(sha256(text).prefix(20)) }

extension CodeResult: ColumnValue {}

extension AccountStatement where Result == CodeResult {
    /// Tries a code (`$3`, hashed) for an address (`$1`) and a purpose (`$2`) in a browser (`$4`, hashed), so often (`$5`).
    public static let codeTry = AccountStatement(
        "select accounts.code_try($1, $2, $3, $4, $5) as came",
        "came"
    )
}

extension AccountStatement where Result == Int {
    /// Seconds until all of the keys (`$1`) may be tried again; 0 when they may now.
    public static let throttleWait = AccountStatement(
        "select accounts.throttle_wait($1) as seconds",
        "seconds"
    )

    /// Ends what an account (`$1`) has open beyond a number (`$2`), the oldest first.
    public static let sessionTrim = AccountStatement(
        "select accounts.session_trim($1, $2) as ended",
        "ended"
    )
}

extension AccountStatement where Result == ID<Account> {
    /// The account of an address (`$2`); made with the id `$1`, the name `$3` and the language `$4` when there is none.
    public static let accountEnsure = AccountStatement(
        "select accounts.account_ensure($1, $2, $3, $4) as account_id",
        "account_id"
    )
}

extension AccountStatement where Result == LoggedPlace {
    /// The spaces in which an account (`$1`) has a place, with how each knows it.
    public static let places = AccountStatement(
        "select space_id, membership_id, name from accounts.places($1)",
        LoggedPlace.init,
        "space_id",
        "membership_id",
        "name"
    )
}

extension AccountStatement where Result == Void {
    /// Counts an attempt under each of the keys (`$1`), so many of which (`$2`) cost no wait.
    public static let throttleCount = AccountStatement("select accounts.throttle_count($1, $2)")

    /// A session (`$1`) of an account (`$2`): the token's hash, how the owner was proven, browser and network.
    public static let sessionStart = AccountStatement(
        "select accounts.session_start($1, $2, $3, $4, $5, $6)"
    )

    /// Makes a code (`$3`, hashed) for an address (`$1`) and a purpose (`$2`) in a browser (`$4`, hashed), for so many
    /// seconds (`$5`).
    public static let codeMake = AccountStatement("select accounts.code_make($1, $2, $3, $4, $5)")

    fileprivate static let mailAdd = AccountStatement(
        "select accounts.mail_add($1, $2, $3, $4, $5)"
    )
}

extension AccountTransaction {
    /// Queues a mail that is no space's; it leaves after the commit.
    public borrowing func mail(_ mail: Mail) throws(Failure) {
        try run(.mailAdd, ID<Mail>(), mail.recipient, mail.subject, mail.body, mail.language)
    }
}

extension Transaction {
    /// Queues a mail that is no space's, such as one to an address that nobody has proven.
    public borrowing func mailOutside(_ mail: Mail) throws(Failure) {
        _ = try account(
            .mailAdd,
            ID<Mail>(),
            mail.recipient,
            mail.subject,
            mail.body,
            mail.language
        )
    }
}
