public import Access
public import Base
public import HTML
public import Interface
public import Store
public import Wording

/// A role of a member, perhaps until a date: the last day on which it holds.
public struct HeldRole: Sendable, Equatable {
    /// The role itself.
    public let role: Role
    /// Its last day; nil for a role that does not end.
    public let endsOn: Day?

    /// A role until a day.
    public init(_ role: Role, endsOn: Day?) {
        self.role = role
        self.endsOn = endsOn
    }

    /// Reads `trainer` and `trainer 2027-01-14`.
    public init?(stored text: String) {
        let parts = text.split(separator: " ")
        guard let first = parts.first, let role = Role(rawValue: String(first)) else { return nil }
        self.init(role, endsOn: parts.count > 1 ? Day(iso: parts[1...].joined()) : nil)
    }

    /// As the database and the log write it.
    public var stored: String { endsOn.map { "\(role.rawValue) \($0.iso)" } ?? role.rawValue }

    /// 'Kouluttaja (14.1.2027 asti)'.
    public func title(_ words: Words) -> String {
        let title = words.dynamic("role.\(role.rawValue)")
        guard let day = endsOn else { return title }
        return words.dynamic(
            day < words.today ? "members.role.over" : "members.role.until",
            ["role": title, "day": words.date(day)]
        )
    }
}

extension [HeldRole] {
    /// The same roles in one text, for the log.
    public var stored: String {
        sorted { $0.role < $1.role }.map(\.stored).joined(separator: ", ")
    }

    /// All of their titles.
    public func titles(_ words: Words) -> String {
        map { $0.title(words) }.joined(separator: ", ")
    }
}

extension HeldRole: ArrayColumnElement {
    /// The elements of a `text[]`, in the order of the roles.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [HeldRole] {
        try row.texts(name).compactMap(HeldRole.init(stored:)).sorted { $0.role < $1.role }
    }
}

extension FormEntry {
    /// The last day of a role; a day that is past is a problem.
    public mutating func lastDay(_ name: String) -> Day? {
        let day = day(name, isRequired: false)
        if let day, day < words.today { problem(name, words("members.problem.past")) }
        return day
    }
}

extension HTML {
    /// What may be done with roles and what not, before somebody meets it.
    public mutating func roleRules(_ words: Words) {
        part(words("members.rules")) { h in
            h.p(words("members.rules.own"))
            h.p(words("members.rules.auditor"))
            h.p(words("members.rules.both"))
            h.p(words("members.rules.last"))
        }
    }
}

extension Statement where Result == Role {
    /// The roles that there are in this kind of space.
    public static let rolesHere = Statement(
        """
        select k.role from role_in_kind k join space s on s.kind = k.kind where s.id = $1
        """,
        "role"
    )

    /// What those who hold the roles `$2` may give in this kind of space.
    public static let rolesToGive = Statement(
        """
        select distinct g.role from role_gift g
          join role_in_kind k on k.role = g.role
          join space s on s.kind = k.kind
         where s.id = $1 and g.giver = any ($2::text[])
        """,
        "role"
    )
}
