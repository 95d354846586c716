public import Base
import CPostgres

/// A connection for migrations: whole files at once, by a role that owns things.
///
/// Never used while serving.
@safe final class AdminConnection {
    fileprivate let handle: OpaquePointer

    /// Throws a fault with libpq's own words when there is no connection.
    init(_ settings: String) throws(Failure) {
        guard let handle = unsafe connect(settings, [("client_encoding", "UTF8")]) else {
            throw .broken(Fault("no memory for a connection"))
        }
        guard unsafe PQstatus(handle) == CONNECTION_OK else {
            let message = unsafe String(cString: PQerrorMessage(handle))
            unsafe PQfinish(handle)
            throw .broken(Fault("the database cannot be reached", message))
        }
        unsafe self.handle = unsafe handle
    }

    deinit {
        unsafe PQfinish(handle)
    }

    /// Carries out one or more statements; the rows of the last, as text.
    @discardableResult
    func run(_ sql: String) throws(Failure) -> [[String?]] {
        let result = unsafe PQexec(handle, sql)
        defer { unsafe PQclear(result) }
        guard unsafe isDone(result) else { throw failed() }
        let columns = unsafe PQnfields(result)
        return unsafe (0..<PQntuples(result)).map { row in
            (0..<columns).map { column in
                guard unsafe PQgetisnull(result, row, column) == 0,
                    let text = unsafe PQgetvalue(result, row, column)
                else { return nil }
                return unsafe String(cString: text)
            }
        }
    }

    /// Carries out statements; false when they fail with one of these SQLSTATEs.
    ///
    /// Throws a fault for every other failure.
    func attempt(_ sql: String, unless states: Set<String>) throws(Failure) -> Bool {
        let result = unsafe PQexec(handle, sql)
        defer { unsafe PQclear(result) }
        if unsafe isDone(result) { return true }
        // The code is libpq's PG_DIAG_SQLSTATE.
        let state = unsafe PQresultErrorField(result, Int32(UInt8(ascii: "C")))
        guard let state = unsafe state, unsafe states.contains(String(cString: state)) else {
            throw failed()
        }
        return false
    }

    private func isDone(_ result: OpaquePointer?) -> Bool {
        let status = unsafe PQresultStatus(result)
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
    }

    private func failed() -> Failure {
        .broken(Fault("a statement failed", unsafe String(cString: PQerrorMessage(handle))))
    }
}

/// A text as an SQL literal, for the few commands of migrations that take no parameters.
func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
}

/// Runs SQL as whom the settings name and returns the last rows as text, nulls as empty.
///
/// For tests, the demo's data and the command line; never while serving.
public func runScript(_ settings: String, _ sql: String) throws(Failure) -> [[String]] {
    try AdminConnection(settings).run(sql).map { row in row.map { $0 ?? "" } }
}

/// A connection on which scripts run one after another, as if each had its own.
///
/// One script at a time. For tests: each new connection is a process of PostgreSQL's.
public struct ScriptConnection: @unchecked Sendable {
    private let connection: AdminConnection

    /// Throws a fault when there is no connection.
    public init(_ settings: String) throws(Failure) {
        connection = try AdminConnection(settings)
    }

    /// The last rows as text, nulls as empty, and whether another script may follow: this one has left nothing open.
    public func run(_ sql: String) throws(Failure) -> (rows: [[String]], isClean: Bool) {
        let rows = try connection.run(sql).map { row in row.map { $0 ?? "" } }
        return (rows, (try? connection.run("discard all")) != nil)
    }
}

/// What PostgreSQL makes of a statement without running it: how many parameters it takes, and its
/// columns' names.
///
/// Throws a fault with the server's words when it does not hold on this schema. For tests.
public func describeStatement(
    _ settings: String,
    _ sql: String
) throws(Failure) -> (parameters: Int, columns: [String]) {
    try AdminConnection(settings).describe(sql)
}

/// The statements that the role of the settings has no right to run.
///
/// None of them is carried out. For tests.
public func statementsWithoutRight(
    _ settings: String,
    _ statements: [String]
) throws(Failure) -> [String] {
    let connection = try AdminConnection(settings)
    connection.planForAnything()
    return statements.filter { !connection.allows($0) }
}

/// Whether the role of the settings has no right to run one of the statements; the rest is not asked then.
///
/// None of them is carried out. For tests.
public func isAnyWithoutRight(_ settings: String, _ statements: [String]) throws(Failure) -> Bool {
    let connection = try AdminConnection(settings)
    connection.planForAnything()
    return statements.contains { !connection.allows($0) }
}

extension AdminConnection {
    fileprivate func describe(_ sql: String) throws(Failure) -> (parameters: Int, columns: [String])
    {
        let prepared = unsafe PQprepare(handle, "probe", sql, 0, nil)
        defer { unsafe PQclear(prepared) }
        guard unsafe PQresultStatus(prepared) == PGRES_COMMAND_OK else {
            let message = unsafe String(cString: PQerrorMessage(handle))
            throw .broken(Fault("a statement does not hold", message))
        }
        let described = unsafe PQdescribePrepared(handle, "probe")
        defer { unsafe PQclear(described) }
        let columns = unsafe (0..<PQnfields(described)).compactMap { index -> String? in
            guard let name = unsafe PQfname(described, index) else { return nil }
            return unsafe String(cString: name)
        }
        return (Int(unsafe PQnparams(described)), columns)
    }

    /// A plan for particular values could leave out what a null makes needless.
    fileprivate func planForAnything() {
        unsafe PQclear(PQexec(handle, "set plan_cache_mode = force_generic_plan"))
    }

    /// Starts a statement far enough that its rights are checked, and does nothing.
    fileprivate func allows(_ sql: String) -> Bool {
        let prepared = unsafe PQprepare(handle, "rights", sql, 0, nil)
        unsafe PQclear(prepared)
        let described = unsafe PQdescribePrepared(handle, "rights")
        let count = Int(unsafe PQnparams(described))
        unsafe PQclear(described)
        let nulls = Array(repeating: "null", count: count).joined(separator: ", ")
        let explained = unsafe PQexec(
            handle,
            "explain execute rights\(count == 0 ? "" : "(\(nulls))")"
        )
        defer {
            unsafe PQclear(explained)
            unsafe PQclear(PQexec(handle, "deallocate all"))
        }
        return unsafe PQresultStatus(explained) == PGRES_TUPLES_OK
    }
}
