/// How far a mail has come; its words stand in `Web/wording` under `mails.state.<code>`.
public enum MailState: String, CaseIterable, Sendable {
    /// It has not left yet.
    case waiting
    /// A mail server has taken it.
    case sent
    /// A mail server has taken it, and says that it takes longer.
    case delayed
    /// A mail server did not want it, for good.
    case refused
    /// It was taken, and came back.
    case bounced
    /// No mail server could be reached in a day, or it has no address.
    case failed
}

extension MailState: ColumnValue {}
