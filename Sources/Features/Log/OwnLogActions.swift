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
    let person: FoundPerson?
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
        let (people, found, contact) = try db.together(
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
            person: people.first,
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
    return Looked(
        reply,
        Entry(
            .logExported,
            about: [extract.person].compactMap { $0?.id },
            count: extract.sightings.count
        )
    )
}
