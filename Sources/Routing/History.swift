import Audit
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
    /// The action's name, such as `person.read`.
    public let action: String
    /// The role under which it was done, or what stands in its place, such as `visitor`.
    public let role: String
    /// Who did it; empty when the log keeps no name.
    public let actorName: String
    /// The name of the thing that it was done to; empty when the log keeps none.
    public let label: String
    /// How many rows or things it was about, where the event says so.
    public let count: Int?

    /// Reads `id`, `at`, `action`, `role`, `actor_name`, `label` and `count`.
    public init(row: Row) throws(Failure) {
        id = try row.id("id")
        at = try row.instant("at")
        action = try row.text("action")
        role = try row.text("role")
        actorName = try row.textIfAny("actor_name") ?? ""
        label = try row.textIfAny("label") ?? ""
        count = try row.intIfAny("count")
    }

    /// 'Kaisa Koe katsoi henkilön tiedot': who, then the action's own sentence.
    public func sentence(_ words: Words) -> String {
        let who = actorName.isEmpty ? words.dynamic("role.\(role)") : actorName
        let what = actionSentence(action, label: label, count: count, words)
        return "\(who) \(what)"
    }
}

/// What an action's own sentence says: with the label and the number where the event has them and the words know a place
/// for them (`action.<name>.of`, `.one`, `.other`), and without where not.
public func actionSentence(_ action: String, label: String, count: Int?, _ words: Words) -> String {
    var key = "action.\(action)"
    if !label.isEmpty, words.has("\(key).of") { key += ".of" }
    if let count, words.has("\(key).other") { key += count == 1 ? ".one" : ".other" }
    return words.dynamic(key, ["object": label, "count": words.number(count ?? 0)])
}

/// What the log tells of a person or a thing, newest first, as the entries of a page's history.
public func history(_ events: [LoggedEvent], _ words: Words) -> [HistoryEntry] {
    events.map { event in
        HistoryEntry(
            event.sentence(words),
            when: words.moment(event.at),
            iso: event.at.iso
        )
    }
}

extension Statement where Result == LoggedEvent {
    /// The newest 30 events that have the person (`$2`) as a subject; sights of lists, where everybody stands, left out.
    public static let aboutPerson = Statement(
        """
        select e.id, e.at, e.action, e.role, a.body::jsonb ->> 'name' as actor_name,
               d.body::jsonb ->> 'label' as label, (d.body::jsonb ->> 'count')::bigint as count
          from (select p.event_id from log.events_about($1, array[$2::uuid]) p(event_id)
                  join log.event l on l.tenant_id = $1 and l.id = p.event_id and l.action not like '%.listed'
                 order by p.event_id desc limit 30) s
          join log.event e on e.tenant_id = $1 and e.id = s.event_id
          left join log.event_part a on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor'
          left join log.event_part d on d.tenant_id = $1 and d.event_id = e.id and d.part = 'detail'
         order by e.at desc, e.id desc
        """,
        LoggedEvent.init(row:)
    )

    /// The newest 30 events that did something to the thing (`$2`), looks at it left out.
    public static let changesOfObject = Statement(
        """
        select e.id, e.at, e.action, e.role, a.body::jsonb ->> 'name' as actor_name,
               d.body::jsonb ->> 'label' as label, (d.body::jsonb ->> 'count')::bigint as count
          from log.event_part d
          join log.event e on e.tenant_id = $1 and e.id = d.event_id and e.kind not in ('read', 'deny')
          left join log.event_part a on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor'
         where d.tenant_id = $1 and d.object_id = $2 and d.part = 'detail'
         order by d.event_id desc limit 30
        """,
        LoggedEvent.init(row:)
    )

    /// The newest 30 events whose object is the thing (`$2`).
    public static let aboutObject = Statement(
        """
        select e.id, e.at, e.action, e.role, a.body::jsonb ->> 'name' as actor_name,
               d.body::jsonb ->> 'label' as label, (d.body::jsonb ->> 'count')::bigint as count
          from (select event_id, body from log.event_part
                 where tenant_id = $1 and object_id = $2 and part = 'detail'
                 order by event_id desc limit 30) d
          join log.event e on e.tenant_id = $1 and e.id = d.event_id
          left join log.event_part a on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor'
         order by e.at desc, e.id desc
        """,
        LoggedEvent.init(row:)
    )
}
