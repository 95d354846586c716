import Base
import Store
import Support

extension TestHouse {
    /// Runs SQL as the serving role, inside a space.
    func asApp(_ sql: String, in space: TestSpace) throws(Failure) {
        _ = try runScript(
            database.app,
            "begin; set local app.tenant = '\(space.id)'; \(sql); commit"
        )
    }
}
