/// A kind of mail to who has an account; its words stand in `Web/wording` under `notices.kind.<code>`.
public enum NoticeKind: String, CaseIterable, Sendable {
    /// A code for signing in, for a new password, for a step of an answer.
    case code
    /// An invitation to a space.
    case invitation
    /// An employer is asked, and reminded.
    case request
    /// What became of an application, an answer, a place.
    case decision
    /// A course that has changed, or is over.
    case course
    /// An employer has not answered in time, for coordinators.
    case unanswered
    /// What waits on Today.
    case waiting

    /// How one may choose that it comes; nothing where law or the matter needs it.
    public var paces: [NoticePace] {
        switch self {
        case .code, .invitation, .request, .decision, .course: []
        case .unanswered: [.atOnce, .daily, .none]
        case .waiting: [.daily, .none]
        }
    }

    /// What comes whatever anybody chooses.
    public static let required = allCases.filter(\.paces.isEmpty)
    /// What one chooses.
    public static let chosen = allCases.filter { !$0.paces.isEmpty }
}

/// How a kind of notice comes; its words stand in `Web/wording` under `notices.pace.<code>`.
public enum NoticePace: String, CaseIterable, Sendable {
    /// As a mail of its own.
    case atOnce = "at-once"
    /// In one mail a day, at seven in Finland.
    case daily
    /// Not at all.
    case none
}
