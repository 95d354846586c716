/// Personal data by what it tells: a door says which groups it shows, and the events of its requests carry them.
public enum FieldGroup: String, CaseIterable, Sendable {
    case name
    case contact
    case membership
    case application
    case attendance
    case consent
    case note
    /// What an expert takes part in, and presents of themselves.
    case boundaries
    /// What an expert is not to be asked about.
    case limits
    /// What a story that is not published tells of somebody.
    case story
    /// What is said of an engagement that was held.
    case words
    /// Who is in a group of developer-clients, since when, and what they want for it.
    case activity
    /// Whether somebody's tax card has come.
    case taxCard = "tax-card"
    case log

    /// Whether it may tell of health or of other special categories (GDPR, article 9).
    public var isSpecial: Bool { self == .note || self == .limits }
}
