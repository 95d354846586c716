import Foundation
import Support
import Testing

@Test func `schema.sql is the schema that the migrations make`() throws {
    let path = TestCluster.root + "/Migrations/schema.sql"
    let made = try SchemaText.of(try TestCluster.database("schema"))
    if ProcessInfo.processInfo.environment["VAKKA_WRITE_SCHEMA"] != nil {
        try made.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let written = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let lines = (made: made.split(separator: "\n"), written: written.split(separator: "\n"))
    let difference = lines.made.difference(from: lines.written).map { change in
        switch change {
        case .insert(_, let line, _): "+ \(line)"
        case .remove(_, let line, _): "- \(line)"
        }
    }
    #expect(
        difference.isEmpty,
        "run deploy/schema and commit what it writes:\n\(difference.joined(separator: "\n"))"
    )
}
