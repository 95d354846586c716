import Base
import Store
import Support
import Testing

@Suite struct `A public form sent again` {
    @Test func `by a stranger is one code, and the browser keeps the same secret`() throws {
        let fixture = try CourseFixture("again_stranger")
        let once = ID<Submission>().text
        let first = try fixture.house.post(fixture.form, filled(once))
        let second = try fixture.house.post(fixture.form, filled(once))
        #expect(first.status == 303 && second.status == 303)
        #expect(second.location == first.location)
        let cookies = [first, second].map { $0.response.fields.first("set-cookie") }
        #expect(cookies[0] != nil && cookies[0] == cookies[1])
        #expect(try fixture.house.mails(of: nil).count == 1)
        // The code holds in the browser that only the second answer has reached.
        let cookie = (cookies[1] ?? "").prefix { $0 != ";" }
        let done = try fixture.house.post(
            fixture.form + "/confirmation",
            confirmed(try fixture.house.lastCode()),
            fields: ["cookie": String(cookie)]
        )
        #expect(done.location.hasPrefix("/takk/applications/"))
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `with other content is refused, and what was typed stays`() throws {
        let fixture = try CourseFixture("again_other")
        let once = ID<Submission>().text
        _ = try fixture.house.post(fixture.form, filled(once))
        let other = try fixture.house.post(fixture.form, filled(once, family: "Toinen"))
        #expect(other.status == 409 && other.field("family_name") == "Toinen")
        #expect(other.response.fields.first("set-cookie") == nil)
        #expect(try fixture.house.mails(of: nil).count == 1)

        let guest = try fixture.house.member(of: nil, name: "Aino Ahola")
        let key = ID<Submission>().text
        let first = try fixture.house.post(fixture.form, filled(key), as: guest)
        let again = try fixture.house.post(fixture.form, filled(key), as: guest)
        #expect(first.status == 303 && again.location == first.location)
        let changed = try fixture.house.post(
            fixture.form,
            filled(key, family: "Toinen"),
            as: guest
        )
        #expect(changed.status == 409 && changed.field("family_name") == "Toinen")
        #expect(try fixture.count("application") == 1)
        #expect(fixture.house.faults.all.isEmpty)
    }

    @Test func `a code that was asked for stands in the log without a name`() throws {
        let fixture = try CourseFixture("again_log")
        _ = try fixture.house.post(fixture.form, typed())
        let events = try fixture.sql(
            """
            select e.action, e.role, count(s.person_id)::text from log.event e
              left join log.event_subject s on s.tenant_id = e.tenant_id and s.event_id = e.id
             where e.tenant_id = '\(fixture.takk.id)' and e.action like 'application.%' group by 1, 2
            """
        )
        #expect(events == [["application.code-sent", "visitor", "0"]])
        let parts = try fixture.sql("select body::text from log.event_part")
        #expect(!parts.joined().joined().contains("aino"))
    }

    private func filled(
        _ once: String,
        family: String = "Ahola"
    ) -> KeyValuePairs<String, String> {
        [
            "given_name": "Aino", "family_name": family, "email": "aino@hakija.example",
            "phone": "", "municipality": "", "person_language": "fi", "once": once,
        ]
    }
}
