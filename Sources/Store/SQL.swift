public import Base

/// SQL put together from parts that stand in the sources.
///
/// A part is a `StaticString`: what somebody typed can be a value and never SQL. `$1` is always the space; in a part that
/// comes with a value each `?` stands for that value.
///
///     var sql = SQL("select p.id from person p where p.tenant_id = $1")
///     sql.add(" and p.kind = ?", kind)
public struct SQL: Sendable {
    /// The statement so far, its values numbered from `$2`.
    public private(set) var text: String
    private(set) var values: [any Value] = []

    /// Begins with a part without values of its own.
    public init(_ part: StaticString) {
        text = part.description
    }

    /// A part over declared columns: `{columns}` are their names, `{values}` a value for each, `{changes}` both as
    /// `name = value`; these values come after every other `$n` of the part.
    public init(_ part: StaticString, columns: [StaticString]) {
        let pieces = part.description.split(separator: "$").dropFirst()
        let others = pieces.compactMap { Int($0.prefix { $0.isNumber }) }.max() ?? 0
        let names = columns.map(\.description)
        let places = names.indices.map { "$\(others + 1 + $0)" }
        text = part.description
            .replacing("{columns}", with: names.joined(separator: ", "))
            .replacing("{values}", with: places.joined(separator: ", "))
            .replacing(
                "{changes}",
                with: zip(names, places).map { "\($0) = \($1)" }.joined(separator: ", ")
            )
    }

    /// Adds a part without values of its own.
    public mutating func add(_ part: StaticString) {
        text += part.description
    }

    /// Adds another statement's text, which has no values yet.
    public mutating func add(_ part: SQL) {
        text += part.text
    }

    /// Adds a part with its value.
    public mutating func add(_ part: StaticString, _ value: any Value) {
        values.append(value)
        let place = "$\(values.count + 1)"
        var isFirst = true
        for piece in part.description.split(separator: "?", omittingEmptySubsequences: false) {
            if !isFirst { text += place }
            isFirst = false
            text += piece
        }
    }
}

extension Transaction {
    /// Has the statements that follow planned once a connection, where no value changes how they are best carried out.
    public borrowing func planOnce() throws(Failure) { try context.planOnce() }
}

/// The rows of a part of a list, and how many the whole list has.
public struct Counted<Result: Sendable>: Sendable {
    /// The rows, in the order of the list.
    public let rows: [Result]
    /// What the column `list_count` says; 0 when there are no rows.
    public let count: Int
}

extension Ask {
    /// Every row of a statement that was put together; planned for these values, unless it is `isKept`: then its plan is
    /// made once a connection.
    public static func all<Result>(
        _ sql: SQL,
        isKept: Bool = false,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) -> Ask<[Result]> where Answer == [Result] {
        Ask<[Result]>(text: .composed(sql.text, isKept: isKept), within: .space, values: sql.values)
        {
            rows throws(Failure) in try rows.all(decode)
        }
    }

    /// The same for a list: each row has the column `list_count`.
    public static func counted<Result>(
        _ sql: SQL,
        isKept: Bool = false,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) -> Ask<Counted<Result>> where Answer == Counted<Result> {
        Ask<Counted<Result>>(
            text: .composed(sql.text, isKept: isKept),
            within: .space,
            values: sql.values
        ) {
            rows throws(Failure) in
            Counted(
                rows: try rows.all(decode),
                count: rows.count == 0 ? 0 : try Row(rows: rows, index: 0).int("list_count")
            )
        }
    }
}

extension Transaction {
    /// Every row of a statement that was put together.
    public borrowing func all<Result: Sendable>(
        _ sql: SQL,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) throws(Failure) -> [Result] {
        try together(.all(sql, decode))
    }
}

extension AccountTransaction {
    /// The answer to a statement that was put together; its `$1` is the account that asks.
    public borrowing func answer<Answer>(
        _ ask: Ask<Answer>,
        for account: ID<Account>?
    ) throws(Failure) -> Answer {
        try ask.read(try context.rows(ask.text, [account] + ask.values))
    }
}

/// The text of a statement, as the connection takes it.
enum StatementText: Sendable {
    /// Prepared at its first use on a connection.
    case fixed(StaticString)
    /// Put together; prepared only when it `isKept`, so that what is seldom asked leaves nothing behind.
    case composed(String, isKept: Bool)

    var description: String {
        switch self {
        case .fixed(let text): text.description
        case .composed(let text, _): text
        }
    }
}
