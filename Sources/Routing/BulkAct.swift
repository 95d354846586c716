public import Access
public import Audit
public import Base
import HTTP
public import Interface
public import Store
import Wording

/// One act on many rows of a list: how they are read, whom it leaves out, and what it does.
///
/// The slice whose matter it is declares it; the list's own slice has the doors `/selection` and `/selection/act`. Its words
/// are `.title`, `.what`, `.do` and `.nothing`.
public struct BulkAct: Sendable {
    /// What would happen, and how it is done.
    struct Plan {
        let lines: [BulkLine]
        let carryOut: (borrowing Transaction) throws(Failure) -> [Entry]
        /// What stood before and what will stand; empty where it cannot be taken back.
        let undone: [UndoneRow]
    }

    /// The end of its words, as the form says it.
    let code: String
    let words: StaticString
    let what: String
    let did: StaticString
    let list: String
    let row: StaticString
    let isDanger: Bool
    let needs: Permission?
    let kinds: SpaceKinds
    let undo: Undo?
    let plan:
        @Sendable (Visit, borrowing Transaction, [ID<ListedRow>], Bool) throws(Failure) -> Plan

    /// `words` is where its words begin (`people.selection.archived`), `list` where the list is (`/people`), `row` the name of
    /// a row's box, `what` where it says what will happen when other pages say so too, `did` the sentence that says what was done.
    ///
    /// `needs` is what the act needs beside the list's own door, `kinds` are the kinds of space that know it.
    ///
    /// `rows` answers with every one of the ids or refuses with 404, and with true keeps them from changing. `act` is what
    /// the act on one row does, and refuses what that refuses.
    ///
    /// `undo` takes it back; `undone` says what stood in a row, nil where that cannot be put back.
    public init<Row: Sendable>(
        _ words: StaticString,
        of list: StaticString,
        row: StaticString,
        what: StaticString? = nil,
        did: StaticString,
        isDanger: Bool = false,
        needs: Permission? = nil,
        in kinds: SpaceKinds = .every,
        rows:
            @escaping @Sendable (Visit, borrowing Transaction, [ID<ListedRow>], Bool)
            throws(Failure)
            -> [Row],
        line: @escaping @Sendable (Row, Visit) -> BulkLine,
        undo: Undo? = nil,
        undone: @escaping @Sendable (Row) -> UndoneRow? = { _ in nil },
        act: @escaping @Sendable (Visit, borrowing Transaction, [Row]) throws(Failure) -> [Entry]
    ) {
        self.words = words
        self.what = what.map { "\($0)" } ?? "\(words).what"
        self.did = did
        code = String("\(words)".split(separator: ".").last ?? "")
        self.list = "\(list)"
        self.row = row
        self.isDanger = isDanger
        self.needs = needs
        self.kinds = kinds
        self.undo = undo
        plan = { (visit, db, ids, isHeld) throws(Failure) in
            let found = try rows(visit, db, ids, isHeld)
            return Plan(
                lines: found.map { line($0, visit) },
                carryOut: { (db) throws(Failure) in try act(visit, db, found) },
                undone: found.compactMap(undone)
            )
        }
    }
}

extension Visit {
    /// The page that says what an act would do to the chosen rows; nothing happens yet.
    ///
    /// `looked` is what the log says of it.
    public func previewBulk(of path: String, _ looked: Action) throws(Failure) -> Looked {
        let (act, list) = try bulkAct(of: path)
        let visit = try under(act)
        let form = try request.form()
        let query = trail(of: list.shape)
        let key = list.shape.key
        let back = query.path(here(path))
        let chosen = try chosen(form, act)
        let isAll = !form["all"].isEmpty
        guard isAll || !chosen.isEmpty else {
            return .acted(
                page(words.dynamic("\(key).selection.none"), status: 422) { h in
                    h.emptySelection(key, back: back, words)
                }
            )
        }
        let lines = try visit.read { (db) throws(Failure) in
            let known = Set(chosen)
            let others = isAll ? try list.matching(db, query).filter { !known.contains($0) } : []
            return try act.plan(visit, db, chosen + others, false).lines
        }
        let preview = BulkPreview(
            key,
            act.words,
            act.code,
            what: act.what,
            row: act.row,
            isDanger: act.isDanger,
            lines,
            base: here(path),
            list: query
        )
        let reply = page(words.dynamic("\(act.words).title")) { h in
            h.bulkPreview(preview, once: once, words)
        }
        return Looked(reply, Entry(looked, count: lines.count))
    }

    /// Does the act to every row that the preview named, in one transaction.
    ///
    /// When one of them would be left out now, nothing is done.
    public func carryOutBulk(of path: String) throws(Failure) -> Reply {
        let (act, list) = try bulkAct(of: path)
        // In one order always, so that of two who choose the same rows one waits for the other, and not each for both.
        let chosen = try chosen(try request.form(), act).sorted { $0.text < $1.text }
        let query = trail(of: list.shape)
        guard !chosen.isEmpty else { throw .refused(.malformed) }
        let visit = try under(act)
        return try visit.act { (db) throws(Failure) in
            let plan = try act.plan(visit, db, chosen, true)
            guard plan.lines.allSatisfy({ $0.leftOut == nil }) else {
                throw .refused(.conflict(why: "interface.selection.changed"))
            }
            let entries = try plan.carryOut(db)
            guard let first = entries.first else { throw .refused(.malformed) }
            let place = query.path(here(path))
            return Audited(
                try after(place, did: act.did, undo: act.undo, plan.undone, db),
                first,
                also: Array(entries.dropFirst())
            )
        }
    }

    /// The acts on many rows of a list that the visitor may do, as its form says them.
    public func bulkActs(of path: String) -> Set<String> {
        let acts = bulk(of: path).filter { act in act.needs.map { scope(of: $0) == .all } ?? true }
        return Set(acts.map(\.code))
    }

    private func bulk(of path: String) -> [BulkAct] {
        guard let kind = visitor.space?.kind else { return [] }
        return site.features.flatMap(\.bulk).filter { $0.list == path && $0.kinds.has(kind) }
    }

    /// The visit with the permit that the act needs itself.
    private func under(_ act: BulkAct) throws(Failure) -> Visit {
        guard let needs = act.needs else { return self }
        var visit = self
        visit.permit = try permit(for: needs)
        guard visit.permit.scope == .all else { throw .refused(.forbidden()) }
        return visit
    }

    private func bulkAct(of path: String) throws(Failure) -> (BulkAct, AnyListing) {
        guard permit.scope == .all else { throw .refused(.forbidden()) }
        let code = try request.form()["to"]
        let known = bulk(of: path).first { $0.code == code }
        guard let act = known, let list = anyListing(at: path) else { throw .refused(.malformed) }
        return (act, list)
    }

    /// The chosen ids, each once; what is no id is absent: 404.
    private func chosen(_ form: Form, _ act: BulkAct) throws(Failure) -> [ID<ListedRow>] {
        var ids: [ID<ListedRow>] = []
        var seen: Set<ID<ListedRow>> = []
        for text in form.all("\(act.row)") {
            guard let id = ID<ListedRow>(text) else { throw .refused(.notFound) }
            if seen.insert(id).inserted { ids.append(id) }
        }
        return ids
    }
}
