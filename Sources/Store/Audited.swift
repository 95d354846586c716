import Access
public import Audit
public import Base

/// The only thing a write may return: what came of it, with the entries that explain it.
public struct Audited<Value> {
    let value: Value
    let entries: [Entry]
    let account: (id: ID<Account>, name: String)?

    /// `account` names who it was when the request itself did not know yet: somebody who has just proven an address.
    public init(
        _ value: Value,
        _ entry: Entry,
        also others: [Entry] = [],
        account: (id: ID<Account>, name: String)? = nil
    ) {
        self.value = value
        entries = [entry] + others
        self.account = account
    }

    func loggedActor(_ context: TransactionContext, _ actor: Actor) -> LoggedActor {
        guard let account else { return context.loggedActor(actor) }
        return LoggedActor(account: account.id, name: account.name, role: "none")
    }
}
