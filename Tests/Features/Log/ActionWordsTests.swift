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
                        action.name,
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

    @Test func `every kind, outcome, object and purpose of the table has a word in each language`()
        throws
    {
        for words in try words() {
            for kind in Kind.allCases { #expect(words.has("kind.\(kind.rawValue)")) }
            for outcome in EventOutcome.allCases {
                #expect(words.has("outcome.\(outcome.rawValue)"))
            }
            for action in Action.allCases {
                #expect(words.has("object.\(action.object)"), "\(action.object)")
                #expect(words.has("log.purpose.\(action.purpose.rawValue)"), "\(action.name)")
            }
        }
    }
}

extension ActionWordsTests {
    @Test func `every field that a feature writes into the log has a name in each language`() throws
    {
        let change = /(?:Change\.of\(|\.value\(field: |\.special\(field: )"(?<field>[A-Za-z_.-]+)"/
        let declared = /^ +\.(?!password)[a-z]+\(\s*"(?<field>[A-Za-z_.-]+)",\s*\\\./
            .anchorsMatchLineEndings()
        // A slice whose forms give their changes to the log declares what the log names.
        let gives = /changes\) (throws\(Failure\) )?in/
        let root = TestCluster.root + "/Sources/Features"
        var fields: Set<String> = []
        for slice in try FileManager.default.contentsOfDirectory(atPath: root) {
            let files = try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(slice)")
            let source = try files.filter { $0.hasSuffix(".swift") }
                .map { try String(contentsOfFile: "\(root)/\(slice)/\($0)", encoding: .utf8) }
                .joined(separator: "\n")
            for mark in source.contains(gives) ? [change, declared] : [change] {
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

extension ActionWordsTests {
    @Test func `every action is logged by somebody`() throws {
        let root = TestCluster.root
        var texts = ""
        for folder in ["Sources", "Migrations"] {
            for file in try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
            where (file.hasSuffix(".swift") || file.hasSuffix(".sql"))
                && !file.hasSuffix("Audit/Action.swift")
            {
                texts += try String(contentsOfFile: "\(root)/\(folder)/\(file)", encoding: .utf8)
            }
        }
        let used = Set(texts.matches(of: /\.([a-z]+[A-Z]\w*)\b/).map { String($0.output.1) })
        let named = Set(texts.matches(of: /'([a-z-]+\.[a-z-]+)'/).map { String($0.output.1) })
        for action in Action.allCases {
            #expect(used.contains("\(action)") || named.contains(action.name), "\(action)")
        }
    }
}
