import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Wording

/// One line of the log's list.
struct LogLine: Sendable {
    let event: LoggedEvent
    /// The first of those whose data it was; without a text who is no longer in the register.
    let subjects: [PersonName]

    var id: ID<Event> { event.id }
}

/// What may stand in the place of a role.
let rolesOfLog =
    Role.allCases.map(\.rawValue)
    + ["none", "visitor", "letter", "system", "operator", "database"]

/// What the filters of one kind of space offer: what another kind alone has is asked of its own log.
struct OfferedFilters {
    let roles: [String]
    let purposes: [String]
    let actions: [String]

    init(_ kind: SpaceKind, _ held: [Role]) {
        let (isProvider, isEmployer) = (kind == .provider, kind == .employer)
        roles = rolesOfLog.filter { role in
            if let role = Role(rawValue: role) { return held.contains(role) }
            // Letters pass between these two, and the house acts by itself on what they ask.
            return isProvider || isEmployer || !["letter", "system"].contains(role)
        }
        let done = Action.allCases.filter { action in
            switch action.object {
            case "course", "application", "release", "enrolment": isProvider
            case "consent-ask", "consent-request": isProvider || isEmployer
            default: true
            }
        }
        actions = done.map(\.name)
        purposes = Purpose.allCases.filter { !Set($0.actions).isDisjoint(with: done) }.map(
            \.rawValue
        )
    }
}

extension Listing where Row == LogLine {
    /// The log, newest first.
    static let log = Listing(
        "log",
        at: "/log",
        by: .time,
        columns: [
            .cell("log.time", by: .time) { h, line, words in h.text(words.moment(line.event.at)) },
            .cell("log.who") { h, line, words in who(&h, line.event, words) },
            ListColumn { place in
                .cell(place.words("log.what")) { h, line in
                    what(&h, line, place.path(line), place.words)
                }
            },
            .cell("log.purpose") { h, line, words in h.text(line.event.purpose(words)) },
            .cell("log.kind") { h, line, words in kindBadge(&h, line.event, words) },
        ],
        filters: [
            .choice(
                "kind",
                of: Kind.self,
                shown: [.read, .write, .consent, .auth, .export],
                title: "log.kind",
                words: "log.chip",
                "e.kind = ?"
            ),
            .choice(
                "outcome",
                of: EventOutcome.self,
                shown: [.refused],
                title: "log.filter.only",
                words: "log.chip",
                "e.outcome = ?"
            ),
            .conditions(
                "special",
                title: "log.filter.only",
                words: "log.chip.special",
                ["yes": "e.action in ('note.revealed', 'limit.revealed')"]
            ),
            .conditions(
                "outside",
                title: "log.filter.only",
                words: "log.chip.outside",
                [
                    "yes": """
                    extract(isodow from e.at at time zone 'Europe/Helsinki') > 5
                     or (e.at at time zone 'Europe/Helsinki')::time < '07:00'
                     or (e.at at time zone 'Europe/Helsinki')::time >= '18:00'
                    """
                ]
            ),
            // What the list leaves out as it opens.
            .conditions(
                "today",
                title: "log.filter.only",
                words: "log.chip.today",
                ["yes": "e.action = 'today.read'"]
            ),
            .eventsAbout,
            .id(
                "actor",
                title: "log.who",
                "e.id in (select event_id from log.event_part where tenant_id = $1 and account_id = ?)"
            ),
            .choice(
                "role",
                of: rolesOfLog,
                title: "log.filter.role",
                words: "role",
                "e.role = ?"
            ),
            .choice(
                "action",
                of: Action.allCases.map(\.name),
                title: "log.filter.action",
                words: "action",
                "e.action = ?"
            ),
            // By what was done, so that events from before the codes are found as well.
            .choice(
                "purpose",
                of: Purpose.allCases.map(\.rawValue),
                title: "log.purpose",
                words: "log.purpose",
                meaning: { code in
                    Purpose(rawValue: code)?.actions.map(\.name).joined(separator: " ") ?? ""
                },
                "e.action = any (string_to_array(?, ' ')) and cardinality(e.subject_commitments) > 0"
            ),
            .eventsFrom,
            .eventsTo,
        ],
        search: ListSearch(
            "log.filter.name",
            where: "e.id in (select a.event_id from log.events_about($1, ?::uuid[]) a(event_id))"
        ),
        pageRows: Limits.logRows,
        id: { $0.id }
    )
}

extension ListRows where Row == LogLine {
    static let log = rows(at: "e.tenant_id = $1")

    /// As the list opens: without the openings of Today, of which there are more than of all else.
    static let logAsItOpens = rows(at: "e.tenant_id = $1 and e.action <> 'today.read'")

    private static func rows(at place: StaticString) -> ListRows {
        ListRows(
            """
            l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
            (l.label_person, l.label_member, l.label_text) as label, s.names as subjects
            """,
            from: "log.event e",
            at: place,
            id: "e.id",
            more: """
                 join log.event_line l on l.tenant_id = e.tenant_id and l.id = e.id
                  left join lateral (
                       select array_agg((x.person_id, x.membership_id, coalesce(p.given_name || ' ' || p.family_name, m.name,
                                r.name, ''))
                                order by x.ordinal) as names
                         from (select x.person_id, x.membership_id, x.ordinal from log.event_subject x
                                where x.tenant_id = $1 and x.event_id = e.id
                                order by x.ordinal limit 3) x
                         left join person p on p.tenant_id = $1 and p.id = x.person_id
                         left join membership m on m.tenant_id = $1 and m.id = x.membership_id
                         left join employee_of_request r on r.tenant_id = $1 and r.id = x.person_id) s on true
                """,
            isCounted: false
        ) { row throws(Failure) in
            LogLine(event: try LoggedEvent.read(row), subjects: try row.names("subjects"))
        }
    }
}
