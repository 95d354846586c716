import Store
import Support
import Testing

/// Rights of the serving role: as many as the statements need, and no more.
@Suite struct `Every grant` {
    /// Every statement, with the two that the store sends beside them, and what the self-test asks.
    static let statements =
        `Every statement`.all.map(\.sql) + `Every statement`.ofFields + Self.ofLists + [
            "select log.append($1, $2, $3, $4)", "select accounts.session_touch($1)",
            "select kind, from_kinds, to_kinds, fields from letter_kind",
        ]

    /// Statements of the lists: turned round or from another place they ask the same tables and functions.
    static let ofLists = ((try? `Every statement`.ofLists.get()) ?? []).filter { text in
        ![" desc", ") > (", ") < ("].contains(where: text.contains)
    }

    /// What triggers and functions call in the app's name: no statement shows that it needs them.
    static let calledInside = [
        "refuse(text,text)", "search_key(text)", "today()", "last_moment(date)", "is_office_time()",
        "reminder_day(timestamp with time zone)",
        "place_renew(uuid,uuid,timestamp with time zone)", "seat_until(uuid)",
        "request_line(uuid,uuid)", "person_has_left(uuid)", "member_has_left(text)",
    ]

    /// What triggers and functions write in the app's name: each is tried by the tests of its slice.
    static let writtenInside = [
        "INSERT on consent_link", "UPDATE (expires_at) on consent_link",
        "UPDATE (decided_at) on consent_request", "UPDATE (giver_name) on consent_request",
        "UPDATE (giver_email) on consent_request",
        "INSERT on application ", "UPDATE (state) on application ",
        "UPDATE (changed_at) on application ", "UPDATE (searched) on application ",
        "SELECT on course_step ", "SELECT on person_in_kind ",
        "UPDATE (state) on release ", "UPDATE (withdrawn_at) on release ",
        "INSERT (renews) on consent_ask", "UPDATE (facts_version) on consent_ask",
        "UPDATE (facts_version) on release", "UPDATE (renew_by) on enrolment",
        "DELETE on prepared_release ", "INSERT on membership ", "UPDATE (person_id) on membership ",
        "UPDATE (used_at) on invitation",
        "INSERT on person_alike", "DELETE on person_alike", "UPDATE (apart_at) on person_alike",
        "UPDATE (told_at) on outbox", "SELECT (told_at) on outbox",
        "SELECT (tenant_id) on enquiry_answer", "SELECT (enquiry_id) on enquiry_answer",
    ]

    /// What checks of columns call: they are asked when a row is written, not when its statement is prepared.
    static let calledByChecks = [
        "without_joiners(text)", "is_visible_text(text)", "is_visible_line(text)",
        "letter_count(text)",
        "has_identity_code(text)", "is_mail_address(text)", "is_phone(text)",
        "is_business_id(text)",
    ]

    @Test func `lets every statement run`() throws {
        let database = try TestCluster.database("grants_all")
        let refused = try statementsWithoutRight(database.app, Self.statements)
        #expect(refused.isEmpty, "\(refused)")
    }

    @Test func `is missed by some statement when it is taken away`() throws {
        let database = try TestCluster.database("grants_each")
        for revoke in try Self.all(database)
        where !(Self.calledInside + Self.writtenInside + Self.calledByChecks).contains(
            where: revoke.contains
        ) {
            try database.psql(revoke)
            // Those that name it are asked first: one that notices is enough.
            let name = Self.name(revoke)
            let (naming, others) = (
                Self.statements.filter { $0.contains(name) },
                Self.statements.filter { !$0.contains(name) }
            )
            let isNoticed = try isAnyWithoutRight(database.app, naming + others)
            #expect(told("grant", revoke, isNoticed: isNoticed))
            try database.psql(
                revoke.replacing("revoke ", with: "grant ").replacing(
                    " from vakka_app",
                    with: " to vakka_app"
                )
            )
        }
    }

    /// The name of what a right is taken away on, without its schema and parameters.
    static func name(_ revoke: String) -> String {
        let parts = revoke.split(separator: " on ").last ?? ""
        let object = parts.replacing("function ", with: "").prefix { $0 != " " && $0 != "(" }
        return object.split(separator: ".").last.map(String.init) ?? ""
    }

    /// The privileges of the app on tables, columns and functions, each as the words that take it away.
    static func all(_ database: TestDatabase) throws -> [String] {
        try database.psql(
            """
            select format('revoke %s on %s from vakka_app', x.privilege_type, c.oid::regclass)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x
             where n.nspname in ('public', 'log') and x.grantee = 'vakka_app'::regrole and c.relname <> 'migration'
            union all
            select format('revoke %s (%I) on %s from vakka_app', x.privilege_type, a.attname, c.oid::regclass)
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and not a.attisdropped, aclexplode(a.attacl) x
             where n.nspname in ('public', 'log') and x.grantee = 'vakka_app'::regrole
            union all
            select format('revoke execute on function %s from vakka_app', p.oid::regprocedure)
              from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) x
             where n.nspname in ('public', 'accounts', 'log') and x.grantee = 'vakka_app'::regrole
             order by 1
            """
        ).compactMap(\.first)
    }
}
