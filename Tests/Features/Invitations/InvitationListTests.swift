import Base
import HTTP
import Support
import Testing

/// Six invitations as rows of SQL: name, id, roles, days left.
private func values(_ ids: [String: String]) -> String {
    let roles = ["Aino": "expert,trainer", "Liisa": "trainer", "Tarja": "auditor"]
    return ids.map { name, id in
        "('\(name)', '\(id)', '{\(roles[name] ?? "expert")}', \(name == "Eero" ? -1 : 5))"
    }
    .joined(separator: ", ")
}

@Suite struct `Invitations that nobody has answered` {
    private let path = "/takk/members/invitations"
    private let house: TestHouse
    private let takk: TestSpace
    private let kaisa: Guest
    private let ids: [String: String]

    /// Aino's is open, Eero's has expired, Liisa's did not arrive, and the auditor's is not a coordinator's to give.
    init() throws {
        house = try TestHouse("invitation_list")
        takk = try house.space("takk", .provider)
        kaisa = try house.member(of: takk, .coordinator)
        ids = Dictionary(
            uniqueKeysWithValues: ["Aino", "Eero", "Liisa", "Tarja", "Jaana", "Pentti"].map {
                ($0, ID<World>().text)
            }
        )
        try house.database.psql(
            """
            insert into invitation (tenant_id, id, email, name, roles, token_hash, expires_at)
            select '\(takk.id)', v.id::uuid, lower(v.name) || '@malli.example', v.name || ' Malli', v.roles::text[],
                   sha256(v.id::bytea), moment() + v.days * interval '1 day'
              from (values \(values(ids))) v (name, id, roles, days);
            update invitation set used_at = moment() where name = 'Jaana Malli';
            update invitation set revoked_at = moment() where name = 'Pentti Malli';
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, state, status, returned_at)
            values ('\(takk.id)', gen_random_uuid(), 'invitation', 'liisa@malli.example', 's', 'b', 'fi', 'refused',
              '5.1.1', moment())
            """
        )
    }

    private func shown(_ query: String) throws -> Set<String> {
        let page = try house.get(path + query, as: kaisa)
        #expect(page.status == 200, "\(query)")
        return Set(ids.keys.filter { page.text.contains("\($0) Malli") })
    }

    private func id(_ name: String) throws -> String { try #require(ids[name]) }

    private func form(_ act: String, _ names: String..., once: String = ID<World>().text) -> String
    {
        let rows = names.map { "invitation=\(ids[$0] ?? $0)" }
        return (["to=\(act)", "once=\(once)"] + rows).joined(separator: "&")
    }

    @Test func `are searched, sorted, narrowed and taken out, and each has a page`() throws {
        #expect(try shown("") == ["Aino", "Eero", "Liisa", "Tarja"])
        for (query, names) in [
            ("?state=open", ["Aino", "Tarja"]), ("?state=expired", ["Eero"]),
            ("?state=returned", ["Liisa"]), ("?role=trainer", ["Aino", "Liisa"]),
            ("?role=trainer&state=open", ["Aino"]), ("?q=eero@malli", ["Eero"]),
            ("?q=tarja+malli", ["Tarja"]),
        ] { #expect(try shown(query) == Set(names), "\(query)") }
        let page = try house.get("\(path)?sort=-name", as: kaisa).text
        let places = try ["Tarja", "Liisa", "Eero", "Aino"].map {
            try #require(page.firstRange(of: "\($0) Malli")).lowerBound
        }
        #expect(places == places.sorted())
        #expect(
            page.contains("Avoin <small>2</small>") && page.contains("Kouluttaja <small>2</small>")
        )
        let file = try house.get("\(path)/export.csv?state=returned", as: kaisa)
        #expect(file.text.contains("liisa@malli.example") && !file.text.contains("aino@"))
        #expect(
            file.response.fields.first("content-disposition")?.contains("takk-members-invitations-")
                == true
        )
        #expect(try house.log(of: takk).last == "member.invitations-exported done")
        let tarja = try house.get("\(path)/\(try id("Tarja"))", as: kaisa).text
        #expect(tarja.contains("tarja@malli.example") && !tarja.contains("/sending"))
        let aino = try house.get("\(path)/\(try id("Aino"))", as: kaisa).text
        #expect(aino.contains("/sending") && aino.contains("/revocation"))
        let used = try house.get("\(path)/\(try id("Jaana"))", as: kaisa).text
        #expect(used.contains("Vastattu") && !used.contains("/revocation"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are sent again or taken back many at once, and who is left out is told why`() throws
    {
        let (preview, act) = ("\(path)/selection", "\(path)/selection/act")
        func hash(_ name: String) throws -> String {
            try house.value("select token_hash from invitation where id = '\(try id(name))'")
        }
        let all = ["Aino", "Eero", "Liisa", "Tarja", "Jaana"]
        let chosen = all.map { "invitation=\(ids[$0] ?? "")" }.joined(separator: "&")
        let page = try house.send(preview, "to=sending&once=\(ID<World>())&\(chosen)", as: kaisa)
        for text in [
            "Koskee 2 kutsua", "3 kutsua jää pois", "aino@malli.example",
            "Osoite ei ota vastaan",
            "Et voi antaa tätä roolia", "siihen on vastattu", "uuden linkin",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(try house.mails(of: takk).count == 1)
        for name in ["Liisa", "Tarja", "Jaana"] {
            #expect(try house.send(act, form("sending", "Aino", name), as: kaisa).status == 409)
        }
        #expect(
            try house.send(act, form("sending", "Aino", ID<World>().text), as: kaisa).status == 404
        )
        let before = try [hash("Aino"), hash("Eero")]
        let sent = form("sending", "Aino", "Eero")
        for _ in 1...2 {
            let done = try house.send(act, sent, as: kaisa)
            #expect(done.location == "\(path)?did=invitations.done.sent-again")
        }
        #expect(try [hash("Aino"), hash("Eero")].filter(before.contains).isEmpty)
        #expect(try house.mails(of: takk).count == 3)
        #expect(try shown("?state=open") == ["Aino", "Eero", "Tarja"])

        // All that match, and none beside them.
        let some = try house.send(
            preview,
            "to=revocation&once=\(ID<World>())&all=on&list=\(escaped("role=trainer"))",
            as: kaisa
        )
        #expect(some.text.contains("Koskee 2 kutsua") && !some.text.contains("Eero Malli"))
        let done = try house.send(act, form("revocation", "Aino", "Liisa"), as: kaisa)
        #expect(done.location == "\(path)?did=invitations.done.revoked")
        #expect(try shown("") == ["Eero", "Tarja"])
        #expect(
            try house.log(of: takk).filter { $0 == "member.invitation-revoked done" }.count == 2
        )
        let gone = try house.send(act, form("revocation", "Aino", "Eero"), as: kaisa)
        #expect(gone.status == 409 && gone.text.contains("Mitään ei tehty"))
        #expect(try shown("") == ["Eero", "Tarja"])
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `open nothing once used, taken back or over, whoever asks the database`() throws {
        for name in ["Eero", "Jaana", "Pentti"] {
            #expect(throws: Failure.self, "\(name)") {
                try house.asApp("select invitation_use('\(try id(name))')", in: takk)
            }
        }
        _ = try house.asApp("select invitation_use('\(try id("Aino"))')", in: takk)
        let muu = try house.space("muu", .provider)
        #expect(throws: Failure.self) {
            try house.asApp("select invitation_use('\(try id("Liisa"))')", in: muu)
        }
    }
}
