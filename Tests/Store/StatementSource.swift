import Foundation
import Testing

/// A statement as it stands in the source: its SQL, and the names of columns that its decoder reads.
struct StatementSource: CustomTestStringConvertible {
    let file: String
    /// What it is called: the name of its `static let`.
    let name: String
    let isAccount: Bool
    /// Whether the store tells it how far the reader reaches.
    let isWithinReach: Bool
    let sql: String
    let columns: Set<String>

    /// Whether the columns of declared fields are filled in.
    var isOfFields: Bool { sql.contains(/\{(?:columns|values|changes)\}/) }

    var testDescription: String { "\(file): \(sql.split(separator: "\n").first ?? "")" }

    /// Files of Swift, by their paths.
    private static func texts(in root: String) -> [(String, String)] {
        guard let walk = FileManager.default.enumerator(atPath: root) else { return [] }
        var texts: [(String, String)] = []
        for case let path as String in walk where path.hasSuffix(".swift") {
            if let text = try? String(contentsOfFile: root + "/" + path, encoding: .utf8) {
                texts.append((path, text))
            }
        }
        return texts
    }

    /// Where a statement is made, counted line by line: file and name, whatever stands before and after.
    static func declared(in root: String) -> [String] {
        texts(in: root).flatMap { path, text in
            var name = ""
            return text.split(separator: "\n").flatMap { line -> [String] in
                if line.drop(while: \.isWhitespace).hasPrefix("//") { return [] }
                if let member = line.firstMatch(of: /\bstatic (?:let|var|func) (\w+)/) {
                    name = String(member.output.1)
                }
                return line.matches(of: /\b(?:Account)?Statement(?:<.*>)?\(/).map { _ in
                    "\(path) \(name)"
                }
            }
        }
    }

    /// Every statement of the sources.
    static func all(in root: String) -> [StatementSource] {
        let texts = texts(in: root)
        return texts.flatMap { path, text in
            let folder = (path as NSString).deletingLastPathComponent
            let around = texts.filter { ($0.0 as NSString).deletingLastPathComponent == folder }
                .map(\.1).joined(separator: "\n")
            return statements(path, text, around)
        }
    }

    private static func statements(_ file: String, _ text: String, _ around: String)
        -> [StatementSource]
    {
        let pattern =
            /(Account)?Statement(?:<[^>]*>)?\(\s*(?:within: \.\w+,\s*)?(?:"""\n(?<long>[\s\S]*?)"""|"(?<short>[^"\n]+)")(?<rest>[\s\S]*?)(?=\n    (?:\w+ )*static |\n}|$)/
        return text.matches(of: pattern).map { match in
            let sql = String(match.output.long ?? match.output.short ?? "")
            var decoder = String(match.output.rest)
            if let named = decoder.firstMatch(of: /([A-Z]\w*(?:\.[A-Z]\w*)*)\.init\(row:/) {
                decoder = initializer(
                    of: String(named.output.1).split(separator: ".").last.map(String.init) ?? "",
                    in: around
                )
            }
            let names = decoder.matches(
                of: /\brow\.\w+(?:<[^>]*>)?\("(\w+)"|,\s*"(\w+)"(?=\s*[,)])/
            ).compactMap { ($0.output.1 ?? $0.output.2).map(String.init) }
            let before = text[..<match.range.lowerBound]
            let name = before.matches(of: /static (?:let|var|func) (\w+)/).last?.output.1 ?? ""
            return StatementSource(
                file: file,
                name: String(name),
                isAccount: match.output.1 != nil,
                isWithinReach: match.output.0.contains("within: .reach"),
                sql: unescaped(sql),
                columns: Set(names)
            )
        }
    }

    /// The body of `init(row:)`, looked for in every declaration and extension of the type.
    private static func initializer(of type: String, in text: String) -> String {
        guard
            let declarations = try? Regex(
                "(?:struct|extension|enum|class) (?:\\w+\\.)*\(type)\\b[^{]*\\{"
            )
        else { return "" }
        for declaration in text.matches(of: declarations) {
            let body = block(text[declaration.range.upperBound...])
            if let start = body.firstMatch(of: /init\(row[^{]*\{/) {
                return String(block(body[start.range.upperBound...]))
            }
        }
        return ""
    }

    /// What stands before the brace that closes the block.
    private static func block(_ text: Substring) -> Substring {
        var depth = 1
        var end = text.startIndex
        while end < text.endIndex {
            if text[end] == "{" { depth += 1 }
            if text[end] == "}" { depth -= 1 }
            if depth == 0 { break }
            end = text.index(after: end)
        }
        return text[..<end]
    }

    private static func unescaped(_ sql: String) -> String {
        sql.replacingOccurrences(of: "\\\\", with: "\\").replacingOccurrences(of: "\\\n", with: "")
    }
}
