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
@Sendable func withdrawApplication(_ visit: Visit) throws(Failure) -> Reply {
    try end(
        visit,
        did: "application.done.withdrawn",
        unless: {
            $0.isAlive ? nil : "application.rule.over"
        }
    ) { (visit, db, path) throws(Failure) in
        try end(path, as: "withdrawn", .applicationWithdrawn, visit, db)
    }
}

/// The coordinator closes an application that will not lead to a place.
@Sendable func closeApplication(_ visit: Visit) throws(Failure) -> Reply {
    try end(visit, did: "application.done.closed", unless: closingRefusal, close)
}

/// The same for many.
let closing = BulkAct.ofApplications(
    "applications.selection.close",
    did: "applications.done.closed",
    isDanger: true,
    unless: { path, _ in closingRefusal(path) },
    each: close
)

@Sendable private func closingRefusal(_ path: ApplicationPath) -> StaticString? {
    path.canClose ? nil : "application.rule.over"
}

@Sendable private func close(
    _ visit: Visit,
    _ db: borrowing Transaction,
    _ path: ApplicationPath
) throws(Failure) -> [Entry] {
    try end(path, as: "closed", .applicationClosed, visit, db)
}

private func end(
    _ visit: Visit,
    did: StaticString,
    unless refusal: (ApplicationPath) -> StaticString?,
    _ act: (Visit, borrowing Transaction, ApplicationPath) throws(Failure) -> [Entry]
) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let path = try db.lockedApplication(id)
        if let why = refusal(path) { throw .refused(.conflict(why: "\(why)")) }
        let entries = try act(visit, db, path)
        return Audited(
            visit.after(here(visit, id), did: did),
            entries[0],
            also: Array(entries.dropFirst())
        )
    }
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

/// The application's page, which knows the list that it was opened from.
private func here(_ visit: Visit, _ id: ID<Application>) -> String {
    visit.here("/applications/\(id)\(visit.trail(of: .applications).trail)")
}
