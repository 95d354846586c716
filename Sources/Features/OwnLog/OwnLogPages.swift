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
    let key = try visit.logKey()
    let address = visit.visitor.account?.email ?? ""
    let seen = try visit.read { (db) throws(Failure) -> ([Sighting], Contact)? in
        let requests: [ID<Person>] = try db.all(.ownRequests, address)
        let subjects = [visit.visitor.actor.person].compactMap(\.self) + requests
        guard !subjects.isEmpty else { return nil }
        let (sightings, contact) = try db.together(
            .sightings(of: subjects, by: db.permit.actor, before: key, Limits.pageRows + 1),
            .one(.contact)
        )
        return (sightings, contact)
    }
    guard let (found, contact) = seen else {
        let page = visit.page(words("log.own.title")) { h in
            ownLogOfNobody(&h, isEmployers: visit.visitor.space?.kind == .employer, words)
        }
        return Looked(page, Entry(.logOwnRead, count: 0))
    }
    let sightings = Array(found.prefix(Limits.pageRows))
    let page = OwnLogPage(
        sightings: sightings,
        next: found.count > Limits.pageRows ? sightings.last?.key : nil,
        isFirst: key == nil,
        contact: contact,
        organisation: try visit.space.name(words.language)
    )
    let reply = visit.page(words("log.own.title")) { h in
        ownLogPage(&h, page, visit.here("/own-log"), words)
    }
    return Looked(reply, Entry(.logOwnRead, count: sightings.count))
}

/// Rows of a printed extract; who needs more takes it in parts by date.
private let extractRowsMax = 1000

@Sendable func showExtract(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    var entry = FormEntry(visit.request.query, words)
    let (from, to) = (entry.day("from", isRequired: false), entry.day("to", isRequired: false))
    let isTurned = if let from, let to { to < from } else { false }
    guard entry.isSound, !isTurned, let person = ID<Person>(entry.typed("person")) else {
        throw .refused(.malformed)
    }
    let (name, found, contact) = try visit.read { (db) throws(Failure) in
        try db.together(
            .oneIfAny(.registeredName, person),
            .sightings(of: [person], from: from, to: to, extractRowsMax + 1),
            .one(.contact)
        )
    }
    let extract = Extract(
        person: name,
        sightings: Array(found.prefix(extractRowsMax)),
        isCut: found.count > extractRowsMax,
        organisation: try visit.space.name(words.language),
        contact: contact,
        from: from,
        to: to,
        madeAt: visit.now
    )
    let reply = visit.page(words("log.extract.title")) { h in extractPage(&h, extract, words) }
    return Looked(reply, Entry(.logExported, about: [person], count: extract.sightings.count))
}

extension Ask where Answer == [Sighting] {
    /// The events that have somebody as a subject, newest first, at most so many: older than a key, from a day to a day.
    ///
    /// `reader` is who asks for themselves.
    fileprivate static func sightings(
        of subjects: [ID<Person>],
        by reader: Actor? = nil,
        before key: LogKey? = nil,
        from: Day? = nil,
        to: Day? = nil,
        _ rowsMax: Int
    ) -> Ask {
        .all(.sightings, subjects, key?.at, key?.id, rowsMax, from, to, reader?.membership)
    }
}

extension Statement where Result == Sighting {
    /// What the person's account did, or the reader's membership (`$8`), is the person's own.
    fileprivate static let sightings = Statement(
        """
        select l.id, l.at, l.kind, l.action, l.object_type, l.field_groups, l.role, l.purpose,
               case when l.role = 'letter' then l.actor_name end as sender,
               coalesce(l.actor_person = any ($2) or l.actor_member = $8, false) as is_own
          from (select e.id
                  from log.events_about($1, $2::uuid[]) s(event_id)
                  join log.event_line e on e.tenant_id = $1 and e.id = s.event_id
                 where (e.at, e.id) < (coalesce($3::timestamptz, 'infinity'),
                         coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                   and e.at >= coalesce($6::date::timestamp at time zone 'Europe/Helsinki', '-infinity')
                   and e.at < coalesce(($7::date + 1)::timestamp at time zone 'Europe/Helsinki', 'infinity')
                 order by e.at desc, e.id desc
                 limit $5) e
          join log.event_line l on l.tenant_id = $1 and l.id = e.id
         order by l.at desc, l.id desc
        """,
        Sighting.init,
        "id",
        "at",
        "kind",
        "action",
        "object_type",
        "field_groups",
        "role",
        "purpose",
        "sender",
        "is_own"
    )
}

extension Statement where Result == ID<Person> {
    /// The requests of this space that are about whoever has this address (`$2`).
    fileprivate static let ownRequests = Statement(
        """
        select id from employee_of_request
         where tenant_id = $1 and mark = sha256(convert_to(id || ' ' || $2, 'UTF8'))
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
