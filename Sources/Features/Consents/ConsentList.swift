import Access
import Audit
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// A request of the list.
struct ConsentLine: Sendable {
    let id: ID<ConsentAsk>
    /// Empty when the matter is over without an answer: then the employer sees no more of it.
    let employee: PersonName
    let course: String
    let giver: String
    /// What who was named lacks while nobody has answered; empty for nothing.
    let giverLacks: String
    let state: ConsentState
    let sentAt: Instant
    let expiresAt: Instant

    /// What the log tells that was seen of the request.
    var object: Object {
        let label = employee.isEmpty ? "" : "\(employee.text(for: .log)), \(course)"
        return Object(id, PersonName(employee.subject, label))
    }
}

extension ListOrder {
    fileprivate static let sent = ListOrder("sent", "r.sent_at", greatestFirst: true)
}

extension Listing where Row == ConsentLine {
    /// The employer's requests, newest first.
    static let consents = Listing(
        "consents",
        at: "/consents",
        by: .sent,
        columns: [
            ListColumn { place in
                .name(place.words("consents.employee"), path: place.path) { line in
                    line.employee.isEmpty ? .unlisted(place.words("consents.over")) : line.employee
                }
            },
            .text("consents.course") { $0.course },
            .state("consents.state", words: "consents.state", { $0.state }, { $0.kind }),
            .cell("consents.sent", by: .sent, isLabelled: true) { h, line, words in
                h.text(words.date(line.sentAt.inFinland.day))
                if line.state == .waiting {
                    h.small(words.waited(since: line.sentAt), .class("more soft"))
                }
            },
            .cell("consents.giver", isLabelled: true) { h, line, words in
                h.bdi(line.giver)
                guard !line.giverLacks.isEmpty else { return }
                h.small(words.dynamic("consents.giver.\(line.giverLacks)"), .class("more problem"))
            },
        ],
        filters: [
            .choice(
                "state",
                of: ConsentState.self,
                by: "consent_state(r.state, r.expires_at)",
                title: "consents.state",
                words: "consents.state"
            )
        ],
        // What has been called off without an answer is nobody's any more.
        search: ListSearch(
            "consents.search",
            in: """
                case when r.state = 'cancelled' and r.decided_at is null then null
                  else searchable(r.employee_name || ' ' || r.course_name)
                end
                """
        ),
        bulk: ListBulk(
            "request",
            path: "/selection",
            buttons: ["consents.selection.hand-over.chosen": "hand-over"]
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == ConsentLine {
    static let consents = ListRows(
        """
        r.id, (r.id, case when r.state = 'cancelled' and r.decided_at is null then '' else r.employee_name end) as employee,
        case when r.state = 'cancelled' and r.decided_at is null then '' else r.course_name end as course,
        coalesce(nullif(r.giver_name, ''), r.giver_email) as giver,
        case when r.state = 'waiting' then giver_lacks(r.giver_email) else '' end as giver_lacks, consent_state(r.state, r.expires_at) as state,
        r.sent_at, r.expires_at
        """,
        from: "consent_request r",
        at: "r.tenant_id = $1",
        id: "r.id",
        reader(
            ConsentLine.init,
            "id",
            "employee",
            "course",
            "giver",
            "giver_lacks",
            "state",
            "sent_at",
            "expires_at"
        )
    )
}

@Sendable func listConsents(_ visit: Visit) throws(Failure) -> Looked {
    let words = visit.words
    let query = visit.asked(of: .consents)
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .consents, .consents, query)
    }
    let page = visit.page(words("consents.title")) { h in
        h.pageHead(words("consents.title"), lead: words("consents.lead")) { h in
            h.exportButton(found, at: visit.here("/consents"), words)
        }
        let once = visit.may(.consentDecide) ? visit.once : nil
        h.listing(.consents, found, at: visit.here("/consents"), once: once, words) { h in
            h.emptyState(words("consents.none"), words("consents.none.what-to-do"))
        }
    }
    let rows = found.rows
    return Looked(page, Entry(.consentListed, seen: rows.map(\.object), count: rows.count))
}

extension ListFile where Line == ConsentLine {
    fileprivate static let consents = ListFile(
        .consents,
        columns: [
            ("consents.employee", { line, _ in line.employee }),
            ("consents.course", { line, _ in line.course }),
            (
                "consents.state",
                { line, words in words.dynamic("consents.state.\(line.state.rawValue)") }
            ),
            ("consents.sent", { line, _ in line.sentAt.inFinland.day.iso }),
            ("consents.giver", { line, _ in line.giver }),
        ]
    )
}

@Sendable func exportConsents(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.consents, .consents, ListFile.consents)
    return Looked(
        reply,
        Entry(.consentExported, seen: lines.map(\.object), count: lines.count)
    )
}

/// Requests that wait for a giver, for the page on which their space opens.
@Sendable func waitingConsents(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard visit.may(.consentDecide), visit.visitor.space?.kind == .employer else { return [] }
    return [
        Ask.all(.consentsWaiting).each { line in
            let days = max(0, line.expiresAt.inFinland.day.sinceEpoch - visit.today.sinceEpoch)
            return WaitingSince(
                since: line.sentAt,
                about: line.object,
                WaitingTask(
                    what: visit.words.sentence(
                        "consents.waits",
                        ["employee": line.employee, "course": line.course]
                    ),
                    when: days == 0
                        ? visit.words("consents.last-day")
                        : visit.words.count("consents.days-left", days),
                    step: NextStep(
                        visit.words("consents.answer"),
                        visit.here("/consents/\(line.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == ConsentLine {
    /// What waits for an answer, oldest first.
    fileprivate static let consentsWaiting = Statement(
        """
        select id, (id, employee_name) as employee, course_name, coalesce(nullif(giver_name, ''), giver_email) as giver,
               '' as giver_lacks, state, sent_at, expires_at
          from consent_request
         where tenant_id = $1 and state = 'waiting' and expires_at > public.moment()
         order by sent_at, id
         limit 50
        """,
        ConsentLine.init,
        "id",
        "employee",
        "course_name",
        "giver",
        "giver_lacks",
        "state",
        "sent_at",
        "expires_at"
    )
}
