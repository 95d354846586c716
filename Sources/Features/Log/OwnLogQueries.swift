import Base
import Store

extension Statement where Result == Sighting {
    /// The events that have a person (`$2`) as a subject, newest first, older than a key (`$3`,
    /// `$4`), at most `$5`, from day `$6` to day `$7`.
    ///
    /// What the person's account did is the person's own.
    static let sightings = Statement(
        """
        select e.id, e.at, e.kind, e.action, e.object_type, e.role, d.body::jsonb ->> 'purpose' as purpose,
               case when e.role = 'letter' then a.body::jsonb ->> 'name' end as sender,
               coalesce(a.account_id = any (array(select m.account_id from membership m
                 where m.tenant_id = $1 and m.person_id = $2)), false) as is_own
          from (select e.id, e.at, e.kind, e.action, e.object_type, e.role
                  from (select event_id from log.event_subjects
                         where tenant_id = $1 and people @> array[$2::uuid]) s
                  join log.event e on e.tenant_id = $1 and e.id = s.event_id
                 where (e.at, e.id) < (coalesce($3::timestamptz, 'infinity'),
                         coalesce($4::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                   and e.at >= coalesce($6::date::timestamp at time zone 'Europe/Helsinki', '-infinity')
                   and e.at < coalesce(($7::date + 1)::timestamp at time zone 'Europe/Helsinki', 'infinity')
                 order by e.at desc, e.id desc
                 limit $5) e
          left join log.event_part a
            on a.tenant_id = $1 and a.event_id = e.id and a.part = 'actor' and a.ordinal = 0
          left join log.event_part d
            on d.tenant_id = $1 and d.event_id = e.id and d.part = 'detail' and d.ordinal = 0
         order by e.at desc, e.id desc
        """
    ) { row throws(Failure) in
        Sighting(
            id: try row.id("id"),
            at: try row.instant("at"),
            kind: try row.choice("kind"),
            action: try row.text("action"),
            objectType: try row.text("object_type"),
            role: try row.text("role"),
            purpose: try row.textIfAny("purpose") ?? "",
            sender: try row.textIfAny("sender") ?? "",
            isOwn: try row.bool("is_own")
        )
    }
}

/// How a space can be reached.
struct Contact: Sendable {
    let email: String
    let phone: String
}

extension Statement where Result == Contact {
    /// Whom to ask in this space.
    static let contact = Statement(
        "select contact_email, contact_phone from space where id = $1"
    ) { row throws(Failure) in
        Contact(email: try row.text("contact_email"), phone: try row.text("contact_phone"))
    }
}
