import Access
package import Base
import Crypto
import HTTP
import Terms

/// A provider with a course, an employer, and requests between them, made row by row.
package final class ConsentFixture {
    package let house: TestHouse
    package let provider: TestSpace
    package let employer: TestSpace
    package let course = ID<ConsentFixture>()

    package init(_ name: String, employerState: String = "unclaimed") throws {
        house = try TestHouse(name)
        provider = try house.space("takk", .provider)
        employer = try house.space("tyonantaja", .employer, state: employerState)
        try house.database.psql(
            """
            insert into course (tenant_id, id, name, employer_name, place, state)
              values ('\(provider.id)', '\(course)', 'Vertaistoimija', 'Vertaistoimija', 'Tampere', 'open');
            insert into course_session (tenant_id, course_id, number, held_on)
              select '\(provider.id)', '\(course)', n, date '2027-01-07' + n * 7 from generate_series(1, 7) n
            """
        )
    }

    /// A request that waits for the giver's answer, at both ends.
    package func ask(
        _ employee: String = "Liisa Malli",
        at employer: TestSpace? = nil,
        email: String = "mari@yritys.example",
        asks: [String] = ["working-time", "travel", "substitute", "contact"],
        expires: String = "14 days",
        language: String = "fi",
        isGiver: Bool = true
    ) throws -> Asked {
        let employer = employer ?? self.employer
        // In a space that is claimed, links decide for its consent-givers alone.
        if isGiver, try value("select state from space where id = '\(employer.id)'") == "active" {
            if try value("select count(*) from accounts.account where email = '\(email)'") == "0" {
                _ = try house.member(of: nil, name: "Mari Esimerkki", email: email)
            }
            try house.database.psql(
                """
                insert into membership (tenant_id, id, account_id, name, email)
                  select '\(employer.id)', gen_random_uuid(), id, name, email from accounts.account
                   where email = '\(email)' on conflict do nothing;
                insert into membership_role (tenant_id, membership_id, role)
                  select tenant_id, id, 'consent-giver' from membership
                   where tenant_id = '\(employer.id)' and email = '\(email)' on conflict do nothing
                """
            )
        }
        let parts = employee.split(separator: " ").map(String.init)
        let person = try house.person(in: provider, parts[0], parts[1])
        let (application, release, ask) = (
            ID<ConsentFixture>(), ID<ConsentFixture>(), ID<ConsentFixture>()
        )
        let tick = { (name: String) in asks.contains(name) ? "true" : "false" }
        let wants = ["working-time", "travel", "substitute", "contact"].map(tick).joined(
            separator: ", "
        )
        try house.database.psql(
            """
            insert into application (tenant_id, id, course_id, person_id)
              values ('\(provider.id)', '\(application)', '\(course)', '\(person)');
            insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id,
                giver_name, giver_email, wants_working_time, wants_travel, wants_substitute, wants_contact_person,
                text_version, language)
              values ('\(provider.id)', '\(release)', '\(application)', '\(person)', 'Yritys Oy', '1234567-1', '\(employer.id)',
                'Mari Esimerkki', '\(email)', \(wants), 1, '\(language)');
            insert into consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at)
              values ('\(provider.id)', '\(ask)', '\(release)', '\(application)', '\(person)', 1, moment() + interval '\(expires)');
            """
        )
        try house.deliver(
            requestLetter(
                ask.text,
                employee: employee,
                email: email,
                asks: Set(asks.compactMap(Support.init(rawValue:))),
                language: Language(rawValue: language) ?? .finnish
            ),
            from: provider,
            to: employer
        )
        try house.database.psql(
            "update consent_request set expires_at = moment() + interval '\(expires)' where id = '\(ask)'"
        )
        let mail = try house.mails(of: employer).last { $0.body.contains("/answer#") }?.body ?? ""
        let token = mail.split(separator: "#").last?.prefix(43) ?? ""
        return Asked(
            id: ask.text,
            token: String(token),
            application: application.text,
            release: release.text,
            person: person,
            space: employer
        )
    }

    /// A place on the course, which the database allows only with both keys.
    package func enrol(_ asked: Asked) throws {
        try house.database.psql(
            """
            insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id)
              values ('\(provider.id)', '\(ID<ConsentFixture>())', '\(course)', '\(asked.person)', '\(asked.application)', '\(asked.id)')
            """
        )
    }

    // MARK: Looking

    /// What a space's log tells beside the asking: action and outcome, oldest first.
    package func log(of space: TestSpace) throws -> [String] {
        try house.log(of: space).filter { $0 != "consent.received done" && $0 != "today.read done" }
    }

    /// The mails of a space beside those that carried the request.
    package func mails(of space: TestSpace) throws -> [(to: String, subject: String, body: String)]
    {
        try house.mails(of: space).filter { !$0.subject.contains("hakee koulutukseen") }
    }

    /// The first value of a query, past every policy.
    package func value(_ sql: String) throws -> String {
        try house.database.psql(sql).first?.first ?? ""
    }

    package func requestState(_ asked: Asked) throws -> String {
        try value("select state from consent_request where id = '\(asked.id)'")
    }

    package func askState(_ asked: Asked) throws -> String {
        try value("select state from consent_ask where id = '\(asked.id)'")
    }

    /// The newest code that was mailed from a space.
    package func code(_ space: TestSpace? = nil) throws -> String {
        let body =
            try house.mails(of: space ?? employer).last {
                $0.subject == "Koodi vastaustasi varten"
            }?.body ?? ""
        return body.split(separator: "\n").map { $0.filter { $0 != " " } }.first {
            $0.count == 8 && Int($0) != nil
        } ?? ""
    }

    /// The token in the newest mail to somebody.
    package func token(to address: String) throws -> String {
        let body = try house.mails(of: employer).last { $0.to == address }?.body ?? ""
        let part = body.split(separator: "#").last ?? ""
        return String(part.prefix(43))
    }

    /// The names that the log keeps of who did something.
    package func actors(_ action: String, in space: TestSpace) throws -> [String] {
        try house.database.psql(
            """
            select e.role || ' ' || (p.body::jsonb ->> 'name') from log.event e
              join log.event_part p on p.tenant_id = e.tenant_id and p.event_id = e.id and p.part = 'actor'
             where e.tenant_id = '\(space.id)' and e.action = '\(action)' order by e.at, e.id
            """
        ).compactMap(\.first)
    }

    /// A fingerprint of every row of every tenant table, the log aside.
    package func fingerprint() throws -> [String] {
        let tables = try house.database.psql(
            """
            select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
              join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
             where n.nspname = 'public' and c.relkind = 'r' order by 1
            """
        ).compactMap(\.first)
        return try tables.map {
            try value(
                "select '\($0) ' || count(*) || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from \($0) t"
            )
        }
    }
}

/// A request and the way to it.
package struct Asked {
    package let id: String
    package let token: String
    package let application: String
    package let release: String
    package let person: ID<Person>
    package let space: TestSpace
}

/// Somebody at a browser, without an account: keeps its cookies.
package final class LinkBrowser {
    package let house: TestHouse
    package let peer: String
    /// Every cookie that was set, as it came.
    package private(set) var settings: [String] = []
    private var cookies: [String: String] = [:]

    package init(_ fixture: ConsentFixture, peer: String = "192.0.2.1") {
        house = fixture.house
        self.peer = peer
    }

    /// Sends a form, and opens the page to which that leads.
    package func post(_ path: String, _ pairs: [(String, String)], language: String? = nil) throws
        -> Page
    {
        let page = try send(path, pairs, language: language)
        guard page.status == 303 else { return page }
        let more = language.map { "\(page.location.contains("?") ? "&" : "?")language=\($0)" } ?? ""
        return try get(page.location + more)
    }

    /// Sends a form, and stays with its answer.
    package func send(
        _ path: String,
        _ pairs: [(String, String)],
        once: String? = nil,
        language: String? = nil
    ) throws -> Page {
        var form = Form(pairs.map { Form.Pair($0.0, $0.1) })
        form.append("once", once ?? ID<LinkBrowser>().text)
        let target = language.map { "\(path)?language=\($0)" } ?? path
        return kept(
            try house.ask(Request(.post, target, fields: fields, form: form, peer: peer))
        )
    }

    package func get(_ path: String) throws -> Page {
        kept(try house.ask(Request(.get, path, fields: fields, peer: peer)))
    }

    private var fields: Fields {
        var fields: Fields = ["host": "localhost", "sec-fetch-site": "same-origin"]
        for (name, value) in cookies { fields.append("cookie", "\(name)=\(value)") }
        return fields
    }

    private func kept(_ page: Page) -> Page {
        for set in page.response.fields.all("set-cookie") where !set.hasPrefix("language=") {
            settings.append(set)
            let pair = set.split(separator: ";")[0].split(separator: "=", maxSplits: 1).map(
                String.init
            )
            cookies[pair[0]] = pair.count > 1 ? pair[1] : ""
        }
        return page
    }

    /// Chooses, gets a code and confirms it.
    package func answer(
        _ fixture: ConsentFixture,
        _ asked: Asked,
        consent: String = "yes",
        support: [String] = ["working-time"],
        contact: String = "",
        name: String = "Mari Esimerkki",
        token: String? = nil,
        language: String? = nil
    ) throws -> Page {
        let fields =
            [
                ("token", token ?? asked.token), ("consent", consent), ("contact", contact),
                ("name", name),
                ("shown", language ?? "fi"),
            ] + support.map { ("support", $0) }
        let path = "/\(asked.space.slug)/answer"
        let page = try post("\(path)/code", fields)
        guard page.status == 200 else { return page }
        return try post(
            "\(path)/decision",
            fields + [("code", try fixture.code(asked.space))],
            language: language
        )
    }

    /// Gets a code for a withdrawal and confirms it.
    package func withdraw(_ fixture: ConsentFixture, _ asked: Asked) throws -> Page {
        let fields = [("token", asked.token), ("step", "withdrawal"), ("name", "Mari Esimerkki")]
        let path = "/\(asked.space.slug)/answer"
        _ = try post("\(path)/code", fields)
        return try post("\(path)/withdrawal", fields + [("code", try fixture.code(asked.space))])
    }
}
