import Access
public import Base
import HTTP
import Letters
public import Terms

/// A provider with an open course, its coordinator, and browsers that keep their cookies.
public struct CourseFixture {
    /// The whole house.
    public let house: TestHouse
    /// The provider.
    public let takk: TestSpace
    /// Its coordinator.
    public let kaisa: Guest
    /// The open course, as 36 characters.
    public let course: String

    /// A house with a course of so many seats; `name` becomes part of the database's name.
    public init(
        _ name: String,
        seats: Int = 16,
        clock: Clock = .real,
        companies: CompanySearch? = nil
    ) throws {
        house = try TestHouse(name, companies: companies, clock: clock)
        takk = try house.space("takk", .provider)
        kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
        course = ID<CourseFixture>().text
        try house.database.psql(
            """
            begin;
            insert into course (tenant_id, id, name, employer_name, place, address, state, seats)
              values ('\(takk.id)', '\(course)', 'Iltapäiväkurssi', 'Iltapäiväkurssi', 'Pori', 'Testikatu 1', 'open', \(seats));
            insert into course_session (tenant_id, course_id, number, held_on)
              select '\(takk.id)', '\(course)', n, today() + n * 7 from generate_series(1, 7) n;
            commit
            """
        )
    }

    /// The path of the public form.
    public var form: String { "/takk/courses/\(course)/application" }

    /// Runs SQL as the owner.
    public func sql(_ text: String) throws -> [[String]] { try house.database.psql(text) }

    /// Runs SQL as the role that serves, inside a space: what the app itself could do at worst.
    @discardableResult
    public func asApp(in space: TestSpace, _ text: String) throws -> [[String]] {
        try house.database.psql(
            "begin; set local role vakka_app; set local app.tenant = '\(space.id)'; set local app.actor = ''; \(text)"
        )
    }

    /// An expert with an application of their own, without the way through the public form.
    public func applicant(
        _ given: String,
        _ family: String = "Hakija"
    ) throws -> (guest: Guest, application: String, person: ID<Person>) {
        let person = try house.person(in: takk, given, family)
        let guest = try house.member(of: takk, .expert, name: "\(given) \(family)", person: person)
        try house.database.psql("update person set email = '\(guest.email)' where id = '\(person)'")
        let application = ID<CourseFixture>().text
        try house.database.psql(
            """
            insert into application (tenant_id, id, course_id, person_id)
            values ('\(takk.id)', '\(application)', '\(course)', '\(person)')
            """
        )
        return (guest, application, person)
    }

    /// Releases an application to an employer.
    @discardableResult
    public func release(
        _ application: String,
        as guest: Guest,
        businessID: String = "1234567-1",
        email: String = "pomo@yritys.example"
    ) throws -> Page {
        try house.post(
            "/takk/applications/\(application)/release",
            CourseFixture.release(businessID, email),
            as: guest
        )
    }

    /// The newest version of the release's text.
    public static let releaseVersion = "2"

    /// What an applicant types into the release.
    public static func release(_ businessID: String, _ email: String) -> KeyValuePairs<
        String, String
    > {
        [
            "employer_name": "Oy Yritys Ab", "business_id": businessID,
            "giver_name": "Pomo Pomonen",
            "giver_email": email, "giver_language": "fi", "support": "working-time",
            "support": "travel", "version": CourseFixture.releaseVersion, "agreed": "yes",
        ]
    }

    /// The employer's answer comes, as its letter brings it.
    public func answer(_ application: String, _ state: String, workingTime: Bool = true) throws {
        let ask =
            try sql(
                "select id from consent_ask where application_id = '\(application)' and state in ('waiting', 'given')"
            ).first?.first ?? ""
        // What was asked anew says the same of all but the facts.
        let asked =
            try sql(
                """
                select l.reference, l.body::text, l.tenant_id from letter l join consent_ask k on k.id = l.reference
                 where k.application_id = '\(application)' and l.kind = 'consent.request' and l.direction = 'in'
                 order by l.id desc limit 1
                """
            ).first ?? ["", "", ""]
        let body = asked[1].replacing(asked[0], with: ask)
        let request = try ConsentRequestLetter(kept: body)
        try house.database.psql("update consent_ask set state = 'waiting' where id = '\(ask)'")
        try house.deliver(
            answerLetter(
                request,
                state: ConsentState(rawValue: state) ?? .given,
                name: "Pomo Pomonen"
            ),
            from: TestSpace(id: ID(asked[2]) ?? takk.id, slug: ""),
            to: takk
        )
        try house.database.psql(
            "update consent_ask set support_working_time = \(workingTime) where id = '\(ask)'"
        )
    }

    /// The space of the employer with a business id; empty for none.
    public func employer(_ businessID: String = "1234567-1") throws -> String {
        try sql("select id from space where business_id = '\(businessID)'").first?.first ?? ""
    }

    /// How many rows a table has.
    public func count(_ table: String, _ rest: String = "true") throws -> Int {
        Int(try sql("select count(*) from \(table) where \(rest)").first?.first ?? "") ?? -1
    }
}

/// A browser that nobody is signed in with, yet.
public final class Browser {
    /// The house that it asks.
    public let house: TestHouse
    private var cookies: [String: String] = [:]

    /// A browser without cookies.
    public init(_ house: TestHouse) { self.house = house }

    /// Whether it holds a session.
    public var isSignedIn: Bool { !(cookies["vakka"] ?? "").isEmpty }

    /// Opens a page.
    public func get(_ path: String) throws -> Page { try kept(house.get(path, fields: fields)) }

    /// Sends a form.
    public func post(_ path: String, _ form: KeyValuePairs<String, String>) throws -> Page {
        try kept(house.post(path, form, fields: fields))
    }

    /// Sends a form, and opens the page to which that leads.
    public func send(_ path: String, _ form: KeyValuePairs<String, String>) throws -> Page {
        try get(post(path, form).location)
    }

    private var fields: Fields {
        let line = cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(
            separator: "; "
        )
        return line.isEmpty ? Fields() : ["cookie": line]
    }

    private func kept(_ page: Page) -> Page {
        for cookie in page.response.fields.all("set-cookie") {
            let pair = cookie.prefix { $0 != ";" }.split(
                separator: "=",
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
        }
        return page
    }
}

/// What somebody types into the public form.
public func typed(
    _ email: String = "aino@hakija.example",
    given: String = "Aino",
    family: String = "Ahola"
) -> KeyValuePairs<String, String> {
    [
        "given_name": given, "family_name": family, "email": email, "phone": "040 123 4567",
        "municipality": "Pori", "person_language": "fi",
    ]
}

/// What somebody types into the page that asks for the code.
public func confirmed(_ code: String, once: String? = nil) -> KeyValuePairs<String, String> {
    ["code": code, "once": once ?? ID<CourseFixture>().text]
}

extension TestHouse {
    /// The eight figures of the last mail that carries a code.
    public func lastCode() throws -> String {
        let body = try mails(of: nil).last?.body ?? ""
        return body.split(separator: "\n").map { $0.filter { $0 != " " } }.first {
            $0.count == 8 && Int($0) != nil
        } ?? ""
    }
}
