import Base
import Store
import Support
import Terms
import Testing

/// A coordinator writes to many: what the page asks, who is left out, what leaves, and what the database takes.
@Suite struct `A message to many` {
    @Test func `goes to each alone, says who is left out and why, and nothing typed is lost`()
        throws
    {
        let fixture = try CourseFixture("message_many")
        let (house, kaisa, takk) = (fixture.house, fixture.kaisa, fixture.takk)
        let (aino, application, person) = try fixture.applicant("Aino", "Aalto")
        let left = try house.member(of: takk, .trainer, name: "Lauri Lähtenyt")
        func add(_ given: String, _ email: String) throws -> String {
            let id = try house.person(in: takk, given, "Esimerkki", kind: "expert")
            try house.database.psql("update person set email = '\(email)' where id = '\(id)'")
            return id.text
        }
        let eero = try add("Eero", "eero@x.example")
        let rest = [
            try add("Bertta", ""), try add("Cecilia", "ei@x.example"),
            try add("Fanni", "eero@x.example"), try add("Greta", "g@x.example"),
        ]
        try house.database.psql(
            """
            update person set state = 'archived' where id = '\(rest[3])';
            update membership set ends_on = today() - 1 where id = '\(left.membership)';
            insert into outbox (tenant_id, id, kind, recipient, subject, body, language, state, returned_at, status)
            values ('\(takk.id)', '\(ID<Mail>())', 'course', 'ei@x.example', '', '', 'fi', 'refused', moment(), '5.1.1');
            update space set contact_email = 'info@takk.example' where id = '\(takk.id)'
            """
        )
        func form(_ rows: String..., text: String = "") -> String {
            "to=write&once=\(ID<World>())\(text)" + rows.map { "&\($0)" }.joined()
        }
        func rows(_ ids: [String]) -> String { ids.map { "person=\($0)" }.joined(separator: "&") }
        let everybody = rows([person.text, eero] + rest)
        let (preview, act) = ("/takk/people/selection", "/takk/people/selection/act")
        let page = try house.send(preview, form(everybody), as: kaisa)
        #expect(page.status == 200)
        for text in [
            "Koskee 2 henkilöä", "4 henkilöä jää pois", aino.email, "eero@x.example",
            "Ei sähköpostiosoitetta", "Osoite ei ota vastaan", "Sama osoite on toisella",
            "On jo arkistossa", "info@takk.example", "name=\"body\"",
        ] { #expect(page.text.contains(text), "\(text)") }

        // What is wrong is said, and what was typed stays, also in another language.
        let typed = "&subject=Ai&body=Hei%21+%3Cb%3E+131052-308T&language=sv"
        let chosen = rows([person.text, eero])
        let wrong = try house.send(act, form(chosen, text: typed), as: kaisa)
        #expect(wrong.status == 422)
        for text in [
            "vähintään kolme", "131052-308T", "Hei! &lt;b", "value=\"Ai\"", "Koskee 2 henkilöä",
        ] { #expect(wrong.text.contains(text), "\(text)") }
        let turned = try house.send(act, form(chosen, "turn=x", text: typed), as: kaisa)
        #expect(turned.status == 200 && turned.text.contains("Hei! &lt;b"))
        // Who is left out by now is said in the preview, with the text.
        let good = "&subject=Torstai+siirtyy&body=Hei%21%0D%0A%0D%0ATavataan+klo+14.&language=fi"
        let late = try house.send(act, form(rows([eero, rest[3]]), text: good), as: kaisa)
        #expect(late.status == 409 && late.text.contains("Tavataan klo 14."))
        #expect(late.text.contains("Koskee 1 henkilöä"))
        #expect(try messages(house).isEmpty)

        // Sent twice, it leaves once; each gets a mail of their own, signed, with a way to answer.
        let sent = form(chosen, text: good)
        for _ in 1...2 {
            let done = try house.send(act, sent, as: kaisa)
            #expect(done.location.hasPrefix("/takk/people?did=mails.done.written"))
        }
        let mails = try messages(house)
        #expect(mails.map { $0[0] } == [aino.email, "eero@x.example"].sorted())
        for mail in mails {
            #expect(mail[1] == "Torstai siirtyy" && mail[3] == "fi")
            #expect(mail[2].hasPrefix("Hei!\n\nTavataan klo 14.\n\nKaisa"))
            #expect(mail[2].contains("info@takk.example"))
        }
        #expect(mails[0][2] == mails[1][2])
        // The log names each of them, and not what was written.
        let events = try house.database.psql(
            """
            select s.people::text, e::text from log.event e join log.event_subjects s on s.event_id = e.id
             where e.action = 'mail.written'
            """
        )
        #expect(events.count == 1)
        for id in [person.text, eero] { #expect(events[0][0].contains(id)) }
        #expect(!events[0][1].contains("Torstai") && !events[0][1].contains("Tavataan"))
        let list = try house.get("/takk/mails?kind=message", as: kaisa)
        #expect(list.text.contains("2 viestiä") && !list.text.contains("Tavataan"))

        // Applicants by their applications, and members of today by their membership.
        let toApplicant = try house.send(
            "/takk/applications/selection/act",
            form("application=\(application)", text: good),
            as: kaisa
        )
        #expect(toApplicant.location.hasPrefix("/takk/applications?did=mails.done.written"))
        let members = "member=\(kaisa.membership)&member=\(left.membership)"
        let toMembers = try house.send("/takk/members/selection", form(members), as: kaisa)
        #expect(toMembers.text.contains("Ei ole enää jäsen"))
        #expect(toMembers.text.contains(kaisa.email) && toMembers.text.contains("1 jäsen jää pois"))
        let toMember = try house.send(
            "/takk/members/selection/act",
            form("member=\(kaisa.membership)", text: good),
            as: kaisa
        )
        #expect(toMember.location.hasPrefix("/takk/members?did=mails.done.written"))
        #expect(try messages(house).count == 4)

        // Nobody else's rows, and nobody else's act.
        let other = try house.person(in: try house.space("muu", .provider), "Vieras", "Vieras")
        #expect(try house.send(act, form(rows([other.text]), text: good), as: kaisa).status == 404)
        let trainer = try house.member(of: takk, .trainer)
        #expect(try house.send(act, form(chosen, text: good), as: trainer).status == 403)
        let auditor = try house.member(of: takk, .auditor)
        let seen = try house.get("/takk/members", as: auditor)
        #expect(seen.status == 200 && !seen.text.contains("value=\"write\""))
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `is a coordinator's, bounded, and goes to nobody whom the space may not write to`()
        throws
    {
        let fixture = try CourseFixture("message_rules")
        let (house, takk) = (fixture.house, fixture.takk)
        let (aino, _, _) = try fixture.applicant("Aino")
        let trainer = try house.member(of: takk, .trainer)
        func refusal(
            as guest: Guest?,
            to address: String,
            _ subject: String = "Torstai siirtyy",
            _ body: String = "Hei!"
        ) -> String {
            do throws(Failure) {
                let actor = guest.map { $0.membership.text } ?? ""
                try house.asApp(
                    """
                    set local app.actor = '\(actor)';
                    insert into outbox (tenant_id, id, kind, recipient, subject, body, language)
                    values ('\(takk.id)', '\(ID<Mail>())', 'message', '\(address)', '\(subject)', '\(body)', 'fi')
                    """,
                    in: takk
                )
                return ""
            } catch {
                return "\(error)"
            }
        }
        let kaisa = fixture.kaisa
        #expect(refusal(as: kaisa, to: aino.email) == "")
        for guest in [trainer, aino, nil] {
            let refused = refusal(as: guest, to: aino.email)
            #expect(refused.contains("not-yours-to-write"), "\(refused)")
        }
        #expect(refusal(as: kaisa, to: "kuka@muu.example").contains("nobody-there"))
        let both = "\(aino.email), \(kaisa.email)"
        #expect(refusal(as: kaisa, to: both).contains("nobody-there"))
        let long = String(repeating: "x", count: 121)
        for subject in ["Ai", long, "Hetu 131052-308T"] {
            let refused = refusal(as: kaisa, to: aino.email, subject)
            #expect(refused.contains("of this subject or text"), "\(subject) \(refused)")
        }
        for body in ["", "Hetu 131052-308T", String(repeating: long, count: 42)] {
            let refused = refusal(as: kaisa, to: aino.email, "Aihe", body)
            #expect(refused.contains("of this subject or text"), "\(refused)")
        }
        try house.database.psql("update person set state = 'archived'")
        try house.database.psql(
            "delete from membership_role where membership_id = '\(aino.membership)'"
        )
        #expect(refusal(as: kaisa, to: aino.email).contains("nobody-there"))
    }

    private func messages(_ house: TestHouse) throws -> [[String]] {
        try house.database.psql(
            "select recipient, subject, body, language from outbox where kind = 'message' order by made_at, recipient"
        )
    }
}
