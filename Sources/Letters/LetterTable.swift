public import Base

/// `letters.table`, the closed list of what passes between spaces; found complete, and the same as the letters' types.
public struct LetterTable: Sendable {
    /// One line of the table, in its order.
    public struct Line: Sendable {
        /// The kind of letter.
        public let kind: LetterKind
        /// The kinds of space that send it.
        public let from: [SpaceKind]
        /// The kinds of space that receive it.
        public let to: [SpaceKind]
        /// The names of its fields, in order.
        public let fields: [String]
        /// The table's own English sentence; the console shows the translated one.
        public let says: String
    }

    /// The table's lines, one for each kind.
    public let lines: [Line]

    /// The table that is part of this program.
    ///
    /// Throws a fault when it lacks a kind, or lists other fields than a letter of the kind has.
    public static func embedded() throws(Failure) -> LetterTable {
        try LetterTable(text: String(decoding: PackageResources.letters_table, as: UTF8.self))
    }

    /// Reads a table.
    ///
    /// Throws a fault that names the line which does not hold.
    public init(text: String) throws(Failure) {
        var lines: [Line] = []
        for row in text.split(separator: "\n").filter({ !$0.hasPrefix("#") }).dropFirst() {
            let line = try LetterTable.line(String(row))
            guard !lines.contains(where: { $0.kind == line.kind }) else {
                throw .broken(Fault("letters.table names a kind twice", line.kind.rawValue))
            }
            guard line.fields == line.kind.fields else {
                throw .broken(
                    Fault(
                        "letters.table lists other fields than the letter has",
                        line.kind.rawValue
                    )
                )
            }
            lines.append(line)
        }
        let found = lines.map(\.kind)
        if let missing = LetterKind.allCases.first(where: { !found.contains($0) }) {
            throw .broken(Fault("letters.table lacks a kind", missing.rawValue))
        }
        self.lines = lines
    }

    private static func line(_ row: String) throws(Failure) -> Line {
        let cells = row.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").map(String.init)
        }
        guard cells.count == 5, cells.allSatisfy({ !$0.isEmpty }),
            let kind = LetterKind(rawValue: cells[0].joined(separator: " "))
        else { throw .broken(Fault("letters.table has a line that does not fit", row)) }
        let from = cells[1].compactMap(SpaceKind.init(rawValue:))
        let to = cells[2].compactMap(SpaceKind.init(rawValue:))
        guard from.count == cells[1].count, to.count == cells[2].count else {
            throw .broken(Fault("letters.table has an unknown kind of space", kind.rawValue))
        }
        return Line(
            kind: kind,
            from: from,
            to: to,
            fields: cells[3],
            says: cells[4].joined(separator: " ")
        )
    }
}
