import Base
import Interface
import Terms

/// How an applicant is reached, by the register.
struct ApplicantContact: Sendable {
    let givenName: String
    let email: String
    let phone: String
    let municipality: String
    let language: Language
    /// Whom the application lacks; empty for nobody.
    let lacks: String
}

/// P1: whom the applicant lets be asked, and for what.
struct ReleaseFacts: Sendable {
    let employerName: String
    let businessID: String
    let giverName: String
    let giverEmail: String
    let support: Set<Support>
}

/// P2 as the provider knows it: what the employer has answered.
struct AnswerFacts: Sendable {
    /// Who has answered, as they typed their name; empty before an answer.
    let decidedBy: String
    /// How sure it is who answered; nil before an answer.
    let strength: IdentityStrength?
    let given: Set<Support>
    /// The contact person at the employer; empty for none.
    let contact: String

    /// Whether the employer has answered, so that there is a receipt to open.
    var hasReceipt: Bool { strength != nil }
}

/// How the provider is reached, by its settings; what is not set is empty.
struct ProviderContact: Sendable {
    let email: String
    let phone: String

    /// `neuvonta@esimerkki.fi, 03 123 4567`; empty when there is neither.
    var line: String { [email, Phone.shown(phone)].filter { !$0.isEmpty }.joined(separator: ", ") }
}

/// An application's page as one reader sees it.
struct ApplicationPage {
    let path: ApplicationPath
    let course: CourseFacts
    let applicant: ApplicantContact
    /// What has to be known of the applicant.
    let notices: [WaitingTask]
    let release: ReleaseFacts?
    let answer: AnswerFacts?
    /// Whether the reader is the applicant.
    let isOwn: Bool
    /// Whether the reader looks after everybody's applications.
    let isStaff: Bool
    let history: [HistoryEntry]
    /// The provider's name, and how it is reached.
    let provider: String
    let contact: ProviderContact
    /// The list from which the page was opened.
    let list: ListQuery
    /// Makes the key of a form.
    let once: () -> String
    /// The space's path: `/takk`.
    let place: String

    /// Where this page is.
    var here: String { "\(place)/applications/\(path.id)" }

    /// Where a form of the page goes: `act("closing")`.
    func act(_ name: String) -> String { "\(here)/\(name)\(list.trail)" }
}
