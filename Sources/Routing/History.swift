public import Audit
public import Base
public import Interface
public import Store
public import Wording

/// One event of the log as people read it: who did what, when.
public struct LoggedEvent: Sendable {
    /// The event's own id.
    public let id: ID<Event>
    /// When it happened.
    public let at: Instant
    /// What sort of thing it tells of.
    public let kind: Kind
    /// The action's name, such as `person.read`.
    public let action: String
    /// Whether it was done or refused.
    public let outcome: EventOutcome
    /// The role under which it was done, or what stands in its place, such as `visitor`.
    public let role: String
    /// The type of the thing that it was done to.
    public let objectType: String
    /// The groups of personal data that its door shows, each as `FieldGroup` calls it.
    public let groups: [String]
    /// Who did it; nil when the log keeps no name.
    public let actor: PersonName?
    /// The name of the thing that it was done to, if it has one; whom it names, if it is somebody's.
    public let label: PersonName?
    /// The purpose as it was written: a code, or what was said at a reveal.
    private let purpose: String?
    /// How many rows or things it was about, where the event says so.
    public let count: Int?
    /// How many it was about.
    public let subjectCount: Int

    /// Reads the columns of `log.event_line`, with `actor` and `label` as names.
    public static let read = reader(
        LoggedEvent.init,
        "id",
        "at",
        "kind",
        "action",
        "outcome",
        "role",
        "object_type",
        "field_groups",
        "actor",
        "label",
        "purpose",
        "count",
        "subject_count"
    )

    /// Whom a line of it names.
    public var named: [Subject] { [actor?.subject, label?.subject].compactMap(\.self) }

    /// Who did it, or under which role, where the log keeps no name.
    public func who(_ words: Words) -> any Text {
        if let actor, !actor.isEmpty { return actor }
        return words.roleTitle(role)
    }

    /// What was done, with the name of the thing and the number where the event has them.
    public func what(_ words: Words) -> Sentence {
        actionSentence(action, label: label, count: count, words)
    }

    /// Why it handled people's data; empty when it was about nobody.
    public func purpose(_ words: Words) -> String {
        purpose == nil && subjectCount == 0 ? "" : purposeText(purpose, of: action, words)
    }
}

/// The purpose of an event about somebody, as everybody reads it: what was said at a reveal, or the words of its code.
///
/// An event from before there were codes has the code of its action.
public func purposeText(_ written: String?, of action: String, _ words: Words) -> String {
    let typed = written ?? ""
    guard
        let code = Purpose(rawValue: typed)
            ?? (typed.isEmpty ? Action(name: action)?.purpose ?? .spaceCare : nil)
    else { return typed }
    return words.dynamic("log.purpose.\(code.rawValue)")
}

/// What an action's own sentence says: `action.<name>`, with the label and the number where the event has them.
public func actionSentence(
    _ action: String,
    label: PersonName?,
    count: Int?,
    _ words: Words
) -> Sentence {
    words.dynamicSentence(
        "action.\(action)",
        ["object": label ?? .unlisted(""), "count": count.map(words.number) ?? ""]
    )
}

/// What the log tells of a person or a thing, newest first, as the entries of a page's history.
public func history(_ events: [LoggedEvent], _ words: Words) -> [HistoryEntry] {
    events.map { event in
        HistoryEntry(
            Sentence([event.who(words), " ", event.what(words)]),
            when: words.moment(event.at),
            iso: event.at.iso,
            why: event.purpose(words)
        )
    }
}

extension Statement where Result == LoggedEvent {
    /// One event (`$2`).
    public static let event = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from log.event_line l where l.tenant_id = $1 and l.id = $2
        """,
        LoggedEvent.read
    )

    /// The newest 30 events that did something with the person (`$2`); who has looked stands in the log alone.
    public static let aboutPerson = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from (select p.event_id from log.events_about($1, array[$2::uuid]) p(event_id)
                  join log.event e on e.tenant_id = $1 and e.id = p.event_id and e.kind not in ('read', 'deny', 'export')
                 order by p.event_id desc limit 30) s
          join log.event_line l on l.tenant_id = $1 and l.id = s.event_id
         order by l.at desc, l.id desc
        """,
        LoggedEvent.read
    )

    /// The newest deeds (`$5` at most) among the newest thousand events: to things of some types (`$2`), or by an account (`$3`) to
    /// any but some types (`$4`).
    public static let newestDeeds = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from (select e.id from (select id, at, kind, action, outcome, object_type from log.event
                  where tenant_id = $1 order by at desc, id desc limit 1000) e
                 where e.kind in ('write', 'consent') and e.outcome = 'done' and e.action not like '%.code-sent'
                   and (e.object_type = any ($2::text[]) or e.object_type <> all ($4::text[]) and exists (
                     select from log.event_part a where a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor'
                       and a.account_id = $3))
                 order by e.at desc, e.id desc limit $5) s
          join log.event_line l on l.tenant_id = $1 and l.id = s.id
         order by l.at desc, l.id desc
        """,
        LoggedEvent.read
    )

    /// The newest 30 events that did something to the thing (`$2`), looks at it left out.
    public static let changesOfObject = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from (select d.event_id from log.event_part d
                  join log.event e on e.tenant_id = $1 and e.id = d.event_id and e.kind not in ('read', 'deny')
                 where d.tenant_id = $1 and d.object_id = $2 and d.part = 'detail'
                 order by d.event_id desc limit 30) s
          join log.event_line l on l.tenant_id = $1 and l.id = s.event_id
         order by l.id desc
        """,
        LoggedEvent.read
    )
}
