import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// A mail of the space, without what it said.
struct SentMail: Sendable {
    let id: ID<Mail>
    let kind: MailKind
    let address: String
    /// Whom the address reaches, as far as the space knows.
    let reached: [PersonName]
    let state: MailState
    /// What the mail server said, such as `5.1.1`; empty unless the mail was refused or came back.
    let status: String
    let madeAt: Instant
    let sentAt: Instant?
}

extension MailState {
    /// How it looks.
    var look: StateKind {
        switch self {
        case .waiting, .delayed: .waiting
        case .sent: .given
        case .refused, .bounced, .failed: .refused
        }
    }
}

extension ListOrder {
    fileprivate static let made = ListOrder("made", "o.made_at", greatestFirst: true)
    fileprivate static let recipient = ListOrder("recipient", "o.recipient collate \"C\"")
}

extension Listing where Row == SentMail {
    /// Mails, newest first.
    ///
    /// Links need to know the space's `place`, and whether the reader may open people (`opensPeople`).
    static func mails(in place: String? = nil, opensPeople: Bool = false) -> Listing {
        Listing(
            "mails",
            at: "/mails",
            by: .made,
            columns: [
                .cell("mails.recipient", by: .recipient) { h, mail, _ in
                    recipient(&h, mail, place, opensPeople)
                },
                .choice("mails.kind", words: "mails.kind") { $0.kind },
                .cell("mails.made", by: .made, isLabelled: true) { h, mail, words in
                    h.text(words.moment(mail.madeAt))
                },
                .cell("mails.sent", isLabelled: true) { h, mail, words in
                    if let sentAt = mail.sentAt { h.text(words.moment(sentAt)) }
                },
                ListColumn { place in
                    let names: [MailState: String] = place.words.names("mails.state")
                    return .cell(place.words("mails.state"), isLabelled: true) { h, mail in
                        h.state(names[mail.state] ?? "", mail.state.look)
                        if !mail.status.isEmpty { h.small(mail.status) }
                    }
                },
            ],
            filters: [
                .choice(
                    "state",
                    of: MailState.self,
                    by: "o.state",
                    title: "mails.state",
                    words: "mails.state"
                ),
                .choice(
                    "kind",
                    of: MailKind.self,
                    by: "o.kind",
                    title: "mails.kind",
                    words: "mails.kind"
                ),
            ],
            search: ListSearch("mails.search", in: "searchable(o.recipient)"),
            id: { $0.id }
        )
    }
}

/// Whom the address reaches, each a link where the reader may follow it; else the address alone.
private func recipient(_ h: inout HTML, _ mail: SentMail, _ place: String?, _ opensPeople: Bool) {
    for name in mail.reached {
        h.div { h in
            switch (place, name.subject) {
            case (let place?, .person(let id)) where opensPeople:
                h.a(name, .href("\(place)/people/\(id)"))
            case (let place?, .member(let id)): h.a(name, .href("\(place)/members/\(id)"))
            default: h.text(name)
            }
        }
    }
    h.span(mail.address)
}

extension ListRows where Row == SentMail {
    static let mails = ListRows(
        "o.id, o.kind, o.recipient, o.state, o.status, o.made_at, o.sent_at, w.names as reached",
        from: "mailed o",
        at: "o.tenant_id = $1",
        id: "o.id",
        more: """
             left join lateral (
                   select array_agg((r.person, r.member, r.name)) as names from reached_at(o.recipient) r) w on true
            """
    ) { row throws(Failure) in try SentMail(row) }
}

extension ListFile where Line == SentMail {
    static let mails = ListFile(
        """
        o.id, o.kind, o.recipient, o.state, o.status, o.made_at, o.sent_at,
        (select array_agg((r.person, r.member, r.name)) from reached_at(o.recipient) r) as reached
        """,
        columns: [
            ("mails.recipient", { mail, _ in mail.address }),
            ("mails.name", { mail, _ in Sentence(list: mail.reached) }),
            ("mails.kind", { mail, words in words.dynamic("mails.kind.\(mail.kind.rawValue)") }),
            ("mails.made", { mail, _ in mail.madeAt.iso }),
            ("mails.sent", { mail, _ in mail.sentAt?.iso ?? "" }),
            ("mails.state", { mail, words in words.dynamic("mails.state.\(mail.state.rawValue)") }),
            ("mails.status", { mail, _ in mail.status }),
        ]
    ) { row throws(Failure) in try SentMail(row) }
}

extension SentMail {
    init(_ row: Row) throws(Failure) {
        id = try row.id("id")
        kind = try row.choice("kind")
        address = try row.text("recipient")
        reached = try row.names("reached")
        state = try row.choice("state")
        status = try row.textIfAny("status") ?? ""
        madeAt = try row.instant("made_at")
        sentAt = try row.instantIfAny("sent_at")
    }
}
