import Base
import Foundation
import Testing
import Wording

/// The files of wording and the sources, held against each other: nothing is asked for that is not there, and nothing is
/// there that nobody asks for.
@Suite struct `Keys of the wording` {
    /// A text between quotation marks: one piece, or several with something put in between.
    typealias Literal = [String]

    let sources: [String]
    /// Texts without anything put in.
    var plain: Set<String> = []
    /// `role.\(code)`: the beginning, then anything.
    var heads: [(start: String, rest: Regex<AnyRegexOutput>)] = []
    /// `\(key).title`: what follows a key that stands elsewhere.
    var tails: Set<String> = []
    /// `\(key).\(code)`: a key that stands elsewhere, then any code.
    var isOpen = false
    let keys: Set<String>
    let columns: Set<String>

    init() throws {
        let root = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
        func texts(_ folder: String, _ ending: String) throws -> [String] {
            try FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")
                .filter { $0.hasSuffix(ending) && !$0.hasSuffix("schema.sql") }
                .map { try String(contentsOfFile: "\(root)/\(folder)/\($0)", encoding: .utf8) }
        }
        sources = try texts("Sources", ".swift").map { text in
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        }
        keys = Set(try Catalogue.load(folder: root + "/Web/wording").keys(.finnish).map(\.key))
        let schema = try String(contentsOfFile: root + "/Migrations/schema.sql", encoding: .utf8)
        columns = Set(
            schema.matches(of: #/^ {4}(\w+) /#.anchorsMatchLineEndings()).map {
                String($0.output.1)
            }
        )
        for text in try texts("Migrations", ".sql") {
            plain.formUnion(text.matches(of: /'([a-z][\w.-]*)'/).map { String($0.output.1) })
        }
        var seen: Set<Literal> = []
        for source in sources {
            for literal in Self.literals(Substring(source)) where seen.insert(literal).inserted {
                try add(literal)
            }
        }
    }

    private mutating func add(_ literal: Literal) throws {
        let first = literal[0]
        if literal.count == 1 {
            plain.insert(first)
        } else if first.isEmpty {
            if literal == ["", ".", ""] { isOpen = true }
            if literal.count == 2, literal[1].hasPrefix(".") { tails.insert(literal[1]) }
        } else if first.contains("."), first.wholeMatch(of: /[\w.-]+/) != nil {
            let parts = literal.map { NSRegularExpression.escapedPattern(for: $0) }
            heads.append((first, try Regex(parts.joined(separator: "[^ ]+"))))
        }
    }

    /// The texts between quotation marks on one line each, those within what is put into them too.
    static func literals(_ text: Substring) -> [Literal] {
        var found: [Literal] = []
        let text = Array(text.utf8)
        var place = 0
        while place < text.count {
            if text[place...].starts(with: [34, 34, 34]) {
                // A text of many lines is SQL or HTML.
                place += 3
                while place < text.count, !text[place...].starts(with: [34, 34, 34]) { place += 1 }
                place += 3
            } else if text[place] == 34 {
                place = literal(text, place + 1, &found)
            } else {
                place += 1
            }
        }
        return found
    }

    private static func literal(_ text: [UInt8], _ start: Int, _ found: inout [Literal]) -> Int {
        var place = start
        var pieces: [[UInt8]] = [[]]
        while place < text.count, text[place] != 34, text[place] != 10 {
            if text[place] == 92, place + 1 < text.count, text[place + 1] == 40 {
                var depth = 0
                var end = place + 1
                while end < text.count {
                    if text[end] == 40 { depth += 1 }
                    if text[end] == 41 { depth -= 1 }
                    if depth == 0 { break }
                    end += 1
                }
                let inner = String(
                    decoding: text[(place + 2)..<min(end, text.count)],
                    as: UTF8.self
                )
                found += literals(Substring(inner))
                pieces.append([])
                place = end + 1
            } else {
                let length = text[place] == 92 ? 2 : 1
                pieces[pieces.count - 1] += text[place..<min(place + length, text.count)]
                place += length
            }
        }
        found.append(pieces.map { String(decoding: $0, as: UTF8.self) })
        return place + 1
    }

    private func isAsked(_ key: String) -> Bool {
        let plural = [".one", ".other"].first { key.hasSuffix($0) }
        return isAsked(whole: key)
            || plural.map { isAsked(whole: String(key.dropLast($0.count))) } ?? false
    }

    private func isAsked(whole key: String) -> Bool {
        let key = key.prefix { $0 != "@" }
        if isMade(String(key)) { return true }
        if key.hasPrefix("field.") {
            return plain.contains(String(key.dropFirst(6)))
                || columns.contains(String(key.dropFirst(6)))
                || key.dropFirst(6).allSatisfy(\.isNumber)
        }
        guard isOpen, let dot = key.lastIndex(of: ".") else { return false }
        return plain.contains(String(key[..<dot]))
    }

    /// A key of the code, or one with endings that the code puts behind it, one after the other.
    private func isMade(_ key: String) -> Bool {
        isSaid(key)
            || tails.contains { key.hasSuffix($0) && isMade(String(key.dropLast($0.count))) }
    }

    private func isSaid(_ key: String) -> Bool {
        plain.contains(key)
            || heads.contains { key.hasPrefix($0.start) && key.wholeMatch(of: $0.rest) != nil }
    }

    @Test func `are all asked for by the code`() {
        #expect(keys.count > 1000 && plain.count > 1000)
        let unused = keys.filter { !isAsked($0) }.sorted()
        #expect(unused.isEmpty, "\(unused)")
    }

    @Test func `that the code asks for are all there`() {
        let single = [
            #/\bwords(?:\.sentence)?\(\s*"([^"\\]+)"/#,
            #/\b(?:did|why|help): "([a-z][^"\\ ]*\.[^"\\ ]+)"/#,
            #/"\w+",\s*\\\.[\w.]+,\s*"([^"\\ ]+)"/#,
            // Columns of lists and of their files, and what filters ask.
            #/\.cell\(\s*"([^"\\ ]+)"/#, #/\(\s*"([a-z][\w-]*\.[^"\\ ]+)",\s*\{/#,
            #/\btitle: "([a-z][\w-]*\.[^"\\ ]+)"/#,
        ]
        var missing: Set<String> = []
        for source in sources {
            for pattern in single {
                for match in source.matches(of: pattern) {
                    let key = String(match.output.1)
                    if !keys.contains(key) { missing.insert(key) }
                }
            }
            for match in source.matches(of: #/\bwords\.count\(\s*"([^"\\]+)"/#) {
                for key in ["\(match.output.1).one", "\(match.output.1).other"]
                where !keys.contains(key) { missing.insert(key) }
            }
        }
        #expect(missing.isEmpty, "\(missing.sorted())")
    }
}
