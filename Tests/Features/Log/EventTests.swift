import Audit
import Base
import Support
import Testing

/// One event in full, and the files that a stranger recomputes.
struct EventTests {
    @Test func `an event shows its parts, its changes and that they are what was recorded`() throws
    {
        let world = try LogWorld("event_page")
        let event = try world.add(
            "person.changed",
            kind: "write",
            actor: "Kaisa Koe",
            account: ID(),
            label: "Liisa Malli",
            subjects: [world.liisa],
            changes: [
                ["field": "phone", "old": "040 1", "new": "040 2"],
                ["field": "background", "changed": .bool(true)],
            ]
        )
        let text = try plain(world.ask("/log/\(event)"))
        for part in [
            "Muutti henkilön tietoja: Liisa Malli", "Kaisa Koe", "Puhelin", "040 1", "040 2",
            "muutettu, arvoa ei tallenneta lokiin",
            "Merkintää ei ole muutettu kirjaamisen jälkeen.",
            "Kaikki saman tekijän tapahtumat",
        ] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
        #expect(try world.house.log(of: world.space).last == "log.event-read done")
        let subjects = try world.database.psql(
            "select p.person_id from log.event_subject p join log.event e on e.id = p.event_id where e.action = 'log.event-read'"
        )
        #expect(subjects == [[world.liisa.text]])
    }

    @Test func `a part that was changed past the log is found out`() throws {
        let world = try LogWorld("event_forged")
        let event = try world.add("person.read", kind: "read", actor: "Kaisa Koe")
        try world.database.psql(
            """
            alter table log.event_part disable trigger append_only;
            update log.event_part set body = '{"name":"Joku Muu"}' where event_id = '\(event)' and part = 'actor';
            alter table log.event_part enable trigger append_only
            """
        )
        #expect(try says(world, event, "Jokin osa ei ole se, joka kirjattiin."))
    }

    @Test func `a part that is gone is told`() throws {
        let world = try LogWorld("event_erased")
        let event = try world.add("person.read", kind: "read", actor: "Kaisa Koe")
        try world.database.psql(
            "delete from log.event_part where event_id = '\(event)' and part = 'actor'"
        )
        #expect(try says(world, event, "Jokin osa puuttuu."))
        #expect(try world.ask("/log").status == 200)
        #expect(try world.ask("/log/export.jsonl").status == 200)
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    /// The page without the marks of a name's own direction.
    private func plain(_ page: Page) -> String {
        page.text.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
    }

    private func says(_ world: LogWorld, _ event: ID<Event>, _ sentence: String) throws -> Bool {
        try world.ask("/log/\(event)").text.contains(sentence)
    }

    @Test
    func `a change made past the app is an event whose parts match what the database committed to`()
        throws
    {
        let world = try LogWorld("event_outside")
        try world.database.psql(
            "update person set phone = '+358409999999' where id = '\(world.liisa)'"
        )
        let row = try world.database.psql(
            """
            select e.id, encode(e.actor_commitment, 'hex'), encode(a.salt, 'hex'), a.body,
                   encode(e.detail_commitment, 'hex'), encode(d.salt, 'hex'), d.body
              from log.event e
              join log.event_part a on a.event_id = e.id and a.part = 'actor'
              join log.event_part d on d.event_id = e.id and d.part = 'detail'
             where e.action = 'database.changed' and d.body like '%person%' and d.body like '%update%'
            """
        )[0]
        #expect(row[1] == hex(commit(salt: bytes(hex: row[2]) ?? [], body: row[3])))
        #expect(row[4] == hex(commit(salt: bytes(hex: row[5]) ?? [], body: row[6])))
        #expect(row[6].contains("phone") && !row[6].contains("409999999"))
        let text = try plain(world.ask("/log/\(row[0])"))
        for part in [
            "Muutti tietokantaa Vakan ohi: person", "Puhelin", "Merkintää ei ole muutettu",
        ] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
    }

    @Test func `records hold all that is needed to compute each commitment again`() throws {
        let world = try LogWorld("event_records")
        try world.add(
            "person.listed",
            kind: "read",
            label: "Äiti \"ja\" \\ isä",
            count: 2,
            subjects: [world.liisa, world.onni]
        )
        let page = try world.ask("/log/export.jsonl")
        #expect(page.response.fields.first("content-disposition")?.contains(".jsonl\"") == true)
        let lines = page.text.split(separator: "\n")
        #expect(
            lines.count
                == Int(try world.database.psql("select count(*) from log.event")[0][0]).map {
                    $0 - 1
                }
        )
        // PostgreSQL is the stranger here: it reads the lines and computes with its own sha256.
        let all = lines.map { "('" + $0.replacing("'", with: "''") + "'::jsonb)" }.joined(
            separator: ","
        )
        let wrong = try world.database.psql(
            """
            select count(*), count(*) filter (where encode(sha256(decode(p ->> 'salt', 'hex') || log.padded(p ->> 'body')), 'hex')
                is distinct from case p ->> 'part' when 'actor' then e ->> 'actor' when 'detail' then e ->> 'detail'
                  else e -> 'subjects' ->> (p ->> 'ordinal')::int end)
              from (values \(all)) as lines(e), jsonb_array_elements(e -> 'parts') p
            """
        )
        #expect(wrong[0][1] == "0")
        #expect((Int(wrong[0][0]) ?? 0) >= 8)
        #expect(try world.house.log(of: world.space).last == "log.exported done")
    }

    @Test func `the table is UTF-8 with its mark, quoted, and no cell is a formula`() throws {
        let world = try LogWorld("event_table")
        try world.add(
            "person.read",
            kind: "read",
            actor: "=cmd()",
            purpose: "+1;2",
            subjects: [world.liisa]
        )
        try world.add("person.read", kind: "read", actor: "-a, \"b\"", purpose: "@x\ny")
        let page = try world.ask("/log/export.csv")
        #expect(Array(page.response.body.prefix(3)) == [0xEF, 0xBB, 0xBF])
        let text = page.text
        for part in ["\"'=cmd()\"", "\"'+1;2\"", "\"'-a, \"\"b\"\"\"", "\"'@x\ny\"", "\r\n"] {
            let isThere = text.contains(part)
            #expect(isThere, "\(part)")
        }
    }
}
