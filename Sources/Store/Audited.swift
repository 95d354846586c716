import Access
public import Audit
public import Base

/// The only thing a write may return: what came of it, with the entries that explain it.
public struct Audited<Value: Sendable>: Sendable {
    let value: Value
    let entries: [Entry]
    let account: (id: ID<Account>, name: String)?
    let elsewhere: (entries: [Entry], places: [LoggedPlace])

    /// `account` names who it was when the request itself did not know yet: somebody who has just proven an address.
    ///
    /// `elsewhere` is what the logs of other spaces hear of it.
    public init(
        _ value: Value,
        _ entry: Entry,
        also others: [Entry] = [],
        account: (id: ID<Account>, name: String)? = nil,
        elsewhere: (entries: [Entry], places: [LoggedPlace]) = ([], [])
    ) {
        self.init(value, [entry] + others, account, elsewhere)
    }

    private init(
        _ value: Value,
        _ entries: [Entry],
        _ account: (id: ID<Account>, name: String)?,
        _ elsewhere: (entries: [Entry], places: [LoggedPlace])
    ) {
        self.value = value
        self.entries = entries
        self.account = account
        self.elsewhere = elsewhere
    }

    /// The same with another value, made of this one.
    public func map<Other>(_ change: (Value) throws(Failure) -> Other) throws(Failure) -> Audited<
        Other
    > {
        Audited<Other>(try change(value), entries, account, elsewhere)
    }

    func loggedActor(_ context: TransactionContext, _ actor: Actor) -> LoggedActor {
        guard let account else { return context.loggedActor(actor) }
        return LoggedActor(account: account.id, name: account.name, role: "none")
    }
}

/// A space whose log hears of an account, with how it knows the account.
public struct LoggedPlace: Sendable {
    /// In whose log it stands.
    public let space: ID<Space>
    let membership: ID<Membership>?
    /// The name by which the space knows the member.
    public let name: String?

    /// `membership` and `name` are nil where the account is no member.
    public init(_ space: ID<Space>, _ membership: ID<Membership>? = nil, _ name: String? = nil) {
        (self.space, self.membership, self.name) = (space, membership, name)
    }
}

extension LoggedActor {
    /// The same as a space knows them; a visitor stays one.
    func known(at place: LoggedPlace) -> LoggedActor {
        guard account != nil else { return self }
        return LoggedActor(
            account: account,
            membership: place.membership,
            session: session,
            name: place.name ?? name,
            role: role
        )
    }
}
