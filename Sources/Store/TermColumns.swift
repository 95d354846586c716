public import Terms

// Words of the domain that are stored as their raw text.

extension Town: ColumnValue {}
extension CourseState: ColumnValue {}
extension ConsentState: ColumnValue {}
extension IdentityStrength: ColumnValue {}
extension Support: ColumnValue {}
extension Support: ArrayColumnElement {}
