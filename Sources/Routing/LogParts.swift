public import Audit
public import Base
public import HTML
import HTTP
public import Interface
public import Store
public import Wording

// What the slices say in the same way that show a log.

/// Where a page of a log ends: the next begins with what is older.
public struct LogKey: Equatable, Sendable {
    /// The moment of the last event.
    public let at: Instant
    /// Its id: several may have one moment.
    public let id: ID<Event>

    /// The place of an event.
    public init(at: Instant, id: ID<Event>) {
        self.at = at
        self.id = id
    }

    /// Reads a key from an address; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count == 2, let at = Int64(parts[0]), let id = ID<Event>(parts[1]),
            (0...250_000_000_000_000).contains(at)
        else { return nil }
        self.init(at: Instant(milliseconds: at), id: id)
    }

    /// The key in an address.
    public var text: String { "\(at.milliseconds)~\(id.text)" }
}

extension Visit {
    /// Where the page of a log begins, if it is not the first; refused as malformed when it is no place.
    public func logKey() throws(Failure) -> LogKey? {
        guard let text = request.query.first("before"), !text.isEmpty else { return nil }
        guard let key = LogKey(text) else { throw .refused(.malformed) }
        return key
    }
}

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

extension HTML {
    /// Links to the newest part of a log and to what is older than this one; nothing when it is all on one page.
    public mutating func logTurns(newest: String?, older: String?, _ words: Words) {
        guard newest != nil || older != nil else { return }
        nav(.class("pager"), .ariaLabel(words("interface.pager"))) { h in
            if let newest { h.button(words("log.newest"), to: newest) }
            if let older {
                h.a(words("interface.older"), .class("button"), .rel("next"), .href(older))
            }
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
