import Base
import HTTP
import Support
import Testing

@Suite struct `People of the register` {
    @Test func `are invited many at once, each as the form would, and who is left out is told why`()
        throws
    {
        let house = try TestHouse("invite_many")
        let takk = try house.space("takk", .provider)
        let other = try house.space("muu", .provider)
        let kaisa = try house.member(of: takk, .coordinator)
        let trainer = try house.member(of: takk, .trainer)
        _ = try house.member(of: takk, .expert, email: "jasen@x.example")
        func person(
            _ given: String,
            _ email: String,
            kind: String = "expert",
            in space: TestSpace? = nil
        ) throws -> String {
            let id = try house.person(in: space ?? takk, given, "Esimerkki", kind: kind)
            try house.database.psql("update person set email = '\(email)' where id = '\(id)'")
            return id.text
        }
        let aino = try person("Aino", "aino@x.example")
        let eero = try person("Eero", "eero@x.example", kind: "participant")
        let rest = [
            try person("Bertta", ""), try person("Cecilia", "jasen@x.example"),
            try person("Daavid", "aino@x.example"), try person("Frida", "f@x.example"),
            try person("Greta", "g@x.example", kind: "contact"),
        ]
        try house.database.psql("update person set state = 'archived' where given_name = 'Frida'")
        let (preview, act) = ("/takk/people/selection", "/takk/people/selection/act")
        func form(_ people: [String], once: String = ID<World>().text) -> String {
            (["to=invite", "once=\(once)"] + people.map { "person=\($0)" }).joined(separator: "&")
        }
        func invited() throws -> String { try house.value("select count(*) from invitation") }

        let page = try house.send(preview, form([aino, eero] + rest), as: kaisa)
        #expect(page.status == 200)
        for text in [
            "Koskee 2 henkilöä", "5 henkilöä jää pois", "Aino Esimerkki", "aino@x.example",
            "Ei sähköpostiosoitetta", "On jo jäsen", "Sama osoite on toisella", "On jo arkistossa",
            "yhteyshenkilönä",
        ] { #expect(page.text.contains(text), "\(text)") }
        #expect(try invited() == "0")
        for one in rest where one != rest[2] {
            #expect(try house.send(act, form([aino, one]), as: kaisa).status == 409)
        }
        // Rows that are another space's, or nobody's.
        let foreign = try person("Vieras", "v@x.example", in: other)
        for id in [foreign, ID<World>().text, "x"] {
            #expect(try house.send(preview, form([aino, id]), as: kaisa).status == 404)
            #expect(try house.send(act, form([aino, id]), as: kaisa).status == 404)
        }
        #expect(try house.send(act, form([aino]), as: trainer).status == 403)
        #expect(try invited() == "0")

        let sent = form([aino, eero])
        for _ in 1...2 {
            let done = try house.send(act, sent, as: kaisa)
            #expect(done.location.hasPrefix("/takk/people?did=people.done.invited"))
        }
        #expect(
            try house.database.psql(
                "select email, name, array_to_string(roles, ' ') from invitation order by email"
            ) == [
                ["aino@x.example", "Aino Esimerkki", "expert"],
                ["eero@x.example", "Eero Esimerkki", "expert"],
            ]
        )
        // Each gets a link of their own, and nobody sees who else was invited.
        let mails = try house.mails(of: takk)
        #expect(mails.count == 2 && Set(mails.map(\.to)).count == 2)
        for mail in mails {
            #expect(mail.body.contains("Aino") != mail.body.contains("Eero"))
        }
        #expect(
            try house.value(
                """
                select count(distinct s.person_id) from log.event e join log.event_subject s on s.event_id = e.id
                 where e.action = 'member.invited'
                """
            ) == "2"
        )
        // A preview from before has become untrue: nothing is done to anybody.
        let late = try house.send(act, form([eero, rest[0]]), as: kaisa)
        #expect(late.status == 409 && late.text.contains("Mitään ei tehty"))
        // The preview comes again as it stands now.
        #expect(late.text.contains("2 henkilöä jää pois"))
        #expect(try invited() == "2")
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }

    @Test func `are invited where experts are members, and nowhere else`() throws {
        let house = try TestHouse("invite_kinds")
        let kinds = try house.database.psql("select kind from role_in_kind where role = 'expert'")
        for kind in SpaceKind.allCases {
            let space = try house.space(kind.rawValue, kind)
            let kaisa = try house.member(of: space, .coordinator)
            let person = try house.person(in: space, "Eero", "Esimerkki", kind: "contact")
            let list = try house.get("/\(space.slug)/people", as: kaisa)
            let isKnown = kinds.contains([kind.rawValue])
            #expect(list.text.contains("value=\"invite\"") == isKnown, "\(kind)")
            let page = try house.post(
                "/\(space.slug)/people/selection",
                ["to": "invite", "person": person.text],
                as: kaisa
            )
            #expect(page.status == (isKnown ? 200 : 400), "\(kind)")
        }
        #expect(house.faults.all.isEmpty, "\(house.faults.all)")
    }
}
