import Access
public import Audit
public import Base
public import Letters
import Terms

/// What a letter causes in the space that receives it; the entries go into that space's log.
///
/// `body` is what was kept, and all that passes.
public typealias ReceiveLetter =
    @Sendable (_ kind: LetterKind, _ body: JSON, borrowing Inbox) throws(Failure) -> [Entry]

extension Transaction {
    /// Sends a letter into another space: kept at both ends and received there, in this transaction, with entries in each log.
    ///
    /// The sender says what the letter says and nothing of what it causes: who receives its kind does that.
    /// A letter that the closed list does not allow between the two spaces is a fault.
    public borrowing func deliver<Sent: Letter>(
        _ letter: Sent,
        to other: ID<Space>
    ) throws(Failure) {
        guard let receive = context.receiveLetter else {
            throw .broken(Fault("nobody receives letters", Sent.kind.rawValue))
        }
        let body = letter.json
        let member = permit.actor.membership
        let context = self.context
        let here = space
        func keep(_ direction: String, from: ID<Space>, _ other: ID<Space>) throws(Failure) {
            let values: [any Value] = [
                from, ID<KeptLetter>(), direction, Sent.kind.rawValue, other, letter.reference,
                body,
            ]
            _ = try context.rows(Statement.keepLetter.text, values)
        }
        try keep("out", from: here, other)
        try context.enter(other, membership: nil)
        try keep("in", from: other, here)
        let writer = LoggedActor(name: letter.sender, role: "letter")
        for entry in try receive(Sent.kind, body, Inbox(space: other, from: here, context: context))
        {
            context.pending.append(try Record(entry, in: other, by: writer, at: context.now))
        }
        try context.enter(here, membership: member)
    }
}

extension Transaction {
    /// The newest letter of a kind about a matter that this space has sent or received; nil for none.
    public borrowing func letter<Kept: Letter, Of>(
        _ type: Kept.Type = Kept.self,
        about reference: ID<Of>
    ) throws(Failure) -> Kept? {
        try oneIfAny(.keptLetter, Kept.kind.rawValue, reference).map { (text) throws(Failure) in
            try Kept(kept: text)
        }
    }
}

extension Ask {
    /// The newest letter of a kind about a matter that this space has sent or received; nil for none.
    public static func letter<Kept: Letter, Of>(
        _ type: Kept.Type = Kept.self,
        about reference: ID<Of>
    ) -> Ask<Kept?> where Answer == Kept? {
        let statement = Statement<String>.keptLetter
        return Ask<Kept?>(
            text: statement.text,
            within: .space,
            values: [Kept.kind.rawValue, reference]
        ) { rows throws(Failure) in
            guard let text = try rows.all(statement.decode).first else { return nil }
            return try Kept(kept: text)
        }
    }
}

/// The other end of a letter: the space that receives it, for the slice that receives letters of its kind.
public struct Inbox: ~Copyable {
    /// The space that receives the letter; `$1` of every statement.
    public let space: ID<Space>
    /// The space that sent it.
    public let sender: ID<Space>
    let context: TransactionContext
    /// The moment of the request.
    public var now: Instant { context.now }

    init(space: ID<Space>, from sender: ID<Space>, context: TransactionContext) {
        self.space = space
        self.sender = sender
        self.context = context
    }

    /// Every row.
    public borrowing func all<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> [Result] {
        try context.rows(statement.text, [space] + values).all(statement.decode)
    }

    /// The one row; absent, what was to be changed is gone: the request is refused with 409.
    public borrowing func one<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> Result {
        guard
            let first = try context.rows(statement.text, [space] + values).all(statement.decode)
                .first
        else { throw .refused(.conflict(why: "error.conflict.gone")) }
        return first
    }

    /// The first row, if there is one.
    public borrowing func oneIfAny<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) throws(Failure) -> Result? {
        try context.rows(statement.text, [space] + values).all(statement.decode).first
    }

    /// Carries a statement out.
    ///
    /// The number of rows that it changed.
    @discardableResult
    public borrowing func run(
        _ statement: Statement<Void>,
        _ values: any Value...
    ) throws(Failure) -> Int {
        try context.rows(statement.text, [space] + values).changed
    }

    /// Carries a statement over declared columns out: their values come after the others.
    public borrowing func run(
        _ statement: Statement<Void>,
        _ values: any Value...,
        columns: [String?]
    ) throws(Failure) {
        let all = [space] + values + columns.map { $0 as any Value }
        _ = try context.rows(statement.text, all)
    }

    /// Queues a mail of the receiving space.
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
}

/// A letter as one end keeps it; what its id names.
enum KeptLetter {}

extension Statement where Result == String {
    static let keptLetter = Statement(
        """
        select body::text as body from letter
         where tenant_id = $1 and kind = $2 and reference = $3 order by at desc, id desc limit 1
        """,
        "body"
    )
}

extension Statement where Result == Void {
    static let keepLetter = Statement(
        """
        insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
        values ($1, $2, $3, $4, $5, $6, $7)
        """
    )
}
