import Access
import Base
import Store

/// A space as the operator sees it.
struct SpaceLine: Sendable {
    let id: ID<Space>
    let slug: String
    let kind: String
    let state: String
    let name: String
}

/// A member as the command line lists them.
struct MemberLine: Sendable {
    let id: ID<Membership>
    let name: String
    let email: String
    let roles: String
}

extension AccountStatement where Result == Void {
    static let makeSpace = AccountStatement(
        "select public.space_make($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )

    static let makeInvitation = AccountStatement(
        "select public.invitation_make($1, $2, $3, $4, $5, $6, $7, $8, $9)"
    )
}

extension AccountStatement where Result == Int {
    static let setSpaceState = AccountStatement(
        "select public.space_state($1, $2) as changed",
        "changed"
    )
}

extension AccountStatement where Result == SpaceLine {
    static let spaces = AccountStatement(
        "select space_id, slug, kind, state, name_fi from accounts.spaces()",
        SpaceLine.init,
        "space_id",
        "slug",
        "kind",
        "state",
        "name_fi"
    )
}

extension Statement where Result == MemberLine {
    static let memberLines = Statement(
        """
        select m.id, m.name, m.email, string_agg(r.role, ', ' order by r.role) as roles
          from membership m join held_role r on r.tenant_id = m.tenant_id and r.membership_id = m.id
         where m.tenant_id = $1
         group by m.id, m.name, m.email order by order_key(m.name) collate "C"
        """,
        MemberLine.init,
        "id",
        "name",
        "email",
        "roles"
    )
}

extension Statement where Result == Void {
    static let endMembership = Statement(
        "select member_end($2) where $1::uuid = current_tenant()"
    )
}

extension Statement where Result == String {
    /// Each event with its public part, its commitments, and its private parts with their salts: one JSON object a line.
    static let logLines = Statement(
        """
        select json_build_object('id', e.id, 'at', e.at, 'version', e.version, 'kind', e.kind, 'action', e.action,
                 'outcome', e.outcome, 'role', e.role, 'object_type', e.object_type, 'instance', e.instance,
                 'counter', e.counter, 'actor_commitment', encode(e.actor_commitment, 'hex'),
                 'subject_commitments', (select coalesce(json_agg(encode(c, 'hex')), '[]') from unnest(e.subject_commitments) c),
                 'detail_commitment', encode(e.detail_commitment, 'hex'),
                 'parts', (select coalesce(json_agg(json_build_object('part', p.part, 'ordinal', p.ordinal,
                     'salt', encode(p.salt, 'hex'), 'body', p.body) order by p.part, p.ordinal), '[]')
                   from (select part, ordinal, salt, body from log.event_part
                          where tenant_id = e.tenant_id and event_id = e.id
                         union all
                         select 'subject', ordinal, salt, body from log.event_subject
                          where tenant_id = e.tenant_id and event_id = e.id) p))::text as line
          from log.event e where e.tenant_id = $1 order by e.at, e.id
        """,
        "line"
    )
}
