public import Audit
public import Base
import Crypto
public import HTML
public import HTTP
public import Interface
public import Store
import Wording

// Who somebody is, proven by a password, and the session that this opens.

/// What an address of mail signs in to.
public struct Credential: Sendable {
    /// The account of the address.
    public let account: ID<Account>
    /// The account's name.
    public let name: String
    /// The address that it has proven.
    let email: String
    /// The language that the account has chosen.
    public let language: Language
    /// The hash; nil for an account that signs in by mailed codes alone.
    public let password: String?

    /// An account as its address finds it.
    public init(
        _ account: ID<Account>,
        _ name: String,
        _ email: String,
        _ language: Language,
        _ password: String? = nil
    ) {
        self.account = account
        self.name = name
        self.email = email
        self.language = language
        self.password = password
    }

    /// The entry of a proof that failed: the visitor is not known to be the account's owner, so the account is the
    /// object, by its address.
    public static func refused(_ known: Credential) -> Entry {
        Entry(.accountSignInRefused, of: Object(known.account, known.email), outcome: .refused)
    }
}

/// What a try of a password came to.
public enum PasswordTrial: Sendable {
    /// It is the account's.
    case right(Credential)
    /// It is not; the account, when there is one.
    case wrong(Credential?)
    /// Too many tries: the seconds to wait.
    case wait(Int)
}

/// A session that was opened.
public struct OpenedSession: Sendable {
    /// Its id.
    public let id: ID<Session>
    /// The secret that the browser keeps.
    public let cookie: Cookie
    /// The entry of what ended because the account had too many sessions.
    public let ended: [Entry]
}

extension Visit {
    /// Tries a password of an address, and counts the try.
    public func tryPassword(
        _ password: String,
        of email: String,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> PasswordTrial {
        let attempts = Attempts.signIn(email, self)
        let known = try db.all(.credential, email).first
        let wait = try attempts.wait(of: known, self, db)
        guard wait == 0 else { return .wait(wait) }
        // A password that nobody can have is hashed as an empty one. Known or not, an address costs the same work.
        let bounded = password.utf8.count <= 1024 ? password : ""
        guard Password.isRight(bounded, hash: known?.password), let known else {
            try attempts.countWrong(db)
            return .wrong(known)
        }
        if let hash = known.password, Password.needsRehash(hash) {
            try db.run(.passwordSet, known.account, try Password.hash(password))
        }
        try attempts.countRight(db)
        return .right(known)
    }

    /// Opens a session with a secret of its own; the one that this browser had before ends.
    public func openSession(
        _ account: ID<Account>,
        by strength: String,
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> OpenedSession {
        if let earlier = visitor.account {
            _ = try db.one(.sessionEnd, earlier.id, earlier.session, ID<Session>?.none)
        }
        let (id, token) = (ID<Session>(), try Token())
        try db.run(
            .sessionStart,
            id,
            account,
            Bytes(token.hash),
            strength,
            request.fields.first("user-agent") ?? "",
            request.network.shown
        )
        let ended = try db.one(.sessionTrim, account, Limits.sessionsPerAccountMax)
        let entry = Entry(.accountSessionEnded, of: Object(account), count: ended)
        return OpenedSession(
            id: id,
            cookie: site.sessionCookie(token: token.text),
            ended: ended > 0 ? [entry] : []
        )
    }

    /// Signs somebody in who has been proven, with the event in the log of each of their spaces.
    public func signIn(
        _ known: Credential,
        by strength: String,
        to location: String,
        gives cookies: [Cookie] = [],
        after done: [Entry] = [],
        _ db: borrowing AccountTransaction
    ) throws(Failure) -> AccountAudited<Outcome> {
        let session = try openSession(known.account, by: strength, db)
        let entries = done + [Entry(.accountSignedIn, of: Object(known.account))] + session.ended
        return AccountAudited(
            .answered(
                FormAnswer(to: location, cookies: [session.cookie] + cookies, opens: session.id)
            ),
            entries[0],
            in: try db.all(.places, known.account),
            also: Array(entries.dropFirst()),
            account: (known.account, known.name)
        )
    }
}

extension Field {
    /// A password that is being chosen for the account of an address.
    public static func newPassword(
        _ path: FieldPath<Value, String>,
        _ label: StaticString = "signIn.new.password",
        of email: String
    ) -> Field {
        Field.password("new_password", path, label, isNew: true) { words in
            words(
                "signIn.new.help",
                [
                    "least": String(Limits.passwordCharactersMin),
                    "most": String(Limits.passwordCharactersMax),
                ]
            )
        }
        .checked { entry, value in
            let password = value[keyPath: path]
            guard !password.isEmpty, let problem = NewPassword.problem(password, email: email)
            else { return }
            let words = entry.words
            let sentence =
                switch problem {
                case .short:
                    words(
                        "signIn.problem.short",
                        ["least": String(Limits.passwordCharactersMin)]
                    )
                case .long:
                    words("signIn.problem.long", ["most": String(Limits.passwordCharactersMax)])
                case .common: words("signIn.problem.common")
                case .address: words("signIn.problem.address")
                }
            entry.problem("new_password", sentence)
        }
    }
}

extension HTML {
    /// The address under which password managers keep the password of the form.
    public mutating func passwordOwner(_ email: String) {
        input(
            .type("email"),
            .name("username"),
            .value(email),
            .autocomplete("username"),
            .hidden()
        )
    }
}

extension AccountStatement where Result == Credential {
    /// The account of an address (`$1`).
    public static let credential = AccountStatement(
        "select account_id, name, $1::text as email, language, password from accounts.credential($1)",
        Credential.init,
        "account_id",
        "name",
        "email",
        "language",
        "password"
    )
}

extension AccountStatement where Result == Int {
    /// `$1` account, `$2` the session to end, or null for all of them but `$3`.
    public static let sessionEnd = AccountStatement(
        "select accounts.session_end($1, $2, $3) as ended",
        "ended"
    )
}

extension AccountStatement where Result == Void {
    /// Gives an account (`$1`) a password by its hash (`$2`).
    public static let passwordSet = AccountStatement("select accounts.password_set($1, $2)")
}
