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
    unless: { path, _ in path.canClose ? nil : "application.rule.over" },
    undo: reopening,
    // What an employer has been told, and a permission that has ended, cannot be taken back.
    undone: { path in
        path.release == nil ? UndoneRow(path.id, before: "received", after: "closed") : nil
    }
) { (visit, db, path) throws(Failure) in
    try end(path, as: "closed", .applicationClosed, visit, db)
}

/// Opens applications again that were closed.
let reopening = Undo("application.state", needs: .enrolmentChange) {
    (visit, db, rows) throws(Failure) in
    var entries: [Entry] = []
    for row in rows {
        let path = try db.lockedApplication(ID<Application>(row.id))
        guard path.stage == .closed else { throw .refused(.conflict(why: "undo.rule.changed")) }
        try db.run(.reopen, path.id)
        entries.append(
            Entry(.applicationReopened, of: Object(path.id, path.courseName), about: [path.person])
        )
    }
    return entries
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

extension Statement where Result == Void {
    fileprivate static let reopen = Statement(
        """
        update application set state = 'received', changed_at = moment()
         where tenant_id = $1 and id = $2 and state = 'closed'
        """
    )
}
