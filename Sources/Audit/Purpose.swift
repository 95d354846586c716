/// Why people's data is handled: the code that an event keeps; its words stand in `Web/wording` under `log.purpose.<code>`.
public enum Purpose: String, CaseIterable, Sendable {
    case accountCare = "account-care"
    case applicationCare = "application-care"
    case coOperation = "co-operation"
    case courseCare = "course-care"
    case employerAsk = "employer-ask"
    case logAudit = "log-audit"
    case memberCare = "member-care"
    case ownData = "own-data"
    case ownTasks = "own-tasks"
    case registerCare = "register-care"
    case requestCare = "request-care"
    /// Its events tell the purpose in the reader's own choice of words.
    case reveal
    case search
    case security
    case spaceCare = "space-care"
    case storyCare = "story-care"

    /// What is done for it.
    public var actions: [Action] { Action.allCases.filter { $0.purpose == self } }
}
