import Base
import HTTP
import Routing
import Support

extension TestHouse {
    /// Many people with the same family name, numbered, or all of one name.
    func crowd(_ number: Int, in space: TestSpace, given: String = "n", isSameName: Bool = false)
        throws(Failure)
    {
        let name = isSameName ? "'\(given)'" : "'\(given)' || lpad(n::text, 3, '0')"
        try database.psql(
            """
            insert into person (tenant_id, id, given_name, family_name, kind, created_at, changed_at)
            select '\(space.id)', gen_random_uuid(), \(name), 'Joukko', 'participant',
                   timestamptz '2026-01-01' + n / 3 * interval '1 minute', timestamptz '2026-02-01' + n / 3 * interval '1 hour'
              from generate_series(1, \(number)) n
            """
        )
    }
}

extension Page {
    /// The ids of the people whose rows stand in the list, in order.
    var rows: [String] {
        text.components(between: "class=\"row\" href=\"", and: "\"")
            .map { String($0.prefix { $0 != "?" }.suffix(36)) }
    }

    /// Where a link with this relation leads.
    func link(_ relation: String) -> String? {
        text.components(between: "rel=\"\(relation)\" href=\"", and: "\"").first
            .map { $0.replacing("&amp;", with: "&") }
    }

    /// The page without what an address, a key or the hour makes different.
    func without(_ id: String) -> String {
        text.replacing(id, with: "-")
    }
}
