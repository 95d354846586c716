import Access
public import Audit
public import Base

/// The only thing a write may return: what came of it, with the entries that explain it.
public struct Audited<Value: Sendable>: Sendable {
    let value: Value
    let entries: [Entry]
    let account: (id: ID<Account>, name: String)?
    let elsewhere: (entries: [Entry], spaces: [ID<Space>])

    /// `account` names who it was when the request itself did not know yet: somebody who has just proven an address.
    ///
    /// `elsewhere` is what the logs of other spaces hear of it.
    public init(
        _ value: Value,
        _ entry: Entry,
        also others: [Entry] = [],
        account: (id: ID<Account>, name: String)? = nil,
        elsewhere: (entries: [Entry], spaces: [ID<Space>]) = ([], [])
    ) {
        self.init(value, [entry] + others, account, elsewhere)
    }

    private init(
        _ value: Value,
        _ entries: [Entry],
        _ account: (id: ID<Account>, name: String)?,
        _ elsewhere: (entries: [Entry], spaces: [ID<Space>])
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
