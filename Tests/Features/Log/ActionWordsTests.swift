import Audit
import Base
import Interface
import Foundation
import Routing
import Support
import Testing
import Wording

/// What the log tells must be told in words, in every language.
struct ActionWordsTests {
    func words() throws -> [Words] {
        let catalogue = try Catalogue.load(folder: TestCluster.root + "/Web/wording")
        return Language.allCases.map { catalogue.words($0, at: Clock.real.now) }
    }

    @Test func `every action has a sentence in each language, with a label and without`() throws {
        for words in try words() {
            for action in Action.allCases {
                for (label, count) in [("", nil), ("Kurssi", nil), ("", 1), ("", 7), ("Kurssi", 7)]
                    as [(String, Int?)]
                {
                    let sentence = actionSentence(
                        action.rawValue,
                        label: .unlisted(label),
                        count: count,
                        words
                    ).plain { _ in }
                    #expect(
                        !sentence.contains("⟦") && !sentence.contains("{"),
                        "\(words.language): \(sentence)"
                    )
                    #expect(!sentence.hasSuffix(": "), "\(words.language): \(sentence)")
                }
            }
        }
    }

    @Test func `every kind, outcome and object of the table has a word in each language`() throws {
        for words in try words() {
            for kind in Kind.allCases { #expect(words.has("kind.\(kind.rawValue)")) }
            for outcome in EventOutcome.allCases {
                #expect(words.has("outcome.\(outcome.rawValue)"))
            }
            for action in Action.allCases {
                #expect(words.has("object.\(action.line.object)"), "\(action.line.object)")
            }
        }
    }
}

extension ActionWordsTests {
    @Test func `every field that a feature writes into the log has a name in each language`() throws
    {
        let change = /(?:Change\.of\(|\.value\(field: |\.special\(field: )"(?<field>[A-Za-z_.-]+)"/
        let declared = /^ +\.[a-z]+\(\s*"(?<field>[A-Za-z_.-]+)",\s*\\\./.anchorsMatchLineEndings()
        var fields: Set<String> = []
        for folder in try FileManager.default.subpathsOfDirectory(
            atPath: TestCluster.root + "/Sources/Features"
        )
        where folder.hasSuffix(".swift") {
            let source = try String(
                contentsOfFile: TestCluster.root + "/Sources/Features/" + folder,
                encoding: .utf8
            )
            for mark in [change, declared] {
                for match in source.matches(of: mark) { fields.insert(String(match.field)) }
            }
        }
        #expect(fields.contains("family_name"))
        for words in try words() {
            for field in fields {
                #expect(words.has("field.\(field)"), "\(words.language): \(field)")
            }
        }
    }
}
