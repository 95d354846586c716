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
    try end(visit, as: "withdrawn", .applicationWithdrawn, did: "application.done.withdrawn") {
        $0.isAlive
    }
}

/// The coordinator closes an application that will not lead to a place.
@Sendable func closeApplication(_ visit: Visit) throws(Failure) -> Reply {
    try end(visit, as: "closed", .applicationClosed, did: "application.done.closed") { $0.canClose }
}

private func end(
    _ visit: Visit,
    as state: String,
    _ action: Action,
    did: StaticString,
    if isAllowed: (ApplicationPath) -> Bool
) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let provider = try visit.space.name(.finnish)
    return try visit.act { (db) throws(Failure) in
        let path = try db.lockedApplication(id)
        guard isAllowed(path) else { throw .refused(.conflict(why: "application.rule.over")) }
        let isWithdrawn = action == .applicationWithdrawn
        let others = try db.endRelease(
            of: path,
            takingBack: isWithdrawn,
            provider: provider,
            place: .enrolmentLeft
        )
        try db.run(.endApplication, id, state)
        return Audited(
            visit.after(here(visit, id), did: did),
            Entry(action, of: Object(id, path.courseName), about: [path.person]),
            also: others
        )
    }
}

/// The application's page, which knows the list that it was opened from.
private func here(_ visit: Visit, _ id: ID<Application>) -> String {
    visit.here("/applications/\(id)\(visit.trail(of: .applications).trail)")
}
