import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

/// The list of members with the invitations that wait.
struct Register: Sendable {
    let members: [Member]
    let count: Int
    let isPast: Bool
    /// Whether this is not the list's first page.
    let isLater: Bool
    let hasMore: Bool
    let invitations: [Invitation]
    /// The roles that the reader may give.
    let mine: [String]

    /// Whether the reader may send the invitation again, or revoke it.
    func isMine(_ invitation: Invitation) -> Bool {
        invitation.roles.allSatisfy { mine.contains($0.rawValue) }
    }
}

/// Reads the part of the list that the address asks for.
func readRegister(_ visit: Visit, _ db: borrowing Transaction) throws(Failure) -> Register {
    let query = visit.request.query
    let isPast = query.first("list") == "past"
    let after = query.first("after").flatMap { ID<Membership>($0) }
    let (members, count, invitations, mine) = try db.together(
        .all(.members, !isPast, after, Limits.pageRows + 1),
        .one(.memberCount, !isPast),
        .all(.openInvitations),
        .all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue))
    )
    return Register(
        members: Array(members.prefix(Limits.pageRows)),
        count: count,
        isPast: isPast,
        isLater: after != nil,
        hasMore: members.count > Limits.pageRows,
        invitations: isPast ? [] : invitations,
        mine: mine.map(\.rawValue)
    )
}

func look(at register: Register) -> Entry {
    Entry(
        .memberListed,
        about: register.members.compactMap(\.person),
        count: register.members.count + register.invitations.count
    )
}

func registerPage(_ visit: Visit, _ register: Register, _ rule: BrokenRule? = nil) -> Reply {
    let words = visit.words
    return visit.page(words("members.title"), status: rule?.status ?? 200) { h in
        registerPage(
            &h,
            register,
            path: visit.here("/members"),
            mayChange: visit.may(.memberChange),
            refused: rule.map { words.dynamic($0.key) },
            once: { visit.once },
            words
        )
    }
}
