public import Base
import Store

extension TestHouse {
    /// Runs SQL as the serving role, inside a space.
    @discardableResult
    public func asApp(_ sql: String, in space: TestSpace) throws(Failure) -> [[String]] {
        try runScript(
            database.app,
            "begin; set local app.tenant = '\(space.id)'; \(sql); commit"
        )
    }
}
