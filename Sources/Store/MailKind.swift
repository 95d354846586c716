/// What a mail of a space is about; its words stand in `Web/wording` under `mails.kind.<code>`.
public enum MailKind: String, CaseIterable, Sendable {
    /// That an application has come.
    case application
    /// A place on a course: given, paused, ended.
    case place
    /// A course that has changed, or is over.
    case course
    /// An employer is asked.
    case request
    /// An employer is asked again.
    case reminder
    /// A code for a step of an answer.
    case code
    /// What an employer has answered, for the employer.
    case receipt
    /// That an answer has come, or that none will.
    case answer
    /// Somebody is invited to be a member.
    case invitation
    /// What waits for a member, in the morning.
    case waiting
    /// From before mails had kinds.
    case earlier
}

extension MailKind: ColumnValue {}

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
