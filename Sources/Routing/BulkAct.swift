public import Access
public import Audit
public import Base
import HTTP
public import Interface
public import Store
import Wording

/// One act on many rows of a list: how they are read, whom it leaves out, what it asks, and what it does.
///
/// The slice whose matter it is declares it; the list's own slice has the doors `/selection` and `/selection/act`. Its words
/// are `.title`, `.what`, `.do` and `.nothing`.
public struct BulkAct: Sendable {
    /// The end of its words, as the form says it.
    let code: String
    let list: String
    let row: StaticString
    let needs: Permission?
    let kinds: SpaceKinds
    fileprivate let preview: @Sendable (Visit, BulkPlace, _ isAll: Bool) throws(Failure) -> Looked
    fileprivate let carryOut: @Sendable (Visit, BulkPlace) throws(Failure) -> Looked

    /// `words` is where its words begin (`people.selection.archived`), `list` where the list is (`/people`), `row` the name of
    /// a row's box, `what` where it says what will happen when other pages say so too, `did` the sentence that says what was done.
    ///
    /// `needs` is what the act needs beside the list's own door, `kinds` are the kinds of space that know it.
    ///
    /// `rows` answers with every one of the ids or refuses with 404, and with true keeps them from changing. `asks` is what
    /// has to be said once for all of them. `act` is what the act on one row does, and refuses what that refuses.
    ///
    /// `undo` takes it back; `undone` says what stood in a row, nil where that cannot be put back.
    public init<Row: Sendable, Value: Sendable>(
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
        asks: BulkForm<Row, Value>,
        act:
            @escaping @Sendable (Visit, borrowing Transaction, [Row], Value)
            throws(Failure)
            -> [Entry]
    ) {
        code = String("\(words)".split(separator: ".").last ?? "")
        self.list = "\(list)"
        self.row = row
        self.needs = needs
        self.kinds = kinds
        let code = code
        let page: BulkPage<Row, Value> = { (visit, db, place, isHeld) throws(Failure) in
            let found = try rows(visit, db, place.chosen, isHeld)
            let lines = found.map { line($0, visit) }
            let form = try asks.make(visit, db, found)
            let preview = BulkPreview(
                place.list.shape.key,
                words,
                code,
                what: what.map { "\($0)" } ?? "\(words).what",
                row: row,
                isDanger: isDanger,
                lines,
                list: place.query
            )
            return (visit.page(of: preview, form, in: place), lines, found)
        }
        preview = { (visit, place, isAll) throws(Failure) in
            let shown = try visit.read { (db) throws(Failure) in
                var place = place
                if isAll {
                    let known = Set(place.chosen)
                    let matching = try place.list.matching(db, place.query)
                    place.chosen += matching.filter { !known.contains($0) }
                }
                return try page(visit, db, place, false).page
            }
            return try visit.show(shown)
        }
        carryOut = { (visit, place) throws(Failure) in
            let read = BulkRows<Row>()
            return try visit.submit { (visit, db) throws(Failure) in
                let now = try page(visit, db, place, visit.isChanging)
                (read.lines, read.rows) = (now.lines, now.rows)
                return now.page
            } _: { (db, _, value, _) throws(Failure) in
                guard read.lines.allSatisfy({ $0.leftOut == nil }) else {
                    throw .refused(.conflict(why: "interface.selection.changed"))
                }
                let entries = try act(visit, db, read.rows, value)
                guard let first = entries.first else { throw .refused(.malformed) }
                let before = read.rows.compactMap(undone)
                let path = place.query.path(place.base)
                return .done(
                    first,
                    also: Array(entries.dropFirst()),
                    to: try visit.after(path, did: did, undo: undo, before, db)
                )
            }
        }
    }
}

/// What an act on many asks once for all of them.
public struct BulkForm<Row: Sendable, Value: Sendable>: Sendable {
    let make:
        @Sendable (Visit, borrowing Transaction, [Row]) throws(Failure)
            -> (fields: FieldList<Value>, value: Value)

    /// `make` answers with the fields for the chosen rows, and with what stands in them at first.
    public init(
        _ make:
            @escaping @Sendable (Visit, borrowing Transaction, [Row]) throws(Failure)
            -> (fields: FieldList<Value>, value: Value)
    ) {
        self.make = make
    }
}

extension BulkForm where Value == Void {
    /// To choose the rows says it all.
    public static var nothing: BulkForm { BulkForm { _, _, _ in (FieldList(), ()) } }
}

/// The rows as they stand now, their lines, and the page that shows what would happen to them.
private typealias BulkPage<Row, Value: Sendable> =
    @Sendable (Visit, borrowing Transaction, BulkPlace, _ isHeld: Bool) throws(Failure)
    -> (page: FormPage<Value>, lines: [BulkLine], rows: [Row])

/// What an act has read while its form was made.
private final class BulkRows<Row> {
    var lines: [BulkLine] = []
    var rows: [Row] = []
}

/// The list on which an act was chosen, and the rows that were.
private struct BulkPlace: Sendable {
    let list: AnyListing
    let query: ListQuery
    /// Where the list is.
    let base: String
    var chosen: [ID<ListedRow>]
    /// What the log says of a look at the preview; nil where the rows are no people.
    let looked: Action?
}

extension Visit {
    /// The page that says what an act would do to the chosen rows, and asks what it needs; nothing happens yet.
    ///
    /// `looked` is what the log says of it; nil where the rows are no people.
    public func previewBulk(of path: String, _ looked: Action? = nil) throws(Failure) -> Looked {
        let (act, place) = try bulkAct(of: path, looked)
        let visit = try under(act)
        let isAll = try !request.form()["all"].isEmpty
        guard isAll || !place.chosen.isEmpty else {
            let key = place.list.shape.key
            return .acted(
                page(words.dynamic("\(key).selection.none"), status: 422) { h in
                    h.emptySelection(key, back: place.query.path(place.base), words)
                }
            )
        }
        return try act.preview(visit, place, isAll)
    }

    /// Does the act to every row that the preview named, in one transaction.
    ///
    /// When one of them would be left out now, nothing is done: the preview comes again as it stands now, as after a mistake
    /// in what was asked.
    public func carryOutBulk(of path: String, _ looked: Action? = nil) throws(Failure) -> Looked {
        var (act, place) = try bulkAct(of: path, looked)
        guard !place.chosen.isEmpty else { throw .refused(.malformed) }
        // In one order always, so that of two who choose the same rows one waits for the other, and not each for both.
        place.chosen.sort { $0.text < $1.text }
        return try act.carryOut(try under(act), place)
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

    private func bulkAct(
        of path: String,
        _ looked: Action?
    ) throws(Failure) -> (BulkAct, BulkPlace) {
        guard permit.scope == .all else { throw .refused(.forbidden()) }
        let form = try request.form()
        let known = bulk(of: path).first { $0.code == form["to"] }
        guard let act = known, let list = anyListing(at: path) else { throw .refused(.malformed) }
        let place = BulkPlace(
            list: list,
            query: trail(of: list.shape),
            base: here(path),
            chosen: try chosen(form, act),
            looked: looked
        )
        return (act, place)
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

    /// The preview as a form, which can be sent on in another language too.
    fileprivate func page<Value>(
        of preview: BulkPreview,
        _ form: (fields: FieldList<Value>, value: Value),
        in place: BulkPlace
    ) -> FormPage<Value> {
        let action = "\(place.base)/selection/act"
        var frame = frame
        frame.languageForm = LanguageForm(id: FormView.id, action: action)
        var page = FormPage(
            words.dynamic("\(preview.words).title"),
            form.fields,
            form.value,
            isNew: true,
            action: action,
            save: words.dynamic("\(preview.words).do"),
            back: place.query.path(place.base),
            frame: frame,
            look: place.looked.map { Entry($0, count: preview.lines.count) }
        ) { h, form in h.bulkPreview(preview, form) }
        page.hasHead = false
        return page
    }
}
