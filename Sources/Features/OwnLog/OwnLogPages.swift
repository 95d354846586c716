import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func showOwnLog(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let organisation = try visit.space.name(words.language)
    let actor = visit.visitor.actor
    let query = visit.asked(of: .own())
    let address = visit.visitor.account?.email ?? ""
    let seen = try visit.read {
        (db) throws(Failure) -> (Listing<Sighting>, ListPage<Sighting>, Contact)? in
        let people = [actor.person].compactMap(\.self) + (try db.all(.ownRequests, address))
        guard !people.isEmpty else { return nil }
        let list = Listing.own(organisation, people, by: actor.membership)
        let page = try db.page(of: list, .own, query, found: people)
        return (list, page, try db.one(.contact))
    }
    guard let (list, page, contact) = seen else {
        let page = visit.page(words("log.own.title")) { h in
            ownLogOfNobody(&h, isEmployers: visit.visitor.space?.kind == .employer, words)
        }
        return Looked(page, Entry(.logOwnRead, count: 0))
    }
    let reply = visit.page(words("log.own.title")) { h in
        ownLogPage(&h, list, page, contact, visit.here("/own-log"), words)
    }
    return Looked(reply, Entry(.logOwnRead, count: page.rows.count))
}

@Sendable func showExtract(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let address = visit.request.query
    let query = visit.asked(of: .extract()).fromStart
    let (from, to) = (Day(typed: query["from"] ?? ""), Day(typed: query["to"] ?? ""))
    let isTurned = if let from, let to { to < from } else { false }
    guard Listing.extract().shape.unread({ address[$0] }).isEmpty, !isTurned,
        let person = query["person"].flatMap({ ID<Person>($0) })
    else { throw .refused(.malformed) }
    let organisation = try visit.space.name(words.language)
    let list = Listing.extract(organisation, [person])
    let (page, (name, contact)) = try visit.read { (db) throws(Failure) in
        (
            try db.page(of: list, .extract, query),
            try db.together(.oneIfAny(.registeredName, person), .one(.contact))
        )
    }
    let extract = Extract(
        person: name,
        organisation: organisation,
        contact: contact,
        from: from,
        to: to,
        madeAt: visit.now
    )
    let reply = visit.page(words("log.extract.title")) { h in
        extractPage(&h, extract, list, page, words)
    }
    return Looked(reply, Entry(.logExported, about: [person], count: page.rows.count))
}

extension Statement where Result == ID<Person> {
    /// The requests of this space that are about whoever has this address (`$2`).
    fileprivate static let ownRequests = Statement(
        """
        select id from employee_of_request
         where tenant_id = $1 and mark = address_mark(id::text, $2)
        """,
        "id"
    )
}

extension Statement where Result == Contact {
    /// Whom to ask in this space.
    fileprivate static let contact = Statement(
        "select email, phone from space_contact($1) where $1::uuid = current_tenant()",
        Contact.init,
        "email",
        "phone"
    )
}
