import Base
import Store
import Support

/// What the database itself answers to the serving role, past every page: the rule's key in its words, nil when it did it.
func refusal(
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
func giving(_ role: String, to guest: Guest, in space: TestSpace) -> String {
    "insert into membership_role (tenant_id, membership_id, role) values ('\(space.id)', '\(guest.membership)', '\(role)')"
}

/// An SQL statement that takes a role.
func taking(_ role: String, from guest: Guest, in space: TestSpace) -> String {
    "delete from membership_role where tenant_id = '\(space.id)' and membership_id = '\(guest.membership)' and role = '\(role)'"
}

/// The roles that a member has, in order.
func roles(_ house: TestHouse, _ guest: Guest) throws -> [String] {
    try house.database.psql(
        "select role || coalesce(' ' || ends_on, '') from membership_role where membership_id = '\(guest.membership)' order by role"
    ).compactMap(\.first)
}
