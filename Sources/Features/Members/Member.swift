import Access
import Base

/// A role of a member, perhaps until a date: the last day on which it holds.
struct HeldRole: Sendable, Equatable {
    let role: Role
    let endsOn: Day?

    /// Reads `trainer` and `trainer 2027-01-14`.
    init?(stored text: String) {
        let parts = text.split(separator: " ")
        guard let first = parts.first, let role = Role(rawValue: String(first)) else { return nil }
        self.role = role
        endsOn = parts.count > 1 ? Day(iso: parts[1...].joined()) : nil
    }

    init(_ role: Role, endsOn: Day?) {
        self.role = role
        self.endsOn = endsOn
    }

    /// As the database and the log write it.
    var stored: String { endsOn.map { "\(role.rawValue) \($0.iso)" } ?? role.rawValue }
}

/// Somebody's place in the space.
struct Member: Sendable {
    let id: ID<Membership>
    let name: String
    let email: String
    let person: ID<Person>?
    let endsOn: Day?
    let joinedAt: Instant
    let roles: [HeldRole]
    /// Whether some role holds today.
    let isCurrent: Bool
    /// Whether the membership was ended, which only a new invitation undoes.
    let isEnded: Bool
}

/// An invitation that nobody has answered yet.
struct Invitation: Sendable {
    let id: ID<Invitation>
    let name: String
    let email: String
    let roles: [Role]
    let roleEndsOn: Day?
    let language: Language
    let sentAt: Instant
    let expiresAt: Instant
}

/// A member with what their page tells of them.
struct MemberSheet: Sendable {
    let member: Member
    /// The roles that the reader may give and take in this space.
    let mine: [Role]
    /// Coordinators whose days are not numbered.
    let lastingCoordinators: Int

    /// Nobody else would be left to look after the space.
    var isLastCoordinator: Bool {
        lastingCoordinators == 1 && member.roles.contains(HeldRole(.coordinator, endsOn: nil))
            && !member.isEnded
    }

    /// Roles that the reader can neither give nor take.
    var others: [HeldRole] { member.roles.filter { !mine.contains($0.role) } }

    /// Whether the reader may end the membership: each of its roles is theirs to take.
    var canEnd: Bool { others.isEmpty && !member.isEnded }
}

/// The same roles in one text, for the log and for seeing whether somebody else changed them meanwhile.
func stored(_ roles: [HeldRole]) -> String {
    roles.sorted { $0.role < $1.role }.map(\.stored).joined(separator: ", ")
}
