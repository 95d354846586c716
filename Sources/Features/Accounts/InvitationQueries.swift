import Base
import Store

extension Statement where Result == Invitation {
    static let invitation = Statement(
        """
        select i.id, i.email, i.name, i.roles, i.role_ends_on, i.expires_at, i.used_at, i.revoked_at,
               m.name as inviter
          from invitation i
          left join membership m on m.tenant_id = $1 and m.id = i.invited_by
         where i.tenant_id = $1 and i.token_hash = $2
        """
    ) { row throws(Failure) in
        Invitation(
            id: try row.id("id"),
            email: try row.text("email"),
            name: try row.text("name"),
            roles: try row.texts("roles"),
            rolesEndOn: try row.dayIfAny("role_ends_on"),
            expiresAt: try row.instant("expires_at"),
            usedAt: try row.instantIfAny("used_at"),
            revokedAt: try row.instantIfAny("revoked_at"),
            inviter: try row.textIfAny("inviter")
        )
    }
}

/// An account's earlier place in the space.
struct EarlierMembership: Sendable {
    let id: ID<Membership>
    let hasEnded: Bool
}

extension Statement where Result == EarlierMembership {
    static let membershipOfAccount = Statement(
        """
        select m.id, coalesce(m.ends_on, 'infinity') < public.today()
               or m.ends_on is not null and not exists (
                 select from membership_role r
                  where r.tenant_id = $1 and r.membership_id = m.id) as has_ended
          from membership m where m.tenant_id = $1 and m.account_id = $2
        """
    ) { row throws(Failure) in
        EarlierMembership(id: try row.id("id"), hasEnded: try row.bool("has_ended"))
    }
}

extension Statement where Result == Void {
    /// Changes one row, once: whoever comes second changes none.
    static let invitationUse = Statement(
        """
        update invitation set used_at = public.moment()
         where tenant_id = $1 and id = $2 and used_at is null and revoked_at is null and expires_at > public.moment()
        """
    )

    static let membershipAdd = Statement(
        """
        insert into membership (tenant_id, id, account_id, name, email) values ($1, $2, $3, $4, $5)
        """
    )

    static let membershipResume = Statement(
        "update membership set ends_on = null where tenant_id = $1 and id = $2"
    )

    static let rolesForget = Statement(
        "delete from membership_role where tenant_id = $1 and membership_id = $2"
    )

    /// Ties the member to their own entry in the register: the one person with the proven address, if nobody else is.
    static let membershipPerson = Statement(
        """
        update membership m set person_id = p.id
          from (select (array_agg(id))[1] as id from person
                 where tenant_id = $1 and email = $3 and state <> 'archived' having count(*) = 1) p
         where m.tenant_id = $1 and m.id = $2 and m.person_id is null
           and not exists (select from membership o where o.tenant_id = $1 and o.person_id = p.id)
        """
    )

    /// A role that is held without an end stays so.
    static let roleGive = Statement(
        """
        insert into membership_role (tenant_id, membership_id, role, ends_on) values ($1, $2, $3, $4)
        on conflict (tenant_id, membership_id, role) do update
           set ends_on = case when membership_role.ends_on is null then null else excluded.ends_on end
        """
    )
}
