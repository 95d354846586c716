import Access
import Base
import Support
import Testing

/// What anybody may read of stories.
@Suite struct `Published stories` {
    @Test func `have a page in each language, and say so where there are none`() throws {
        let house = try TestHouse("published")
        let takk = try house.space("takk", .provider)
        #expect(try !house.get("/takk").text.contains("/takk/stories"))
        let empty = try house.get("/takk/stories")
        #expect(empty.status == 200 && empty.text.contains("ei ole juuri nyt luettavana"))
        #expect(try house.get("/takk/stories/\(ID<Int>())").status == 404)
        #expect(try house.get("/takk/stories/x").status == 404)
        let person = try house.person(in: takk, "Liisa", "Malli")
        let liisa = try house.member(of: takk, .expert, person: person)
        let id = ID<Int>()
        try house.database.psql(
            """
            insert into story (tenant_id, id, person_id) values ('\(takk.id)', '\(id)', '\(person)');
            insert into story_version (tenant_id, story_id, version, language, title, body, name_shown)
              values ('\(takk.id)', '\(id)', 1, 'sv', 'Min väg', '<b>Hej</b>', 'Liisa & co');
            insert into story_approval (tenant_id, story_id, version, side, matter, answer, given_by)
              values ('\(takk.id)', '\(id)', 1, 'person', 'text', 'approved', '\(liisa.membership)');
            update story set version = 1, state = 'published', published_at = moment()
            """
        )
        for (query, word) in [
            ("", "Julkaisija"), ("?language=sv", "Utgivare"), ("?language=en", "Published by"),
        ] {
            let page = try house.get("/takk/stories/\(id)\(query)")
            #expect(page.status == 200 && page.text.contains(word))
            #expect(page.text.contains("lang=\"sv\"") && page.text.contains("&lt;b&gt;Hej"))
        }
        #expect(try house.get("/takk").text.contains("/takk/stories"))
        #expect(try house.get("/takk/stories", as: liisa).text.contains("Min väg"))
        // Another space's door does not lead there.
        _ = try house.space("yhdistys", .association)
        #expect(try house.get("/yhdistys/stories/\(id)").status == 404)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
