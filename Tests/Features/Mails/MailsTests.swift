import Base
import Store
import Support
import Terms
import Testing

/// A provider whose coordinator has invited somebody and mailed two more.
private struct Post {
    let house: TestHouse
    let takk: TestSpace
    let kaisa: Guest
    let aino: ID<Person>

    init(_ name: String) throws {
        house = try TestHouse(name)
        takk = try house.space("takk", .provider)
        kaisa = try house.member(of: takk, .coordinator, name: "Kaisa Koe")
        aino = try house.person(in: takk, "Aino", "Aalto")
        try house.database.psql("update person set email = 'aino@x.example'")
        _ = try house.post(
            "/takk/members",
            [
                "name": "Liisa Malli", "email": "liisa@x.example", "language": "fi",
                "roles": "trainer",
            ],
            as: kaisa
        )
        try mail(.course, to: "aino@x.example")
        try mail(.code, to: kaisa.email, in: takk)
    }

    func mail(_ kind: MailKind, to address: String, in space: TestSpace? = nil) throws {
        try house.database.psql(
            """
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language)
            values ('\((space ?? takk).id)', '\(ID<Mail>())', '\(kind.rawValue)', '\(address)', 'Salainen', 'Koodi 1234 5678', 'fi')
            """
        )
    }

    /// The mail to an address comes so far.
    func move(_ address: String, _ change: String) throws {
        try house.database.psql("update outbox set \(change) where recipient = '\(address)'")
    }

    /// What the serving role is refused with; empty when it is not.
    func refusal(_ sql: String) -> String {
        do throws(Failure) {
            try house.asApp(sql, in: takk)
            return ""
        } catch {
            return "\(error)"
        }
    }
}

@Test
func `the list tells what was sent to whom and how far it came, and nothing that it said`() throws {
    let post = try Post("mails_list")
    let (house, kaisa) = (post.house, post.kaisa)
    let other = try house.space("muu", .provider)
    try post.mail(.code, to: "vieras@y.example", in: other)
    try post.move("aino@x.example", "state = 'sent', sent_at = moment(), body = ''")
    try post.move("liisa@x.example", "state = 'refused', returned_at = moment(), status = '5.1.1'")
    let page = try house.get("/takk/mails", as: kaisa)
    #expect(page.status == 200 && page.text.contains("3 viestiä"))
    for word in ["Kutsu jäseneksi", "Koulutuksen muutos", "Vahvistuskoodi", "5.1.1", "lähtöä"] {
        #expect(page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("/takk/people/\(post.aino)\">"))
    #expect(page.text.contains("/takk/members/\(kaisa.membership)\">"))
    for word in ["Salainen", "1234 5678", "invitation#", "vieras@"] {
        #expect(!page.text.contains(word), "\(word)")
    }
    #expect(page.text.contains("90 päivän"))
    // Whom the addresses reach are subjects of the look.
    let subjects = try house.database.psql(
        """
        select s.people::text from log.event e join log.event_subjects s on s.event_id = e.id
         where e.action = 'mail.listed' order by e.at desc, e.id desc limit 1
        """
    )[0][0]
    #expect(subjects.contains(post.aino.text) && subjects.contains(kaisa.membership.text))
    // Each state and kind that there is narrows the list, as do an address and the file.
    #expect(page.text.contains("Ei otettu vastaan <small>1</small></a>"))
    let refused = try house.get("/takk/mails?state=refused", as: kaisa).text
    #expect(refused.contains("liisa@x.example") && !refused.contains("aino@x.example"))
    let found = try house.get("/takk/mails?q=AINO%40x&kind=course&sort=recipient", as: kaisa).text
    #expect(found.contains("aino@x.example") && !found.contains("liisa@x.example"))
    let file = try house.get("/takk/mails/export.csv?kind=course", as: kaisa)
    #expect(file.text.contains("\"aino@x.example\";\"Aino Aalto\";\"Koulutuksen muutos\""))
    #expect(!file.text.contains("liisa@") && !file.text.contains("Salainen"))
    #expect(try house.log(of: post.takk).last == "mail.exported done")
    // An auditor reads it without a way to people; others do not.
    let auditor = try house.member(of: post.takk, .auditor)
    let audited = try house.get("/takk/mails", as: auditor)
    #expect(audited.text.contains("Aino Aalto") && !audited.text.contains("/takk/people/"))
    let trainer = try house.member(of: post.takk, .trainer)
    #expect(try house.get("/takk/mails", as: trainer).status == 403)
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}

@Test
func `a mail's fate is the worker's to write, in the order of mail, and is forgotten in time`()
    throws
{
    let post = try Post("mails_fate")
    // The serving role begins a mail, and does nothing else to it.
    for sql in [
        "update outbox set state = 'bounced'", "delete from outbox", "select body from outbox",
        "select token from outbox", "update outbox set recipient = 'x@y.example'",
        """
        insert into outbox (tenant_id, id, kind, recipient, subject, body, language, state)
        values ('\(post.takk.id)', '\(ID<Mail>())', 'code', 'a@x.example', '', '', 'fi', 'sent')
        """,
    ] {
        #expect(post.refusal(sql).contains("permission denied"), "\(sql)")
    }
    func worker(_ sql: String) -> String {
        do throws(Failure) {
            _ = try runScript(post.house.database.worker, sql)
            return ""
        } catch {
            return "\(error)"
        }
    }
    let returned = "returned_at = moment(), status = '5.1.1'"
    let aino = "where recipient = 'aino@x.example'"
    // What has not been sent does not come back, nor does what says no code; what was sent is not refused.
    for (change, answer) in [
        ("state = 'bounced', \(returned)", "does not become"),
        ("state = 'sent', sent_at = moment()", ""),
        ("state = 'refused', \(returned)", "does not become"),
        ("state = 'bounced'", "outbox_returned_check"),
        ("recipient = 'b@x.example'", "permission denied"),
        ("state = 'bounced', \(returned)", ""),
    ] {
        let refusal = worker("update outbox set \(change) \(aino)")
        #expect(answer.isEmpty ? refusal.isEmpty : refusal.contains(answer), "\(change)")
    }
    try post.move("liisa@x.example", "state = 'sent', sent_at = moment()")
    func left() throws -> [String] {
        try post.house.housekeeping()
        return try post.house.database.psql("select recipient from outbox order by 1").map { $0[0] }
    }
    #expect(try left().count == 3)
    try post.house.database.psql("update outbox set made_at = moment() - interval '91 days'")
    // What waits is not forgotten, and what came back lasts longer.
    #expect(try left() == ["aino@x.example", post.kaisa.email].sorted())
    try post.house.database.psql("update outbox set made_at = moment() - interval '366 days'")
    #expect(try left() == [post.kaisa.email])
}

@Test
func `an address that takes no mail waits on Today and stands with the person until it is changed`()
    throws
{
    let post = try Post("mails_returned")
    let (house, kaisa) = (post.house, post.kaisa)
    let ville = try house.member(of: post.takk, .trainer, name: "Ville Vieras")
    try post.mail(.place, to: ville.email)
    let (today, person) = ("/takk/today", "/takk/people/\(post.aino)")
    let member = "/takk/members/\(ville.membership)"
    let sentence = "ei ota vastaan viestejä"
    func pages() throws -> [Bool] {
        try [today, person, member].map { try house.get($0, as: kaisa).text.contains(sentence) }
    }
    #expect(try pages() == [false, false, false])
    try post.move("aino@x.example", "state = 'sent', sent_at = moment() - interval '5 days'")
    let returned = "returned_at = moment() - interval '4 days'"
    // What the mail server has against the sender is no fault of the address.
    try post.move("aino@x.example", "state = 'bounced', status = '5.7.1', \(returned)")
    #expect(try pages() == [false, false, false])
    try post.move("aino@x.example", "status = '5.1.1'")
    try post.move(ville.email, "state = 'refused', status = '5.1.1', \(returned)")
    #expect(try pages() == [true, true, true])
    // The log tells of each once, and the serving role cannot tell of what has not come back.
    for _ in 1...2 { try house.housekeeping() }
    #expect(try house.log(of: post.takk).count { $0 == "mail.returned done" } == 2)
    let told = try house.database.psql(
        """
        select s.people::text from log.event e join log.event_subjects s on s.event_id = e.id
         where e.action = 'mail.returned'
        """
    ).map { $0[0] }.joined()
    #expect(told.contains(post.aino.text) && told.contains(ville.membership.text))
    #expect(try house.get(person, as: kaisa).text.contains("ettei viesti mennyt perille"))
    #expect(post.refusal("update outbox set told_at = moment()").contains("outbox_told_check"))
    let waiting = try house.get(today, as: kaisa).text
    #expect(waiting.contains("Aino Aalto") && waiting.contains("href=\"\(person)\""))
    #expect(waiting.contains("Ville Vieras") && waiting.contains("href=\"\(member)\""))
    #expect(try house.get(person, as: kaisa).text.contains("\(person)/edit"))
    let auditor = try house.member(of: post.takk, .auditor)
    #expect(try !house.get(today, as: auditor).text.contains(sentence))
    // A later mail that was taken and has stayed there shows that the address works again.
    try post.mail(.course, to: ville.email)
    let later = "state = 'sent', sent_at = moment() - interval '1 day'"
    try house.database.psql("update outbox set \(later) where state = 'waiting'")
    #expect(try pages() == [true, true, true])
    try house.database.psql(
        "update outbox set sent_at = moment() - interval '80 hours' where state = 'sent'"
    )
    #expect(try pages() == [true, true, false])
    // The mark ends with the address, and nobody has to take it away.
    try house.database.psql("update person set email = 'uusi@x.example'")
    #expect(try pages() == [false, false, false])
    #expect(house.faults.all.isEmpty, "\(house.faults.all)")
}
