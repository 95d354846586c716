public import Base
import Letters

/// What must hold of a database before it is served from; each finding names the object that breaks it.
public enum SelfTest {
    /// One broken rule.
    public struct Finding: Sendable {
        /// The rule, as a sentence of what should hold.
        public let rule: String
        /// What breaks it: a table, a function, a role or another object by its name.
        public let object: String
    }

    /// Asks the catalogue, as the role that will serve.
    ///
    /// An empty list means that all holds.
    public static func run(_ settings: String) throws(Failure) -> [Finding] {
        let connection = try AdminConnection(settings)
        var findings: [Finding] = []
        for rule in rules {
            for row in try connection.run("\(rule.query)") {
                findings.append(Finding(rule: "\(rule.name)", object: (row.first ?? nil) ?? ""))
            }
        }
        for kind in try LetterTable.embedded().differences(try connection.run(LetterTable.query)) {
            findings.append(Finding(rule: letterRule, object: kind))
        }
        return findings
    }

    /// Every rule by its name, for `vakka doctor`.
    public static var ruleNames: [String] { rules.map { "\($0.name)" } + [letterRule] }

    private static let letterRule =
        "the database lets the letters of letters.table pass, and no others"

    private static let rules: [(name: StaticString, query: StaticString)] = [
        (
            "the server is 15.14 or newer",
            "select current_setting('server_version') where current_setting('server_version_num')::int < 150014"
        ),
        (
            "the serving role is no superuser, is in no other role and cannot bypass row-level security",
            """
            select rolname from pg_roles r where rolname = current_user
               and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
                 or exists (select from pg_auth_members m where m.member = r.oid))
            """
        ),
        (
            "roles that log in own nothing, and roles that own cannot log in",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_roles r on r.oid = c.relowner
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and r.rolname in ('vakka_app', 'vakka_worker')
            union all
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
              join pg_roles r on r.oid = p.proowner
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and r.rolname in ('vakka_app', 'vakka_worker')
            union all
            select rolname from pg_roles where rolname like 'vakka%' and rolname not in ('vakka_app', 'vakka_worker')
               and (rolcanlogin or rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
            """
        ),
        (
            "row-level security is enabled and forced on every table of a space",
            """
            select c.oid::regclass::text from pg_class c
             where c.relkind in ('r', 'p') and (c.oid = 'public.space'::regclass
                 or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
               and not (c.relrowsecurity and c.relforcerowsecurity)
            """
        ),
        (
            "every table of a space has its policy with USING and WITH CHECK, and no wider one for the app",
            """
            select c.oid::regclass::text from pg_class c
              cross join lateral (select format('(%s = ( SELECT current_tenant() AS current_tenant))',
                  case when c.oid = 'public.space'::regclass then 'id' else 'tenant_id' end) as own) x
             where c.relkind in ('r', 'p') and (c.oid = 'public.space'::regclass
                 or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped))
               and (select coalesce(count(*) filter (where p.polcmd = '*') <> 1
                      or bool_or(replace(pg_get_expr(p.polqual, p.polrelid), 'public.', '') is distinct from x.own
                        or replace(pg_get_expr(p.polwithcheck, p.polrelid), 'public.', '') is distinct from x.own), true)
                    from pg_policy p where p.polrelid = c.oid and p.polpermissive
                     and (0 = any (p.polroles) or 'vakka_app'::regrole = any (p.polroles)))
            """
        ),
        (
            "every table of a space has a primary key, and tenant_id stands first in it and in every unique key",
            """
            select i.indexrelid::regclass::text from pg_index i
              join pg_attribute a on a.attrelid = i.indrelid and a.attname = 'tenant_id' and not a.attisdropped
             where (i.indisprimary or i.indisunique) and i.indkey[0] <> a.attnum
            union all
            select a.attrelid::regclass::text from pg_attribute a join pg_class c on c.oid = a.attrelid
             where a.attname = 'tenant_id' and not a.attisdropped and c.relkind in ('r', 'p')
               and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)
            """
        ),
        (
            "foreign keys to tables of spaces begin with tenant_id at both ends",
            """
            select k.conname from pg_constraint k
              join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'tenant_id' and not b.attisdropped
              left join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'tenant_id' and not a.attisdropped
             where k.contype = 'f' and (k.conkey[1] is distinct from a.attnum or k.confkey[1] <> b.attnum)
            """
        ),
        (
            "spaces share no sequence, and no column is an enum, which no index serves under row-level security",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'log') and c.relkind = 'S'
            union all
            select t.oid::regtype::text from pg_type t join pg_namespace n on n.oid = t.typnamespace
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and t.typtype = 'e'
            """
        ),
        (
            "views run with the rights of who asks",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and c.relkind = 'v'
               and not coalesce(c.reloptions::text like '%security_invoker=true%', false)
            """
        ),
        (
            "there is no materialised view of spaces' data",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and c.relkind = 'm'
            """
        ),
        (
            "functions with their owner's rights look in pg_catalog alone, and last in pg_temp",
            """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and p.prosecdef
               and 'search_path=pg_catalog, pg_temp' <> all (coalesce(p.proconfig, '{}'))
            """
        ),
        (
            "no schema, table or function is open to everybody",
            """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace,
                aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) x
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and x.grantee = 0
            union all
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) x
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and x.grantee = 0
            union all
            select c.oid::regclass || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
              join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) x
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and x.grantee = 0
            union all
            select n.nspname from pg_namespace n, aclexplode(n.nspacl) x
             where (n.nspname = 'public' or pg_get_userbyid(n.nspowner) like 'vakka%') and x.grantee = 0
            """
        ),
        (
            "the serving role reads no table of accounts",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'accounts' and c.relkind in ('r', 'p', 'v')
               and (has_any_column_privilege(current_user, c.oid, 'select, insert, update')
                 or has_table_privilege(current_user, c.oid, 'delete, truncate'))
            """
        ),
        (
            "the serving role cannot change or append to the log by itself",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'log' and c.relkind in ('r', 'p', 'v')
               and (has_any_column_privilege(current_user, c.oid, 'insert, update')
                 or has_table_privilege(current_user, c.oid, 'delete, truncate'))
            """
        ),
        (
            "nobody changes or empties the log's tables",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'log' and c.relkind in ('r', 'p')
               and (select coalesce(bit_or(t.tgtype), 0) & 50 from pg_trigger t where t.tgrelid = c.oid
                     and t.tgfoid = 'log.never_changed()'::regprocedure and t.tgenabled in ('O', 'A')) <> 50
            """
        ),
        (
            "what is changed past the app leaves its trace in the space's log",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where n.nspname = 'public' and c.relkind in ('r', 'p')
               and not exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgtype & 29 = 29
                     and t.tgfoid = 'log.record_outside_change()'::regprocedure and t.tgenabled in ('O', 'A'))
            """
        ),
        (
            "special fields have no SELECT grant",
            """
            select t || '.body' from unnest(array['person_note', 'expert_limit']) t
             where has_column_privilege(current_user, 'public.' || t, 'body', 'select')
            """
        ),
        (
            "the moment of a request is the server's own: scenes are not allowed",
            """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'public' and p.proname = 'moment' and pg_get_function_sqlbody(p.oid) is distinct from 'RETURN now()'
            """
        ),
        (
            "the context cannot be set by a function call, where the database is ours",
            """
            select 'pg_catalog.set_config' where has_function_privilege(current_user, 'pg_catalog.set_config(text, text, boolean)', 'execute')
              and exists (select from pg_class c join pg_roles r on r.oid = c.relowner
                    where c.oid = to_regclass('public.migration') and r.rolsuper)
            """
        ),
    ]
}
