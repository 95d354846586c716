public import Access
public import Audit
public import Base
public import Terms

/// A running transaction, already inside its space.
///
/// It cannot be stored, copied or made by hand.
public struct Transaction: ~Copyable {
    /// The permit with which the transaction was opened.
    public let permit: Permit
    /// The space; `$1` of every statement.
    public let space: ID<Space>
    let context: TransactionContext

    init(permit: Permit, space: ID<Space>, context: TransactionContext) {
        self.permit = permit
        self.space = space
        self.context = context
    }

    /// What the store itself passes to a statement, before the statement's own values.
    private func own(_ reach: StatementReach) -> [any Value] {
        switch reach {
        case .space: [space]
        case .reach:
            [space, permit.scope.rawValue, permit.actor.person, permit.actor.membership]
        }
    }

    /// Every row.
    public borrowing func all<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> [Result] {
        try context.rows(statement.text, own(statement.within) + values).all(statement.decode)
    }

    /// The one row; absent, the request is refused with 404.
    public borrowing func one<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> Result {
        guard
            let first = try context.rows(statement.text, own(statement.within) + values).all(
                statement.decode
            ).first
        else { throw .refused(.notFound) }
        return first
    }

    /// The first row, if there is one.
    public borrowing func oneIfAny<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> Result? {
        try context.rows(statement.text, own(statement.within) + values).all(statement.decode).first
    }

    /// Carries a statement out.
    ///
    /// The number of rows that it changed.
    @discardableResult
    public borrowing func run(
        _ statement: Statement<Void>,
        _ values: any Value...
    ) throws(Failure) -> Int {
        try context.rows(statement.text, own(statement.within) + values).changed
    }

    /// Carries a statement over declared columns out: their values come after the others.
    public borrowing func run(
        _ statement: Statement<Void>,
        _ values: any Value...,
        columns: [String?]
    ) throws(Failure) {
        let all = own(statement.within) + values + columns.map { $0 as any Value }
        _ = try context.rows(statement.text, all)
    }

    /// Several statements that do not depend on each other, in one round trip.
    public borrowing func together<each Answer>(
        _ asks: repeat Ask<each Answer>
    ) throws(Failure) -> (repeat each Answer) {
        for ask in repeat each asks {
            try context.connection.queue(ask.text, own(ask.within) + ask.values)
        }
        let answers = try context.connection.collect()
        var index = 0
        func next<A>(_ ask: Ask<A>) throws(Failure) -> A {
            guard index < answers.count else { throw .broken(Fault("an answer is missing")) }
            defer { index += 1 }
            return try ask.read(answers[index])
        }
        return (repeat try next(each asks))
    }

    /// Any number of statements that become the same, in one round trip.
    public borrowing func together<Answer>(
        _ asks: [MappedAsk<Answer>]
    ) throws(Failure) -> [Answer] {
        for ask in asks {
            try context.connection.queue(ask.text, own(ask.within) + ask.values)
        }
        let answers = asks.isEmpty ? [] : try context.connection.collect()
        guard answers.count == asks.count else { throw .broken(Fault("an answer is missing")) }
        var made: [Answer] = []
        for (ask, answer) in zip(asks, answers) { made.append(try ask.read(answer)) }
        return made
    }

    /// A statement outside the spaces, in the same transaction.
    public borrowing func account<Result>(
        _ statement: AccountStatement<Result>,
        _ values: any Value...
    ) throws(Failure) -> [Result] {
        try context.rows(statement.text, values).all(statement.decode)
    }

    /// Several of them, as a visit outside the spaces makes them.
    public borrowing func accounts<T>(
        _ body: (borrowing AccountTransaction) throws(Failure) -> T
    ) throws(Failure) -> T {
        try body(AccountTransaction(context: context))
    }

    /// Queues a mail of this space; it leaves after the commit.
    public borrowing func mail(_ mail: Mail) throws(Failure) {
        try run(
            .addMail,
            ID<Mail>(),
            mail.kind.rawValue,
            mail.recipient,
            mail.subject,
            mail.body,
            mail.language
        )
    }

    /// Queues a mail that somebody has chosen to get; the database drops it where they have not.
    public borrowing func notify(_ mail: Mail, of notice: ChosenNotice) throws(Failure) {
        try run(
            .addNotice,
            ID<Mail>(),
            mail.kind.rawValue,
            mail.recipient,
            mail.subject,
            mail.body,
            mail.language,
            notice.account,
            notice.unsubscribe
        )
    }

    /// The event of a reading that the database logs itself (`read_notes`), for the function's parameters.
    public borrowing func event(_ entry: Entry) throws(Failure) -> Record {
        context.told.formUnion(entry.subjects)
        return try Record(
            entry,
            in: space,
            by: context.loggedActor(permit.actor),
            showing: context.groups,
            at: context.now
        )
    }
}

/// A mail that waits for the worker: plain text.
public struct Mail: Sendable {
    /// What it is about.
    public let kind: MailKind
    /// The address that it goes to.
    public let recipient: String
    /// The subject, one line.
    public let subject: String
    /// The text, with its line breaks.
    public let body: String
    /// The language that it is written in.
    public let language: Language

    /// Line breaks in recipient and subject become spaces, so that no header can be added.
    public init(
        _ kind: MailKind,
        to recipient: String,
        subject: String,
        body: String,
        language: Language
    ) {
        self.kind = kind
        self.recipient = oneLine(recipient)
        self.subject = oneLine(subject)
        self.body = body
        self.language = language
    }

    /// The same with the text in paragraphs; empty ones are left out.
    public init(
        _ kind: MailKind,
        to recipient: String,
        subject: String,
        paragraphs: [String],
        language: Language
    ) {
        let text = paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
        self.init(kind, to: recipient, subject: subject, body: text, language: language)
    }
}

/// By whose choice a mail goes, and how they end it.
public struct ChosenNotice: Sendable {
    let account: ID<Account>
    let unsubscribe: String

    /// `unsubscribe` is an address of this site that takes a POST (RFC 8058).
    public init(_ account: ID<Account>, unsubscribe: String) {
        self.account = account
        self.unsubscribe = unsubscribe
    }
}

private func oneLine(_ text: String) -> String {
    String(decoding: text.utf8.map { $0 < 0x20 || $0 == 0x7F ? 0x20 : $0 }, as: UTF8.self)
}

extension Statement where Result == Void {
    static let addMail = Statement(
        """
        insert into outbox (tenant_id, id, kind, recipient, subject, body, language)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )

    static let addNotice = Statement(
        """
        insert into outbox (tenant_id, id, kind, recipient, subject, body, language, account_id, unsubscribe)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    )
}
