import Access
import Audit
import Base
import HTML
import Interface
import Letters
import Routing
import Store
import Terms
import Wording

/// What a coordinator writes.
struct NewMessage: Sendable {
    var text = ""
}

private let messageFields = FieldList<NewMessage>(
    .area(
        "text",
        \.text,
        "engagement.message",
        help: "engagement.message.help",
        limit: Limits.shortMessageCharactersMax,
        isRequired: true,
        rows: 3
    )
)

/// What it is about, as this end knows it.
private struct Matter: Sendable {
    let title: String
    let other: ID<Space>
    let name: String
    let isOpen: Bool
}

/// A message as this end keeps it.
private struct KeptMessage: Sendable {
    let isOwn: Bool
    let body: String
    let sentAt: Instant
}

@Sendable func showMessages(_ visit: Visit) throws(Failure) -> Looked { try visit.show(page) }

@Sendable func sendMessage(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Engagement> = try visit.id()
    return try visit.submit(page) { (db, page, new, _) throws(Failure) in
        let (matter, own) = try db.together(.one(.matter, id), .one(.ownContact))
        let message = ID<EngagementMessage>()
        try db.deliver(
            EngagementMessageLetter(
                engagement: id,
                message: message,
                name: own.name,
                text: new.text
            ),
            to: matter.other
        )
        try db.run(.addMessage, message, id, true, new.text)
        return .done(
            Entry(.engagementWritten, of: Object(id, matter.title)),
            to: page.action,
            did: "engagement.done.written"
        )
    }
}

private func page(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<NewMessage> {
    let id: ID<Engagement> = try visit.id()
    let words = visit.words
    let (matter, messages) = try db.together(.one(.matter, id), .all(.messages, id))
    let back = try visit.engagementPage(id)
    var page = FormPage(
        words("engagement.messages"),
        lead: words("engagement.messages.about", ["title": matter.title, "name": matter.name]),
        messageFields,
        NewMessage(),
        isNew: true,
        action: visit.here("/engagement-messages/\(id)"),
        save: words("engagement.message.do"),
        back: back,
        look: Entry(.engagementRead, of: Object(id, matter.title))
    ) { h, form in
        if messages.isEmpty { h.p(words("engagement.messages.none"), .class("soft")) }
        h.facts { h in
            for message in messages {
                let writer = message.isOwn ? words("engagement.messages.own") : matter.name
                h.fact("\(writer), \(words.moment(message.sentAt))") { h in
                    for line in message.body.split(separator: "\n") { h.p(String(line)) }
                }
            }
        }
        // What was typed when it closed stands there still.
        if matter.isOpen || !form.entry.typed("text").isEmpty {
            h.form(form)
        } else {
            h.p(words("engagement.rule.closed"), .class("soft"))
        }
    }
    page.wayBack = (matter.title, back)
    return page
}

/// The other end has written.
func receiveMessage(
    _ letter: EngagementMessageLetter,
    _ inbox: borrowing Inbox,
    _ site: Site
) throws(Failure) -> [Entry] {
    let matter = try inbox.one(.matter, letter.engagement)
    try inbox.run(.addMessage, letter.message, letter.engagement, false, letter.text)
    return [Entry(.engagementWritten, of: Object(letter.engagement, matter.title))]
}

// MARK: Today

/// What the other end has written last, and nobody here has answered.
private struct WaitingMessage: Sendable {
    let id: ID<Engagement>
    let title: String
    let name: String
    let sentAt: Instant
}

@Sendable func waitingMessages(_ visit: Visit) throws(Failure) -> [MappedAsk<[WaitingSince]>] {
    guard let kind = visit.visitor.space?.kind, kind == .association || kind == .partner,
        visit.may(.engagementChange)
    else { return [] }
    let words = visit.words
    return [
        Ask.all(.waitingMessages, Limits.messageNewsDays).each { row in
            WaitingSince(
                since: row.sentAt,
                as: .news,
                WaitingTask(
                    what: words(
                        "engagement.messages.today",
                        ["name": row.name, "title": row.title]
                    ),
                    when: words.moment(row.sentAt),
                    step: NextStep(
                        words("engagement.messages.read"),
                        visit.here("/engagement-messages/\(row.id)")
                    )
                )
            )
        }
    ]
}

// MARK: Statements

extension Statement where Result == Matter {
    fileprivate static let matter = Statement(
        "select title, other_id, other_name, is_open from engagement_here($2) where $1::uuid = current_tenant()",
        Matter.init,
        "title",
        "other_id",
        "other_name",
        "is_open"
    )
}

extension Statement where Result == KeptMessage {
    /// The newest messages of a matter (`$2`), the oldest of them first.
    fileprivate static let messages = Statement(
        """
        select is_own, body, sent_at from (select m.id, m.is_own, m.body, m.sent_at from engagement_message m
           where m.tenant_id = $1 and m.engagement_id = $2 order by m.sent_at desc, m.id desc limit 50) newest
         order by sent_at, id
        """,
        KeptMessage.init,
        "is_own",
        "body",
        "sent_at"
    )
}

extension Statement where Result == WaitingMessage {
    /// What came within so many days (`$2`).
    fileprivate static let waitingMessages = Statement(
        """
        select m.engagement_id as id, h.title, h.other_name, m.sent_at
          from (select distinct on (engagement_id) engagement_id, is_own, sent_at from engagement_message
             where tenant_id = $1 order by engagement_id, sent_at desc, id desc) m
         cross join lateral engagement_here(m.engagement_id) h
         where not m.is_own and h.is_open and m.sent_at > moment() - make_interval(days => $2::integer)
         order by m.sent_at, m.engagement_id limit 20
        """,
        WaitingMessage.init,
        "id",
        "title",
        "other_name",
        "sent_at"
    )
}

extension Statement where Result == Void {
    /// A message (`$2`) about a matter (`$3`), written at this end or not (`$4`).
    fileprivate static let addMessage = Statement(
        "insert into engagement_message (tenant_id, id, engagement_id, is_own, body) values ($1, $2, $3, $4, $5)"
    )
}
