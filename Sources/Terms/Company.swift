/// A company, as a public register tells of it: nothing else of it is taken.
public struct Company: Sendable, Equatable {
    /// The name that is in force.
    public let name: String
    /// Its business id.
    public let businessID: BusinessID

    /// A company of a register.
    public init(name: String, businessID: BusinessID) {
        self.name = name
        self.businessID = businessID
    }
}

/// What a company is looked for by.
public enum CompanyQuery: Sendable, Equatable {
    case businessID(BusinessID)
    case name(String)
}

/// What a public register answers.
public enum CompanyAnswer: Sendable, Equatable {
    /// Those that are registered and have not ended; perhaps none.
    case found([Company])
    /// More than are worth showing.
    case tooMany
    /// It did not answer in time, or with what is no answer.
    case failed
}

/// Asks a public register of companies, and waits for its answer.
public typealias CompanySearch = @Sendable (CompanyQuery) -> CompanyAnswer
