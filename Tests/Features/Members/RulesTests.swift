import Access
import Base
import HTTP
import Store
import Support
import Testing

// The rules hold in the database, whatever a page forgets: here the serving role asks it directly.

@Test func `a member gives by SQL only what they may give`() throws {
    let house = try TestHouse("rules_gift")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    let auditor = try house.member(of: takk, .auditor)
    let key = "members.rule.not-yours-to-give"
    #expect(
        refusal(house, in: takk, as: kaisa, giving("auditor", to: eero, in: takk))?.contains(key)
            == true
    )
    #expect(
        refusal(house, in: takk, as: eero, giving("coordinator", to: eero, in: takk))?.contains(key)
            == true
    )
    #expect(
        refusal(house, in: takk, as: eero, giving("expert", to: kaisa, in: takk))?.contains(key)
            == true
    )
    #expect(
        refusal(house, in: takk, as: auditor, giving("trainer", to: eero, in: takk))?.contains(key)
            == true
    )
    #expect(refusal(house, in: takk, as: auditor, giving("auditor", to: eero, in: takk)) == nil)
    #expect(refusal(house, in: takk, as: kaisa, giving("expert", to: eero, in: takk)) == nil)
}

@Test func `an expired role is not taken up again by who may not give it`() throws {
    let house = try TestHouse("rules_revive")
    let takk = try house.space("takk", .provider)
    _ = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    try house.database.psql(
        "insert into membership_role values ('\(takk.id)', '\(eero.membership)', 'coordinator', today() - 1)"
    )
    let longer =
        "update membership_role set ends_on = null where membership_id = '\(eero.membership)'"
    #expect(
        refusal(house, in: takk, as: eero, longer)?.contains("members.rule.not-yours-to-give")
            == true
    )
}

@Test func `an invitation lets its own guest take up what it names, and nothing else`() throws {
    let house = try TestHouse("rules_accept")
    let takk = try house.space("takk", .provider)
    _ = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .expert, email: "eero@malli.example")
    try house.database.psql(
        """
        insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at, used_at)
        values ('\(takk.id)', gen_random_uuid(), 'eero@malli.example', 'Eero', '{trainer}', 'x', moment(), moment())
        """
    )
    #expect(refusal(house, in: takk, as: eero, giving("trainer", to: eero, in: takk)) == nil)
    #expect(refusal(house, in: takk, as: eero, giving("coordinator", to: eero, in: takk)) != nil)
}

@Test
func `who is audited cannot take the auditor's role away, and everybody may put down their own`()
    throws
{
    let house = try TestHouse("rules_take")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let auditor = try house.member(of: takk, .auditor)
    let key = "members.rule.not-yours-to-take"
    #expect(
        refusal(house, in: takk, as: kaisa, taking("auditor", from: auditor, in: takk))?.contains(
            key
        ) == true
    )
    let shorter =
        "update membership_role set ends_on = today() - 1 where membership_id = '\(auditor.membership)'"
    #expect(refusal(house, in: takk, as: kaisa, shorter)?.contains(key) == true)
    #expect(
        refusal(house, in: takk, as: auditor, taking("auditor", from: auditor, in: takk)) == nil
    )
}

@Test func `the last coordinator stays by every way of taking away`() throws {
    let house = try TestHouse("rules_last")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .trainer)
    let key = "members.rule.last-coordinator"
    for sql in [
        taking("coordinator", from: kaisa, in: takk),
        "update membership_role set ends_on = today() where membership_id = '\(kaisa.membership)'",
        "update membership set ends_on = today() where id = '\(kaisa.membership)'",
    ] {
        #expect(refusal(house, in: takk, as: kaisa, sql)?.contains(key) == true, "\(sql)")
        #expect(refusal(house, in: takk, as: nil, sql)?.contains(key) == true, "\(sql)")
    }
    #expect(refusal(house, in: takk, as: kaisa, taking("trainer", from: eero, in: takk)) == nil)
    let handedOver =
        giving("coordinator", to: eero, in: takk) + ";"
        + taking("coordinator", from: kaisa, in: takk)
    #expect(refusal(house, in: takk, as: kaisa, handedOver) == nil)
}

@Test
func
    `no member is coordinator and auditor of one space, and no kind of space has a role it does not know`()
    throws
{
    let house = try TestHouse("rules_both")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let auditor = try house.member(of: takk, .auditor)
    let key = "members.rule.coordinator-not-auditor"
    #expect(
        refusal(house, in: takk, as: nil, giving("auditor", to: kaisa, in: takk))?.contains(key)
            == true
    )
    #expect(
        refusal(house, in: takk, as: kaisa, giving("coordinator", to: auditor, in: takk))?.contains(
            key
        ) == true
    )
    let foreign = refusal(house, in: takk, as: nil, giving("consent-giver", to: kaisa, in: takk))
    #expect(foreign?.contains("members.rule.not-in-this-kind") == true)
}

@Test func `invitations follow the same rules`() throws {
    let house = try TestHouse("rules_invitations")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let auditor = try house.member(of: takk, .auditor)
    func inviting(_ roles: String) -> String {
        """
        insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
        values ('\(takk.id)', gen_random_uuid(), '\(roles.count)\(ID<Space>())@malli.example', 'L', '{\(roles)}',
          sha256(gen_random_uuid()::text::bytea), moment() + interval '7 days')
        """
    }
    let notYours = "members.rule.not-yours-to-give"
    #expect(refusal(house, in: takk, as: kaisa, inviting("auditor"))?.contains(notYours) == true)
    #expect(refusal(house, in: takk, as: auditor, inviting("trainer"))?.contains(notYours) == true)
    #expect(refusal(house, in: takk, as: auditor, inviting("auditor")) == nil)
    #expect(
        refusal(house, in: takk, as: nil, inviting("coordinator,auditor"))?.contains("not-auditor")
            == true
    )
    #expect(
        refusal(house, in: takk, as: kaisa, inviting("consent-giver"))?.contains("not-in-this-kind")
            != false
    )
    let revoking = "update invitation set revoked_at = moment() where 'auditor' = any (roles)"
    #expect(refusal(house, in: takk, as: kaisa, revoking)?.contains(notYours) == true)
    let renewing = "update invitation set token_hash = sha256('mine') where 'auditor' = any (roles)"
    #expect(refusal(house, in: takk, as: kaisa, renewing)?.contains(notYours) == true)
}

@Test func `two coordinators who remove each other at the same time leave one`() async throws {
    let house = try TestHouse("rules_race")
    let takk = try house.space("takk", .provider)
    let kaisa = try house.member(of: takk, .coordinator)
    let eero = try house.member(of: takk, .coordinator)
    let settings = house.database.app
    let scripts = [(kaisa, eero), (eero, kaisa)].map { actor, other in
        """
        begin; set local app.tenant = '\(takk.id)'; set local app.actor = '\(actor.membership)';
        \(taking("coordinator", from: other, in: takk));
        set constraints all immediate; select pg_sleep(0.5); commit
        """
    }
    // Both are checked before either commits: neither sees what the other took.
    let outcomes = await withTaskGroup(of: Bool.self) { group in
        for script in scripts {
            group.addTask {
                do throws(Failure) {
                    _ = try runScript(settings, script)
                    return true
                } catch {
                    return false
                }
            }
        }
        return await group.reduce(into: [Bool]()) { $0.append($1) }
    }
    #expect(outcomes.filter { $0 }.count == 1)
    #expect(try roles(house, kaisa).count + roles(house, eero).count == 1)
}

@Test func `the same race through the pages leaves one, and the other is told why`() async throws {
    let house = try TestHouse("rules_race_pages")
    let takk = try house.space("takk", .provider)
    for _ in 1...5 {
        let kaisa = try house.member(of: takk, .coordinator)
        let eero = try house.member(of: takk, .coordinator)
        try house.database.psql(
            "delete from membership_role where membership_id not in ('\(kaisa.membership)', '\(eero.membership)')"
        )
        let requests = [
            try ending(of: eero, by: kaisa, in: house), try ending(of: kaisa, by: eero, in: house),
        ]
        let pages = await withTaskGroup(of: Int.self) { group in
            for request in requests {
                let pipeline = house.pipeline
                let settings = house.database.app
                group.addTask {
                    pipeline.answer(request, database: Database(settings)).response.status
                }
            }
            return await group.reduce(into: [Int]()) { $0.append($1) }
        }
        // The slower one meets the rule, or is no member any more when its turn comes.
        #expect(pages.contains(303))
        #expect(pages.filter { $0 == 303 }.count == 1, "\(pages)")
        #expect(try roles(house, kaisa).count + roles(house, eero).count == 1)
    }
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

/// The request that ends a membership.
func ending(of member: Guest, by actor: Guest, in house: TestHouse) throws(Failure) -> Request {
    var fields = Fields()
    fields.set("host", "localhost")
    fields.set("cookie", "vakka=\(actor.token)")
    fields.set("content-type", "application/x-www-form-urlencoded")
    fields.set("sec-fetch-site", "same-origin")
    let body = "once=\(try house.once(of: actor))"
    return try Request(
        .post,
        "/takk/members/\(member.membership)/ending",
        fields: fields,
        body: Array(body.utf8)
    )
}
