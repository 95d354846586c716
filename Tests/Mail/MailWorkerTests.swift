import Base
import Glibc
import Store
import Support
import Synchronization
import Testing

@testable import Mail

/// A database with one space and a list of what its mail workers tell.
final class Town: Sendable {
    let database: TestDatabase
    let space = ID<Space>()
    private let told = Mutex<[String]>([])

    init(_ name: String) throws {
        database = try TestCluster.database(name)
        try database.psql(
            """
            insert into space (id, slug, kind, name_fi, name_sv, name_en)
            values ('\(space)', 'takk', 'provider', 'Takk', 'Takk', 'Takk')
            """
        )
    }

    func post(
        to: String,
        _ subject: String,
        _ body: String = "Hei!",
        in language: Language = .finnish
    )
        throws
    {
        try database.psql(
            """
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language)
            values ('\(space)', '\(ID<Mail>())', 'course', '\(to)', '\(subject)', '\(body)', '\(language.rawValue)')
            """
        )
    }

    /// A notice to an account that gets it as usual.
    func notify(to: String, unsubscribe: String) throws {
        let account = ID<Account>()
        try database.psql(
            """
            insert into accounts.account (id, email, name) values ('\(account)', '\(to)', 'Nimi');
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, account_id, unsubscribe)
            values ('\(space)', '\(ID<Mail>())', 'unanswered', '\(to)', 'Aihe', 'Hei!', 'fi', '\(account)',
              '\(unsubscribe)')
            """
        )
    }

    func postAboutAccount(to: String, _ subject: String) throws {
        try database.psql(
            """
            insert into accounts.mail (id, recipient, subject, body, language)
            values ('\(ID<Mail>())', '\(to)', '\(subject)', 'Koodisi on 12345678', 'sv')
            """
        )
    }

    func worker(_ transport: MailTransport, tagsSender: Bool = false) throws -> MailWorker {
        let sender = try #require(Mailbox("Väkkä ”posti” <vakka@localhost>"))
        return try MailWorker(
            database.worker,
            transport: transport,
            sender: sender,
            origin: "https://vakka.example",
            tagsSender: tagsSender
        ) { event in
            self.told.withLock { told in
                switch event {
                case .sent(_, let attempt): told.append("sent \(attempt)")
                case .postponed(_, let attempt, let why): told.append("postponed \(attempt) \(why)")
                case .failed(_, let attempt, let why): told.append("failed \(attempt) \(why)")
                case .disturbed: told.append("disturbed")
                }
            }
        }
    }

    var events: [String] { told.withLock { $0 } }

    /// state, attempts, whether the body is empty, minutes until the next attempt.
    func rows(_ table: String = "outbox") throws -> [[String]] {
        try database.psql(
            """
            select state, attempts, body = '', round(extract(epoch from due_at - moment()) / 60)
              from \(table) order by made_at, id
            """
        )
    }

    /// Works with one worker until so many things have happened, or ten seconds have passed.
    func work(_ transport: MailTransport, until count: Int, tagsSender: Bool = false) throws {
        let worker = try worker(transport, tagsSender: tagsSender)
        try worker.start()
        waitFor(count)
        worker.stop()
    }

    func waitFor(_ count: Int) {
        for _ in 0..<200 where events.count < count { usleep(50_000) }
    }
}

@Suite struct MailWorkerTests {
    @Test func `mail reaches a real server and reads as it was written`() throws {
        let town = try Town("outbound_sends")
        let server = try MailServer("sends")
        try server.start()
        let long = String(repeating: "pitkä rivi ilman loppua ", count: 60)
        let body =
            "Hyvä hakija,\n\n\(long)\n.\n.. piste\nFrom alku\nvälilyönti lopussa \nåäö = €😀\n"
        let subject = "Pyyntö työnantajalle: \(String(repeating: "äö😀", count: 20)) kysymys?"
        try town.post(to: "maija@x.example", subject, body)
        try town.postAboutAccount(to: "kalle@x.example", "Kirjautumiskoodi")
        try town.work(.smtp(url: server.url), until: 2)
        #expect(town.events == ["sent 1", "sent 1"])
        let mails = try server.arrived()
        try #require(mails.count == 2)
        #expect(mails[0].recipients == "kalle@x.example")
        #expect(mails[1].from == "vakka@localhost")
        #expect(mails[1].to == "maija@x.example")
        #expect(mails[1].subject == subject)
        #expect(mails[1].body == body)
        #expect(mails[1].longest <= 76)
        #expect(mails[1].fields.contains("auto-submitted"))
        #expect(Set(mails.map(\.fields)).count == 1)
        #expect(try town.rows().map { Array($0.prefix(3)) } == [["sent", "1", "t"]])
        #expect(try town.rows("accounts.mail").map { Array($0.prefix(3)) } == [["sent", "1", "t"]])
    }

    @Test func `text and page of a mail say the same and lead to the same, in each language`()
        throws
    {
        let town = try Town("outbound_page")
        let server = try MailServer("page")
        try server.start()
        let link = "https://vakka.example/answer#AbC-_9"
        let other = "https://vakka.example.evil.example/x http://evil.example <img src=x> &amp;"
        let letters: [(Language, String)] = [
            (.finnish, "Hyvä \u{2068}نور אורי\u{2069},\n\nÄiti söi öljyä. Avaa \(link).\n\(other)"),
            (.swedish, "Hej Åsa نور,\n\nÅk på ön: \(link)\nTack! \(other)"),
            (.english, "Dear Åke Öst,\n\nOpen \(link)!\n\n\(other)"),
        ]
        for (language, text) in letters {
            try town.post(to: "a@x.example", "Ä نور", text, in: language)
        }
        try town.work(.smtp(url: server.url), until: 3)
        let out =
            "https://vakka.example/notices/stop?token=\(String(repeating: "Ab_-9", count: 24))"
        try town.notify(to: "b@x.example", unsubscribe: out)
        try town.work(.smtp(url: server.url), until: 4)
        let notice = try #require(try server.arrived().last)
        #expect(notice.unsubscribe == "<\(out)> List-Unsubscribe=One-Click")
        // The parser compares the words of both parts, and refuses anything else on the page.
        let mails = try server.arrived().dropLast()
        #expect(mails.map(\.body) == letters.map { $0.1 + "\n" })
        #expect(mails.map(\.language) == letters.map(\.0.rawValue))
        #expect(mails.map(\.links) == [link, link, link])
    }

    @Test func `a message to many leaves as a mail for each, who sees nobody else`() throws {
        let house = try TestHouse("outbound_many")
        let takk = try house.space("takk", .provider)
        let kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
        let people = try ["aino", "eero"].map { name in
            let id = try house.person(in: takk, name, "Esimerkki")
            let address = "\(name)@x.example"
            try house.database.psql("update person set email = '\(address)' where id = '\(id)'")
            return "&person=\(id)"
        }
        let form =
            "to=write&once=\(ID<World>())&subject=Äiti&body=Hei%0D%0A.%0D%0Aloppu&language=sv"
        let done = try house.send(
            "/takk/people/selection/act",
            form + people.joined(),
            as: kaisa
        )
        #expect(done.status == 303)
        // The worker's clock is the real one.
        try house.database.psql("update outbox set due_at = '2000-01-01'")
        let server = try MailServer("many")
        try server.start()
        let worker = try MailWorker(
            house.database.worker,
            transport: .smtp(url: server.url),
            sender: try #require(Mailbox("Vakka <vakka@localhost>")),
            origin: "https://vakka.example"
        ) { _ in }
        try worker.start()
        let waiting = "select count(*) from outbox where state = 'waiting'"
        for _ in 0..<100 where try house.value(waiting) != "0" { usleep(100_000) }
        worker.stop()
        // The parser has read text and page, and that they say the same.
        let mails = try server.arrived().sorted { $0.to < $1.to }
        #expect(mails.map(\.recipients) == ["aino@x.example", "eero@x.example"])
        #expect(mails.map(\.to) == mails.map(\.recipients))
        for mail in mails {
            #expect(mail.subject == "Äiti" && mail.language == "sv")
            #expect(mail.body.hasPrefix("Hei\n.\nloppu\n\nKaisa Koe\n"))
            #expect(!mail.fields.contains("cc") && mail.unsubscribe.isEmpty)
        }
    }

    @Test(arguments: [
        "Hei\r\nBcc: x@evil.example", "a\nX: b\n\nc", "=?utf-8?Q?x?=", "a\u{85}b\u{2028}c",
        String(repeating: "x", count: 500),
    ])
    func `whatever a subject says, the mail has its own fields`(subject: String) throws {
        let server = try MailServer("subjects-\(ID<Mail>())")
        try server.start()
        let client = try SMTPClient(url: server.url)
        for subject in ["Tavallinen", subject] {
            let message = Message(
                id: ID<Mail>().text,
                from: try #require(Mailbox("Vakka <vakka@localhost>")),
                to: try #require(Mailbox(address: "a@x.example")),
                subject: subject,
                text: "Hei!\n",
                language: .finnish,
                origin: "http://localhost",
                at: Instant(milliseconds: 1_763_751_900_000)
            )
            #expect(client.send(message) == .accepted)
        }
        let mails = try server.arrived()
        try #require(mails.count == 2)
        #expect(mails[0].fields == mails[1].fields)
        #expect(mails[0].fields.split(separator: ",").count == 10)
        #expect(mails.allSatisfy { $0.body == "Hei!\n" && $0.recipients == "a@x.example" })
        #expect(mails[1].longest <= 76)
        let isSeen: (Unicode.Scalar) -> Bool = {
            $0.value > 0x20 && !(0x7F...0x9F).contains($0.value)
        }
        #expect(
            mails[1].subject.unicodeScalars.filter(isSeen) == subject.unicodeScalars.filter(isSeen)
        )
    }

    @Test func `a refused recipient is not tried again and does not hold up the others`() throws {
        let town = try Town("outbound_refused")
        let server = try MailServer("refused")
        try server.start("--refuse", "ei@x.example")
        try town.post(to: "ei@x.example", "Ensin")
        try town.post(to: "kyllä@x.example", "Ei osoite")
        try town.post(to: "joo@x.example", "Sitten")
        try town.work(.smtp(url: server.url), until: 3)
        #expect(town.events.contains("failed 1 refused, 5.1.1"))
        #expect(town.events.contains("failed 1 cannot be sent as it is"))
        #expect(try server.arrived().map(\.recipients) == ["joo@x.example"])
        let rows = try town.rows()
        #expect(Array(rows[0].prefix(3)) == ["refused", "1", "t"])
        #expect(Array(rows[1].prefix(3)) == ["failed", "1", "t"])
        #expect(!town.events.joined().contains("@"))
    }

    @Test func `a server that will not pass mail on is no fault of the address`() throws {
        let town = try Town("outbound_rules")
        let server = try MailServer("rules")
        let replies = [
            ("550 5.7.1 relaying denied", "waiting"), ("554 5.3.2 not now", "waiting"),
            ("550 5.4.4 no way there", "waiting"), ("450 4.1.1 later", "waiting"),
            ("550 5.1.1 no such user", "refused 5.1.1"), ("552 5.2.2 full", "refused 5.2.2"),
            ("550 User unknown", "refused 5.0.0"), ("554 5.6.0 what a text", "refused 5.6.0"),
        ]
        var words: [String] = []
        for (index, (reply, _)) in replies.enumerated() {
            words += ["--refuse", "a\(index)@x.example=\(reply)"]
            try town.post(to: "a\(index)@x.example", "Kirje")
        }
        try server.start(words)
        try town.work(.smtp(url: server.url), until: replies.count)
        let states = try town.database.psql(
            "select trim(state || ' ' || coalesce(status, '')) from outbox order by recipient"
        )
        #expect(states.map { $0[0] } == replies.map(\.1))
        // What waits keeps its text, and the operator reads why.
        #expect(try town.rows().filter { $0[0] == "waiting" }.allSatisfy { $0[2] == "f" })
        let told = "postponed 1 the mail server does not pass it on, it said 550 5.7.1"
        #expect(town.events.contains(told))
    }

    @Test func `a server that is down gets the mail when it is up again`() throws {
        let town = try Town("outbound_down")
        let server = try MailServer("down")
        try town.post(to: "a@x.example", "Odottaa")
        try town.work(.smtp(url: server.url), until: 1)
        #expect(town.events.first?.hasPrefix("postponed 1") == true)
        try town.database.psql("update outbox set due_at = moment()")
        try server.start()
        try town.work(.smtp(url: server.url), until: 2)
        #expect(town.events.last == "sent 2")
        #expect(try server.arrived().count == 1)
    }

    @Test func `attempts come ever later, and the tenth is the last`() throws {
        let town = try Town("outbound_backoff")
        let outbox = Outbox(town.database.worker)
        try town.post(to: "a@x.example", "Turhaan")
        var minutes: [String] = []
        for attempt in 1...10 {
            let mail = try #require(try outbox.take())
            #expect(mail.attempt == attempt)
            #expect(try outbox.take() == nil)
            minutes.append(try town.rows()[0][3])
            #expect(try outbox.notSent(mail, isHopeless: false) == (attempt == 10))
            try town.database.psql("update outbox set due_at = moment()")
        }
        #expect(minutes == ["1", "3", "9", "27", "81", "243", "360", "360", "360", "360"])
        #expect(Array(try town.rows()[0].prefix(3)) == ["failed", "10", "t"])
        #expect(try outbox.take() == nil)
    }

    @Test func `mail that was sent but not noted comes again under the same id`() throws {
        let town = try Town("outbound_cut")
        let server = try MailServer("cut")
        try server.start("--slow", "1.5")
        try town.post(to: "a@x.example", "Kahdesti")
        let worker = try town.worker(.smtp(url: server.url))
        try worker.start()
        while try server.arrived().isEmpty { usleep(50_000) }
        // The server has the mail; the worker loses its database before it can say so there.
        try town.database.psql(
            "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'vakka_worker' and datname = '\(town.database.name)'"
        )
        town.waitFor(1)
        #expect(town.events == ["disturbed"])
        #expect(try town.rows() == [["waiting", "1", "f", "1"]])
        try town.database.psql("update outbox set due_at = moment()")
        town.waitFor(2)
        worker.stop()
        #expect(town.events.last == "sent 2")
        let mails = try server.arrived()
        #expect(mails.count == 2)
        #expect(Set(mails.map(\.id)).count == 1)
    }

    @Test func `a mail that kills its worker each time is given up`() throws {
        let town = try Town("outbound_poison")
        try town.post(to: "a@x.example", "Myrkky")
        try town.database.psql("update outbox set attempts = 10")
        try town.work(.folder("\(TestCluster.scratch)/poison"), until: 1)
        #expect(town.events == ["failed 11 cannot be sent as it is"])
    }

    @Test func `two workers share the mail and send none twice`() throws {
        let town = try Town("outbound_two")
        let server = try MailServer("two")
        try server.start("--slow", "0.01")
        for number in 1...40 { try town.post(to: "a\(number)@x.example", "Nro \(number)") }
        let workers = try [
            town.worker(.smtp(url: server.url)), town.worker(.smtp(url: server.url)),
        ]
        for worker in workers { try worker.start() }
        town.waitFor(40)
        workers.forEach { $0.stop() }
        let recipients = try server.arrived().map(\.recipients)
        #expect(recipients.count == 40)
        #expect(Set(recipients).count == 40)
    }

    @Test func `a database that is away is waited for`() throws {
        let town = try Town("outbound_away")
        let worker = try town.worker(.folder("\(TestCluster.scratch)/away"))
        try town.database.psql(
            "alter database \(town.database.name) allow_connections false",
            in: "postgres"
        )
        try worker.start()
        town.waitFor(1)
        try town.database.psql(
            "alter database \(town.database.name) allow_connections true",
            in: "postgres"
        )
        try town.post(to: "a@x.example", "Palasi")
        town.waitFor(2)
        worker.stop()
        #expect(town.events.first == "disturbed")
        #expect(town.events.last == "sent 1")
    }

    @Test func `the worker's role reads mail and nothing else`() throws {
        let town = try Town("outbound_role")
        for table in ["space", "letter", "log.event", "accounts.account", "accounts.session"] {
            #expect(throws: Failure.self) {
                try runScript(town.database.worker, "select * from \(table)")
            }
        }
        #expect(throws: Failure.self) { try runScript(town.database.worker, "delete from outbox") }
        #expect(throws: Failure.self) {
            try runScript(town.database.worker, "delete from accounts.mail")
        }
    }

    @Test(arguments: ["http://mail.example", "file:///etc/passwd", "mail.example", "smtp://", ""])
    func `what is no mail server's address is refused at the start`(url: String) throws {
        #expect(throws: Failure.self) {
            _ = try MailWorker(
                "",
                transport: .smtp(url: url),
                sender: #require(Mailbox("vakka@localhost")),
                origin: "http://localhost"
            )
        }
    }
}
