package import Base
import HTTP
import Store

/// What the database itself answers to the serving role, past every page: the rule's key in its words, nil when it did it.
package func refusal(
    _ house: TestHouse,
    in space: TestSpace,
    as guest: Guest?,
    _ sql: String
) -> String? {
    let script = """
        begin; set local app.tenant = '\(space.id)'; set local app.actor = '\(guest?.membership.text ?? "")';
        \(sql); commit
        """
    do throws(Failure) {
        _ = try runScript(house.database.app, script)
        return nil
    } catch {
        guard case .broken(let fault) = error else { return "\(error)" }
        return fault.detail
    }
}

/// An SQL statement that gives a role.
package func giving(_ role: String, to guest: Guest, in space: TestSpace) -> String {
    "insert into membership_role (tenant_id, membership_id, role) values ('\(space.id)', '\(guest.membership)', '\(role)')"
}

/// An SQL statement that takes a role.
package func taking(_ role: String, from guest: Guest, in space: TestSpace) -> String {
    "delete from membership_role where tenant_id = '\(space.id)' and membership_id = '\(guest.membership)' and role = '\(role)'"
}

/// The roles that a member has, in order.
package func roles(_ house: TestHouse, _ guest: Guest) throws -> [String] {
    try house.database.psql(
        "select role || coalesce(' ' || ends_on, '') from membership_role where membership_id = '\(guest.membership)' order by role"
    ).compactMap(\.first)
}

extension TestHouse {
    /// Sends a body as it is, from our own page.
    package func send(_ path: String, _ body: String, as guest: Guest) throws(Failure) -> Page {
        var fields = Fields()
        fields.set("host", "localhost")
        fields.set("cookie", "vakka=\(guest.token)")
        fields.set("content-type", "application/x-www-form-urlencoded")
        fields.set("sec-fetch-site", "same-origin")
        return try ask(Request(.post, path, fields: fields, body: Array(body.utf8)))
    }
}

/// A value as it stands in a form's body.
package func escaped(_ value: String) -> String { percentEncoded(value) }
