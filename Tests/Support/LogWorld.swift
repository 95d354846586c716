import Access
import Audit
package import Base
import Store

/// A space with an auditor, two people and one event, and events as tests need them.
package struct LogWorld {
    package let house: TestHouse
    package let space: TestSpace
    package let auditor: Guest
    package let liisa: ID<Person>
    package let onni: ID<Person>
    /// An event that the space has from the start.
    package let event: ID<Event>

    package var database: TestDatabase { house.database }

    package init(_ name: String, in house: TestHouse? = nil, slug: String = "takk") throws {
        let house = try house ?? TestHouse(name)
        self.house = house
        let space = try house.space(slug, .provider)
        self.space = space
        liisa = try house.person(in: space, "Liisa", slug == "takk" ? "Malli" : "Canary-\(slug)")
        onni = try house.person(in: space, "Onni", "Oja")
        auditor = try house.member(of: space, .auditor, name: "Tuula Tarkka", person: onni)
        event = ID()
        try LogWorld.insert(
            LogWorld.row(
                space.id,
                event,
                "person.read",
                "read",
                "done",
                "coordinator",
                "Kaisa Koe",
                nil,
                "Liisa Malli",
                nil,
                nil,
                [liisa],
                [],
                "2026-02-03T10:00:00.000Z"
            ),
            about: [liisa],
            house
        )
    }

    /// Opens a page of this space as its auditor.
    package func ask(_ path: String) throws -> Page {
        try house.get("/\(space.slug)\(path)", as: auditor)
    }

    /// Adds an event of the space, with commitments that hold.
    @discardableResult
    package func add(
        _ action: String,
        kind: String,
        outcome: String = "done",
        role: String = "coordinator",
        actor: String = "Testi Testaaja",
        account: ID<Account>? = nil,
        label: String = "",
        purpose: String? = nil,
        count: Int? = nil,
        subjects: [ID<Person>] = [],
        changes: [JSON] = [],
        at: String? = nil
    ) throws -> ID<Event> {
        try LogWorld.add(
            to: space,
            in: house,
            action,
            kind: kind,
            outcome: outcome,
            role: role,
            actor: actor,
            account: account,
            label: label,
            purpose: purpose,
            count: count,
            subjects: subjects,
            changes: changes,
            at: at
        )
    }

    /// Adds an event to any space's log.
    @discardableResult
    package static func add(
        to space: TestSpace,
        in house: TestHouse,
        _ action: String,
        kind: String,
        outcome: String = "done",
        role: String = "coordinator",
        actor: String = "Testi Testaaja",
        account: ID<Account>? = nil,
        label: String = "",
        purpose: String? = nil,
        count: Int? = nil,
        subjects: [ID<Person>] = [],
        changes: [JSON] = [],
        at: String? = nil
    ) throws -> ID<Event> {
        let id = ID<Event>()
        try insert(
            row(
                space.id,
                id,
                action,
                kind,
                outcome,
                role,
                actor,
                account,
                label,
                purpose,
                count,
                subjects,
                changes,
                at ?? Instant.now.iso
            ),
            about: subjects,
            house
        )
        return id
    }

    private static func insert(
        _ row: JSON,
        about subjects: [ID<Person>] = [],
        _ house: TestHouse
    ) throws {
        let text = JSON.array([row]).text.replacing("'", with: "''")
        let people = try subjects.map { try PrivatePart(["person": .string($0.text)]) }
        let ids = subjects.map(\.text).joined(separator: ",")
        try house.database.psql(
            """
            select log.append('\(text)', '{\(ids)}', '\\x\(hex(people.flatMap(\.salt)))',
              '{\(people.map { "\"\\\\x" + hex($0.commitment) + "\"" }.joined(separator: ","))}')
            """
        )
    }

    private static func row(
        _ space: ID<Space>,
        _ id: ID<Event>,
        _ action: String,
        _ kind: String,
        _ outcome: String,
        _ role: String,
        _ name: String,
        _ account: ID<Account>?,
        _ label: String,
        _ purpose: String?,
        _ count: Int?,
        _ subjects: [ID<Person>],
        _ changes: [JSON],
        _ at: String
    ) throws -> JSON {
        let actor = try PrivatePart(["name": .string(name)])
        var members: [JSON.Member] = label.isEmpty ? [] : [.init("label", .string(label))]
        if let purpose { members.append(.init("purpose", .string(purpose))) }
        if let count { members.append(.init("count", .number(count))) }
        if !changes.isEmpty { members.append(.init("changes", .array(changes))) }
        let detail = try PrivatePart(.object(members))
        let parts: [JSON] = [
            part("actor", actor, "account", account?.text), part("detail", detail, "object", nil),
        ]
        return [
            "space": .string(space.text), "id": .string(id.text), "at": .string(at),
            "version": .number(1),
            "kind": .string(kind), "action": .string(action), "outcome": .string(outcome),
            "role": .string(role),
            "object_type": .string(String(action.prefix { $0 != "." })),
            "instance": .string(ID<Event>().text),
            "counter": .number(1), "actor": .string(hex(actor.commitment)),
            "detail": .string(hex(detail.commitment)), "parts": .array(parts),
            "first": .number(0), "people": .number(subjects.count),
        ]
    }

    private static func part(
        _ name: String,
        _ part: PrivatePart,
        _ key: String,
        _ value: String?
    ) -> JSON {
        .object([
            .init("part", .string(name)), .init("ordinal", .number(0)),
            .init("salt", .string(hex(part.salt))),
            .init("body", .string(part.body)), .init(key, value.map(JSON.string) ?? .null),
        ])
    }
}
