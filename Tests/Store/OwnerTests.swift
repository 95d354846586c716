import Foundation
import Store
import Support
import Testing

/// Tables have owners (`Sources/tables.table`): nobody else writes them.
@Suite struct `Every table` {
    static let root = TestCluster.root

    /// Lines of a file that are no remarks.
    static func lines(_ path: String) throws -> [String] {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8).split(separator: "\n")
            .map(String.init).filter { !$0.hasPrefix("#") }
    }

    /// Owners by the table's name with its schema.
    static func owners() throws -> [(table: String, owner: String)] {
        try lines("Sources/tables.table").dropFirst().map { line in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            return (cells[0], cells[1])
        }
    }

    /// What one text of SQL does to tables, by their names without the schema.
    struct Use: Hashable {
        let file: String
        let writes: Set<String>
        let reads: Set<String>

        init(_ file: String, _ sql: String) {
            self.file = file
            var text = sql.lowercased().replacing(/--[^\n]*/, with: "")
            var writes: Set<String> = []
            for match in text.matches(of: /insert\s+into\s+(?:\w+\.)?(\w+)/) {
                writes.insert(String(match.output.1))
            }
            for match in text.matches(of: /delete\s+from\s+(?:\w+\.)?(\w+)/) {
                writes.insert(String(match.output.1))
            }
            for match in text.matches(
                of: /update\s+(?:\w+\.)?(\w+)(?:\s+(?:as\s+)?\w+)?\s+set\b/
            ) {
                writes.insert(String(match.output.1))
            }
            text = text.replacing(/delete\s+from/, with: "delete")
            self.writes = writes
            reads = Set(
                text.matches(of: /(?:from|join)\s+(?:\w+\.)?(\w+)/).map { String($0.output.1) }
            )
        }

        /// The slice or room whose file it is.
        var owner: String {
            let parts = file.split(separator: "/").map(String.init)
            return parts[1] == "Features" ? parts[2] : parts[1]
        }
    }

    /// Every text of SQL in a folder's files; the demo names its operator as the database's owner does.
    static func uses(in folder: String, ending suffix: String) throws -> [Use] {
        var uses: [Use] = []
        for case let file as String in FileManager.default.enumerator(atPath: "\(root)/\(folder)")
            ?? .init()
        where file.hasSuffix(suffix) && !file.hasPrefix("Demo/") {
            let path = "\(folder)/\(file)"
            let text = try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)
            guard suffix == ".swift" else {
                uses.append(Use(path, text))
                continue
            }
            let literals = text.matches(
                of: /"""([\s\S]*?)"""|"((?:select|insert|update|delete|with)\s[^"\n]*)"/
            )
            for match in literals {
                uses.append(Use(path, String(match.output.1 ?? match.output.2 ?? "")))
            }
        }
        return uses
    }

    @Test func `has one owner, which is a slice or a room`() throws {
        let database = try TestCluster.database("owners")
        let tables = try database.psql(
            """
            select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'accounts', 'log') and c.relkind = 'r' and c.relname <> 'migration'
            """
        ).compactMap(\.first)
        let listed = try Self.owners()
        #expect(listed.map(\.table).sorted() == tables.sorted())
        for (table, owner) in listed {
            let places = ["Sources/\(owner)", "Sources/Features/\(owner)"]
            let isThere = places.contains {
                FileManager.default.fileExists(atPath: "\(Self.root)/\($0)")
            }
            #expect(isThere, "\(table): \(owner) is nowhere")
        }
    }

    /// Names without their schema, as statements say them.
    static func ownersByName() throws -> [String: String] {
        Dictionary(
            try owners().map { (String($0.table.drop { $0 != "." }.dropFirst()), $0.owner) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    @Test func `is written and read by its owner, beside a list that can only grow shorter`() throws
    {
        let owners = try Self.ownersByName()
        var found: Set<String> = []
        let uses = try Self.uses(in: "Sources", ending: ".swift")
        #expect(uses.count > 150)
        for use in uses {
            for table in use.writes {
                guard let owner = owners[table], owner != use.owner else { continue }
                found.insert("\(use.owner) writes \(table)")
            }
            for table in use.reads {
                guard let owner = owners[table], owner != use.owner else { continue }
                found.insert("\(use.owner) reads \(table)")
            }
        }
        let listed = Set(try Self.lines("Tests/Store/foreign-tables.list"))
        #expect(found.subtracting(listed).isEmpty, "new: \(found.subtracting(listed).sorted())")
        #expect(listed.subtracting(found).isEmpty, "mended: \(listed.subtracting(found).sorted())")
    }

    @Test func `is written by functions of one owner`() throws {
        let owners = try Self.ownersByName()
        let uses = try Self.uses(in: "Migrations/functions", ending: ".sql")
        #expect(uses.count > 50)
        for use in uses {
            let writers = Set(use.writes.compactMap { owners[$0] })
            #expect(writers.count <= 1, "\(use.file) writes for \(writers.sorted())")
        }
    }
}

/// What people, applications, places and consents are read by: within the reader's reach.
@Suite struct `Statements that read people` {
    /// Tables and views whose rows are somebody's.
    static let personal: Set<String> = [
        "person", "person_note", "application", "application_path", "release", "consent_ask",
        "enrolment", "attendance", "participant", "missing_mark", "open_mark", "departed",
    ]

    @Test func `say how far they reach, beside a list that can only grow shorter`() throws {
        var found: Set<String> = []
        var within = 0
        for statement in StatementSource.all(in: TestCluster.root + "/Sources") {
            let use = `Every table`.Use("Sources/\(statement.file)", statement.sql)
            if statement.isWithinReach {
                within += 1
                continue
            }
            guard !use.reads.isDisjoint(with: Self.personal) else { continue }
            found.insert("\(use.owner) \(statement.name)")
        }
        #expect(within > 1)
        let listed = Set(try `Every table`.lines("Tests/Store/unreached.list"))
        #expect(found.subtracting(listed).isEmpty, "new: \(found.subtracting(listed).sorted())")
        #expect(listed.subtracting(found).isEmpty, "mended: \(listed.subtracting(found).sorted())")
    }
}
