import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showViews(_ visit: Visit) throws(Failure) -> Reply {
    let views = try visit.read { (db) throws(Failure) in try keptViews(visit, db) }
        .compactMap { view in visit.listing(at: view.list).map { OpenView(view: view, list: $0) } }
    return visit.page(visit.words("views.own")) { h in
        viewsPage(&h, views, space: visit.here(""), once: visit.once, visit.words)
    }
}

@Sendable func showNewView(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newViewPage)
}

@Sendable func saveView(_ visit: Visit) throws(Failure) -> Looked {
    let (list, query) = try asked(visit)
    return try visit.submit(newViewPage) { (db, page, new, changes) throws(Failure) in
        guard IdentityCode.found(in: query.search) == nil else {
            throw .refused(.conflict(why: "views.rule.search"))
        }
        let id = ID<SavedView>()
        try db.run(.addView, id, list, new.name, query.text, new.readers == .space)
        return .done(
            Entry(.viewSaved, of: Object(id, new.name), changes: changes),
            to: page.back,
            did: "views.done.saved"
        )
    }
}

@Sendable func editView(_ visit: Visit) throws(Failure) -> Looked { try visit.show(viewPage) }

@Sendable func changeView(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<SavedView> = try visit.id()
    return try visit.submit(viewPage) { (db, page, new, changes) throws(Failure) in
        try db.run(.changeView, id, new.name, new.readers == .space)
        return .done(
            Entry(.viewChanged, of: Object(id, page.value.name), changes: changes),
            to: page.back,
            did: "views.done.changed"
        )
    }
}

@Sendable func removeView(_ visit: Visit) throws(Failure) -> Reply {
    try visit.act { (db) throws(Failure) in
        let view = try keptView(visit, db)
        try db.run(.removeView, view.id)
        return Audited(
            visit.after(visit.here("/views"), did: "views.done.removed"),
            Entry(.viewRemoved, of: Object(view.id, view.name))
        )
    }
}

/// The list that the address names, with what it asks as the list says it; 404 when it names none.
private func asked(_ visit: Visit) throws(Failure) -> (list: String, query: ListQuery) {
    let address = visit.request.query
    guard let list = visit.listing(at: address["list"]) else { throw .refused(.notFound) }
    let query = list.read(address["query"]).fromStart
    return ("\(list.path)", query)
}

private func newViewPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ViewDraft> {
    let (list, query) = try asked(visit)
    let address = "list=\(percentEncoded(list))&query=\(percentEncoded(query.text))"
    return FormPage(
        visit.words("views.save"),
        lead: visit.words("views.save.lead"),
        viewFields,
        ViewDraft(),
        isNew: true,
        action: "\(visit.here("/views"))?\(address)",
        save: visit.words("views.save.button"),
        back: query.path(visit.here(list)),
        frame: visit.frame(at: visit.here(list))
    )
}

private func viewPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ViewDraft> {
    let view = try keptView(visit, db)
    guard view.isOwn else { throw .refused(.notFound) }
    return FormPage(
        visit.words("views.change"),
        viewFields,
        view.draft,
        action: visit.here("/views/\(view.id)"),
        save: visit.words("views.save.button"),
        back: visit.here("/views"),
        frame: visit.frame(at: visit.here(view.list))
    )
}

/// One's own views, and for who looks after the members the shared ones whose owner has left.
private func keptViews(_ visit: Visit, _ db: borrowing Transaction) throws(Failure) -> [KeptView] {
    try db.all(.keptViews, visit.may(.memberChange))
}

/// The view of the path, locked where it is to be changed; 404 when it is not among those that are kept.
private func keptView(_ visit: Visit, _ db: borrowing Transaction) throws(Failure) -> KeptView {
    let id: ID<SavedView> = try visit.id()
    if visit.isChanging { try db.run(.lockView, id) }
    guard let view = try keptViews(visit, db).first(where: { $0.id == id }) else {
        throw .refused(.notFound)
    }
    return view
}

extension Statement where Result == KeptView {
    fileprivate static let keptViews = Statement(
        """
        select id, list, name, query, is_shared, membership_id = current_actor() as is_own from saved_view
         where tenant_id = $1
           and (membership_id = current_actor() or $2 and is_shared and not is_member(tenant_id, membership_id))
         order by list, name
        """,
        KeptView.init,
        "id",
        "list",
        "name",
        "query",
        "is_shared",
        "is_own"
    )
}

extension Statement where Result == Void {
    fileprivate static let lockView = Statement(
        "select from saved_view where tenant_id = $1 and id = $2 for update"
    )

    fileprivate static let addView = Statement(
        """
        insert into saved_view (tenant_id, id, membership_id, list, name, query, is_shared)
        values ($1, $2, current_actor(), $3, $4, $5, $6)
        """
    )

    fileprivate static let changeView = Statement(
        """
        update saved_view set name = $3, is_shared = $4
         where tenant_id = $1 and id = $2 and membership_id = current_actor()
        """
    )

    fileprivate static let removeView = Statement(
        "delete from saved_view where tenant_id = $1 and id = $2"
    )
}
