public import Base

/// One SQL statement of a space and how its rows are read.
///
/// `$1` is always the space: `tenant_id = $1`. The text is a `StaticString`, so a text made at run
/// time can never become SQL.
public struct Statement<Result: Sendable>: Sendable {
    let text: StaticString
    let decode: @Sendable (Row) throws(Failure) -> Result

    /// A statement with `$1` for the space, whose rows `decode` reads.
    public init(
        _ text: StaticString,
        _ decode: @escaping @Sendable (Row) throws(Failure) -> Result
    ) {
        self.text = text
        self.decode = decode
    }
}

extension Statement where Result == Void {
    /// A statement that returns no rows.
    public init(_ text: StaticString) {
        self.init(text) { _ throws(Failure) in () }
    }
}

/// One SQL statement outside the spaces: a function of the schema `accounts`.
///
/// `$1` is its first own value.
public struct AccountStatement<Result: Sendable>: Sendable {
    let text: StaticString
    let decode: @Sendable (Row) throws(Failure) -> Result

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
        self.init(text) { _ throws(Failure) in () }
    }
}

/// A statement with its values and how many rows are wanted: what `Transaction.together` sends at once.
public struct Ask<Answer: Sendable>: Sendable {
    let text: StaticString
    let values: [any Value]
    let read: @Sendable (Rows) throws(Failure) -> Answer

    /// Every row.
    public static func all<Result>(
        _ statement: Statement<Result>,
        _ values: any Value...
    ) -> Ask<[Result]> where Answer == [Result] {
        Ask<[Result]>(text: statement.text, values: values) { rows throws(Failure) in
            try rows.all(statement.decode)
        }
    }

    /// The one row; absent, the request is refused with 404.
    public static func one(_ statement: Statement<Answer>, _ values: any Value...) -> Ask<Answer> {
        Ask(text: statement.text, values: values) { rows throws(Failure) in
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
        Ask<Result?>(text: statement.text, values: values) { rows throws(Failure) in
            try rows.all(statement.decode).first
        }
    }
}
