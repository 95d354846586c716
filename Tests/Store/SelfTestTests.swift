import Store
import Support
import Testing

@Suite struct `The start-up self-test` {
    @Test func `passes a migrated database`() throws {
        let database = try TestCluster.database("selftest")
        let findings = try SelfTest.run(database.app)
        #expect(findings.isEmpty, "\(findings)")
    }

    @Test func `refuses to serve as the owner`() throws {
        let database = try TestCluster.database("selftest_owner")
        let findings = try SelfTest.run(database.owner)
        #expect(findings.contains { $0.object == "postgres" })
    }

    @Test(arguments: breaches)
    func `sees what is broken, and by which rule`(_ breach: Breach) throws {
        let database = try TestCluster.database("selftest_breach")
        try database.psql(breach.sql)
        let rules = try SelfTest.run(database.app).map(\.rule)
        #expect(rules.contains { $0.hasPrefix(breach.rule) }, "\(rules)")
    }

    @Test func `has no rule that nothing breaks here`() {
        // The server's age cannot be changed; the serving role's powers are the cluster's, which other tests stand on.
        let elsewhere = ["the server is", "the serving role is no superuser"]
        let unbroken = SelfTest.ruleNames.filter { rule in
            !(Self.breaches.map(\.rule) + elsewhere).contains { rule.hasPrefix($0) }
        }
        #expect(unbroken.isEmpty, "\(unbroken)")
    }

    struct Breach: CustomTestStringConvertible, Sendable {
        /// How the rule's name begins.
        let rule: String
        let sql: String
        var testDescription: String { sql }

        init(_ rule: String, _ sql: String) {
            self.rule = rule
            self.sql = sql
        }
    }

    static let breaches = [
        Breach(
            "the database lets the letters of letters.table pass",
            "update letter_kind set fields = array_append(fields, 'email') where kind = 'consent.request'"
        ),
        Breach(
            "the database lets the letters of letters.table pass",
            "delete from letter_kind where kind = 'consent.answer'"
        ),
        Breach("roles that log in own nothing", "alter table course owner to vakka_worker"),
        Breach(
            "roles that log in own nothing",
            "alter function refuse(text, text) owner to vakka_app"
        ),
        Breach("row-level security is", "alter table course no force row level security"),
        Breach("row-level security is", "alter table space disable row level security"),
        Breach("row-level security is", "create table accounts.extra (tenant_id uuid primary key)"),
        Breach(
            "every table of a space has its policy",
            "alter policy own on course with check (true)"
        ),
        Breach("every table of a space has its policy", "alter policy own on space using (true)"),
        Breach(
            "every table of a space has its policy",
            "create policy wide on course for select to public using (true)"
        ),
        Breach(
            "every table of a space has its policy",
            "create policy wide on course to vakka_app using (true or tenant_id = (select current_tenant()))"
        ),
        Breach(
            "every table of a space has its policy",
            "drop policy own on course; create policy own on course for select to vakka_app using (tenant_id = (select current_tenant()))"
        ),
        Breach("every table of a space has a primary key", "alter table course add unique (name)"),
        Breach(
            "every table of a space has a primary key",
            "create unique index on course (name, tenant_id)"
        ),
        Breach(
            "every table of a space has a primary key",
            "alter table attendance drop constraint attendance_pkey"
        ),
        Breach(
            "foreign keys to tables of spaces",
            """
            alter table course add unique (tenant_id, id, place);
            alter table attendance add column other uuid, add column place text,
              add foreign key (other, course_id, place) references course (tenant_id, id, place)
            """
        ),
        Breach(
            "foreign keys to tables of spaces",
            """
            create table accounts.extra (id uuid primary key, space uuid, person uuid,
              foreign key (space, person) references person (tenant_id, id))
            """
        ),
        Breach("spaces share no sequence", "create sequence public.number"),
        Breach("spaces share no sequence", "create type public.mood as enum ('good', 'bad')"),
        Breach("views run with the rights", "alter view application_path reset (security_invoker)"),
        Breach(
            "there is no materialised view",
            "create materialized view leak as select * from person"
        ),
        Breach(
            "functions with their owner's rights",
            "alter function space_state(uuid, text) reset search_path"
        ),
        Breach(
            "functions with their owner's rights",
            "alter function finder.people_matching(text[], integer) set search_path = public"
        ),
        Breach(
            "functions with their owner's rights",
            "alter function space_state(uuid, text) set search_path = pg_catalog"
        ),
        Breach(
            "functions with their owner's rights",
            "alter function space_state(uuid, text) set search_path = pg_temp, pg_catalog"
        ),
        Breach(
            "no schema, table or function",
            "grant execute on function space_state(uuid, text) to public"
        ),
        Breach(
            "no schema, table or function",
            "create function extra() returns int language sql return 1"
        ),
        Breach("no schema, table or function", "grant select on course to public"),
        Breach("no schema, table or function", "grant select (name) on course to public"),
        Breach("no schema, table or function", "grant usage on schema log to public"),
        Breach(
            "the serving role reads no table",
            "grant select (email) on accounts.account to vakka_app"
        ),
        Breach("the serving role reads no table", "grant delete on accounts.code to vakka_app"),
        Breach("the serving role cannot change", "grant update (action) on log.event to vakka_app"),
        Breach(
            "the serving role cannot change",
            "grant truncate on log.event_subjects to vakka_app"
        ),
        Breach("nobody changes or empties", "alter table log.event disable trigger append_only"),
        Breach("nobody changes or empties", "drop trigger append_only_truncate on log.event_part"),
        Breach("what is changed past the app", "alter table course disable trigger outside_change"),
        Breach("what is changed past the app", "drop trigger outside_change on person_note"),
        Breach("special fields", "grant select (body) on person_note to vakka_app"),
        Breach("the moment of a request", "call allow_scenes(true)"),
        Breach(
            "the moment of a request",
            "create or replace function moment() returns timestamptz language sql as $$ select now() $$"
        ),
        Breach(
            "the context cannot be set",
            "grant execute on function pg_catalog.set_config(text, text, boolean) to public"
        ),
    ]
}
