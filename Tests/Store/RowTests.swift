import Access
import Base
import Interface
import Routing
import Store
import Support
import Testing

private struct Thing: Sendable {
    let name: String
    let day: Day
    let language: Language
    let count: Int?
    let kind: Kind
    let words: [String]

    enum Kind: String { case one, two }
}

extension Thing.Kind: ColumnValue {}

private let thing = Statement(
    """
    select 'nimi'::text as name, date '2027-01-14' as held_on, 'sv'::text as language, null::int as count,
           'two'::text as kind, array['a', 'b']::text[] as words
     where $1::uuid is not null
    """,
    Thing.init,
    "name",
    "held_on",
    "language",
    "count",
    "kind",
    "words"
)

private let number = Statement<Int>("select 7 as number where $1::uuid is not null", "number")

private let wrong = Statement<Language>("select 'xx'::text as l where $1::uuid is not null", "l")

private let named = Statement<PersonName?>(
    """
    select (x.person, x.member, x.name) as name
      from (values ($2::uuid, $3::uuid, 'Liisa'), (null, $3, 'Onni'), (null, null, 'Vieras'), ($2, $3, null))
        as x(person, member, name) where $1::uuid is not null
    """,
    "name"
)

private let gathered = Statement<[PersonName]>(
    """
    select array_agg((x.person, x.name)) as names from (values ($2::uuid, 'Liisa'::text), (null, 'Onni')) as x(person, name)
     where $1::uuid is not null
    """,
    "names"
)

private let reached = Statement<String>(
    within: .reach,
    "select $2::text as reach where $1::uuid is not null and $3::uuid is null and $4::uuid is not null",
    "reach"
)

private struct Details: Sendable {
    var name = ""
    var language: Language?
}

private struct Whole: Sendable {
    let details: Details
    let number: Int
}

private let fields = FieldList<Details>(
    .name("name", \.name, "person.name"),
    .choice("language", \.language, "person.language")
)

private let whole = reader(Whole.init, from: fields.row(over: Details()), "number")

private let declared = Statement<Whole>(
    "select {columns}, 7 as number from (values ('nimi', 'sv')) as x({columns}) where $1::uuid is not null",
    columns: fields.columns,
    whole
)

private let undeclared = Statement<Whole>(
    "select {columns}, 7 as number from (values ('nimi', 'xx')) as x({columns}) where $1::uuid is not null",
    columns: fields.columns,
    whole
)

@Suite struct RowTests {
    @Test func `a statement over declared columns names each, and their values come last`() {
        func filled(_ text: StaticString) -> String { SQL(text, columns: fields.columns).text }
        #expect(
            filled("insert into x (tenant_id, id, {columns}) values ($1, $2, {values})")
                == "insert into x (tenant_id, id, name, language) values ($1, $2, $3, $4)"
        )
        #expect(
            filled("update x set {changes} where id = $12 and tenant_id = $1")
                == "update x set name = $13, language = $14 where id = $12 and tenant_id = $1"
        )
        #expect(filled("select {columns} from x") == "select name, language from x")
        #expect(fields.stored(Details(name: "nimi")) == ["nimi", nil])
    }

    @Test func `declared fields are read from their columns, and a value that is none is a fault`()
        throws
    {
        let house = try TestHouse("rows_declared")
        let space = try house.space("rivit", .association)
        let permit = try permit(space, try house.member(of: space, .coordinator))
        let database = Database(house.database.app)
        let found = try database.read(permit) { (db) throws(Failure) in try db.one(declared) }
        #expect(found.details.name == "nimi" && found.details.language == .swedish)
        #expect(found.number == 7)
        #expect(throws: Failure.self) {
            try database.read(permit) { (db) throws(Failure) in _ = try db.one(undeclared) }
        }
    }

    private func permit(_ space: TestSpace, _ guest: Guest) throws -> Permit {
        let actor = Actor(
            space: space.id,
            account: guest.account,
            membership: guest.membership,
            roles: [.coordinator]
        )
        return try Gate(table: .embedded()).ask(actor, for: .personRead)
    }

    @Test func `a row is read by an initialiser and the names of columns`() throws {
        let house = try TestHouse("rows")
        let space = try house.space("rivit", .association)
        let guest = try house.member(of: space, .coordinator)
        let permit = try permit(space, guest)
        let database = Database(house.database.app)
        let found = try database.read(permit) { (db) throws(Failure) in
            try db.together(.one(thing), .one(number), .one(reached))
        }
        #expect(found.0.name == "nimi")
        #expect(found.0.day == Day(year: 2027, month: 1, day: 14))
        #expect(found.0.language == .swedish)
        #expect(found.0.count == nil)
        #expect(found.0.kind == .two)
        #expect(found.0.words == ["a", "b"])
        #expect(found.1 == 7)
        #expect(found.2 == "all")
    }

    @Test func `a name comes with whom it names`() throws {
        let house = try TestHouse("rows_names")
        let space = try house.space("rivit", .association)
        let permit = try permit(space, try house.member(of: space, .coordinator))
        let (person, member) = (ID<Person>(), ID<Membership>())
        let (names, all) = try Database(house.database.app).read(permit) { (db) throws(Failure) in
            try db.together(.all(named, person, member), .one(gathered, person))
        }
        #expect(
            names == [
                PersonName(person, "Liisa"), PersonName(.member(member), "Onni"),
                .unlisted("Vieras"), nil,
            ]
        )
        #expect(all == [PersonName(person, "Liisa"), .unlisted("Onni")])
    }

    @Test func `a value that is none of the enumeration is a fault`() throws {
        let house = try TestHouse("rows_wrong")
        let space = try house.space("rivit", .association)
        let guest = try house.member(of: space, .coordinator)
        let permit = try permit(space, guest)
        let database = Database(house.database.app)
        #expect(throws: Failure.self) {
            try database.read(permit) { (db) throws(Failure) in _ = try db.one(wrong) }
        }
    }
}
