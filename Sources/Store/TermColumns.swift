public import Base
import Letters
public import Terms

// Words of the domain that are stored as their raw text.

extension Town: ColumnValue {}
extension CourseState: ColumnValue {}
extension ConsentState: ColumnValue {}
extension IdentityStrength: ColumnValue {}
extension Support: ColumnValue {}
extension Support: ArrayColumnElement {}

extension Afternoon: ArrayColumnElement {
    /// The afternoons of a letter's field, selected as text.
    public static func readAll(_ row: Row, _ name: StaticString) throws(Failure) -> [Afternoon] {
        guard let kept = JSON(parsing: try row.text(name)).flatMap([Afternoon].init(json:)) else {
            throw row.mismatch(name)
        }
        return kept
    }
}
