public import Audit
public import Base
public import Interface
public import Store
public import Wording

// What the slices say in the same way that show a log.

extension Words {
    /// The words of a code; the code itself where there are none.
    public func word(_ key: String, or code: String) -> String {
        has(key) ? dynamic(key) : code
    }

    /// The groups of personal data that a door shows: 'nimi, yhteystiedot'.
    public func fieldGroups(_ groups: [String]) -> String {
        groups.map { word("group.\($0)", or: $0) }.joined(separator: ", ")
    }

    /// A person's name, or that nobody by that id is in the register.
    public func subjectName(_ name: PersonName?) -> any Text {
        guard let name, !name.isEmpty else { return self("log.person.gone") }
        return name
    }
}

extension Kind {
    /// Its colour and shape.
    public var look: StateKind {
        switch self {
        case .read, .consent: .given
        case .deny, .breakGlass, .redact: .refused
        case .export: .waiting
        case .write, .auth: .plain
        }
    }
}

extension Statement where Result == PersonName {
    /// Somebody in the register (`$5`) within reach, or the employee of a request for who reaches everything, as a log names
    /// them.
    public static let registeredName = Statement(
        within: .reach,
        """
        select (id, given_name || ' ' || family_name) as name from people_within($2, $3, $4)
         where tenant_id = $1 and id = $5
        union all
        select (id, name) from employee_of_request where tenant_id = $1 and id = $5 and $2 = 'all'
        """,
        "name"
    )
}

extension ListOrder {
    /// The order of a log, newest first; `e` is the event.
    public static let time = ListOrder("time", "e.at", greatestFirst: true)
}

extension ListFilter {
    /// Events about somebody of the register.
    public static let eventsAbout = id(
        "person",
        title: "log.subjects",
        "e.id in (select a.event_id from log.events_about($1, array[?::uuid]) a(event_id))"
    )
    /// Events from a day on, in Finland.
    public static let eventsFrom = day(
        "from",
        title: "log.filter.from",
        "e.at >= ?::date::timestamp at time zone 'Europe/Helsinki'"
    )
    /// Events until a day, in Finland.
    public static let eventsTo = day(
        "to",
        title: "log.filter.to",
        "e.at < (?::date + 1)::timestamp at time zone 'Europe/Helsinki'"
    )
}
