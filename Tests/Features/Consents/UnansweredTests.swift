import Base
import Support
import Testing

/// What the employer's coordinator sees of requests that wait: number and age, and never whose they are.
@Suite struct `Requests that wait at an employer` {
    let fixture: ConsentFixture
    let coordinator: Guest

    init() throws {
        fixture = try ConsentFixture("unanswered", employerState: "active")
        coordinator = try fixture.house.member(of: fixture.employer, .coordinator)
    }

    private func today() throws -> String {
        let page = try fixture.house.get("/tyonantaja/today", as: coordinator)
        #expect(page.status == 200)
        for word in ["Liisa", "Matti", "Vertaistoimija", "/consents"] {
            #expect(!page.text.contains(word), "\(word) on the coordinator's page")
        }
        return page.text
    }

    @Test func `stand on the coordinator's Today with number, age and the act`() throws {
        #expect(try !today().contains("suostumuspyyntö"))
        _ = try fixture.ask()
        _ = try fixture.ask("Matti Malli")
        try fixture.house.database.psql(
            "update consent_request set sent_at = sent_at - interval '5 days' where employee_name like 'Matti%'"
        )
        let page = try today()
        #expect(page.contains("2 suostumuspyyntöä odottaa vastausta"))
        #expect(page.contains("Vanhin: odottanut 5 pv"))
        #expect(page.contains("href=\"/tyonantaja/members?role=consent-giver\""))
        let givers = try fixture.house.get(
            "/tyonantaja/members?role=consent-giver",
            as: coordinator
        )
        #expect(givers.text.contains("Mari Esimerkki") && givers.text.contains("1 jäsen"))
        #expect(!givers.text.contains("Testi Testaaja</a>"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `that nobody can answer are told of in plain words, until somebody is appointed`()
        throws
    {
        _ = try fixture.ask()
        let giver = try fixture.value(
            "select id from membership where email = 'mari@yritys.example'"
        )
        let before = try fixture.house.get("/tyonantaja/members/\(giver)", as: coordinator).text
        #expect(before.contains("1 pyyntö, johon vain hän voi vastata</li>"))
        let page = try fixture.house.post(
            "/tyonantaja/members/\(giver)/ending",
            [:],
            as: coordinator
        )
        #expect(page.status == 303)
        let stuck = try today()
        #expect(stuck.contains("Kukaan ei voi vastata suostumuspyyntöön"))
        #expect(stuck.contains("href=\"/tyonantaja/members/new\""))
        #expect(!stuck.contains("odottaa vastausta"))
        _ = try fixture.house.member(of: fixture.employer, .consentGiver)
        let mended = try today()
        #expect(mended.contains("1 suostumuspyyntö odottaa vastausta"))
        #expect(!mended.contains("Kukaan ei voi vastata"))
    }

    @Test func `are told of to nobody else, and not when they are over`() throws {
        let asked = try fixture.ask()
        let auditor = try fixture.house.member(of: fixture.employer, .auditor)
        let page = try fixture.house.get("/tyonantaja/today", as: auditor)
        #expect(!page.text.contains("suostumuspyyntö"))
        try fixture.house.database.psql(
            "update consent_request set expires_at = moment() where id = '\(asked.id)'"
        )
        #expect(try !today().contains("suostumuspyyntö"))
    }

    @Test func `tell a consent-giver in words that today is the last day`() throws {
        let asked = try fixture.ask()
        try fixture.house.database.psql(
            "update consent_request set expires_at = last_moment(today()) where id = '\(asked.id)'"
        )
        let giver = try fixture.house.member(of: fixture.employer, .consentGiver)
        let page = try fixture.house.get("/tyonantaja/today", as: giver)
        #expect(page.text.contains("Tänään on viimeinen päivä vastata"))
    }
}
