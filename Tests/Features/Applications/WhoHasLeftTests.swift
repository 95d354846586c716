import Base
import Support
import Testing

/// Who has left is marked on the application and in the lists, at both ends.
@Suite struct `An application or a request that lacks its person` {
    @Test func `says so to the provider's coordinator, and no more when it is over`() throws {
        let fixture = try CourseFixture("lacks_provider")
        let (guest, application, person) = try fixture.applicant("Aino")
        try fixture.release(application, as: guest)
        let page = "/takk/applications/\(application)"
        func shown(_ path: String) throws -> String {
            try fixture.house.get(path, as: fixture.kaisa).text
        }
        for path in [page, "/takk/applications"] {
            #expect(try !shown(path).contains("Hakija on lähtenyt"))
            #expect(try !shown(path).contains("ei ole vastaajaa"))
        }
        _ = try fixture.sql("update consent_ask set is_stuck = true")
        for path in [page, "/takk/applications"] {
            #expect(try shown(path).contains("Pyynnöllä ei ole vastaajaa"))
        }
        let own = try fixture.house.get(page, as: guest)
        #expect(own.text.contains("Nimeä toinen vastaaja, niin pyyntö lähtee hänelle"))
        for (leaves, returns) in [
            (
                "update membership set ends_on = today() - 1 where person_id = '\(person)'",
                "update membership set ends_on = null where person_id = '\(person)'"
            ),
            (
                "update person set state = 'archived' where id = '\(person)'",
                "update person set state = 'active' where id = '\(person)'"
            ),
        ] {
            _ = try fixture.sql(leaves)
            for path in [page, "/takk/applications"] {
                #expect(try shown(path).contains("Hakija on lähtenyt"))
            }
            _ = try fixture.sql(returns)
            #expect(try !shown(page).contains("Hakija on lähtenyt"))
        }
        let leaves = "update membership set ends_on = today() - 1 where person_id = '\(person)'"
        _ = try fixture.sql(leaves)
        let ending = "select application_end('\(application)', 'closed')"
        try fixture.house.asApp(ending, in: fixture.takk)
        #expect(try !shown(page).contains("Hakija on lähtenyt"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `stands on Today with its act, and the list shows whom Today has counted`() throws {
        let fixture = try CourseFixture("lacks_today")
        let house = fixture.house
        let people = try ["Aino", "Bertta", "Cecilia", "Dora"].map { try fixture.applicant($0) }
        // What is not news any more says nothing on Today, as long as everybody is there.
        _ = try fixture.sql("update application set created_at = moment() - interval '20 days'")
        let other = try house.space("muu", .provider)
        let stranger = try house.person(in: other, "Vieras", "Hakija")
        _ = try fixture.sql("update person set state = 'archived' where id = '\(stranger)'")
        func today(_ expected: String?) throws -> String {
            let lines = try house.listedOnToday("takk", as: fixture.kaisa)
            #expect(lines.map(\.line) == [expected].compactMap(\.self))
            return try house.get("/takk/today", as: fixture.kaisa).text
        }
        _ = try today(nil)
        // Each in a way of its own: archived, ended, every role over, and with roles taken and a day of today.
        _ = try fixture.sql(
            "update person set state = 'archived' where id = '\(people[0].person)'"
        )
        let page = try house.get("/takk/today", as: fixture.kaisa).text
        #expect(page.contains("1 hakija on lähtenyt, mutta hakemus on vielä kesken: Iltapäivä"))
        let closing = "/takk/applications/\(people[0].application)/closing"
        #expect(page.contains("action=\"\(closing)\"") && page.contains("Sulje hakemus"))
        _ = try fixture.sql(
            """
            update membership set ends_on = today() - 1 where person_id = '\(people[1].person)';
            update membership_role set ends_on = today() - 1
             where membership_id = '\(people[2].guest.membership)'
            """
        )
        _ = try today("3 hakijaa on lähtenyt, mutta hakemukset ovat vielä kesken: Iltapäiväkurssi")
        let ended = try house.post(
            "/takk/members/\(people[3].guest.membership)/ending",
            as: fixture.kaisa
        )
        #expect(ended.status == 303)
        let all = try today(
            "4 hakijaa on lähtenyt, mutta hakemukset ovat vielä kesken: Iltapäiväkurssi"
        )
        #expect(all.contains("due=left") && !all.contains("Vieras"))
        let listed = try house.get("/takk/applications?due=left", as: fixture.kaisa).text
        for person in people {
            #expect(
                try fixture.asApp(in: fixture.takk, "select person_has_left('\(person.person)')")
                    .last == ["t"]
            )
        }
        #expect(listed.split(separator: "class=\"more problem\"").count == 5)
        // It is closed there, and can be taken back; whom somebody has told of it, one opens.
        let sent = try house.post(closing, ["back": "today"], as: fixture.kaisa)
        #expect(sent.location.hasPrefix("/takk/today?did="))
        _ = try today("3 hakijaa on lähtenyt, mutta hakemukset ovat vielä kesken: Iltapäiväkurssi")
        _ = try fixture.sql(
            "update membership set ends_on = null where person_id = '\(people[1].person)'"
        )
        _ = try today("2 hakijaa on lähtenyt, mutta hakemukset ovat vielä kesken: Iltapäiväkurssi")
        #expect(house.faults.all.isEmpty)
    }

    @Test func `says so at the employer, where another consent-giver answers`() throws {
        let fixture = try ConsentFixture("lacks_employer", employerState: "active")
        let other = try fixture.house.member(of: fixture.employer, .consentGiver)
        let asked = try fixture.ask()
        let (list, page) = ("/tyonantaja/consents", "/tyonantaja/consents/\(asked.id)")
        #expect(try !fixture.house.get(list, as: other).text.contains("lähtenyt"))
        try fixture.house.database.psql(
            """
            update membership set ends_on = today() - 1
             where email = (select giver_email from consent_request limit 1)
            """
        )
        #expect(try fixture.house.get(list, as: other).text.contains("lähtenyt"))
        let request = try fixture.house.get(page, as: other).text
        #expect(request.contains("Hän on lähtenyt tästä organisaatiosta"))
        // Back again, with an address that takes no mail.
        try fixture.house.database.psql(
            """
            update membership set ends_on = null;
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, state, status, returned_at)
              select tenant_id, gen_random_uuid(), 'request', giver_email, '', '', 'fi', 'bounced', '5.1.1', moment()
                from consent_request
            """
        )
        for (path, says) in [(list, "osoite ei ota vastaan"), (page, "Pyyntö ei mennyt perille")] {
            #expect(try fixture.house.get(path, as: other).text.contains(says))
        }
        #expect(fixture.house.faults.all.isEmpty)
    }
}
