public import Access
public import Audit
public import Base

/// A lane's way to the database.
///
/// Only a permit opens a transaction, and a write closes only with its log entry.
public final class Database {
    private let context: TransactionContext

    /// `settings` is a libpq connection string for the role `vakka_app`.
    ///
    /// `secondsMax` is what one request may take for all it asks. `clock` tells the moment of what is written; one that
    /// stands is the database's too.
    public init(
        _ settings: String,
        secondsMax: Int = Limits.databaseSecondsMax,
        clock: Clock = .real
    ) {
        context = TransactionContext(settings, secondsMax: secondsMax, clock: clock)
    }

    /// The next request begins, and with it its time; `receiveLetter` is where letters go that it sends.
    public func startClock(receiveLetter: ReceiveLetter? = nil) {
        context.connection.startClock()
        context.told = []
        context.groups = []
        context.receiveLetter = receiveLetter
    }

    /// What the request shows of people: its events carry it.
    public var shown: [String] {
        get { context.groups }
        set { context.groups = newValue }
    }

    /// Whom the writes of this request have told of in the log of their space.
    public var told: Set<Subject> { context.told }

    /// Statements sent and round trips made on this connection so far.
    public var counts: (statements: Int, roundTrips: Int) {
        (context.connection.statementsSent, context.connection.roundTrips)
    }

    /// The reading statements that the transaction has sent more than once with the same values.
    public var repeated: [String] {
        var seen: Set<String> = []
        return context.connection.asked.compactMap { statement in
            let values = statement.values.map { $0.sqlText ?? "null" }.joined(separator: ", ")
            let text = "\(statement.text.description) [\(values)]"
            return seen.insert(text).inserted ? nil : text
        }
    }

    /// Opens the request's transaction: read only for safe methods.
    ///
    /// The session is looked up inside it.
    public func begin(readOnly: Bool) throws(Failure) {
        try context.begin(readOnly: readOnly)
    }

    /// Statements outside the spaces, sent together in the request's transaction: who is it, where do they stand.
    public func look<First, Second>(
        _ first: (AccountStatement<First>, [any Value]),
        _ second: (AccountStatement<Second>, [any Value])
    ) throws(Failure) -> ([First], [Second]) {
        try context.connection.queue(first.0.text, first.1)
        try context.connection.queue(second.0.text, second.1)
        let answers = try context.connection.collect()
        guard answers.count == 2 else { throw .broken(Fault("an answer is missing")) }
        return (try answers[0].all(first.0.decode), try answers[1].all(second.0.decode))
    }

    /// One of them.
    public func look<Result>(
        _ statement: AccountStatement<Result>,
        _ values: any Value...
    ) throws(Failure) -> [Result] {
        try context.rows(statement.text, values).all(statement.decode)
    }

    /// Reads in the permit's space, in the transaction that `begin` opened.
    public func read<T>(
        _ permit: Permit,
        _ body: (borrowing Transaction) throws(Failure) -> T
    ) throws(Failure) -> T {
        let space = try space(of: permit)
        if !context.isInTransaction { try context.begin(readOnly: true) }
        try context.enter(space, membership: permit.actor.membership)
        return try body(Transaction(permit: permit, space: space, context: context))
    }

    /// Writes in the permit's space.
    ///
    /// What `body` returns carries its entry; both commit together or not at all.
    public func write<T>(
        _ permit: Permit,
        _ body: (borrowing Transaction) throws(Failure) -> Audited<T>
    ) throws(Failure) -> T {
        let space = try space(of: permit)
        if !context.isInTransaction { try context.begin(readOnly: false) }
        try context.enter(space, membership: permit.actor.membership)
        let audited = try undoing { () throws(Failure) in
            try body(Transaction(permit: permit, space: space, context: context))
        }
        try keep(audited, in: space, permit.actor)
        return audited.value
    }

    /// What a write would come to, and its entries; nothing of it stays.
    public func rehearse<T>(
        _ permit: Permit,
        _ body: (borrowing Transaction) throws(Failure) -> Audited<T>
    ) throws(Failure) -> (T, [Entry]) {
        let space = try space(of: permit)
        if !context.isInTransaction { try context.begin(readOnly: false) }
        try context.enter(space, membership: permit.actor.membership)
        let audited = try undoing { () throws(Failure) in
            try body(Transaction(permit: permit, space: space, context: context))
        }
        context.rollBack()
        return (audited.value, audited.entries.flatMap(\.parts))
    }

    /// A write that is done once however often its form is sent: the second time it leads where the first did.
    ///
    /// `content` is the SHA-256 of what was sent. The same key with other content is refused: nothing is done, and nobody is
    /// told that it was. What `body` drops leaves no trace.
    public func writeOnce<Dropped>(
        _ permit: Permit,
        key: ID<Submission>,
        path: String,
        content: [UInt8],
        _ body: (borrowing Transaction) throws(Failure) -> Written<Dropped>
    ) throws(Failure) -> WrittenOnce<Dropped> {
        let space = try space(of: permit)
        if !context.isInTransaction { try context.begin(readOnly: false) }
        try context.enter(space, membership: permit.actor.membership)
        let transaction = Transaction(permit: permit, space: space, context: context)
        // A form that is being carried out right now makes this wait until that one has ended.
        let isFirst =
            try transaction.run(
                .claimSubmission,
                key,
                permit.actor.account,
                path,
                Bytes(content)
            ) == 1
        // What led back to its form with what was wrong is sent again, mended, under the same key.
        var isMended = false
        if !isFirst {
            let account = permit.actor.account
            isMended =
                try transaction.run(.reclaimSubmission, key, account, path, Bytes(content)) == 1
        }
        guard isFirst || isMended else {
            // Written again, so that this commit waits for a standby as the first should have: that one may stand on
            // this primary alone, its answer lost with the primary before.
            let earlier = try transaction.oneIfAny(
                .confirmLocation,
                key,
                permit.actor.account,
                path,
                Bytes(content)
            )
            guard let earlier else { throw .refused(.conflict(why: "form.once.other")) }
            return .kept(location: earlier)
        }
        let written = try undoing { () throws(Failure) in
            let written = try body(transaction)
            if case .kept(let audited) = written {
                try transaction.run(.keepLocation, key, audited.value)
            }
            return written
        }
        switch written {
        case .dropped(let dropped):
            context.rollBack()
            return .dropped(dropped)
        case .kept(let audited):
            try keep(audited, in: space, permit.actor)
            return .kept(location: audited.value)
        }
    }

    /// Commits a write together with its entries.
    private func keep<T>(_ audited: Audited<T>, in space: ID<Space>, _ actor: Actor)
        throws(Failure)
    {
        let loggedActor = audited.loggedActor(context, actor)
        for entry in audited.entries.flatMap(\.parts) {
            context.pending.append(
                try Record(
                    entry,
                    in: space,
                    by: loggedActor.signed(entry.signedAs),
                    showing: context.groups,
                    at: context.now
                )
            )
            context.told.formUnion(entry.subjects)
        }
        for place in audited.elsewhere.places where place.space != space {
            for entry in audited.elsewhere.entries.flatMap(\.parts) {
                context.pending.append(
                    try Record(
                        entry,
                        in: place.space,
                        by: loggedActor.known(at: place),
                        at: context.now
                    )
                )
            }
        }
        try context.commit()
    }

    /// Reads what belongs to no space, in the transaction that `begin` opened.
    public func readAccount<T>(
        _ permit: Permit,
        _ body: (borrowing AccountTransaction) throws(Failure) -> T
    ) throws(Failure) -> T {
        if !context.isInTransaction { try context.begin(readOnly: true) }
        return try body(AccountTransaction(context: context))
    }

    /// Changes what belongs to an account and to no space.
    ///
    /// The entry goes into the log of every place that `body` names, under the name that the place knows.
    public func account<T>(
        _ permit: Permit,
        _ body: (borrowing AccountTransaction) throws(Failure) -> AccountAudited<T>
    ) throws(Failure) -> T {
        if !context.isInTransaction { try context.begin(readOnly: false) }
        let audited = try undoing { () throws(Failure) in
            try body(AccountTransaction(context: context))
        }
        var loggedActor = context.loggedActor(permit.actor)
        if let known = audited.account {
            loggedActor = LoggedActor(account: known.id, name: known.name, role: "none")
        }
        for place in audited.places {
            for entry in audited.entries.flatMap(\.parts) {
                context.pending.append(
                    try Record(
                        entry,
                        in: place.space,
                        by: loggedActor.known(at: place),
                        at: context.now
                    )
                )
            }
        }
        try context.commit()
        return audited.value
    }

    /// Writes one entry in a transaction of its own: refusals, and looks that no reply waits for.
    public func note(_ entry: Entry, in space: ID<Space>, by actor: Actor) throws(Failure) {
        context.rollBack()
        try context.begin(readOnly: false)
        context.pending = [
            try Record(entry, in: space, by: context.loggedActor(actor), at: context.now)
        ]
        try context.commit()
        context.told.formUnion(entry.subjects)
    }

    /// Keeps what was typed into a form whose session had ended, sealed, in a transaction of its own.
    public func keepForm(
        _ token: [UInt8],
        _ account: ID<Account>,
        path: String,
        _ sealed: [UInt8],
        seconds: Int
    ) throws(Failure) {
        context.rollBack()
        try context.begin(readOnly: false)
        let transaction = AccountTransaction(context: context)
        try transaction.run(.keepForm, Bytes(token), account, path, Bytes(sealed), seconds)
        try context.commit()
    }

    /// The key that seals this installation's forms.
    public func sealingKey() throws(Failure) -> [UInt8] {
        context.connection.startClock()
        try context.begin(readOnly: true)
        let key = try AccountTransaction(context: context).one(.sealingKey)
        try context.commit()
        return key.bytes
    }

    /// What is due, in whichever space.
    public func due(_ statement: AccountStatement<DueMatter>) throws(Failure) -> [DueMatter] {
        context.rollBack()
        try context.begin(readOnly: true)
        let found = try AccountTransaction(context: context).all(statement)
        try context.commit()
        return found
    }

    /// Removes what has run out: codes, forms that were kept or carried out, counts of attempts, mails of long ago.
    public func sweep() throws(Failure) {
        try context.begin(readOnly: false)
        try AccountTransaction(context: context).run(
            .sweep,
            Limits.mailKeptDays,
            Limits.returnedMailKeptDays,
            Limits.submissionKeptDays
        )
        try context.commit()
    }

    /// The record of a look, for the audit writer to make durable before the reply leaves.
    public func record(_ entry: Entry, in space: ID<Space>, by actor: Actor) throws(Failure)
        -> Record
    {
        try Record(
            entry,
            in: space,
            by: context.loggedActor(actor),
            showing: context.groups,
            at: context.now
        )
    }

    /// Ends the request: commits what was only read, throws away what was not committed.
    public func end() throws(Failure) {
        try context.commit()
    }

    /// Ends the request after a failure.
    public func abandon() {
        if context.isInTransaction { context.rollBack() }
    }

    /// After a refused write nothing is left open: a handler may read again, and show its form with what was typed.
    private func undoing<T>(_ body: () throws(Failure) -> T) throws(Failure) -> T {
        do throws(Failure) {
            return try body()
        } catch {
            context.rollBack()
            throw error
        }
    }

    private func space(of permit: Permit) throws(Failure) -> ID<Space> {
        guard let space = permit.actor.space else {
            throw .broken(Fault("a permit outside the spaces opened a space"))
        }
        return space
    }
}

/// Something whose time has come: the space that it is of, and its id there.
public struct DueMatter: Sendable {
    /// The space.
    public let space: ID<Space>
    /// What the space knows it by.
    public let id: ID<DueMatter>

    /// A row of a function of the database that looks in all spaces.
    public init(space: ID<Space>, id: ID<DueMatter>) {
        self.space = space
        self.id = id
    }
}

/// One sending of a form.
public enum Submission {}

/// What the body of a write that is done once comes to.
public enum Written<Dropped> {
    /// It is done; the result says where the browser goes.
    case kept(Audited<String>)
    /// It is not done, and nothing of it stays.
    case dropped(Dropped)
}

/// What a write that is done once has come to.
public enum WrittenOnce<Dropped> {
    /// It is done, now or the first time it was sent.
    case kept(location: String)
    /// It is not done, and nothing of it stays.
    case dropped(Dropped)
}

/// A transaction that sees accounts and no space.
public struct AccountTransaction: ~Copyable {
    let context: TransactionContext

    /// Every row.
    @discardableResult
    public borrowing func all<Result>(
        _ statement: AccountStatement<Result>,
        _ values: any Value...
    ) throws(Failure) -> [Result] {
        try context.rows(statement.text, values).all(statement.decode)
    }

    /// The first row; absent, the request is refused with 404.
    public borrowing func one<Result>(
        _ statement: AccountStatement<Result>,
        _ values: any Value...
    ) throws(Failure) -> Result {
        guard let first = try context.rows(statement.text, values).all(statement.decode).first
        else {
            throw .refused(.notFound)
        }
        return first
    }

    /// Carries a statement out.
    public borrowing func run(
        _ statement: AccountStatement<Void>,
        _ values: any Value...
    ) throws(Failure) {
        _ = try context.rows(statement.text, values)
    }
}

/// What came of a change to an account, with the entry for the logs of its spaces.
public struct AccountAudited<Value> {
    /// What came of it.
    public let value: Value
    let entries: [Entry]
    let places: [LoggedPlace]
    let account: (id: ID<Account>, name: String)?

    /// `account` names who it was when the request itself did not know yet (a sign-in).
    public init(
        _ value: Value,
        _ entry: Entry,
        in places: [LoggedPlace],
        also others: [Entry] = [],
        account: (id: ID<Account>, name: String)? = nil
    ) {
        self.value = value
        entries = [entry] + others
        self.places = places
        self.account = account
    }
}

extension AccountStatement where Result == Void {
    fileprivate static let sweep = AccountStatement(
        """
        select accounts.sweep(), public.mail_sweep($1, $2), public.submission_sweep($3), public.undo_sweep()
        """
    )

    fileprivate static let keepForm = AccountStatement(
        "select accounts.form_keep($1, $2, $3, $4, $5)"
    )
}

extension AccountStatement where Result == Bytes {
    fileprivate static let sealingKey = AccountStatement(
        "select accounts.sealing_key() as key",
        "key"
    )
}

extension Statement where Result == Void {
    static let claimSubmission = Statement(
        """
        insert into submission (tenant_id, key, account_id, path, content, location)
        values ($1, $2, $3, $4, $5, '') on conflict do nothing
        """
    )

    static let reclaimSubmission = Statement(
        """
        update submission set content = $5
         where tenant_id = $1 and key = $2 and account_id is not distinct from $3 and path = $4 and content <> $5
           and location like '%tried=%'
        """
    )

    static let keepLocation = Statement(
        "update submission set location = $3 where tenant_id = $1 and key = $2"
    )
}

extension Statement where Result == String {
    static let confirmLocation = Statement(
        """
        update submission set location = location
         where tenant_id = $1 and key = $2 and account_id is not distinct from $3 and path = $4 and content = $5
        returning location
        """,
        "location"
    )
}
