import Base
import Store
import Terms

// The way in: an account of a proven address, a person, a membership with the one role that applying gives.

/// A membership that the account has here already.
struct Standing: Sendable {
    let id: ID<Membership>
    let person: ID<Person>?
    let endedOn: Day?
    let isExpert: Bool
    let mayBecomeExpert: Bool
}

extension Statement where Result == Standing {
    static let standing = Statement(
        """
        select m.id, m.person_id, case when m.ends_on < public.today() then m.ends_on end as ended_on,
               holds_role(m.tenant_id, m.id, 'expert') as is_expert,
               exists (select from role_gift g
                 where g.role = 'expert' and holds_role(m.tenant_id, m.id, g.giver)) as may_become
          from membership m
         where m.tenant_id = $1 and m.account_id = $2
           for update
        """
    ) { row throws(Failure) in
        Standing(
            id: try row.id("id"),
            person: try row.idIfAny("person_id"),
            endedOn: try row.dayIfAny("ended_on"),
            isExpert: try row.bool("is_expert"),
            mayBecomeExpert: try row.bool("may_become")
        )
    }
}

extension Statement where Result == PersonFacts {
    static let registered = Statement(
        """
        select id, given_name, family_name, email, phone, municipality, language
          from person where tenant_id = $1 and id = $2 for update
        """
    ) { row throws(Failure) in
        PersonFacts(
            id: try row.id("id"),
            givenName: try row.text("given_name"),
            familyName: try row.text("family_name"),
            email: try row.text("email"),
            phone: try row.text("phone"),
            municipality: try row.text("municipality"),
            language: try row.language("language")
        )
    }
}

extension Statement where Result == Void {
    static let addPerson = Statement(
        """
        insert into person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 'participant')
        """
    )

    static let changePerson = Statement(
        """
        update person set given_name = $3, family_name = $4, phone = $5, municipality = $6, language = $7
         where tenant_id = $1 and id = $2
        """
    )

    static let addMembership = Statement(
        """
        insert into membership (tenant_id, id, account_id, person_id, name, email)
        values ($1, $2, $3, $4, $5, $6)
        """
    )

    static let tiePerson = Statement(
        "update membership set person_id = $3 where tenant_id = $1 and id = $2"
    )

    // A membership that is over comes back with nothing of what it was.
    static let endRoles = Statement(
        """
        update membership_role set ends_on = $3
         where tenant_id = $1 and membership_id = $2 and coalesce(ends_on, 'infinity') > $3
        """
    )

    static let reopenMembership = Statement(
        "update membership set ends_on = null where tenant_id = $1 and id = $2"
    )

    static let becomeExpert = Statement(
        """
        insert into membership_role as r (tenant_id, membership_id, role) values ($1, $2, 'expert')
        on conflict (tenant_id, membership_id, role) do update set ends_on = null
         where r.ends_on < public.today()
        """
    )

    static let addApplication = Statement(
        """
        insert into application (tenant_id, id, course_id, person_id, language) values ($1, $2, $3, $4, $5)
        on conflict (tenant_id, course_id, person_id) do nothing
        """
    )

    static let takeUpAgain = Statement(
        """
        update application set state = 'received', changed_at = public.moment()
         where tenant_id = $1 and id = $2 and state = 'withdrawn'
        """
    )
}

extension Statement where Result == ID<Application> {
    static let applicationOf = Statement(
        "select id from application where tenant_id = $1 and course_id = $2 and person_id = $3"
    ) { row throws(Failure) in try row.id("id") }

    static let liveApplicationOf = Statement(
        """
        select id from application
         where tenant_id = $1 and course_id = $2 and person_id = $3 and state <> 'withdrawn'
        """
    ) { row throws(Failure) in try row.id("id") }
}

extension AccountStatement where Result == String {
    static let accountName = AccountStatement(
        "select name from accounts.credential($1)"
    ) { row throws(Failure) in try row.text("name") }
}
