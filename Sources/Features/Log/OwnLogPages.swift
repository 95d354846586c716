import Interface
import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Wording

/// What 'who has looked at my data' shows.
struct OwnLogPage {
    let sightings: [Sighting]
    let next: LogKey?
    let isFirst: Bool
    let contact: Contact
    /// Name of the organisation whose log it is.
    let organisation: String
}

@Sendable func showOwnLog(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let space = try visit.space
    guard let person = visit.visitor.actor.person else {
        let page = visit.page(words("log.own.title")) { h in ownLogWithoutPerson(&h, words) }
        return Looked(page, Entry(.logOwnRead, count: 0))
    }
    let key = try pageKey(visit)
    let (found, contact) = try visit.read { (db) throws(Failure) in
        try db.together(
            .all(
                .sightings,
                person,
                key?.at,
                key?.id,
                Limits.pageRows + 1,
                Optional<Day>.none,
                Optional<Day>.none
            ),
            .one(.contact)
        )
    }
    let sightings = Array(found.prefix(Limits.pageRows))
    let page = OwnLogPage(
        sightings: sightings,
        next: found.count > Limits.pageRows ? sightings.last?.key : nil,
        isFirst: key == nil,
        contact: contact,
        organisation: space.name(words.language)
    )
    let reply = visit.page(words("log.own.title")) { h in
        ownLogPage(&h, page, visit.here("/own-log"), words)
    }
    return Looked(reply, Entry(.logOwnRead, count: sightings.count))
}

/// What the data-subject extract tells.
struct Extract {
    let person: PersonName?
    let sightings: [Sighting]
    let isCut: Bool
    let organisation: String
    let contact: Contact
    let from: Day?
    let to: Day?
    let madeAt: Instant
}

/// Rows of a printed extract; who needs more takes it in parts by date.
private let extractRowsMax = 1000

@Sendable func showExtract(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let space = try visit.space
    var entry = FormEntry(visit.request.query, words)
    let filter = LogFilter(&entry, words)
    guard entry.isSound, let person = filter.person else { throw .refused(.malformed) }
    let extract = try visit.read { (db) throws(Failure) in
        let (name, found, contact) = try db.together(
            .all(.people, [person]),
            .all(
                .sightings,
                person,
                Optional<Instant>.none,
                Optional<ID<Event>>.none,
                extractRowsMax + 1,
                filter.from,
                filter.to
            ),
            .one(.contact)
        )
        return Extract(
            person: name.first,
            sightings: Array(found.prefix(extractRowsMax)),
            isCut: found.count > extractRowsMax,
            organisation: space.name(words.language),
            contact: contact,
            from: filter.from,
            to: filter.to,
            madeAt: visit.now
        )
    }
    let reply = visit.page(words("log.extract.title")) { h in extractPage(&h, extract, words) }
    return Looked(reply, Entry(.logExported, about: [person], count: extract.sightings.count))
}

/// One look at a person's data as that person may learn of it: when, what and by which role, never by whom.
struct Sighting: Sendable {
    let id: ID<Event>
    let at: Instant
    let kind: Kind
    let action: String
    let objectType: String
    /// The groups of personal data that were shown.
    let groups: [String]
    let role: String
    let purpose: String?
    /// The space that a letter came from; nil for what was done in this space.
    let sender: String?
    /// Whether the person did it.
    let isOwn: Bool

    var key: LogKey { LogKey(at: at, id: id) }
}

extension Statement where Result == Sighting {
    /// The events that have a person (`$2`) as a subject, newest first, older than a key (`$3`,
    /// `$4`), at most `$5`, from day `$6` to day `$7`.
    ///
    /// What the person's account did is the person's own.
    static let sightings = Statement(
        """
        select l.id, l.at, l.kind, l.action, l.object_type, l.field_groups, l.role, l.purpose,
               case when l.role = 'letter' then l.actor_name end as sender,
               l.actor_person is not distinct from $2 as is_own
          from (select e.id
                  from log.events_about($1, array[$2::uuid]) s(event_id)
                  join log.event e on e.tenant_id = $1 and e.id = s.event_id
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

/// How a space can be reached.
struct Contact: Sendable {
    let email: String
    let phone: String
}

extension Statement where Result == Contact {
    /// Whom to ask in this space.
    static let contact = Statement(
        "select contact_email, contact_phone from space where id = $1",
        Contact.init,
        "contact_email",
        "contact_phone"
    )
}
