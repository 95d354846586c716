public import Base

/// How far the rows go that a statement may read.
public enum StatementReach: Sendable {
    /// All of the space: `$1` is the space, values of the statement's own begin with `$2`.
    case space
    /// What the permit reaches: `$1` is the space, `$2` how far (`own`, `course` or `all`), `$3` the reader's own entry in the
    /// register (null for who has none), `$4` the reader's membership; own values begin with `$5`.
    case reach
}

/// One SQL statement of a space and how its rows are read.
///
/// `$1` is always the space: `tenant_id = $1`. The text is a `StaticString`, so a text made at run
/// time can never become SQL.
public struct Statement<Result: Sendable>: Sendable {
    let text: StatementText
    let within: StatementReach
    let decode: @Sendable (Row) throws(Failure) -> Result

    /// The statement as the database gets it.
    public var sql: String { text.description }

    /// A statement whose rows `make` is called for with the columns of these names: `Person.init, "id", "given_name"`.
    public init<each Column: ColumnValue>(
        within reach: StatementReach = .space,
        _ text: StaticString,
        _ make: @escaping @Sendable (repeat each Column) throws(Failure) -> Result,
        _ names: repeat ColumnName<each Column>
    ) {
        self.text = .fixed(text)
        within = reach
        decode = reader(make, repeat each names)
    }

    /// A statement that answers with one column.
    public init(
        within reach: StatementReach = .space,
        _ text: StaticString,
        _ name: ColumnName<Result>
    ) where Result: ColumnValue {
        self.text = .fixed(text)
        within = reach
        decode = { row throws(Failure) in try Result.read(row, name.text) }
    }

    /// A statement over declared columns, as `SQL(_:columns:)` fills them in.
    public init(
        within reach: StatementReach = .space,
        _ text: StaticString,
        columns: [StaticString],
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) {
        self.text = .composed(SQL(text, columns: columns).text, isKept: true)
        within = reach
        self.decode = decode
    }

    /// A statement whose rows `decode` reads by hand; for lists that are asked for all the time.
    public init(
        within reach: StatementReach = .space,
        _ text: StaticString,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) {
        self.text = .fixed(text)
        within = reach
        self.decode = decode
    }
}

/// A function that reads a row by an initialiser and the names of columns, for lists.
public func reader<Result: Sendable, each Column: ColumnValue>(
    _ make: @escaping @Sendable (repeat each Column) throws(Failure) -> Result,
    _ names: repeat ColumnName<each Column>
) -> @Sendable (Row) throws(Failure) -> Result {
    let names = (repeat each names)
    return { row throws(Failure) in
        try make(repeat try (each Column).read(row, (each names).text))
    }
}

/// The same for a row that begins with what `first` reads of it, such as the columns of declared fields.
public func reader<First, Result: Sendable, each Column: ColumnValue>(
    _ make: @escaping @Sendable (First, repeat each Column) throws(Failure) -> Result,
    from first: @escaping @Sendable (Row) throws(Failure) -> First,
    _ names: repeat ColumnName<each Column>
) -> @Sendable (Row) throws(Failure) -> Result {
    let names = (repeat each names)
    return { row throws(Failure) in
        try make(try first(row), repeat try (each Column).read(row, (each names).text))
    }
}

extension Statement where Result == Void {
    /// The same without rows, over declared columns.
    public init(_ text: StaticString, columns: [StaticString]) {
        self.init(text, columns: columns) { (_: Row) throws(Failure) in () }
    }

    /// A statement that returns no rows.
    public init(within reach: StatementReach = .space, _ text: StaticString) {
        self.init(within: reach, text) { (_: Row) throws(Failure) in () }
    }
}

/// One SQL statement outside the spaces: a function of the schema `accounts`.
///
/// `$1` is its first own value.
public struct AccountStatement<Result: Sendable>: Sendable {
    let text: StaticString
    let decode: @Sendable (Row) throws(Failure) -> Result

    /// A statement outside the spaces, whose rows `make` is called for with the columns of these names.
    public init<each Column: ColumnValue>(
        _ text: StaticString,
        _ make: @escaping @Sendable (repeat each Column) throws(Failure) -> Result,
        _ names: repeat ColumnName<each Column>
    ) {
        self.text = text
        decode = reader(make, repeat each names)
    }

    /// A statement outside the spaces that answers with one column.
    public init(_ text: StaticString, _ name: ColumnName<Result>) where Result: ColumnValue {
        self.text = text
        decode = { row throws(Failure) in try Result.read(row, name.text) }
    }

    /// A statement outside the spaces, whose rows `decode` reads.
    public init(
        _ text: StaticString,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) {
        self.text = text
        self.decode = decode
    }
}

extension AccountStatement where Result == Void {
    /// A statement whose rows do not matter.
    public init(_ text: StaticString) {
        self.init(text) { (_: Row) throws(Failure) in () }
    }
}

/// A statement with its values and how many rows are wanted: what `Transaction.together` sends at once.
public struct Ask<Answer: Sendable>: Sendable {
    let text: StatementText
    let within: StatementReach
    let values: [any Value]
    let read: @Sendable (Rows) throws(Failure) -> Answer

    /// The same with something made of each row.
    public func each<Row, Other>(_ make: @escaping (Row) -> Other) -> MappedAsk<[Other]>
    where Answer == [Row] {
        map { $0.map(make) }
    }

    /// The same with something made of the answer.
    public func map<Other>(_ make: @escaping (Answer) -> Other) -> MappedAsk<Other> {
        MappedAsk(text: text, within: within, values: values) { rows throws(Failure) in
            make(try read(rows))
        }
    }

    /// Every row.
    public static func all<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) -> Ask<[Result]> where Answer == [Result] {
        Ask<[Result]>(text: statement.text, within: statement.within, values: values) {
            rows throws(Failure) in
            try rows.all(statement.decode)
        }
    }

    /// The one row; absent, the request is refused with 404.
    public static func one(_ statement: Statement<Answer>, _ values: any Value...) -> Ask<Answer> {
        Ask(text: statement.text, within: statement.within, values: values) {
            rows throws(Failure) in
            guard let first = try rows.all(statement.decode).first else {
                throw .refused(.notFound)
            }
            return first
        }
    }

    /// The first row, if there is one.
    public static func oneIfAny<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) -> Ask<Result?> where Answer == Result? {
        Ask<Result?>(text: statement.text, within: statement.within, values: values) {
            rows throws(Failure) in
            try rows.all(statement.decode).first
        }
    }
}

/// A statement that has not been sent yet, with what its answer becomes: however different the rows of several, they go out
/// together.
public struct MappedAsk<Answer> {
    let text: StatementText
    let within: StatementReach
    let values: [any Value]
    let read: (Rows) throws(Failure) -> Answer
}
