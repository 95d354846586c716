import Base
import HTML
import Interface
import Letters
import Wording

/// What passes between spaces, by its way; what concerns the reader's own kind of space stands first.
func lettersPage(
    _ h: inout HTML,
    _ table: LetterTable,
    in kind: SpaceKind,
    access: String,
    _ words: Words
) {
    h.pageHead(words("letters.title"), lead: words("letters.lead")) { h in
        h.button(words("guide.title"), to: access)
    }
    let concerned = table.lines.filter { $0.from.contains(kind) || $0.to.contains(kind) }
    let others = table.lines.filter { line in !concerned.contains { $0.kind == line.kind } }
    for way in ways(concerned) + ways(others) {
        let title = words(
            "letters.way",
            ["from": names(way.first?.from ?? [], words), "to": names(way.first?.to ?? [], words)]
        )
        h.part(title) { h in
            h.list(
                way,
                caption: title,
                columns: [
                    .cell(words("letters.letter")) { h, line in
                        h.strong(words.dynamic("letters.\(line.kind.rawValue)"))
                        h.small(
                            words.dynamic("letters.\(line.kind.rawValue).says"),
                            .class("more")
                        )
                    },
                    .cell(words("letters.tells"), isLabelled: true) { h, line in
                        let fields = line.fields.map { words.dynamic("letters.field.\($0)") }
                        let list = fields.joined(separator: ", ")
                        h.text(list.prefix(1).uppercased() + list.dropFirst())
                    },
                ],
                words
            )
        }
    }
}

/// Lines that go the same way, together, in the order of the table.
private func ways(_ lines: [LetterTable.Line]) -> [[LetterTable.Line]] {
    var ways: [[LetterTable.Line]] = []
    for line in lines {
        let place = ways.firstIndex { $0.first?.from == line.from && $0.first?.to == line.to }
        if let place { ways[place].append(line) } else { ways.append([line]) }
    }
    return ways
}

private func names(_ kinds: [SpaceKind], _ words: Words) -> String {
    kinds.map { words.dynamic("space.kind.\($0.rawValue)") }.joined(separator: ", ")
}
