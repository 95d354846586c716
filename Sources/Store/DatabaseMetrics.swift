import Synchronization

/// What all connections of this process have asked of the database since its start.
public enum DatabaseMetrics {
    private static let statementsSent = Atomic<Int>(0)
    private static let roundTripsMade = Atomic<Int>(0)

    /// Statements sent, commands of the store's own (`begin`, `set local`, `commit`) among them.
    public static var statements: Int { statementsSent.load(ordering: .relaxed) }

    /// Times that somebody waited for the database.
    public static var roundTrips: Int { roundTripsMade.load(ordering: .relaxed) }

    static func countStatement() { statementsSent.add(1, ordering: .relaxed) }

    static func countRoundTrip() { roundTripsMade.add(1, ordering: .relaxed) }
}
