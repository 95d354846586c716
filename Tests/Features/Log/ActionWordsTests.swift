import Audit
import Base
import Routing
import Support
import Testing
import Wording

/// What the log tells must be told in words, in every language.
struct ActionWordsTests {
    private func words() throws -> [Words] {
        let catalogue = try Catalogue.load(folder: Ground.root + "/Web/wording")
        return Language.allCases.map(catalogue.words)
    }

    @Test func `every action has a sentence in each language, with a label and without`() throws {
        for words in try words() {
            for action in Action.allCases {
                for (label, count) in [("", nil), ("Kurssi", nil), ("", 1), ("", 7), ("Kurssi", 7)] as [(String, Int?)] {
                    let sentence = actionSentence(action.rawValue, label: label, count: count, words)
                    #expect(!sentence.contains("⟦") && !sentence.contains("{"), "\(words.language): \(sentence)")
                    #expect(!sentence.hasSuffix(": "), "\(words.language): \(sentence)")
                }
            }
        }
    }

    @Test func `every kind, outcome and object of the table has a word in each language`() throws {
        for words in try words() {
            for kind in Kind.allCases { #expect(words.has("kind.\(kind.rawValue)")) }
            for outcome in Outcome.allCases { #expect(words.has("outcome.\(outcome.rawValue)")) }
            for action in Action.allCases { #expect(words.has("object.\(action.line.object)"), "\(action.line.object)") }
        }
    }
}
