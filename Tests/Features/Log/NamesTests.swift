import Access
import Audit
import Base
import Foundation
import Support
import Testing

/// Whom the log's own pages and files name, the log tells of.
struct NamesTests {
    /// A log with events about many people by somebody in the register, by a member who is not, and by one who has gone.
    private struct Many {
        let world: LogWorld
        /// Everybody by the name that pages show.
        let ids: [String: String]
        let changed: ID<Event>

        init(_ name: String) throws {
            world = try LogWorld(name)
            let (house, space) = (world.house, world.space)
            var ids = ["Liisa Malli": world.liisa.text, "Onni Oja": world.onni.text]
            var people: [ID<Person>] = []
            for number in 0..<130 {
                let id = try house.person(in: space, "Jäsen", "Numero\(number)x")
                ids["Jäsen Numero\(number)x"] = id.text
                people.append(id)
            }
            let expert = try house.member(of: space, .expert, name: "Esko Itse", person: people[0])
            ids["Esko Itse"] = people[0].text
            let kaisa = try house.member(of: space, .coordinator, name: "Katri Kokko")
            ids["Katri Kokko"] = kaisa.membership.text
            ids["Tuula Tarkka"] = world.onni.text
            for some in stride(from: 0, to: 130, by: 65) {
                try world.add(
                    "person.listed",
                    kind: "read",
                    actor: "Katri Kokko",
                    account: kaisa.account,
                    subjects: Array(people[some..<some + 65])
                )
            }
            _ = try house.get("/takk/people/\(people[129])", as: kaisa)
            changed = try world.add(
                "application.made",
                kind: "write",
                actor: "Esko Itse",
                account: expert.account,
                subjects: [people[0]]
            )
            self.ids = ids
        }

        /// Whom the events name that came after the first `before`, by id.
        func told(after before: Int) throws -> Set<String> {
            let rows = try world.database.psql(
                """
                select distinct coalesce(x.person_id, x.membership_id) from log.event_subject x
                  join (select id, tenant_id, row_number() over (order by at, id) as place from log.event
                         where action <> 'database.changed') e
                    on e.tenant_id = x.tenant_id and e.id = x.event_id
                 where e.place > \(before)
                """
            )
            return Set(rows.compactMap(\.first))
        }

        /// Opens a page and says whom it names whom no event tells of.
        func untold(_ path: String) throws -> (shown: Int, untold: [String]) {
            let before = try world.house.log(of: world.space).count
            let page = try world.ask(path)
            #expect(page.status == 200, "\(path)")
            // The rail names the one who looks.
            let text = page.text.components(separatedBy: "<main").last ?? ""
            let told = try told(after: before)
            let shown = ids.filter { text.contains($0.key) || text.contains($0.value) }
            return (shown.count, shown.filter { !told.contains($0.value) }.map(\.key).sorted())
        }
    }

    @Test func `each page, file and search of the log tells of everybody whom it names`() throws {
        let many = try Many("log_names")
        let world = many.world
        let paths: [(String, Int)] = [
            ("/log", 5), ("/log?q=Numero12", 10), ("/log?person=\(world.liisa)", 1),
            ("/log?action=application.made", 1), ("/log/\(many.changed)", 1),
            ("/log/\(world.event)", 1), ("/log/export.csv", 132), ("/log/export.jsonl", 132),
            ("/log/export.csv?action=application.made", 1),
            ("/log/extract?person=\(world.liisa)", 1),
        ]
        for (path, atLeast) in paths {
            let (shown, untold) = try many.untold(path)
            #expect(shown >= atLeast, "\(path)")
            #expect(untold.isEmpty, "\(path): \(untold.prefix(5))")
        }
        #expect(world.house.faults.all.isEmpty, "\(world.house.faults.all)")
    }

    @Test func `a file that names more than an event holds leaves several, and nobody is left out`()
        throws
    {
        let many = try Many("log_names_many")
        let before = try many.world.house.log(of: many.world.space).count
        _ = try many.world.ask("/log/export.jsonl")
        let events = try many.world.house.log(of: many.world.space).dropFirst(before)
        #expect(events.count == 2 && Set(events) == ["log.exported done"])
        #expect(try many.told(after: before).isSuperset(of: many.ids.values))
    }

    @Test func `the one who was looked at learns of it, with what was shown`() throws {
        let many = try Many("log_names_own")
        let world = many.world
        let liisa = try world.house.member(of: world.space, .expert, person: world.liisa)
        _ = try world.ask("/log?action=person.read")
        _ = try world.ask("/log/\(world.event)")
        _ = try world.ask("/log/export.csv")
        // Each look of this test at an event is one that was about Liisa too.
        for (language, words, looks) in [
            ("fi", "nimi, lokin tapahtumat", 3), ("sv", "namn, händelser i loggen", 4),
            ("en", "name, events in the log", 5),
        ] {
            let own = try world.house.get("/takk/own-log?language=\(language)", as: liisa).text
            #expect(own.components(separatedBy: words).count == looks + 1, "\(language)")
            let id = try world.database.psql(
                "select id from log.event where action = 'log.event-read' order by id limit 1"
            )[0][0]
            let event = try world.ask("/log/\(id)?language=\(language)").text
            #expect(event.contains(words), "\(language)")
        }
    }
}
