public import Base

/// An employer's answer: consent and support are two, and neither follows from the other.
public struct ConsentAnswer: Sendable, Equatable {
    /// Whether the employer consents.
    public let consents: Bool
    /// What was promised, the contact person aside.
    public let support: Set<Support>
    /// The contact person's name; empty for none.
    public let contact: String
    /// The giver's name as they typed it.
    public let name: String

    /// Who refuses promises nothing, whatever was ticked before.
    public init(consents: Bool, support: Set<Support>, contact: String, name: String) {
        self.consents = consents
        self.support = consents ? support.subtracting([.contact]) : []
        self.contact = consents ? contact : ""
        self.name = name
    }

    /// What the answer makes of the request.
    public func state(asked: Set<Support>) -> ConsentState {
        guard consents else { return .refused }
        return asked.contains(.workingTime) && !support.contains(.workingTime)
            ? .withoutSupport : .given
    }

    /// Whether a support was promised; nil when it was not asked for, and when the answer is no.
    public func promises(_ one: Support, asked: Set<Support>) -> Bool? {
        consents && asked.contains(one) ? support.contains(one) : nil
    }
}

extension Subject {
    /// Whom a request is about, in the employer's space: no register of employees may stand there, so that the log tells of
    /// the request itself.
    public static func employee<Request>(of request: ID<Request>) -> Subject {
        .person(ID(request))
    }
}

/// Who asks whom about whom, and for which course.
public struct RequestFacts: Sendable, Equatable {
    /// The name of the provider.
    public let provider: String
    /// The employer, as the applicant has named it.
    public let employer: String
    /// Who takes part, with whom the name names in the space that keeps it.
    public let employee: PersonName
    /// In what.
    public let course: CourseFacts

    /// The facts as they are told.
    public init(provider: String, employer: String, employee: PersonName, course: CourseFacts) {
        self.provider = provider
        self.employer = employer
        self.employee = employee
        self.course = course
    }
}

/// What was answered and how that is known: the same at both ends, made of the letters that each end keeps.
public struct Receipt: Sendable {
    /// One act of a receipt: the answer, or its withdrawal.
    public struct Act: Sendable {
        /// 36 characters of a UUID.
        public let id: String
        /// When it was done.
        public let at: Instant
        /// Who did it, as they typed their name.
        public let name: String
        /// How sure it is who did it.
        public let strength: IdentityStrength

        /// An act as it is kept.
        public init(id: String, at: Instant, name: String, strength: IdentityStrength) {
            self.id = id
            self.at = at
            self.name = name
            self.strength = strength
        }
    }

    /// What was asked, by whom, about whom.
    public let facts: RequestFacts
    /// The support that was asked for.
    public let asked: Set<Support>
    /// What was answered.
    public let answer: ConsentAnswer
    /// The version of the text that was agreed to.
    public let textVersion: Int
    /// The language in which it was shown.
    public let textLanguage: Language
    /// SHA-256 of the text, in hexadecimal.
    public let textHash: String
    /// Who passed the request on before it was answered, the first first.
    public let chain: [String]
    /// The answer.
    public let decision: Act
    /// Its withdrawal; nil while it holds.
    public let withdrawal: Act?

    /// A receipt with all that it tells.
    public init(
        facts: RequestFacts,
        asked: Set<Support>,
        answer: ConsentAnswer,
        textVersion: Int,
        textLanguage: Language,
        textHash: String,
        chain: [String],
        decision: Act,
        withdrawal: Act?
    ) {
        self.facts = facts
        self.asked = asked
        self.answer = answer
        self.textVersion = textVersion
        self.textLanguage = textLanguage
        self.textHash = textHash
        self.chain = chain
        self.decision = decision
        self.withdrawal = withdrawal
    }

    /// What it came to: the answer, or its withdrawal.
    public var state: ConsentState {
        withdrawal == nil ? answer.state(asked: asked) : .withdrawn
    }
}
