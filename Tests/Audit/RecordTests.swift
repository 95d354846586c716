import Audit
import Base
import Testing

struct RecordTests {
    private let loggedActor = LoggedActor(
        account: ID<Account>(),
        membership: ID<Membership>(),
        session: ID<Session>(),
        name: "Testi Testaaja",
        role: "coordinator"
    )

    private func whole(_ entry: Entry) throws -> Record {
        try Record(
            entry,
            in: ID<Space>(),
            by: loggedActor,
            at: Instant(milliseconds: 1_795_266_250_123)
        )
    }

    private func record(_ entry: Entry) throws -> [String: JSON] {
        members(try whole(entry).json())
    }

    @Test func `a record has the public part, the commitments and the private parts`() throws {
        let course = ID<Space>()
        let record = try record(
            Entry(
                .courseChanged,
                of: Object(course, "Tampere"),
                changes: [
                    .value(field: "place", old: "Pori", new: "Tampere"),
                    .special(field: "background"),
                ]
            )
        )
        #expect(
            record.keys.sorted() == [
                "action", "actor", "at", "counter", "detail", "first", "groups", "id", "instance",
                "kind", "members", "object_type", "outcome",
                "parts", "people", "role", "space", "version",
            ]
        )
        #expect(record["action"] == "course.changed")
        #expect(record["kind"] == "write")
        #expect(record["object_type"] == "course")
        #expect(record["outcome"] == "done")
        #expect(record["role"] == "coordinator")
        #expect(record["version"] == .number(1))
        #expect(record["at"] == "2026-11-21T13:04:10.123Z")
        #expect(record["people"] == .number(0))
        let parts = try parts(record)
        #expect(parts.map { $0["part"] } == ["actor", "detail"])
        #expect(
            parts[1]["body"]
                == .string(
                    #"{"object":"\#(course)","label":"Tampere","changes":[{"field":"place","old":"Pori","new":"Tampere"},"#
                        + #"{"field":"background","changed":true}]}"#
                )
        )
        #expect(parts[1]["object"] == .string(course.text))
    }

    @Test func `names stand only in the private parts`() throws {
        var record = try record(
            Entry(.personRead, of: Object(ID<Person>(), "Liisa Malli"), about: [ID()])
        )
        record["parts"] = nil
        record["people"] = nil
        for value in record.values {
            #expect(!value.text.contains("Testi") && !value.text.contains("Liisa"))
        }
    }

    @Test func `each part is what its commitment says`() throws {
        let people = [ID<Person>(), ID<Person>()]
        let whole = try whole(Entry(.personListed, about: people, count: 2))
        let record = members(whole.json())
        let commitments = [record["actor"], record["detail"]]
        #expect(whole.people == people.map { ID($0) } && record["people"] == .number(2))
        #expect(whole.salts.count == 64 && whole.commitments.count == 64)
        for (place, person) in people.enumerated() {
            let own = place * 32..<(place + 1) * 32
            let body = "{\"person\":\"\(person)\"}"
            #expect(
                Array(whole.commitments[own]) == commit(salt: Array(whole.salts[own]), body: body)
            )
        }
        for (part, commitment) in zip(try parts(record), commitments) {
            guard case .string(let salt) = part["salt"], case .string(let body) = part["body"],
                let salted = bytes(hex: salt)
            else { throw Missing() }
            #expect(commitment == .string(hex(commit(salt: salted, body: body))))
        }
    }

    @Test func `a hundred people are named and the number tells of the rest`() throws {
        let people = (0..<130).map { _ in ID<Person>() }
        let record = try whole(Entry(.personListed, about: people))
        let parts = try parts(members(record.json()))
        #expect(record.people == people.prefix(Limits.subjectsPerEventMax).map { ID($0) })
        #expect(record.commitments.count == Limits.subjectsPerEventMax * 32)
        #expect(parts[1]["body"] == #"{"purpose":"register-care","count":130}"#)
    }

    @Test func `who is named is told why: in typed words, or by the code of the action`() throws {
        func detail(_ entry: Entry) throws -> JSON? {
            try parts(record(entry)).first { $0["part"] == "detail" }?["body"]
        }
        let people = [ID<Person>()]
        #expect(try detail(Entry(.courseRead, about: people)) == #"{"purpose":"course-care"}"#)
        let reveal = Entry(.noteRevealed, about: people, purpose: "Ohjaus")
        #expect(try detail(reveal) == #"{"purpose":"Ohjaus"}"#)
        #expect(try detail(Entry(.courseRead)) == "{}")
    }

    @Test func `members who stand in no register follow the people, and are called members`() throws
    {
        let member = ID<Membership>()
        let person = ID<Person>()
        let whole = try whole(Entry(.memberListed, about: [.member(member), .person(person)]))
        #expect(whole.people == [ID(person), ID(member)] && whole.members == 1)
        #expect(members(whole.json())["members"] == .number(1))
        for (place, body) in [#"{"person":"\#(person)"}"#, #"{"member":"\#(member)"}"#].enumerated()
        {
            let own = place * 32..<(place + 1) * 32
            #expect(
                Array(whole.commitments[own]) == commit(salt: Array(whole.salts[own]), body: body)
            )
        }
    }

    @Test func `a label that is somebody's name says whose`() throws {
        let person = ID<Person>()
        let name = PersonName(person, "Liisa Malli")
        let entry = Entry(.noteAdded, of: Object(person, name), seen: [Object(person, name)])
        let parts = try parts(record(entry))
        let id = person.text
        let seen = #"{"object":"\#(id)","label":"Liisa Malli","person":"\#(id)"}"#
        #expect(
            parts[1]["body"]
                == .string(
                    #"{"object":"\#(id)","label":"Liisa Malli","person":"\#(id)","seen":["# + seen
                        + "]}"
                )
        )
    }

    @Test func `a look is about whomever its page named, each once`() {
        let first = Subject.person(ID())
        let second = Subject.member(ID())
        let entry = Entry(.personRead, about: [first], count: 1).about(also: [second, first])
        #expect(entry.subjects == [first, second] && entry.count == 1)
    }

    @Test func `who is named twice is one subject`() throws {
        let person = ID<Person>()
        let record = try whole(Entry(.applicationListed, about: [person, ID(), person]))
        #expect(record.people.count == 2)
    }

    @Test func `the counter of one process grows by one an event, so that a hole is seen`() throws {
        // Other tests of this process may make records in between.
        let numbers = try (0..<5).map { _ in
            guard case .number(let number) = try record(Entry(.todayRead))["counter"] else {
                throw Missing()
            }
            return number
        }
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 })
        let instances = try (0..<2).map { _ in try record(Entry(.todayRead))["instance"] }
        #expect(instances[0] == instances[1])
    }

    private struct Missing: Error {}

    private func parts(_ record: [String: JSON]) throws -> [[String: JSON]] {
        guard case .array(let parts) = record["parts"] else { throw Missing() }
        return parts.map(members)
    }

    private func members(_ json: JSON) -> [String: JSON] {
        guard case .object(let members) = json else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    }
}
