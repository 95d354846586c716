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
            "the serving role is no superuser, owns nothing and cannot bypass row-level security",
            """
            select rolname from pg_roles r where rolname = current_user
               and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
                 or exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                      where c.relowner = r.oid and n.nspname in ('public', 'accounts', 'log'))
                 or exists (select from pg_auth_members m where m.member = r.oid))
            """
        ),
        (
            "row-level security is enabled and forced on every table of a space",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'log') and c.relkind in ('r', 'p')
               and (exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
                 or c.relname = 'space')
               and not (c.relrowsecurity and c.relforcerowsecurity)
            """
        ),
        (
            "every table of a space has its policy with USING and WITH CHECK, and no wider one for the app",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'log') and c.relkind in ('r', 'p')
               and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
               and (not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
                      and (select oid from pg_roles where rolname = 'vakka_app') = any (p.polroles)
                      and pg_get_expr(p.polqual, p.polrelid) like '(tenant_id = ( SELECT %current_tenant() AS current_tenant))'
                      and pg_get_expr(p.polwithcheck, p.polrelid) like '(tenant_id = ( SELECT %current_tenant() AS current_tenant))')
                 or exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive
                      and (0 = any (p.polroles) or (select oid from pg_roles where rolname = 'vakka_app') = any (p.polroles))
                      and pg_get_expr(p.polqual, p.polrelid) not like '%current_tenant()%'))
            """
        ),
        (
            "tenant_id stands first in every primary and unique key of a space's tables",
            """
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid
              join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
             where n.nspname in ('public', 'log') and (i.indisprimary or i.indisunique) and i.indkey[0] <> a.attnum
            """
        ),
        (
            "foreign keys between tables of spaces carry tenant_id",
            """
            select k.conname from pg_constraint k
              join pg_attribute a on a.attrelid = k.conrelid and a.attname = 'tenant_id'
              join pg_attribute b on b.attrelid = k.confrelid and b.attname = 'tenant_id'
             where k.contype = 'f' and not (a.attnum = any (k.conkey) and b.attnum = any (k.confkey))
            """
        ),
        (
            "views run with the rights of who asks",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'accounts', 'log') and c.relkind = 'v'
               and not coalesce(c.reloptions::text like '%security_invoker=true%', false)
            """
        ),
        (
            "there is no materialised view of spaces' data",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname in ('public', 'accounts', 'log') and c.relkind = 'm'
            """
        ),
        (
            "functions with their owner's rights pin their search path",
            """
            select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname in ('public', 'accounts', 'log') and p.prosecdef
               and not exists (select from unnest(p.proconfig) setting where setting like 'search_path=%')
            """
        ),
        (
            "the serving role reads no table of accounts",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'accounts' and c.relkind = 'r'
               and has_table_privilege(current_user, c.oid, 'select, insert, update, delete')
            """
        ),
        (
            "the serving role cannot change or append to the log by itself",
            """
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'log' and c.relkind = 'r'
               and has_table_privilege(current_user, c.oid, 'insert, update, delete, truncate')
            """
        ),
        (
            "special fields have no SELECT grant",
            """
            select 'person_note.body' where has_column_privilege(current_user, 'public.person_note', 'body', 'select')
            """
        ),
        (
            "the context cannot be set by a function call",
            """
            select 'pg_catalog.set_config' where has_function_privilege(current_user, 'pg_catalog.set_config(text, text, boolean)', 'execute')
              and exists (select from pg_roles where rolname = 'postgres' and rolsuper)
            """
        ),
    ]
}
