import Base
import Foundation
import Store
import Support

/// The tables and views of a database as `pg_dump` writes them, what belongs to one relation together.
///
/// Functions are left out, for they stand in files of their own, and so is what depends on the program's version.
struct SchemaText {
    private var general: [String] = []
    private var relations: [String: [String]] = [:]
    private var indexed: [String: String] = [:]

    /// Asks `pg_dump`, the newest that is installed.
    static func of(_ database: TestDatabase) throws -> String {
        let programs = "/usr/lib/postgresql"
        let newest = try FileManager.default.contentsOfDirectory(atPath: programs)
            .compactMap { Int($0) }.max()
        let dump = TestCluster.scratch + "/\(database.name).sql"
        let status = try runProgram(
            "\(programs)/\(newest ?? 0)/bin/pg_dump",
            [
                "--schema-only", "--exclude-table=public.migration", "--file=\(dump)",
                database.owner,
            ]
        )
        guard status == 0 else { throw Failure.broken(Fault("pg_dump failed", "\(status)")) }
        return SchemaText(try String(contentsOfFile: dump, encoding: .utf8)).text
    }

    private init(_ dump: String) {
        for entry in dump.components(separatedBy: "\n--\n-- Name: ").dropFirst() {
            let parts = entry.components(separatedBy: "\n--\n")
            let head = parts[0].components(separatedBy: "; ")
            guard head.count >= 3 else { continue }
            let type = head[1].dropFirst("Type: ".count)
            let schema = head[2].dropFirst("Schema: ".count)
            let words = head[0].split(separator: " ").map(String.init)
            let statements = parts[1].split(separator: "\n")
                .filter { !$0.hasPrefix("SET default_") && !$0.hasPrefix("\\") }
                .joined(separator: "\n")
            switch type {
            case "FUNCTION", "PROCEDURE": continue
            case "TABLE", "VIEW", "CONSTRAINT", "FK CONSTRAINT", "TRIGGER", "POLICY",
                "ROW SECURITY":
                add(statements, to: "\(schema).\(words[0])")
            case "INDEX":
                let relation = statements.firstMatch(of: #/ ON (\S+) /#)?.1
                indexed[words[0]] = relation.map(String.init)
                add(statements, to: relation.map(String.init))
            case "COMMENT", "ACL":
                switch words[0] {
                case "FUNCTION", "PROCEDURE": continue
                case "TABLE", "VIEW", "COLUMN", "POLICY", "TRIGGER":
                    let relation = words.last?.split(separator: ".").first ?? ""
                    add(statements, to: "\(schema).\(relation)")
                case "INDEX": add(statements, to: indexed[words[1]])
                default: add(statements, to: nil)
                }
            default: add(statements, to: nil)
            }
        }
    }

    private mutating func add(_ statements: String, to relation: String?) {
        if let relation {
            relations[relation, default: []].append(statements)
        } else {
            general.append(statements)
        }
    }

    private var text: String {
        let head =
            "-- The database at a glance, written by deploy/schema. Functions stand in functions/.\n\n"
        let blocks =
            [general.joined(separator: "\n")]
            + relations.sorted { $0.key < $1.key }.map { $0.value.joined(separator: "\n") }
        return head + blocks.joined(separator: "\n\n") + "\n"
    }
}
