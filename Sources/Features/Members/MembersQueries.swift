import Access
import Base
import Store

extension Statement where Result == Member {
    /// Members by name: those of today (`$2`) or those of the past, after the one that `$3` names.
    static let members = Statement(
        """
        select m.id, m.name, m.email, m.person_id, m.ends_on, m.created_at, c.is_current,
               not c.is_current and coalesce(m.ends_on, 'infinity') <= public.today() as is_ended,
               array(select r.role || coalesce(' ' || r.ends_on, '') from membership_role r
                      where r.tenant_id = $1 and r.membership_id = m.id order by r.role) as roles
          from membership m
         cross join lateral (
           select coalesce(m.ends_on, 'infinity') >= public.today()
                  and exists (select from membership_role r
                               where r.tenant_id = $1 and r.membership_id = m.id
                                 and coalesce(r.ends_on, 'infinity') >= public.today()) as is_current) c
         where m.tenant_id = $1 and c.is_current = $2
           and ($3::uuid is null or (order_key(m.name) collate "C", m.id) > (
             select order_key(x.name), x.id from membership x where x.tenant_id = $1 and x.id = $3))
         order by order_key(m.name) collate "C", m.id limit $4
        """,
        Member.init(row:)
    )

    /// The member `$2`.
    static let member = Statement(
        """
        select m.id, m.name, m.email, m.person_id, m.ends_on, m.created_at, c.is_current,
               not c.is_current and coalesce(m.ends_on, 'infinity') <= public.today() as is_ended,
               array(select r.role || coalesce(' ' || r.ends_on, '') from membership_role r
                      where r.tenant_id = $1 and r.membership_id = m.id order by r.role) as roles
          from membership m
         cross join lateral (
           select coalesce(m.ends_on, 'infinity') >= public.today()
                  and exists (select from membership_role r
                               where r.tenant_id = $1 and r.membership_id = m.id
                                 and coalesce(r.ends_on, 'infinity') >= public.today()) as is_current) c
         where m.tenant_id = $1 and m.id = $2
        """,
        Member.init(row:)
    )
}

extension Statement where Result == Int {
    /// How many members there are of today (`$2`), or of the past.
    static let memberCount = Statement(
        """
        select count(*) from membership m
         where m.tenant_id = $1
           and (coalesce(m.ends_on, 'infinity') >= public.today()
                and exists (select from membership_role r
                             where r.tenant_id = $1 and r.membership_id = m.id
                               and coalesce(r.ends_on, 'infinity') >= public.today())) = $2
        """
    ) { row throws(Failure) in try row.int("count") }

    /// Coordinators whose role and membership have no last day.
    static let lastingCoordinators = Statement(
        """
        select count(*) from membership_role r
          join membership m on m.tenant_id = r.tenant_id and m.id = r.membership_id
         where r.tenant_id = $1 and r.role = 'coordinator' and r.ends_on is null and m.ends_on is null
        """
    ) { row throws(Failure) in try row.int("count") }
}

extension Statement where Result == Role {
    /// What those who hold the roles `$2` may give in this kind of space.
    static let rolesToGive = Statement(
        """
        select distinct g.role from role_gift g
          join role_in_kind k on k.role = g.role
          join space s on s.kind = k.kind
         where s.id = $1 and g.giver = any ($2::text[])
        """
    ) { row throws(Failure) in try row.choice("role") }
}

extension Statement where Result == Void {
    /// Nobody else changes this member until the transaction ends.
    static let holdMember = Statement(
        "select from membership where tenant_id = $1 and id = $2 for no key update"
    )

    static let giveRole = Statement(
        """
        insert into membership_role (tenant_id, membership_id, role, ends_on) values ($1, $2, $3, $4)
        on conflict (tenant_id, membership_id, role) do update set ends_on = excluded.ends_on
        """
    )

    static let takeRole = Statement(
        "delete from membership_role where tenant_id = $1 and membership_id = $2 and role = $3"
    )

    static let takeEveryRole = Statement(
        "delete from membership_role where tenant_id = $1 and membership_id = $2"
    )

    /// The roles are gone, so nothing opens any more; the date stays for those who read the list.
    static let endMembership = Statement(
        "update membership set ends_on = public.today() where tenant_id = $1 and id = $2"
    )
}

extension Member {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        name = try row.text("name")
        email = try row.text("email")
        person = try row.idIfAny("person_id")
        endsOn = try row.dayIfAny("ends_on")
        joinedAt = try row.instant("created_at")
        isCurrent = try row.bool("is_current")
        isEnded = try row.bool("is_ended")
        roles = try row.texts("roles").compactMap(HeldRole.init(stored:)).sorted {
            $0.role < $1.role
        }
    }
}
