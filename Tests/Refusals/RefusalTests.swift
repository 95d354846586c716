import Base
import Foundation
import Store
import Support
import Testing

/// Each source in `Sources` says in its first line what the compiler must answer.
@Suite struct `What the compiler refuses` {
    static let names =
        ((try? FileManager.default
        .contentsOfDirectory(atPath: TestCluster.root + "/Tests/Refusals/Sources")) ?? []).sorted()

    @Test(arguments: names)
    func `a source that breaks a house rule does not compile`(_ name: String) throws {
        let source = TestCluster.root + "/Tests/Refusals/Sources/" + name
        let log = FileManager.default.temporaryDirectory.path + "/vakka-refusal-\(ID<Event>()).log"
        defer { try? FileManager.default.removeItem(atPath: log) }
        let modules = Bundle.main.bundlePath + "/Modules"
        let libraries = ["CArgon2", "CCrypto", "CPostgres", "CZlib"].flatMap {
            ["-I", TestCluster.root + "/Sources/" + $0]
        }
        let status = try runProgram(
            "/usr/bin/env",
            [
                "swiftc", "-typecheck", "-swift-version", "6", "-enable-upcoming-feature",
                "MemberImportVisibility",
                "-I", modules,
            ] + libraries + ["-Xcc", "-I/usr/include/postgresql", source],
            log: log
        )
        let answer = try String(contentsOfFile: log, encoding: .utf8)
        let expected = try #require(
            try String(contentsOfFile: source, encoding: .utf8).split(separator: "\n").first
        )
        if expected == "// allowed" {
            #expect(status == 0, "\(answer)")
        } else {
            let words = expected.dropFirst("// refused: ".count)
            #expect(status != 0)
            #expect(answer.contains("error:") && answer.contains(words), "\(answer)")
        }
    }
}
