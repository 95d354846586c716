import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showViews(_ visit: Visit) throws(Failure) -> Reply {
    let views = try visit.read { (db) throws(Failure) in try db.all(.ownViews) }
    return visit.page(visit.words("views.own")) { h in
        viewsPage(&h, views, space: visit.here(""), once: visit.once, visit.words)
    }
}

@Sendable func showNewView(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(newViewPage)
}

@Sendable func saveView(_ visit: Visit) throws(Failure) -> Looked {
    let asked = try asked(visit)
    return try visit.submit(newViewPage) { (db, page, new, changes) throws(Failure) in
        let id = ID<SavedView>()
        try db.run(.addView, id, asked.list, new.name, asked.query, new.readers == .space)
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
    let id: ID<SavedView> = try visit.id()
    return try visit.act { (db) throws(Failure) in
        let view = try db.one(.lockedView, id)
        try db.run(.removeView, id)
        return Audited(
            visit.after(visit.here("/views"), did: "views.done.removed"),
            Entry(.viewRemoved, of: Object(id, view.name))
        )
    }
}

/// The list that the address names; 404 when it names none.
private func asked(_ visit: Visit) throws(Failure) -> AskedList {
    guard let asked = AskedList(visit.request.query) else { throw .refused(.notFound) }
    return asked
}

private func newViewPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ViewDraft> {
    let asked = try asked(visit)
    let words = visit.words
    return FormPage(
        words("views.save"),
        lead: words("views.save.lead"),
        viewFields,
        ViewDraft(),
        isNew: true,
        action: "\(visit.here("/views"))?\(asked.text)",
        save: words("views.save.button"),
        back: address(asked.list, asked.query, visit.here(""))
    )
}

private func viewPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<ViewDraft> {
    let id: ID<SavedView> = try visit.id()
    let view = try visit.isChanging ? db.one(.lockedView, id) : db.one(.ownView, id)
    let words = visit.words
    return FormPage(
        words("views.change"),
        viewFields,
        view.draft,
        action: visit.here("/views/\(id)"),
        save: words("views.save.button"),
        back: visit.here("/views")
    )
}

extension Statement where Result == KeptView {
    fileprivate static let ownViews = Statement(
        """
        select id, list, name, query, is_shared from saved_view
         where tenant_id = $1 and membership_id = current_actor() order by list, name
        """,
        KeptView.init,
        "id",
        "list",
        "name",
        "query",
        "is_shared"
    )

    fileprivate static let ownView = Statement(
        """
        select id, list, name, query, is_shared from saved_view
         where tenant_id = $1 and id = $2 and membership_id = current_actor()
        """,
        KeptView.init,
        "id",
        "list",
        "name",
        "query",
        "is_shared"
    )

    fileprivate static let lockedView = Statement(
        """
        select id, list, name, query, is_shared from saved_view
         where tenant_id = $1 and id = $2 and membership_id = current_actor() for update
        """,
        KeptView.init,
        "id",
        "list",
        "name",
        "query",
        "is_shared"
    )
}

extension Statement where Result == Void {
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
        "delete from saved_view where tenant_id = $1 and id = $2 and membership_id = current_actor()"
    )
}
