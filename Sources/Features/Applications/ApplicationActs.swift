import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// The applicant takes the application back, or a coordinator does for them.
///
/// The employer hears no more of it.
let withdrawing = ApplicationAct(
    did: { _ in "application.done.withdrawn" },
    unless: { path, _ in path.isAlive ? nil : "application.rule.over" }
) { (visit, db, path) throws(Failure) in
    try end(path, as: "withdrawn", .applicationWithdrawn, visit, db)
}

/// The coordinator closes an application that will not lead to a place.
let closing = ApplicationAct(
    did: { _ in "application.done.closed" },
    unless: { path, _ in path.canClose ? nil : "application.rule.over" }
) { (visit, db, path) throws(Failure) in
    try end(path, as: "closed", .applicationClosed, visit, db)
}

/// What the log tells of an end, the end itself first.
private func end(
    _ path: ApplicationPath,
    as state: String,
    _ action: Action,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [Entry] {
    let others = try db.endRelease(
        of: path,
        takingBack: action == .applicationWithdrawn,
        provider: try visit.space.name(.finnish),
        place: .enrolmentLeft
    )
    try db.run(.endApplication, path.id, state)
    return [Entry(action, of: Object(path.id, path.courseName), about: [path.person])] + others
}
