import Base
import Interface

/// What somebody tells of what does not work for them.
struct SentFeedback: Sendable {
    var body = ""
    var name = ""
    var email = ""
}

let feedbackFields = FieldList<SentFeedback>(
    .area("body", \.body, "feedback.body", help: "feedback.body.help", isRequired: true),
    .line(
        "name",
        \.name,
        "feedback.name",
        limit: Limits.nameCharactersMax,
        isRequired: false
    ),
    .email(
        "email",
        \.email,
        "feedback.email",
        help: "feedback.email.help",
        isRequired: false,
        autocomplete: "email"
    )
)

/// What a coordinator answers.
struct FeedbackAnswer: Sendable {
    var answer = ""
}

let answerFields = FieldList<FeedbackAnswer>(
    .area("answer", \.answer, "feedback.answer.text", isRequired: true)
)

/// Feedback as a coordinator reads it.
struct ReadFeedback: Sendable {
    let name: String
    let email: String
    let isProven: Bool
    let language: Language
    let body: String
    let sentAt: Instant
    let answerBy: Day
    let answer: String
    let answeredAt: Instant?
}

/// Feedback that waits for its answer.
struct WaitingFeedback: Sendable {
    let id: ID<SentFeedback>
    let sentAt: Instant
    let answerBy: Day
    let count: Int
}
