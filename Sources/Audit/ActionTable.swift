public import Base

/// `actions.table`, read and found complete.
public struct ActionTable: Sendable {
    /// What the table says of one action.
    public struct Line: Sendable {
        /// What sort of thing an event of the action tells of.
        public let kind: Kind
        /// The type of the thing acted on, such as `account`.
        public let object: String
    }

    private let lines: [Action: Line]

    /// The table that is part of this program, read once.
    ///
    /// Start-up checks that it is complete.
    public static let embedded = Result { () throws(Failure) in
        try ActionTable(text: String(decoding: PackageResources.actions_table, as: UTF8.self))
    }

    /// Reads a table.
    ///
    /// Throws a fault that names what is missing.
    public init(text: String) throws(Failure) {
        var lines: [Action: Line] = [:]
        for row in text.split(separator: "\n").filter({ !$0.hasPrefix("#") }).dropFirst() {
            let cells = row.split(separator: "|").map { $0.filter { $0 != " " } }
            guard cells.count == 3, let action = Action(rawValue: cells[0]),
                let kind = Kind(rawValue: cells[1]), lines[action] == nil
            else { throw .broken(Fault("actions.table has a line that does not fit", String(row))) }
            lines[action] = Line(kind: kind, object: cells[2])
        }
        if let missing = Action.allCases.first(where: { lines[$0] == nil }) {
            throw .broken(Fault("actions.table lacks an action", missing.rawValue))
        }
        self.lines = lines
    }

    /// Kind and object type of an action.
    public subscript(action: Action) -> Line {
        lines[action] ?? Line(kind: .write, object: "unknown")
    }
}

extension Action {
    /// Kind and object type, from the table.
    public var line: ActionTable.Line {
        switch ActionTable.embedded {
        case .success(let table): table[self]
        case .failure: ActionTable.Line(kind: .write, object: "unknown")
        }
    }
}
