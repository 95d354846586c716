import Access
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

/// Somebody's place in the space.
struct Member: Sendable {
    let id: ID<Membership>
    let name: PersonName
    let email: String
    let endsOn: Day?
    let joinedAt: Instant
    /// Whether some role holds today.
    let isCurrent: Bool
    /// Whether the membership was ended, which only a new invitation undoes.
    let isEnded: Bool
    let roles: [HeldRole]

    /// What they are now, in words: their roles, or that it is over.
    func standing(_ words: Words) -> String {
        guard roles.isEmpty else { return roles.titles(words) }
        return isEnded
            ? words("members.ended", ["day": endsOn.map { words.date($0) } ?? ""])
            : words("members.role.none")
    }

    static let read = reader(
        Member.init,
        "id",
        "name",
        "email",
        "ends_on",
        "created_at",
        "is_current",
        "is_ended",
        "roles"
    )
}

/// Something that somebody still looks after, or is in.
struct Stand: Sendable {
    let place: String
    let number: Int
    /// The first of their names; empty where they are not for the reader.
    let names: [String]
}

/// A member with what their page tells of them.
struct MemberDetails: Sendable {
    let member: Member
    /// The roles that the reader may give and take in this space.
    let mine: [Role]
    /// Coordinators whose days are not numbered.
    let lastingCoordinators: Int
    /// Since when their address takes no mail; nil when it does.
    let returnedAt: Instant?
    /// What lacks them when they leave, or has since they left.
    let stands: [Stand]
    let mayChange: Bool
    /// Whether the reader is this member.
    let isOwn: Bool
    /// Their page in the register, where there is one that the reader may open.
    let person: String?
    let space: String
    /// Where the members are, and what is asked of the list from which the page was opened.
    let path: String
    let list: ListQuery
    let history: [HistoryEntry]

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

/// The roles that a member is to have.
struct MemberRoles: Sendable {
    var roles: [HeldRole]
}

/// A box and a last day for each role that the reader may give; the others stay as they are, unless they are sent along.
func roleFields(_ mine: [Role]) -> FieldList<MemberRoles> {
    FieldList(
        Field(
            "roles",
            "members.roles",
            Field.Parts(
                read: { entry, value in
                    var chosen: [HeldRole] = []
                    for role in Role.allCases where entry.isTicked("role.\(role.rawValue)") {
                        let day = entry.lastDay("ends.\(role.rawValue)")
                        chosen.append(HeldRole(role, endsOn: day))
                    }
                    let kept = value.roles.filter { held in
                        !mine.contains(held.role) && !chosen.contains { $0.role == held.role }
                    }
                    value.roles = (chosen + kept).sorted { $0.role < $1.role }
                },
                pairs: { value in
                    value.roles.flatMap { held in
                        [
                            Form.Pair("role.\(held.role.rawValue)", "yes"),
                            Form.Pair("ends.\(held.role.rawValue)", held.endsOn?.iso ?? ""),
                        ]
                    }
                },
                write: { h, entry in
                    for role in mine { roleEntry(&h, role, entry) }
                },
                text: { value, words in value.roles.titles(words) },
                logged: { value in [("roles", value.roles.stored)] }
            )
        )
    )
}

private func roleEntry(_ h: inout HTML, _ role: Role, _ entry: FormEntry) {
    let words = entry.words
    let title = words.dynamic("role.\(role.rawValue)")
    let (box, day) = ("role.\(role.rawValue)", "ends.\(role.rawValue)")
    h.checkbox(box, label: title, isChosen: entry.isTicked(box), problem: entry.problems[box])
    h.dateField(
        day,
        label: words("members.last-day", ["role": title]),
        value: entry.typed(day),
        problem: entry.problems[day],
        isRequired: false,
        earliest: words.today
    )
}
