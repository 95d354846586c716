public import Audit
public import Base
import HTTP
import Interface
public import Store
public import Terms

/// An act on an application: what forbids it, and what it does.
///
/// One is done on the application's page and many in the list, by the same code.
public struct ApplicationAct: Sendable {
    /// What the act does, and the entries of the log, the act itself first.
    public typealias Doing =
        @Sendable (Visit, borrowing Transaction, ApplicationPath) throws(Failure) -> [Entry]

    let refusal: @Sendable (ApplicationPath, Instant) -> StaticString?
    let did: @Sendable (ApplicationPath) -> StaticString
    let undo: Undo?
    let undone: @Sendable (ApplicationPath) -> UndoneRow?
    let doing: Doing

    /// `refusal` says by a wording key why it cannot be done now, `did` says what was done; `undo` takes it back where
    /// `undone` says what stood there.
    public init(
        did: @escaping @Sendable (ApplicationPath) -> StaticString,
        unless refusal: @escaping @Sendable (ApplicationPath, Instant) -> StaticString?,
        undo: Undo? = nil,
        undone: @escaping @Sendable (ApplicationPath) -> UndoneRow? = { _ in nil },
        doing: @escaping Doing
    ) {
        self.refusal = refusal
        self.did = did
        self.undo = undo
        self.undone = undone
        self.doing = doing
    }

    /// Does it to the application of the path, and leads back to its page, or to Today where the act stood there.
    @Sendable public func one(_ visit: Visit) throws(Failure) -> Reply {
        let id: ID<Application> = try visit.id()
        return try visit.act { (db) throws(Failure) in
            let path = try db.lockedApplication(id)
            if let why = refusal(path, visit.now) { throw .refused(.conflict(why: "\(why)")) }
            let entries = try doing(visit, db, path)
            guard let first = entries.first else { throw .broken(Fault("an act left no entry")) }
            let isOnToday = try visit.request.form()[NextStep.backName] == NextStep.today
            let page =
                isOnToday
                ? visit.here("/today")
                : visit.here("/applications/\(id)\(visit.trail(at: "/applications"))")
            return Audited(
                try visit.after(page, did: did(path), undo: undo, [path].compactMap(undone), db),
                first,
                also: Array(entries.dropFirst())
            )
        }
    }

    /// The same for many; `words` is where its words begin.
    public func many(
        _ words: StaticString,
        did: StaticString,
        isDanger: Bool = false
    ) -> BulkAct {
        BulkAct(
            words,
            of: "/applications",
            row: "application",
            did: did,
            isDanger: isDanger,
            rows: { (_, db, ids, isHeld) throws(Failure) in
                var paths: [ApplicationPath] = []
                for id in ids {
                    let id = ID<Application>(id)
                    paths.append(
                        isHeld ? try db.lockedApplication(id) : try db.one(.applicationPath, id)
                    )
                }
                return paths
            },
            line: { path, visit in
                BulkLine(
                    path.id,
                    path.applicant,
                    note: path.courseName,
                    leftOut: refusal(path, visit.now)
                )
            },
            undo: undo,
            undone: undone,
            asks: .nothing,
            act: { (visit, db, paths, _) throws(Failure) in
                var entries: [Entry] = []
                for path in paths { entries += try doing(visit, db, path) }
                return entries
            }
        )
    }
}
