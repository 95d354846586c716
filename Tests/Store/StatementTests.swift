import Foundation
import Composition
import Routing
import Store
import Support
import Testing

/// Every statement of the house against the migrated schema, as the role that serves.
@Suite struct `Every statement` {
    static let everything = StatementSource.all(in: TestCluster.root + "/Sources")
    static let all = everything.filter { !$0.isOfFields }
    /// Those over the columns of declared fields, filled in.
    static let ofFields = features.flatMap(\.statements)
    static let database = Result { try TestCluster.database("statements") }

    @Test func `is found in the sources, also one that follows another`() {
        let found = Self.everything.map { "\($0.file) \($0.name)" }.sorted()
        let declared = StatementSource.declared(in: TestCluster.root + "/Sources").sorted()
        #expect(declared.count > 150)
        #expect(Set(declared).subtracting(found).isEmpty)
        #expect(found == declared)
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

    @Test(arguments: everything.filter { !$0.isAccount })
    func `of a space names the space as its first value`(_ statement: StatementSource) {
        let sql = statement.sql.lowercased()
        let names =
            sql.contains("tenant_id = $1") || sql.contains("space = $1")
            || sql.contains("where id = $1") || sql.contains("where s.id = $1")
        let inserts = sql.contains("insert into") && sql.contains("tenant_id") && sql.contains("$1")
        let calls = sql.contains("where $1::uuid = current_tenant()")
        // Consent texts belong to no space.
        let isReference = sql.contains("from consent_text")
        #expect(names || inserts || calls || isReference)
    }

    @Test func `over the columns of declared fields prepares on the migrated schema`() throws {
        let database = try Self.database.get()
        // A slice that has such statements gives them to its feature.
        #expect(Self.ofFields.count == Self.everything.filter(\.isOfFields).count)
        #expect(Self.ofFields.count > 4)
        for text in Self.ofFields {
            let (parameters, _) = try describeStatement(database.app, text)
            let used = Set(text.matches(of: /\$(\d+)/).compactMap { Int($0.output.1) })
            #expect(used == Set(1..<(parameters + 1)), "parameters have holes: \(text)")
            #expect(!text.contains("{"), "\(text)")
        }
    }

    /// Every statement that the lists can become.
    static let ofLists = Result {
        var texts: Set<String> = []
        for listing in features.flatMap(\.listings) {
            for statement in try listing.statements() { texts.insert(statement.text) }
        }
        return texts.sorted()
    }

    @Test func `of a list prepares with each filter, order, place and search`() throws {
        let database = try Self.database.get()
        let texts = try Self.ofLists.get()
        #expect(texts.count > 200)
        for text in texts {
            let (parameters, columns) = try describeStatement(database.app, text)
            let used = Set(text.matches(of: /\$(\d+)/).compactMap { Int($0.output.1) })
            #expect(used == Set(1..<(parameters + 1)), "parameters have holes: \(text)")
            #expect(columns.contains("list_count") || columns.contains("number"), "\(text)")
            #expect(text.contains("tenant_id = $1") || text.contains("$1::uuid = "), "\(text)")
            #expect(!text.contains("is null or"), "a condition that is off: \(text)")
        }
    }
}
