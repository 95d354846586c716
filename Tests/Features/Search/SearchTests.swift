import Base
import Support
import Testing

/// One search for all of a space: what it finds, for whom, and what the log tells of it.
@Suite struct `One search` {
    private let fixture: CourseFixture
    private let house: TestHouse
    private let aino: Guest
    private let application: String

    init() throws {
        fixture = try CourseFixture("search")
        house = fixture.house
        let person: ID<Person>
        (aino, application, person) = try fixture.applicant("Aino", "Alkanta-Ōno")
        try house.database.psql("update person set phone = '+358401234567' where id = '\(person)'")
        try fixture.release(application, as: aino, businessID: "2345678-0")
        _ = try house.person(in: fixture.takk, "Bertta", "Muu")
    }

    private func found(_ term: String, as guest: Guest? = nil) throws -> Page {
        try house.get("/takk/search?q=\(percentEncoded(term))", as: guest ?? fixture.kaisa)
    }

    /// How many lines have the name.
    private func count(_ term: String, as guest: Guest? = nil) throws -> Int {
        try found(term, as: guest).text.split(separator: "</td>").count { $0.contains("Alkanta") }
    }

    @Test func `finds inside words, folded, and by contacts and employer`() throws {
        // As a person, an application and a member.
        for term in ["kanta", "ALKANTA ono", "alkantaono", "aino"] {
            #expect(try count(term) >= 2, "\(term)")
        }
        for term in [
            "040 123 4567", "+358 40 1234567", "0401234567", "358401234567", "1234567", "0401",
        ] {
            #expect(try count(term) >= 1, "\(term)")
        }
        for term in ["2345678-0", "Yritys"] { #expect(try count(term) == 1, "\(term)") }
        // Whose permission was taken back is found by that employer no more.
        let path = "/takk/applications/\(application)/release/withdrawal"
        #expect(try house.post(path, as: aino).status == 303)
        for term in ["2345678-0", "Yritys"] { #expect(try count(term) == 0, "\(term)") }
        #expect(try found("Iltapäivä").text.contains("/takk/courses/\(fixture.course)"))
        #expect(try !found("Iltapaiva").text.contains("<td"))
    }

    @Test func `finds an application by what stands now, and nobody can say otherwise`() throws {
        try house.database.psql(
            "update person set family_name = 'Uusinimi' where family_name = 'Alkanta-Ōno'"
        )
        let application = "/takk/applications/\(application)"
        #expect(try found("uusinimi yritys").text.contains(application))
        #expect(try !found("alkanta").text.contains(application))
        // As the app's role: what is set is made anew.
        try house.asApp("update application set searched = 'jotain muuta'", in: fixture.takk)
        #expect(try !found("jotain").text.contains(application))
        #expect(try found("uusinimi 2345678").text.contains(application))
        // Common words are found on the walk, whatever the order.
        for term in ["u", "uu y"] { #expect(try found(term).text.contains(application), "\(term)") }
    }

    @Test func `finds pages and what can be done, in the reader's language`() throws {
        #expect(try found("kutsu jäsen").text.contains("href=\"/takk/members/new\""))
        #expect(try found("Uusi Koul").text.contains("href=\"/takk/courses/new\""))
        // What is typed narrows all that there is.
        for path in ["/takk/members/new", "/takk/courses/new", "/takk/people"] {
            #expect(try found("").text.contains("<li><a href=\"\(path)\""), "\(path)")
        }
        let english = try house.get("/takk/search?q=invite&language=en", as: fixture.kaisa)
        #expect(english.text.contains("href=\"/takk/members/new\""))
    }

    @Test func `asks each list for its rows, and for nothing that a page of it has around them`()
        throws
    {
        func statements(_ path: String) throws -> Int {
            let before = house.counts.statements
            _ = try house.get(path, as: fixture.kaisa)
            return house.counts.statements - before
        }
        let every = try statements("/takk/search?q=")
        let found = try statements("/takk/search?q=kanta") - every
        // The start and the end of a transaction, what its index finds, and its rows.
        let lists = ["people", "members", "applications", "courses", "mails", "feedback"]
        #expect(found <= lists.count * 4, "\(found)")
    }

    @Test func `answers within the reader's reach, and leaves one event with whom it named`() throws
    {
        let guest = try fixture.applicant("Cecilia", "Oma").guest
        #expect(try count("kanta", as: guest) == 0)
        #expect(try found("oma", as: guest).text.contains("Oma Cecilia"))
        #expect(!(try found("kutsu jäsen", as: guest).text.contains("/members/new")))
        let before = try house.log(of: fixture.takk).count
        let shown = try found("kanta")
        let events = try house.log(of: fixture.takk)
        #expect(events.dropFirst(before) == ["search.made done"])
        let named = try house.database.psql(
            """
            select count(*) from log.event_subject s
             where s.event_id = (select id from log.event where action = 'search.made' order by at desc, id desc limit 1)
            """
        )
        #expect(named == [["1"]], "\(named) of \(shown.text)")
    }

    /// What people might type, told by its place: a message cannot show all of it.
    private static let typed = [
        "", " ", "a", "\u{301}", "%", "_", "\\", String(repeating: "ä", count: 9_000),
    ]

    @Test(arguments: typed.indices)
    func `takes whatever is typed`(place: Int) throws {
        let page = try found(Self.typed[place])
        #expect(page.status == 200)
        #expect(page.text.contains("<td") == (Self.typed[place] == "a"))
        #expect(house.faults.all.isEmpty)
    }
}
