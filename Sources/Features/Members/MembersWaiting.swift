import Access
import Base
import Interface
import Routing
import Store
import Wording

/// What of members waits for those who may change them: invitations that run out, roles that end.
@Sendable func membersWaiting(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [WaitingSince] {
    guard visit.may(.memberChange) else { return [] }
    let words = visit.words
    return try db.all(.coming).map { coming in
        let day = coming.until.inFinland.day
        switch (coming.matter, coming.membership) {
        case (.role, let member?):
            let role = coming.role.map { words.dynamic("role.\($0.rawValue)") } ?? ""
            return WaitingSince(
                since: coming.since,
                WaitingTask(
                    what: words("members.waiting.role", ["name": coming.name, "role": role]),
                    when: words("members.waiting.last-day", ["day": words.nearDate(day)]),
                    step: NextStep(
                        words("members.waiting.role.step"),
                        visit.here("/members/\(member)")
                    )
                )
            )
        default:
            return WaitingSince(
                since: coming.since,
                WaitingTask(
                    what: words.dynamic(
                        coming.isOver ? "members.waiting.expired" : "members.waiting.expires",
                        ["name": coming.name]
                    ),
                    when: words.dynamic(
                        coming.isOver
                            ? "members.waiting.expired.when" : "members.waiting.expires.when",
                        ["day": words.nearDate(day)]
                    ),
                    step: NextStep(
                        words("members.waiting.step"),
                        visit.here("/members#invitations")
                    )
                )
            )
        }
    }
}
