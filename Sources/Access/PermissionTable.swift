public import Base

/// `permissions.table`, read and found complete.
public struct PermissionTable: Sendable {
    /// One line of the table, in its order.
    public struct Line: Sendable {
        /// What the line allows.
        public let permission: Permission
        /// How far it reaches for each role; every role is there.
        public let scopes: [Role: Scope]
        /// How far it reaches for everybody, signed in or not.
        public let anyone: Scope
        /// The operator's, outside the spaces.
        public let byOperator: Scope
        /// The table's own English sentence; the console shows the translated one.
        public let allows: String
    }

    /// The table's lines, one for each permission.
    public let lines: [Line]
    private let byPermission: [Permission: Line]

    /// The table that is part of this program.
    ///
    /// Throws a fault when it lacks a permission, a role or a word.
    public static func embedded() throws(Failure) -> PermissionTable {
        try PermissionTable(
            text: String(decoding: PackageResources.permissions_table, as: UTF8.self)
        )
    }

    /// Reads a table.
    ///
    /// Throws a fault that names the line which does not hold.
    public init(text: String) throws(Failure) {
        var lines: [Line] = []
        var columns: [String] = []
        for row in text.split(separator: "\n") where !row.hasPrefix("#") {
            let cells = row.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
            if columns.isEmpty {
                columns = cells
                continue
            }
            lines.append(try PermissionTable.line(cells, columns))
        }
        guard columns.count == Role.allCases.count + 4 else {
            throw .broken(Fault("permissions.table lacks a column"))
        }
        let found = lines.map(\.permission)
        guard Set(found).count == found.count else {
            throw .broken(Fault("permissions.table names a permission twice"))
        }
        if let missing = Permission.allCases.first(where: { !found.contains($0) }) {
            throw .broken(Fault("permissions.table lacks a permission", missing.rawValue))
        }
        self.lines = lines
        byPermission = Dictionary(uniqueKeysWithValues: zip(found, lines))
    }

    /// The widest scope that any of the actor's roles has; with no role, what anyone may.
    public func scope(of permission: Permission, for actor: Actor) -> Scope {
        guard let line = byPermission[permission] else { return .none }
        let outside = actor.isOperator && actor.space == nil ? line.byOperator : line.anyone
        return actor.roles.reduce(outside) { max($0, line.scopes[$1] ?? .none) }
    }

    private static func line(_ cells: [String], _ columns: [String]) throws(Failure) -> Line {
        guard cells.count == columns.count, let permission = Permission(rawValue: cells[0]),
            let allows = cells.last, !allows.isEmpty
        else { throw .broken(Fault("permissions.table has a line that does not fit", cells[0])) }
        var scopes: [Role: Scope] = [:]
        var outside: [String: Scope] = [:]
        for (column, cell) in zip(columns, cells).dropFirst().dropLast() {
            guard let scope = Scope(rawValue: cell) else {
                throw .broken(
                    Fault("permissions.table has an unknown word", "\(cells[0]): \(cell)")
                )
            }
            if let role = Role(rawValue: column) {
                scopes[role] = scope
            } else {
                outside[column] = scope
            }
        }
        guard scopes.count == Role.allCases.count, let anyone = outside["anyone"],
            let byOperator = outside["operator"]
        else {
            throw .broken(Fault("permissions.table lacks a role", cells[0]))
        }
        return Line(
            permission: permission,
            scopes: scopes,
            anyone: anyone,
            byOperator: byOperator,
            allows: allows
        )
    }
}

private func trimmed(_ cell: Substring) -> String {
    let start = cell.firstIndex { $0 != " " } ?? cell.endIndex
    let end = cell.lastIndex { $0 != " " }.map { cell.index(after: $0) } ?? start
    return String(cell[start..<end])
}
