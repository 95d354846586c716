/// What a mail is about; its words stand in `Web/wording` under `mails.kind.<code>`.
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
    /// A code for signing in, for a new password, for a step of an answer.
    case code
    /// What an employer has answered, for the employer.
    case receipt
    /// That an answer has come, or that none will.
    case answer
    /// An employer has not answered in time, for coordinators.
    case unanswered
    /// Somebody is invited to be a member.
    case invitation
    /// What waits on Today, in the morning.
    case waiting
    /// What a coordinator writes.
    case message
    /// An expert is asked to an engagement, and what becomes of it.
    case offer
    /// From before mails had kinds.
    case earlier

    /// How one may choose that it comes; nothing where law or the matter needs it.
    public var paces: [NoticePace] {
        switch self {
        case .unanswered: [.atOnce, .daily, .none]
        case .waiting: [.daily, .none]
        default: []
        }
    }

    /// What one chooses.
    public static let chosen = allCases.filter { !$0.paces.isEmpty }
    /// What comes whatever anybody chooses, with why it does under `notices.why.<code>`.
    public static let required = allCases.filter { $0.paces.isEmpty && $0 != .earlier }
}

/// How a kind of mail comes; its words stand in `Web/wording` under `notices.pace.<code>`.
public enum NoticePace: String, CaseIterable, Sendable {
    /// As a mail of its own.
    case atOnce = "at-once"
    /// In one mail a day, at seven in Finland.
    case daily
    /// Not at all.
    case none
}
