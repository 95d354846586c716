import Foundation
import Store
import Support
import Testing

/// Every statement of the house against the migrated schema, as the role that serves.
@Suite struct `Every statement` {
    static let all = StatementSource.all(in: TestCluster.root + "/Sources")
    static let database = Result { try TestCluster.database("statements") }

    @Test func `is found in the sources`() {
        #expect(Self.all.count > 20)
    }

    @Test(arguments: all)
    func `prepares on the migrated schema and has the columns that are read`(
        _ statement: StatementSource
    ) throws {
        let database = try Self.database.get()
        let (parameters, columns) = try describeStatement(database.app, statement.sql)
        let used = Set(statement.sql.matches(of: /\$(\d+)/).compactMap { Int($0.output.1) })
        #expect(used == Set(1..<(parameters + 1)), "parameters have holes")
        #expect(
            statement.columns.isSubset(of: columns),
            "columns \(statement.columns.subtracting(columns)) are missing"
        )
    }

    @Test(arguments: all.filter { !$0.isAccount })
    func `of a space names the space as its first value`(_ statement: StatementSource) {
        let sql = statement.sql.lowercased()
        let names =
            sql.contains("tenant_id = $1") || sql.contains("space = $1")
            || sql.contains("where id = $1") || sql.contains("where s.id = $1")
        let inserts = sql.contains("insert into") && sql.contains("tenant_id") && sql.contains("$1")
        let calls = sql.contains("from read_notes(")
        // Consent texts belong to no space.
        let isReference = sql.contains("from consent_text")
        #expect(names || inserts || calls || isReference)
    }
}
