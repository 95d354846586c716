public import Base
import Letters
public import Terms

// Words of the domain that are stored as their raw text.

extension Town: ColumnValue {}
extension CourseState: ColumnValue {}
extension ConsentState: ColumnValue {}
extension FeePayer: ColumnValue {}
extension PartnershipState: ColumnValue {}
extension StoryMatter: ColumnValue {}
extension FeeChoice: ColumnValue {}
extension OfferStand: ColumnValue {}
extension IdentityStrength: ColumnValue {}
extension Support: ColumnValue {}
extension MailKind: ColumnValue {}
extension NoticePace: ColumnValue {}
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

extension CourseFacts: ColumnValue {
    /// The facts of a request, selected as `jsonb_build_array(name, place, sessions, hours)::text`; nil when that is null.
    public static func readIfAny(_ row: Row, _ name: StaticString) throws(Failure) -> CourseFacts? {
        guard let text = try row.textIfAny(name) else { return nil }
        guard case .array(let parts)? = JSON(parsing: text), parts.count == 4,
            let course = String(json: parts[0]), let place = String(json: parts[1]),
            let afternoons = [Afternoon](json: parts[2]), let hours = Int(json: parts[3])
        else { throw row.mismatch(name) }
        return CourseFacts(name: course, place: place, afternoons: afternoons, hours: hours)
    }
}
