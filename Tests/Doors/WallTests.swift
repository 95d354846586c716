import Base
import Store
import Support
import Testing

@Test func `from inside one space no table shows or takes a row of another`() throws {
    let worlds = try `All doors and all keys`.Worlds("walls")
    let foreign = Array(worlds.foreign.spaces.values)
    for own in worlds.own.spaces.values {
        let findings = try Walls.findings(worlds.house.database, from: own, at: foreign)
        #expect(findings.isEmpty, "\(findings)")
    }
}

@Test func `without a space in its context the app sees no row of any`() throws {
    let worlds = try `All doors and all keys`.Worlds("walls_outside")
    for table in try Walls.tables(worlds.house.database) {
        let rows = try? runScript(
            worlds.house.database.app,
            "select count(tenant_id) from \(table)"
        )
        #expect(rows == nil || rows == [["0"]], "\(table)")
    }
}

@Test func `the context cannot be set by a function call, nor by a stacked statement`() throws {
    let worlds = try `All doors and all keys`.Worlds("walls_context")
    #expect(throws: (any Error).self) {
        try runScript(
            worlds.house.database.app,
            "select set_config('app.tenant', '\(worlds.own.space(.provider).id)', false)"
        )
    }
}

/// Taken away one by one, each wall leaves a hole that the proofs see.
@Suite(.serialized) struct `The proofs turn red` {
    @Test func `when a policy lets everything through`() throws {
        let worlds = try `All doors and all keys`.Worlds("mutation_policies")
        let database = worlds.house.database
        let foreign = Array(worlds.foreign.spaces.values)
        for table in try Walls.tables(database) {
            let definition = try database.psql(
                "select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = '\(table)'::regclass and polname = 'own'"
            )
            for mutation in [
                "alter policy own on \(table) using (true)",
                "alter policy own on \(table) with check (true)",
                "alter table \(table) disable row level security",
                "alter table \(table) no force row level security",
            ] {
                try database.psql(mutation)
                var findings = try SelfTest.run(database.app).map(\.rule)
                for kind in [SpaceKind.provider, .employer] {
                    let own = worlds.own.space(kind)
                    findings += try Walls.findings(database, from: own, at: foreign, only: table)
                }
                #expect(told("policy", mutation, isNoticed: !findings.isEmpty))
                let rule = definition.first?.first ?? ""
                try database.psql(
                    "alter policy own on \(table) using \(rule) with check \(rule); alter table \(table) enable row level security; alter table \(table) force row level security"
                )
            }
            try database.psql("drop policy own on \(table)")
            let dropped = try !SelfTest.run(database.app).isEmpty
            #expect(told("policy", "drop policy own on \(table)", isNoticed: dropped))
            let rule = definition.first?.first ?? ""
            try database.psql(
                "create policy own on \(table) to vakka_app using \(rule) with check \(rule)"
            )
        }
        #expect(try SelfTest.run(database.app).isEmpty)
    }

    @Test func `when the app is given what it must not have`() throws {
        let database = try TestCluster.database("mutation_gifts")
        for (gift, back) in [
            (
                "grant select on accounts.account to vakka_app",
                "revoke select on accounts.account from vakka_app"
            ),
            ("grant insert on log.event to vakka_app", "revoke insert on log.event from vakka_app"),
            (
                "grant delete on log.event_part to vakka_app",
                "revoke delete on log.event_part from vakka_app"
            ),
            (
                "grant select (body) on person_note to vakka_app",
                "revoke select (body) on person_note from vakka_app"
            ),
            (
                "alter function log.append(jsonb, uuid[], bytea, bytea[]) reset search_path",
                "alter function log.append(jsonb, uuid[], bytea, bytea[]) set search_path = pg_catalog, pg_temp"
            ),
            ("create view leak as select * from person", "drop view leak"),
            (
                "create materialized view leak as select * from person",
                "drop materialized view leak"
            ),
            (
                "alter table person add unique (email)",
                "alter table person drop constraint person_email_key"
            ),
        ] {
            try database.psql(gift)
            let isNoticed = try !SelfTest.run(database.app).isEmpty
            #expect(told("gift", gift, isNoticed: isNoticed))
            try database.psql(back)
            #expect(try SelfTest.run(database.app).isEmpty, "\(back)")
        }
    }
}
