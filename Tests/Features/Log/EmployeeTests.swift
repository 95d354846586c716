import Access
import Base
import Support
import Testing

/// The log of an employer, whose register has none of those whom its requests are about.
struct EmployeeTests {
    @Test
    func `tells of whom a request is about by name, is searched by it, and tells of that too`()
        throws
    {
        let house = try TestHouse("log_employee")
        let takk = try house.space("takk", .provider)
        let employer = try house.space("tyonantaja", .employer)
        let auditor = try house.member(of: employer, .auditor)
        let mari = try house.member(of: employer, .consentGiver)
        let (liisa, onni) = (ID<Person>(), ID<Person>())
        for (ask, name) in [(liisa, "Liisa Malli"), (onni, "Onni Oja")] {
            try house.deliver(requestLetter(ask.text, employee: name), from: takk, to: employer)
        }
        _ = try house.get("/tyonantaja/consents/\(liisa)", as: mari)

        /// A page of the log, and whom the log tells of after it.
        func look(_ path: String) throws -> (text: String, told: String) {
            let page = try house.get("/tyonantaja\(path)", as: auditor)
            let told = try house.database.psql(
                """
                select coalesce(array_to_string(s.people, ' '), '') from log.event e
                  left join log.event_subjects s on s.tenant_id = e.tenant_id and s.event_id = e.id
                 where e.tenant_id = '\(employer.id)' order by e.at desc, e.id desc limit 1
                """
            )
            return (page.text, told.first?.first ?? "")
        }
        let found = try look("/log?q=malli")
        #expect(found.text.contains("Liisa Malli") && !found.text.contains("Onni Oja"))
        #expect(found.told.contains(liisa.text) && !found.told.contains(onni.text))
        let theirs = try look("/log?person=\(onni)&action=consent.received")
        #expect(theirs.text.contains("<bdi>Onni Oja</bdi>") && theirs.told == onni.text)
        let event = try house.database.psql(
            "select id from log.event where action = 'consent.read'"
        )
        let one = try look("/log/\(event.first?.first ?? "")")
        #expect(one.text.contains("<bdi>Liisa Malli</bdi>"))
        #expect(one.text.contains("/tyonantaja/log?person=\(liisa)"))
        #expect(one.told.contains(liisa.text))
        let extract = try look("/log/extract?person=\(liisa)")
        #expect(extract.text.contains("Liisa Malli") && extract.told == liisa.text)
        let file = try look("/log/export.csv?person=\(liisa)")
        #expect(file.text.contains("Liisa Malli") && file.told.contains(liisa.text))
        #expect(try house.database.psql("select id from person").isEmpty)
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `tells of whom a request is about, whatever is done with it`() throws {
        let consent = try ConsentFixture("log_employee_done")
        let (house, employer) = (consent.house, consent.employer)
        let asked = try consent.ask()
        let browser = LinkBrowser(consent)
        let answered = try browser.answer(consent, asked)
        #expect(answered.status == 200)
        #expect(try browser.withdraw(consent, asked).status == 200)
        let untold = try house.database.psql(
            """
            select e.action from log.event e
             where e.tenant_id = '\(employer.id)' and e.object_type = 'consent-request'
               and not exists (select from log.event_subject s
                 where s.tenant_id = e.tenant_id and s.event_id = e.id and s.person_id = '\(asked.id)')
            """
        )
        #expect(untold.isEmpty, "\(untold)")
        let told = try house.database.psql(
            """
            select distinct e.action from log.event e join log.event_subject s
                on s.tenant_id = e.tenant_id and s.event_id = e.id and s.person_id = '\(asked.id)'
             where e.tenant_id = '\(employer.id)' order by 1
            """
        ).compactMap(\.first)
        #expect(
            told.filter { !$0.hasSuffix(".opened") && !$0.hasSuffix(".read") } == [
                "consent.code-sent", "consent.given", "consent.received", "consent.withdrawn",
            ]
        )
    }
}
