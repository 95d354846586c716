import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Wording

extension Listing where Row == Sighting {
    /// What a page tells those in `organisation` whose data it was; `people` is what the reader is there.
    static func own(
        _ organisation: String = "",
        _ people: [ID<Person>] = [],
        by reader: ID<Membership>? = nil
    ) -> Listing {
        Listing(
            "log.own",
            at: "/own-log",
            by: .time,
            columns: columns(organisation, people, reader),
            id: { $0.id }
        )
    }

    /// What the auditor prints of a person; who needs more takes it in parts by date.
    static func extract(_ organisation: String = "", _ people: [ID<Person>] = []) -> Listing {
        Listing(
            "log.own",
            at: "/log/extract",
            by: .time,
            columns: columns(organisation, people, nil),
            filters: [.eventsAbout, .eventsFrom, .eventsTo],
            pageRows: 1000,
            id: { $0.id }
        )
    }

    private static func columns(
        _ organisation: String,
        _ people: [ID<Person>],
        _ member: ID<Membership>?
    ) -> [ListColumn<Sighting>] {
        [
            .cell("log.time") { h, sighting, words in
                h.time(words.fullMoment(sighting.at), .datetime(sighting.at.iso))
            },
            .cell("log.own.what", isLabelled: true) { h, sighting, words in
                h.text(dataSeen(sighting, words))
                guard !sighting.groups.isEmpty else { return }
                h.small(words.fieldGroups(sighting.groups), .class("more soft"))
            },
            .cell("log.purpose", isLabelled: true) { h, sighting, words in
                h.text(purposeText(sighting.purpose, of: sighting.action, words))
            },
            .cell("log.own.who", isLabelled: true) { h, sighting, words in
                let isOwn = sighting.isOf(people, member)
                h.text(reader(sighting, organisation, isOwn: isOwn, words))
            },
            .state("log.own.how", words: "log.own.kind", { $0.kind }, { $0.look }),
        ]
    }
}

extension ListRows where Row == Sighting {
    /// The reader's own.
    static let own = ListRows(
        columns,
        from: "log.event e",
        at: "e.tenant_id = $1",
        id: "e.id",
        more: lines,
        isCounted: false,
        reach: [
            .all:
                "e.id in (select a.event_id from log.events_about($1, ?::uuid[]) a(event_id))"
        ],
        sighting
    )

    /// Anybody's, as the listing asks.
    static let extract = ListRows(
        columns,
        from: "log.event e",
        at: "e.tenant_id = $1",
        id: "e.id",
        more: lines,
        isCounted: false,
        sighting
    )
}

private let columns: StaticString = """
    l.id, l.at, l.kind, l.action, l.object_type, l.field_groups, l.role, l.purpose,
    case when l.role = 'letter' then l.actor_name end as sender, l.actor_person, l.actor_member
    """

private let lines: StaticString =
    " join log.event_line l on l.tenant_id = e.tenant_id and l.id = e.id"

private let sighting = reader(
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
    "actor_person",
    "actor_member"
)
