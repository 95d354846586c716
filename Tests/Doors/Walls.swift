import Base
import Store
import Support

/// What the database itself must keep apart, whatever the app asks: each finding names a table that does not.
enum Walls {
    /// Every table with `tenant_id`, with its schema.
    static func tables(_ database: TestDatabase) throws -> [String] {
        try database.psql(
            """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where n.nspname in ('public', 'log') and c.relkind = 'r' order by 1
            """
        ).compactMap(\.first)
    }

    /// Looks from inside one space at the rows of another, and tries to put rows there.
    static func findings(
        _ database: TestDatabase,
        from own: TestSpace,
        at foreign: [TestSpace],
        only: String? = nil
    ) throws -> [String] {
        var findings: [String] = []
        let others = foreign.map { "'\($0.id)'" }.joined(separator: ",")
        for table in try only.map({ [$0] }) ?? tables(database) {
            let inside = "set local app.tenant = '\(own.id)'; set local app.actor = '';"
            let rows = try? runScript(
                database.app,
                "begin; \(inside) select count(tenant_id) from \(table) where tenant_id in (\(others))"
            )
            // A table that the app may not read at all shows nothing either.
            if let rows, rows != [["0"]] { findings.append("\(table) shows another space's rows") }
            if try canInsert(database, table, inside, foreign) {
                findings.append("\(table) takes rows for another space")
            }
        }
        return findings
    }

    /// Whether a row of another space, as it stands there but for its id, can be put in from here.
    private static func canInsert(
        _ database: TestDatabase,
        _ table: String,
        _ inside: String,
        _ foreign: [TestSpace]
    ) throws -> Bool {
        let columns = try database.psql(
            """
            select attname from pg_attribute where attrelid = '\(table)'::regclass and attnum > 0
               and not attisdropped and attgenerated = ''
            """
        ).compactMap(\.first)
        let space = foreign.map { "'\($0.id)'" }.joined(separator: ",")
        guard
            let row = try database.psql(
                "select to_jsonb(t) from \(table) t where tenant_id in (\(space)) limit 1"
            ).first?.first
        else { return false }
        let list = columns.joined(separator: ", ")
        let script =
            "begin; \(inside) insert into \(table) (\(list)) select \(list) from jsonb_populate_record(null::\(table), "
            + "'\(row.replacing("'", with: "''"))'::jsonb) on conflict do nothing"
        do {
            _ = try runScript(database.app, script)
            return true
        } catch {
            // A rule of the domain that refuses first proves nothing of the wall; the policy's own check is in the self-test.
            return false
        }
    }
}
