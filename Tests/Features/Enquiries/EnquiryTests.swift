import Access
import Base
import Foundation
import HTTP
import Support
import Testing

/// What an association says of co-operation, and how it is asked and answers.
@Suite struct `An enquiry` {
    private let house: TestHouse
    private let association: TestSpace
    private let kaisa: Guest

    init() throws {
        house = try TestHouse("enquiries")
        association = try house.space("yhdistys", .association)
        kaisa = try house.member(of: association, .coordinator)
    }

    private static let asked: [String: String] = [
        "wish": "Koulutusta henkilöstölle <b>", "use": "Palautteen kautta.",
        "organisation": "Kylän kirjasto", "name": "Liisa Kirjasto",
        "email": "liisa@kirjasto.example", "phone": "040 123 4567",
    ]

    private func publish() throws {
        let sent = try house.post(
            "/yhdistys/enquiries/text",
            [
                "text_fi": "Tervetuloa", "text_sv": "Välkommen", "text_en": "Welcome",
                "readers": "anybody",
            ],
            as: kaisa
        )
        #expect(sent.status == 303)
    }

    private func send(_ changes: [String: String] = [:]) throws -> Page {
        let asked = Self.asked.merging(changes) { $1 }
        return try house.post(
            "/yhdistys/co-operation",
            [
                "wish": asked["wish"] ?? "", "use": asked["use"] ?? "", "name": asked["name"] ?? "",
                "organisation": asked["organisation"] ?? "", "email": asked["email"] ?? "",
                "phone": asked["phone"] ?? "",
            ]
        )
    }

    /// Sends an enquiry and proves its address; its id.
    private func ask() throws -> String {
        let sent = try send()
        #expect(sent.status == 303)
        let id = try #require(sent.location.split(separator: "/").last.map(String.init))
        let mail = try #require(try house.mails(of: nil).last)
        let code = try #require("\(mail)".firstMatch(of: /\d{4} \d{4}/)?.output)
        let proven = try house.post("/yhdistys/co-operation/\(id)", ["code": String(code)])
        #expect(proven.location == "/yhdistys?did=enquiries.done.proven")
        return id
    }

    /// All enquiries are so much older.
    private func pass(_ time: String) throws {
        try house.database.psql(
            """
            begin; set local session_replication_role = replica;
            update enquiry set sent_at = sent_at - interval '\(time)', changed_at = changed_at - interval '\(time)';
            commit
            """
        )
    }

    private func refusal(_ sql: String, as actor: Guest? = nil) throws -> String {
        do throws(Failure) {
            let lead = actor.map { "set local app.actor = '\($0.membership)'; " } ?? ""
            try house.asApp(lead + sql, in: association)
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test
    func `has a door only where the association has said what it has to say, in each language`()
        throws
    {
        for path in ["/yhdistys/co-operation"] { #expect(try house.get(path).status == 404) }
        #expect(try send().status == 404)
        #expect(try !house.get("/yhdistys").text.contains("co-operation"))
        #expect(try !house.get("/sitemap.xml").text.contains("co-operation"))
        let half = try house.post(
            "/yhdistys/enquiries/text",
            ["text_fi": "Tervetuloa <i>", "text_sv": "", "text_en": "", "readers": "anybody"],
            as: kaisa
        )
        #expect(half.status == 422 && half.text.contains("Tervetuloa &lt;i&gt;"))
        try publish()
        for (language, text) in [("fi", "Tervetuloa"), ("sv", "Välkommen"), ("en", "Welcome")] {
            let page = try house.get("/yhdistys/co-operation?language=\(language)")
            #expect(page.status == 200 && page.text.contains(text))
        }
        for path in ["/", "/yhdistys", "/sitemap.xml"] {
            #expect(try house.get(path).text.contains("/yhdistys/co-operation"))
        }
        for role in [Role.expert, .auditor] {
            let other = try house.member(of: association, role)
            for path in ["/yhdistys/enquiries", "/yhdistys/enquiries/text"] {
                #expect(try house.get(path, as: other).status == 403)
            }
        }
        let takk = try house.space("takk", .provider)
        let trainer = try house.member(of: takk, .coordinator)
        for path in ["/takk/co-operation", "/takk/enquiries"] {
            #expect(try house.get(path, as: trainer).status == 404)
        }
        #expect(try house.log(of: association).contains("public-text.changed done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test
    func `is read by nobody before its address is proven, is answered once, and led on or closed`()
        throws
    {
        try publish()
        let empty = try send(["use": " ", "name": "131052-308T"])
        #expect(empty.status == 422 && empty.field("organisation") == "Kylän kirjasto")
        let sent = try send()
        let code = sent.location
        #expect(code.hasPrefix("/yhdistys/co-operation/"))
        #expect(try house.get("/yhdistys/enquiries", as: kaisa).text.contains("ei ole tullut"))
        let path = "/yhdistys/enquiries/\(code.split(separator: "/")[2])"
        #expect(try house.get(path, as: kaisa).status == 404)
        #expect(try house.post(code, ["code": "0000 0000"]).location == "\(code)?tried=wrong")
        #expect(try house.get("\(code)?tried=wrong").text.contains("ei täsmää"))
        let mail = try #require(try house.mails(of: nil).last)
        #expect(mail.to == "liisa@kirjasto.example")
        let figures = try #require("\(mail)".firstMatch(of: /\d{4} \d{4}/)?.output)
        let proven = try house.post(code, ["code": String(figures)])
        #expect(proven.location == "/yhdistys?did=enquiries.done.proven")
        #expect(try house.get(code).location == "/yhdistys")
        let today = try house.get("/yhdistys/today", as: kaisa).text
        #expect(today.contains("Kylän kirjasto kysyy yhteistyöstä") && today.contains(path))
        let page = try house.get(path, as: kaisa).text
        #expect(
            page.contains("Koulutusta henkilöstölle &lt;b&gt;") && page.contains("Liisa Kirjasto")
        )
        // The list tells who asks to nobody; a word of the enquiry finds it.
        let list = try house.get("/yhdistys/enquiries?q=koulutusta", as: kaisa).text
        #expect(list.contains("Kylän kirjasto") && !list.contains("Liisa"))
        let file = try house.get("/yhdistys/enquiries/export.csv", as: kaisa)
        #expect(file.text.contains("Kylän kirjasto") && !file.text.contains("liisa@"))
        #expect(try house.post(path, ["answer": ""], as: kaisa).status == 422)
        #expect(try house.post(path, ["answer": "Tervetuloa mukaan!"], as: kaisa).status == 303)
        let late = try house.post(path, ["answer": "Toinen vastaus"], as: kaisa)
        #expect(late.status == 409 && late.text.contains("ei ole enää siinä vaiheessa"))
        #expect(late.text.contains("Toinen vastaus"))
        let answer = try #require(try house.mails(of: association).last)
        #expect(answer.to == "liisa@kirjasto.example" && answer.body.contains("Tervetuloa mukaan!"))
        #expect(try house.mails(of: association).count == 1)
        #expect(try !house.get("/yhdistys/today", as: kaisa).text.contains(path))
        for (to, status) in [
            ("reopened", 409), ("closed", 303), ("partner", 409), ("reopened", 303),
            ("partner", 303), ("closed", 409), ("x", 400),
        ] {
            let moved = try house.post("\(path)/state", ["to": to], as: kaisa)
            #expect(moved.status == status, "\(to)")
        }
        #expect(try house.get(path, as: kaisa).text.contains("/yhdistys/partnerships"))
        let log = try house.log(of: association)
        for action in [
            "sent", "proven", "read", "answered", "closed", "reopened", "became-partner",
        ] { #expect(log.contains("enquiry.\(action) done"), "\(action)") }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test
    func `keeps its rules in the database, and of what came to nothing the two answers alone`()
        throws
    {
        let insert = """
            insert into enquiry (tenant_id, id, organisation, name, email, language)
              values ('\(association.id)', gen_random_uuid(), 'A', 'B', 'c@d.example', 'fi')
            """
        #expect(try refusal(insert).contains("enquiries.rule.closed"))
        let text = """
            insert into public_text (tenant_id, topic, text_fi, text_sv, text_en, readers)
              values ('\(association.id)', 'co-operation', 'a', 'b', 'c', 'anybody')
            """
        #expect(try refusal(text).contains("enquiries.rule.coordinator"))
        let half = text.replacing("'c', 'any", with: "'', 'any")
        #expect(try refusal(half, as: kaisa).contains("public-texts.rule.languages"))
        try publish()
        let id = try ask()
        let one = "where id = '\(id)'"
        for (sql, actor, why) in [
            ("select name from enquiry", kaisa, "permission denied"),
            ("select body from enquiry_answer", kaisa, "permission denied"),
            ("update enquiry set email = 'x@y.example' \(one)", kaisa, "permission denied"),
            ("update enquiry set state = 'answered', answer = 'a' \(one)", nil, "rule.coordinator"),
            ("update enquiry set state = 'answered', answer = '' \(one)", kaisa, "rule.empty"),
            ("update enquiry set state = 'partner' \(one)", kaisa, "rule.state"),
            ("update enquiry set state = 'unproven' \(one)", kaisa, "rule.state"),
            ("update enquiry set state = 'erased' \(one)", kaisa, "rule.kept"),
            ("delete from enquiry \(one)", kaisa, "rule.kept"),
            (
                "\(insert.replacing("language)", with: "language, state)").replacing("'fi')", with: "'fi', 'new')"))",
                kaisa, "permission denied"
            ),
        ] as [(String, Guest?, String)] {
            #expect(try refusal(sql, as: actor).contains(why), "\(sql)")
        }
        #expect(
            try refusal("update enquiry set state = 'answered', answer = 'a' \(one)", as: kaisa)
                == ""
        )
        let again = "update enquiry set state = 'closed', answer = 'b' \(one)"
        #expect(try refusal(again, as: kaisa).contains("rule.state"))
        #expect(try house.asApp("select * from read_enquiry('\(id)')", in: association).isEmpty)
        // What it answers comes with it, all of it before the address is proven.
        let added = """
            insert into enquiry_answer (tenant_id, enquiry_id, question, body)
              select '\(association.id)', '\(id)', 'use', 'Lisäys'
            """
        #expect(try refusal(added).contains("rule.state"))
        let bare = ID<World>().text
        let without = insert.replacing("gen_random_uuid()", with: "'\(bare)'")
        let proving = "update enquiry set state = 'new' where id = '\(bare)'"
        #expect(try refusal("\(without); \(proving)").contains("rule.empty"))
        // Half an hour is what an address has to be proven in; then the house takes it away.
        let sent = try send()
        try house.housekeeping()
        #expect(try house.database.psql("select count(*) from enquiry") == [["2"]])
        try pass("31 minutes")
        #expect(try house.get(sent.location).status == 404)
        try house.housekeeping()
        #expect(try house.database.psql("select id from enquiry") == [[id]])
        #expect(try house.database.psql("select count(*) from enquiry_answer") == [["2"]])
        // After a year who asked is gone, and what they answered stays.
        try pass("366 days")
        try house.housekeeping()
        #expect(
            try house.database.psql(
                "select state, organisation || name || email || phone, answer from enquiry"
            )
                == [["erased", "", ""]]
        )
        let page = try house.get("/yhdistys/enquiries/\(id)", as: kaisa).text
        #expect(page.contains("Palautteen kautta.") && !page.contains("Liisa"))
        #expect(page.contains("Nimetön yhteydenotto"))
        let log = try house.log(of: association)
        #expect(log.contains("enquiry.dropped done") && log.contains("enquiry.erased done"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `that is proven after the page was shut says so; Today counts all that wait`() throws
    {
        try publish()
        let sent = try send(["email": "x?bcc=y@kirjasto.example"])
        let shut: KeyValuePairs = [
            "text_fi": "Tervetuloa", "text_sv": "Välkommen", "text_en": "Welcome",
            "readers": "nobody",
        ]
        #expect(try house.post("/yhdistys/enquiries/text", shut, as: kaisa).status == 303)
        let mail = try #require(try house.mails(of: nil).last)
        let code = try #require("\(mail)".firstMatch(of: /\d{4} \d{4}/)?.output)
        let proven = try house.post(sent.location, ["code": String(code)])
        #expect(try house.get(proven.location).text.contains("yhteydenottosi on perillä"))
        let path = sent.location.replacing("co-operation", with: "enquiries")
        #expect(
            try house.get(path, as: kaisa).text.contains("mailto:x%3Fbcc%3Dy@kirjasto.example")
        )
        try house.database.psql(
            """
            begin; set local session_replication_role = replica;
            insert into enquiry (tenant_id, id, organisation, name, email, language, state)
              select tenant_id, gen_random_uuid(), organisation, name, email, language, state
                from enquiry, generate_series(1, 59);
            commit
            """
        )
        #expect(try house.get("/yhdistys/today", as: kaisa).text.contains("60 yhteydenottoa"))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is sent so many times by an address and a network, and keeps what was typed`()
        throws
    {
        try publish()
        for _ in 1...4 {
            #expect(try send().status == 303)
        }
        let fifth = try send()
        #expect(fifth.status == 429 && fifth.field("name") == "Liisa Kirjasto")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
