import Base
import Terms

/// A personal link to one request.
///
/// It decides as long as the request is open and it has not been passed on; it lives on to show the
/// receipt and to take a consent back.
struct AnswerLink: Sendable {
    let id: ID<AnswerLink>
    let email: String
    let name: String
    /// To whom it was passed on, when it was.
    let passedTo: String?
    /// Who has passed the request on, the first first: by whichever link, or with an account.
    let chain: [String]

    /// Who holds the link, as the other pages name them.
    var holder: String { name.isEmpty ? email : name }
}

/// What is done by a link and needs a code from a second mail.
enum CodeStep: String, CaseIterable, Sendable {
    case decision
    case delegation
    case withdrawal
}

/// How a code that was typed compares to the one that was sent.
enum CodeVerdict: Sendable {
    case right
    case wrong(triesLeft: Int)
    /// Expired, used up, or asked for in another browser.
    case spent
}

/// A colleague to whom a request is passed on.
struct Colleague: Sendable, Equatable {
    let name: String
    let email: String
}
