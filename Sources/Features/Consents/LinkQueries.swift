import Base
import Store
import Terms

/// A link that a token opens, and the request that it leads to.
struct LinkTarget: Sendable {
    let link: ID<AnswerLink>
    let request: ID<ConsentRequest>
}

extension Statement where Result == LinkTarget {
    /// The living link whose token has this hash (`$2`).
    ///
    /// That a matter is over, its revoked links may still tell.
    static let linkByToken = Statement(
        """
        select l.id, l.request_id from consent_link l
          join consent_request r on r.tenant_id = $1 and r.id = l.request_id
         where l.tenant_id = $1 and l.token_hash = $2 and l.expires_at > public.moment()
           and (l.revoked_at is null or r.state = 'cancelled')
        """
    ) { row throws(Failure) in
        LinkTarget(link: try row.id("id"), request: try row.id("request_id"))
    }
}

extension Statement where Result == AnswerLink {
    static let answerLink = Statement(
        """
        select l.id, l.email, l.name, c.holder as passed_to,
               array(select p.delegated_by from consent_link p
                      where p.tenant_id = $1 and p.request_id = l.request_id and p.delegated_by <> ''
                      order by p.created_at, p.id) as chain
          from consent_link l
          left join lateral (
            select coalesce(nullif(x.name, ''), x.email) as holder, x.created_at from consent_link x
             where x.tenant_id = $1 and x.request_id = l.request_id and x.delegated_from = l.id
             order by x.created_at limit 1) c on true
         where l.tenant_id = $1 and l.id = $2
        """,
        AnswerLink.init(row:)
    )

    /// The link of a request (`$2`) that decides now: the newest that was not passed on.
    static let decidingLink = Statement(
        """
        select l.id, l.email, l.name, null as passed_to,
               array(select p.delegated_by from consent_link p
                      where p.tenant_id = $1 and p.request_id = l.request_id and p.delegated_by <> ''
                      order by p.created_at, p.id) as chain
          from consent_link l
         where l.tenant_id = $1 and l.request_id = $2 and l.revoked_at is null
           and not exists (select from consent_link x
             where x.tenant_id = $1 and x.request_id = $2 and x.delegated_from = l.id)
         order by l.created_at desc, l.id desc
         limit 1
        """,
        AnswerLink.init(row:)
    )
}

extension AnswerLink {
    init(row: Row) throws(Failure) {
        id = try row.id("id")
        email = try row.text("email")
        name = try row.text("name")
        passedTo = try row.textIfAny("passed_to")
        chain = try row.texts("chain")
    }
}

extension Statement where Result == String {
    /// Who has passed a request (`$2`) on, the first first.
    static let chain = Statement(
        """
        select delegated_by from consent_link
         where tenant_id = $1 and request_id = $2 and delegated_by <> '' order by created_at, id
        """,
        "delegated_by"
    )
}

extension Statement where Result == Bool {
    /// Whether who holds a link (`$2`) may act by it alone.
    ///
    /// Before anybody has claimed the space, whoever was named; in a claimed one its consent-givers, its contact, to whom
    /// one of these has passed the request on, and who has answered by this very link.
    static let linkMayAct = Statement(
        """
        select s.state <> 'active' or l.email = s.contact_email
            or exists (select from membership m where m.tenant_id = $1 and m.email = l.email
                 and holds_role(m.tenant_id, m.id, 'consent-giver'))
            or (l.delegated_by <> '' and l.created_at >= coalesce((select min(r.created_at) from membership_role r
                 where r.tenant_id = $1 and r.role = 'coordinator'), '-infinity'))
            or exists (select from consent_decision d where d.tenant_id = $1 and d.link_id = l.id) as may_act
          from consent_link l join space s on s.id = $1
         where l.tenant_id = $1 and l.id = $2
        """
    ) { row throws(Failure) in try row.bool("may_act") }
}

/// What a try with a code met.
struct CodeTry: Sendable {
    let isRight: Bool
    let isFresh: Bool
    let tries: Int
}

extension Statement where Result == CodeTry {
    /// Counts a try with a code (`$4`, its hash) from the browser (`$3`) that asked for it.
    static let tryCode = Statement(
        """
        update consent_code set tries = tries + 1
         where tenant_id = $1 and link_id = $2 and browser_hash = $3
         returning code_hash = $4 as is_right, expires_at > public.moment() as is_fresh, tries
        """
    ) { row throws(Failure) in
        CodeTry(
            isRight: try row.bool("is_right"),
            isFresh: try row.bool("is_fresh"),
            tries: try row.int("tries")
        )
    }
}

extension Statement where Result == Void {
    static let forgetExpiredCodes = Statement(
        "delete from consent_code where tenant_id = $1 and link_id = $2 and expires_at <= public.moment()"
    )

    static let forgetCode = Statement(
        "delete from consent_code where tenant_id = $1 and link_id = $2 and browser_hash = $3"
    )

    static let keepCode = Statement(
        """
        insert into consent_code (tenant_id, link_id, browser_hash, code_hash, expires_at)
        values ($1, $2, $3, $4, $5)
        on conflict (tenant_id, link_id, browser_hash)
        do update set code_hash = excluded.code_hash, expires_at = excluded.expires_at, tries = 0
        """
    )

    static let makeLink = Statement(
        """
        insert into consent_link (tenant_id, id, request_id, token_hash, email, name, delegated_from, delegated_by,
          expires_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    )

    /// Every link of a request (`$2`) but one (`$3`), when another is to answer: reminders make links beside the first.
    static let revokeOtherLinks = Statement(
        """
        update consent_link set revoked_at = public.moment()
         where tenant_id = $1 and request_id = $2 and id is distinct from $3 and revoked_at is null
           and not exists (select from consent_link x
             where x.tenant_id = $1 and x.request_id = $2 and x.delegated_from = consent_link.id)
        """
    )

    static let extendLink = Statement(
        "update consent_link set expires_at = greatest(expires_at, $3) where tenant_id = $1 and id = $2"
    )
}
