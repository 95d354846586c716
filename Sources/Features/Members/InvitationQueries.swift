import Access
import Base
import Store

extension Statement where Result == Invitation {
    /// What nobody has answered, the oldest first.
    static let openInvitations = Statement(
        """
        select id, name, email, roles, role_ends_on, language, created_at, expires_at from invitation
         where tenant_id = $1 and used_at is null and revoked_at is null
         order by expires_at, id limit 200
        """,
        Invitation.init(row:)
    )

    /// The open invitation `$2`, kept from others until the transaction ends.
    static let openInvitation = Statement(
        """
        select id, name, email, roles, role_ends_on, language, created_at, expires_at from invitation
         where tenant_id = $1 and id = $2 and used_at is null and revoked_at is null
           for no key update
        """,
        Invitation.init(row:)
    )
}

extension Statement where Result == Bool {
    /// Whether the address `$2` has a place here already.
    static let isMemberAddress = Statement(
        """
        select exists (
          select from membership m join membership_role r
              on r.tenant_id = m.tenant_id and r.membership_id = m.id
           where m.tenant_id = $1 and m.email = $2
             and coalesce(r.ends_on, 'infinity') >= public.today()
             and coalesce(m.ends_on, 'infinity') >= public.today()) as found
        """
    ) { row throws(Failure) in try row.bool("found") }

    /// Whether the address `$2` has an invitation that can still be used.
    static let isInvitedAddress = Statement(
        """
        select exists (
          select from invitation where tenant_id = $1 and email = $2
             and used_at is null and revoked_at is null and expires_at > public.moment()) as found
        """
    ) { row throws(Failure) in try row.bool("found") }

    /// Whether there is an invitation `$2` at all, open or not.
    static let isInvitation = Statement(
        "select exists (select from invitation where tenant_id = $1 and id = $2) as found"
    ) { row throws(Failure) in try row.bool("found") }
}

extension Statement where Result == Void {
    /// An old invitation of the address `$2` that nobody answered gives way to a new one.
    static let putAwayExpired = Statement(
        """
        update invitation set revoked_at = public.moment()
         where tenant_id = $1 and email = $2 and used_at is null and revoked_at is null
           and expires_at <= public.moment()
        """
    )

    static let addInvitation = Statement(
        """
        insert into invitation
          (tenant_id, id, email, name, roles, role_ends_on, language, token_hash, invited_by, expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """
    )

    /// A new link: the one in the earlier mail opens nothing any more.
    static let renewInvitation = Statement(
        "update invitation set token_hash = $3, expires_at = $4 where tenant_id = $1 and id = $2"
    )

    static let revokeInvitation = Statement(
        "update invitation set revoked_at = public.moment() where tenant_id = $1 and id = $2"
    )
}

/// What soon needs somebody: an invitation, or a role that ends.
struct Coming: Sendable {
    enum Matter: String {
        case invitation
        case role
    }

    let matter: Matter
    let membership: ID<Membership>?
    let name: String
    let role: Role?
    let since: Instant
    let until: Instant
    let isOver: Bool
}

extension Statement where Result == Coming {
    /// Invitations with two days left or none, and roles with fourteen.
    static let coming = Statement(
        """
        select 'invitation' as matter, null::uuid as membership_id, i.name, null as role,
               i.expires_at - interval '2 days' as since, i.expires_at as until,
               i.expires_at <= public.moment() as is_over
          from invitation i
         where i.tenant_id = $1 and i.used_at is null and i.revoked_at is null
           and i.expires_at < public.moment() + interval '2 days'
        union all
        select 'role', m.id, m.name, r.role, (r.ends_on - 14)::timestamptz, r.ends_on::timestamptz, false
          from membership_role r join membership m on m.tenant_id = r.tenant_id and m.id = r.membership_id
         where r.tenant_id = $1 and m.tenant_id = $1 and r.ends_on between public.today() and public.today() + 14
           and coalesce(m.ends_on, 'infinity') >= public.today()
         order by since limit 50
        """
    ) { row throws(Failure) in
        Coming(
            matter: try row.choice("matter"),
            membership: try row.idIfAny("membership_id"),
            name: try row.text("name"),
            role: try row.textIfAny("role").flatMap(Role.init(rawValue:)),
            since: try row.instant("since"),
            until: try row.instant("until"),
            isOver: try row.bool("is_over")
        )
    }
}

extension Invitation {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        name = try row.text("name")
        email = try row.text("email")
        roles = try row.texts("roles").compactMap(Role.init(rawValue:)).sorted()
        roleEndsOn = try row.dayIfAny("role_ends_on")
        language = try row.language("language")
        sentAt = try row.instant("created_at")
        expiresAt = try row.instant("expires_at")
    }
}
