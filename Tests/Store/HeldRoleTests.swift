import Foundation
import Support
import Testing

/// Who holds a role today, and so who is a member: the view `held_role` says it, by the one function `is_past`.
@Suite struct `The day on which a role or a membership ends` {
    @Test func `is compared with today in one place`() throws {
        let root = TestCluster.root
        var (found, read): ([String], Int) = ([], 0)
        for folder in ["Sources", "Migrations/functions"] {
            let files = FileManager.default.enumerator(atPath: "\(root)/\(folder)")
            for case let file as String in files ?? .init()
            where file.hasSuffix(".swift") || file.hasSuffix(".sql") {
                let text = try String(contentsOfFile: "\(root)/\(folder)/\(file)", encoding: .utf8)
                read += 1
                let hits =
                    text.matches(
                        of:
                            /ends_on[^;\n]{0,30}(?:[<>]=?|between)\s*(?:public\.)?(?:today|moment)\(\)/
                    ).map(\.output)
                    + text.matches(of: /today\(\)[^;\n]{0,12}[<>]=?\s*[\w.(]*ends_on/).map(\.output)
                found += hits.map { "\(file): \($0)" }
            }
        }
        #expect(read > 300)
        #expect(found.isEmpty, "\(found)")
    }
}
