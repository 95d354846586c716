import Base
import Foundation
import Support
import Testing

@Suite struct `Open courses` {
    @Test func `the front page and every public page of a provider lead to its open courses`()
        throws
    {
        let fixture = try CourseFixture("open_found")
        let employer = try fixture.house.space("firma", .employer, businessID: "1234567-1")
        let link = "href=\"/takk/open-courses\""
        for path in [
            "/", "/sign-in", "/takk/open-courses", "/takk/open-courses/\(fixture.course)",
            fixture.form,
        ] {
            let page = try fixture.house.get(path).text
            #expect(page.contains(link), "\(path)")
            #expect(!page.contains("/\(employer.slug)/"))
        }
        let (guest, _, _) = try fixture.applicant("Aino")
        #expect(try fixture.house.get("/takk/applications", as: guest).text.contains(link))
        // Nobody finds a provider that is shut.
        _ = try fixture.sql("update space set state = 'suspended' where slug = 'takk'")
        #expect(try !fixture.house.get("/").text.contains("open-courses"))
    }

    @Test
    func `what is open to anybody says so to programs, and nothing of a space beside it does`()
        throws
    {
        let fixture = try CourseFixture("open_robots")
        _ = try fixture.house.space("firma", .employer, businessID: "1234567-1")
        let map = try fixture.house.get("/sitemap.xml")
        #expect(map.status == 200 && map.text.contains("/takk/open-courses</loc>"))
        _ = try fixture.house.space("yhdistys", .association)
        let (front, next) = (try fixture.house.get("/"), try fixture.house.get("/sitemap.xml"))
        for space in ["takk", "yhdistys"] {
            #expect(front.text.contains("href=\"/\(space)\""))
            #expect(next.text.contains("/\(space)</loc>"))
        }
        #expect(!front.text.contains("firma") && !next.text.contains("firma"))
        #expect(!next.text.contains("yhdistys/open-courses"))
        #expect(!map.text.contains("firma") && map.text.hasPrefix("<?xml"))
        let page = try fixture.house.get("/takk/open-courses/\(fixture.course)").text
        for part in [
            "itemtype=\"https://schema.org/Course\"",
            "itemprop=\"name\" content=\"Iltapäiväkurssi\"",
            "property=\"og:title\" content=\"Iltapäiväkurssi\"", "name=\"description\"",
        ] {
            #expect(page.contains(part), "\(part)")
        }
        #expect(page.components(separatedBy: "schema.org/CourseInstance").count == 8)
        for path in ["/", "/takk/open-courses"] {
            #expect(try fixture.house.get(path).text.contains("og:description"), "\(path)")
        }
        for path in ["/takk/today", "/takk/people"] {
            #expect(try !fixture.house.get(path, as: fixture.kaisa).text.contains("og:"), "\(path)")
        }
    }

    @Test func `the public page shows open courses only, without a name or a number of anybody`()
        throws
    {
        let fixture = try RunningCourse("reach_public")
        let open = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Avoin kurssi",
            trainer: fixture.trainer,
            state: "open",
            firstInDays: 20,
            seats: 2
        )
        let draft = try RunningCourse.course(
            fixture.house,
            fixture.takk,
            "Salainen luonnos",
            state: "draft"
        )
        try fixture.enrol("Aino", "Aalto", in: open)
        let list = try fixture.house.get("/takk/open-courses")
        #expect(list.status == 200 && list.text.contains("Avoin kurssi"))
        #expect(!list.text.contains("Salainen luonnos") && !list.text.contains("Tampere, kevät"))
        let page = try fixture.house.get("/takk/open-courses/\(open)")
        #expect(page.status == 200 && page.text.contains("Paikkoja on"))
        #expect(page.text.contains("href=\"/takk/courses/\(open)/application\""))
        for secret in ["Aino", "Aalto", "Kalle", "Kaisa", "1/2", fixture.takk.id.text] {
            #expect(!page.text.contains(secret))
        }
        try fixture.enrol("Eero", in: open)
        #expect(try fixture.house.get("/takk/open-courses/\(open)").text.contains("Täynnä"))
        var bodies: Set<String> = []
        for id in [draft, ID<RunningCourse>().text, "x"] {
            let page = try fixture.house.get("/takk/open-courses/\(id)")
            #expect(page.status == 404)
            bodies.insert(page.text.replacingOccurrences(of: "open-courses/\(id)", with: ""))
        }
        #expect(bodies.count == 1)
        // What was public and has begun says that it takes no more applications, and nothing else.
        let begun = try fixture.house.get("/takk/open-courses/\(fixture.course)")
        #expect(begun.status == 404)
        #expect(begun.text.contains("Haku tähän koulutukseen on päättynyt."))
        #expect(!begun.text.contains("Tampere, kevät"))
        #expect(try fixture.house.get("/tyonantaja-1/open-courses").status == 404)
        #expect(try fixture.house.get("/ei-ole/open-courses").status == 404)
    }
}
