import Base
import Support
import Synchronization
import Terms
import Testing

/// Whom to ask, filled in by a coordinator from what the space knows.
@Suite struct `A permission that a coordinator fills in` {
    /// A course, an application whose employer is known already, and one whose is not.
    static func fixture(_ name: String) throws -> (CourseFixture, form: String, Guest, String) {
        let fixture = try CourseFixture(name)
        let (other, known, _) = try fixture.applicant("Bertta")
        try fixture.release(known, as: other)
        let (guest, application, _) = try fixture.applicant("Aino")
        return (fixture, "/takk/applications/\(application)/employer", guest, application)
    }

    @Test func `begins with an employer that the space knows, and ends on the applicant's form`()
        throws
    {
        let (fixture, form, guest, application) = try Self.fixture("prepared_story")
        let kaisa = fixture.kaisa
        let page = try fixture.house.get("/takk/applications/\(application)", as: kaisa)
        #expect(page.text.contains(form))
        #expect(try fixture.house.get(form, as: kaisa).status == 200)
        for typed in ["yritýs", "RITYS", "1234567-1", "12345671"] {
            let isNumber = typed.hasPrefix("1")
            let found = try fixture.house.post(
                form + "/search",
                [
                    "employer_name": isNumber ? "" : typed, "business_id": isNumber ? typed : "",
                    "giver_name": "Väinö Käpylä", "find": "employer",
                ],
                as: kaisa
            )
            #expect(found.status == 200)
            #expect(found.text.contains("Löytyi 1 työnantaja"), "\(typed)")
            #expect(found.text.contains("value=\"1234567-1 Oy Yritys Ab\""))
            #expect(found.text.contains("Väinö Käpylä"))
        }
        let none = try fixture.house.post(
            form + "/search",
            ["employer_name": "Toinen", "business_id": "", "find": "employer"],
            as: kaisa
        )
        #expect(none.text.contains("Työnantajaa ei löytynyt"))
        let wrong = try fixture.house.post(
            form + "/search",
            ["employer_name": "Toinen", "business_id": "1234567-2", "find": "employer"],
            as: kaisa
        )
        #expect(wrong.status == 422 && wrong.text.contains("1234567-2"))
        let picked = try fixture.house.post(
            form + "/search",
            ["employer_name": "yri", "business_id": "", "employer": "1234567-1 Oy Yritys Ab"],
            as: kaisa
        )
        #expect(picked.field("employer_name") == "Oy Yritys Ab")
        #expect(picked.field("business_id") == "1234567-1")
        #expect(picked.text.contains("value=\"pomo@yritys.example Pomo Pomonen\""))
        #expect(try fixture.count("prepared_release") == 0)
        let saved = try fixture.house.post(
            form,
            [
                "employer_name": "Oy Yritys Ab", "business_id": "1234567-1",
                "giver_name": "Pomo Pomonen", "giver_email": "pomo@yritys.example",
            ],
            as: kaisa
        )
        #expect(saved.status == 303)
        let own = try fixture.house.get("/takk/applications/\(application)/release", as: guest)
        #expect(own.text.contains("Koordinaattori on täyttänyt"))
        #expect(own.field("giver_email") == "pomo@yritys.example")
        // Nobody is asked by it, and it goes with the permission.
        #expect(try fixture.count("consent_ask") == 1)
        #expect(try fixture.release(application, as: guest).status == 303)
        #expect(try fixture.count("prepared_release") == 0)
        #expect(try fixture.house.get(form, as: kaisa).status == 303)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test
    func
        `finds an employer that the space does not know in the public register, where one is named`()
        throws
    {
        let paja = Company(
            name: "Paja & Pojat Oy",
            businessID: try #require(BusinessID("2345678-0"))
        )
        let asked = Mutex<[CompanyQuery]>([])
        let fixture = try CourseFixture("prepared_register") { query in
            asked.withLock { $0.append(query) }
            return switch query {
            case .name("Paja"), .businessID: .found([paja])
            case .name("Oy"): .tooMany
            case .name("Hidas"): .failed
            default: .found([])
            }
        }
        let (other, known, _) = try fixture.applicant("Bertta")
        try fixture.release(known, as: other)
        let (_, application, _) = try fixture.applicant("Aino")
        func search(_ name: String, _ number: String = "") throws -> Page {
            try fixture.house.post(
                "/takk/applications/\(application)/employer/search",
                [
                    "employer_name": name, "business_id": number, "giver_name": "Väinö Käpylä",
                    "giver_email": "vaino@paja.example", "find": "employer",
                ],
                as: fixture.kaisa
            )
        }
        for (name, number, says) in [
            ("Paja", "", "Julkisesta rekisteristä löytyi 1 yritys"),
            ("", "2345678-0", "value=\"2345678-0 Paja &amp; Pojat Oy\""),
            ("Oy", "", "Löytyi 1 työnantaja"), ("Toinen", "", "tästä tilasta eikä julkisesta"),
            ("Hidas", "", "Julkinen rekisteri ei nyt vastaa"),
        ] {
            let page = try search(name, number)
            #expect(page.status == 200 && page.text.contains(says), "\(name)\(number)")
            // What was typed stays.
            #expect(
                page.field("employer_name") == name && page.field("giver_name") == "Väinö Käpylä"
            )
        }
        // It is told of the employer alone, and only where the space does not know it.
        #expect(
            asked.withLock { $0 } == [
                .name("Paja"), .businessID(paja.businessID), .name("Toinen"), .name("Hidas"),
            ]
        )
        // Whoever may not fill in the form has nobody asked.
        let stranger = try fixture.house.post(
            "/takk/applications/\(ID<Application>())/employer/search",
            ["employer_name": "Vieras", "find": "employer"],
            as: fixture.kaisa
        )
        #expect(stranger.status == 404 && asked.withLock { $0.count } == 4)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `is no applicant's, and what the space knows is told to no other`() throws {
        let (fixture, form, guest, application) = try Self.fixture("prepared_wall")
        for path in [form, form + "/search"] {
            let page = try fixture.house.post(path, ["employer_name": "Yritys"], as: guest)
            #expect(page.status == 403)
        }
        let own = try fixture.house.get("/takk/applications/\(application)/release", as: guest)
        #expect(!own.text.contains("Yritys") && !own.text.contains("pomo@"))
        let other = try fixture.house.space("toinen", .provider)
        let stranger = try fixture.house.member(of: other, .coordinator)
        let asked = "select name from known_employers('yritys')"
        let givers = "select email from known_givers('1234567-1')"
        for sql in [asked, givers] {
            func told(_ actor: Guest?, in space: TestSpace) throws -> Int {
                let actor = actor.map(\.membership.text) ?? ""
                return try fixture.asApp(in: space, "set local app.actor = '\(actor)'; \(sql)")
                    .count
            }
            #expect(try told(fixture.kaisa, in: fixture.takk) == 1)
            #expect(try told(guest, in: fixture.takk) == 0)
            #expect(try told(nil, in: fixture.takk) == 0)
            #expect(try told(stranger, in: other) == 0)
        }
        func refusal(_ actor: Guest, _ application: String) -> String {
            do throws(Failure) {
                try fixture.house.asApp(
                    """
                    set local app.actor = '\(actor.membership)';
                    insert into prepared_release (tenant_id, application_id, employer_name, business_id)
                      values ('\(fixture.takk.id)', '\(application)', 'Oy Yritys Ab', '1234567-1')
                    """,
                    in: fixture.takk
                )
                return ""
            } catch {
                return "\(error)"
            }
        }
        #expect(refusal(guest, application).contains("prepared.rule.coordinator"))
        let asking = try fixture.sql("select application_id from consent_ask")[0][0]
        #expect(refusal(fixture.kaisa, asking).contains("prepared.rule.not-now"))
        #expect(refusal(fixture.kaisa, application).isEmpty)
        // An application that ends takes it along.
        let ending = "select application_end('\(application)', 'closed')"
        try fixture.house.asApp(ending, in: fixture.takk)
        #expect(try fixture.count("prepared_release") == 0)
    }
}
