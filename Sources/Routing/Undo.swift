public import Access
public import Audit
public import Base
import HTTP
public import Interface
public import Store

/// How an act is taken back, for ten minutes, by who did it.
///
/// The slice whose act it is declares it; where it was done, `Visit.after` keeps what stood before.
public struct Undo: Sendable {
    /// Puts back what stood before, and says what the log tells; refuses what somebody has changed since.
    public typealias PuttingBack =
        @Sendable (Visit, borrowing Transaction, [UndoneRow]) throws(Failure) -> [Entry]

    /// What the database calls the act: `person.state`.
    let act: String
    let needs: Permission
    let putBack: PuttingBack

    /// `needs` is what the act itself needs: who may not do it any more takes nothing back either.
    public init(_ act: StaticString, needs: Permission, _ putBack: @escaping PuttingBack) {
        self.act = "\(act)"
        self.needs = needs
        self.putBack = putBack
    }
}

/// A row, or a part of one, that an act has changed.
public struct UndoneRow: Sendable {
    /// The row.
    public let id: ID<ListedRow>
    /// Which part of it, where it has several: the number of an afternoon.
    public let part: Int
    /// What stood there; empty for nothing.
    public let before: String
    /// What the act has put there; empty for nothing.
    public let after: String

    /// What stood in a row `before` an act, and `after` it.
    public init<Of>(_ id: ID<Of>, part: Int = 0, before: String, after: String) {
        self.id = ID<ListedRow>(id)
        self.part = part
        self.before = before
        self.after = after
    }
}

extension Route {
    /// The door that every house has for taking back what one has just done.
    ///
    /// It opens for every member; the act is taken back under the permission that it needs itself.
    public static var undo: Route {
        .post("/{space}/undo/{id}", in: .every, needs: .todayRead) { visit throws(Failure) in
            try visit.undo()
        }
    }
}

extension Visit {
    /// Where to go after an act that can be taken back, with the sentence that says what happened.
    ///
    /// Without rows it cannot be.
    public func after(
        _ path: String,
        did key: StaticString,
        undo: Undo?,
        _ rows: [UndoneRow],
        _ db: borrowing Transaction
    ) throws(Failure) -> String {
        let place = after(path, did: key)
        guard let undo, !rows.isEmpty, rows.count <= Limits.undoneRowsMax else { return place }
        let id = ID<KeptUndo>(at: now)
        try db.run(
            .keepUndo,
            id,
            undo.act,
            path,
            rows.map(\.id),
            rows.map(\.part),
            rows.map(\.before),
            rows.map(\.after)
        )
        return "\(place)&\(Visit.undoName)=\(id)"
    }

    static let undoName = "undo"

    /// What the page offers to take back: what its address names, as long as that can be.
    var offeredUndo: String? {
        guard request.method.isSafe, let id = ID<KeptUndo>(request.query[Visit.undoName]),
            now < id.madeAt.adding(seconds: Limits.undoSeconds)
        else { return nil }
        return here("/undo/\(id)")
    }

    fileprivate func undo() throws(Failure) -> Reply {
        let id: ID<KeptUndo> = try id()
        let kept = try read { (db) throws(Failure) in try db.one(.keptUndo, id) }
        guard let undo = site.features.flatMap(\.undos).first(where: { $0.act == kept.act }) else {
            throw .broken(Fault("no slice takes this back", kept.act))
        }
        var visit = self
        visit.permit = try permit(for: undo.needs)
        return try visit.act { (db) throws(Failure) in
            let rows = try db.all(.undoneRows, id)
            try db.run(.endUndo, id)
            let entries = try undo.putBack(visit, db, rows)
            guard let first = entries.first else { throw .broken(Fault("an act left no entry")) }
            let place = after(kept.path, did: "undo.done.undone")
            return Audited(place, first, also: Array(entries.dropFirst()))
        }
    }
}

/// What can be taken back, as the database keeps it.
struct KeptUndo: Sendable {
    let act: String
    let path: String
}

extension Statement where Result == KeptUndo {
    /// One's own alone: a policy of the table's says so.
    fileprivate static let keptUndo = Statement(
        "select act, path from undo where tenant_id = $1 and id = $2",
        KeptUndo.init,
        "act",
        "path"
    )
}

extension Statement where Result == UndoneRow {
    fileprivate static let undoneRows = Statement(
        """
        select x.id, x.part, x.before, x.after
          from undo u, unnest(u.rows, u.parts, u.before, u.after) with ordinality as x (id, part, before, after, place)
         where u.tenant_id = $1 and u.id = $2 order by x.place
        """,
        { UndoneRow($0 as ID<ListedRow>, part: $1, before: $2, after: $3) },
        "id",
        "part",
        "before",
        "after"
    )
}

extension Statement where Result == Void {
    fileprivate static let keepUndo = Statement(
        """
        insert into undo (tenant_id, id, membership_id, act, path, rows, parts, before, after)
        values ($1, $2, current_actor(), $3, $4, $5, $6, $7, $8)
        """
    )

    /// Refused when it is too late, or done already.
    fileprivate static let endUndo = Statement(
        "update undo set undone_at = moment() where tenant_id = $1 and id = $2"
    )
}
