import Access
import Base
import Foundation
import Support
import Testing

/// What a space says to anybody who comes to its door.
@Suite struct `The front door of a space` {
    @Test func `tells open courses and whom to ask, and leads members to Today`() throws {
        let fixture = try CourseFixture("front_door")
        let house = fixture.house
        _ = try house.database.psql(
            """
            update space set contact_name = 'Toimisto', contact_address = 'Katu 1', contact_email = 'info@takk.example'
             where slug = 'takk'
            """
        )
        let page = try house.get("/takk").text
        for part in [
            "Iltapäiväkurssi", "Toimisto", "Katu 1", "mailto:info@takk.example", "/takk/privacy",
            "/takk/accessibility",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(try house.get("/takk", as: fixture.kaisa).location == "/takk/today")
        // What is for members alone stands on no public page.
        _ = try house.database.psql("update space set contact_for = 'members' where slug = 'takk'")
        for path in ["/takk", "/takk/privacy", "/takk/open-courses"] {
            let text = try house.get(path).text
            #expect(!text.contains("info@takk.example") && !text.contains("Katu 1"), "\(path)")
        }
        #expect(
            try house.get("/takk/people", as: fixture.kaisa).text.contains(
                "mailto:info@takk.example"
            )
        )
    }

    @Test func `is no door of an employer, a partner or a space that is not there`() throws {
        let house = try TestHouse("front_door_none")
        _ = try house.space("firma", .employer, businessID: "1234567-1")
        _ = try house.space("kumppani", .partner)
        for slug in ["firma", "kumppani", "eiole"] {
            for page in ["", "/privacy", "/accessibility"] {
                let answer = try house.get("/\(slug)\(page)")
                #expect(
                    answer.status == 404 && !answer.text.contains("Tila \(slug)"),
                    "\(slug)\(page)"
                )
            }
        }
    }

    @Test func `says in its privacy notice who sees what, as the table of permissions does`() throws
    {
        let house = try TestHouse("front_door_privacy")
        _ = try house.space("takk", .provider)
        _ = try house.space("yhdistys", .association)
        let takk = try house.get("/takk/privacy").text
        #expect(
            takk.contains("osallistuminen ja läsnäolot</dt><dd>Koordinaattori, Kouluttaja</dd>"),
            "\(takk)"
        )
        #expect(takk.contains("muistiinpanot</dt><dd>Koordinaattori, Kouluttaja</dd>"))
        // What the sweep and the joins really do, in the days in which they do it.
        for part in [
            "lähti, poistuu 90 päivän", "menemättömästä viestistä 365", "säilyy 30 päivää",
        ] {
            #expect(takk.contains(part), "\(part)")
        }
        #expect(!takk.contains("lähetettyjä viestejä itsestään"))
        try house.database.psql(
            "update space set contact_for = 'anybody', contact_phone = '+358401234567'"
        )
        #expect(try house.get("/takk/privacy").text.contains(">+358 40 123 4567</a>"))
        let association = try house.get("/yhdistys/privacy").text
        #expect(association.contains("muistiinpanot</dt><dd>Koordinaattori</dd>"))
        #expect(!association.contains("läsnäolot</dt>"))
    }
}
