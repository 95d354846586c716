public import Base
public import Terms

/// A provider asks an employer for its consent and its support: neutral facts of a course, nothing about the reason.
public struct ConsentRequestLetter: Letter {
    /// What the provider knows the matter by; the employer's request has the same id.
    public let ask: ID<ConsentAsk>
    /// The name of the provider, in the employer's language.
    public let provider: String
    /// How the provider is reached, on one line; empty when it has not said so.
    public let contact: String
    /// The employer, as the applicant has named it.
    public let employer: String
    /// Who takes part.
    public let employee: String
    /// The name of the course.
    public let course: String
    /// Where it is held.
    public let place: String
    /// When its afternoons are.
    public let sessions: [Afternoon]
    /// Whole hours in all.
    public let hours: Int
    /// What is asked for beside the consent.
    public let asked: Set<Support>
    /// Who is to answer; empty when the applicant did not know the name.
    public let giverName: String
    /// The address that gets the personal link.
    public let giverEmail: String
    /// Which version of the employer's text is to be agreed to.
    public let textVersion: Int
    /// The language in which the employer is asked.
    public let language: Language
    /// Until when an answer is taken.
    public let until: Instant
    /// 64 hexadecimal figures that the applicant's address can be compared with, and never read from.
    public let applicantMark: String

    /// A letter with every field of its kind.
    public init(
        ask: ID<ConsentAsk>,
        provider: String,
        contact: String,
        employer: String,
        employee: String,
        course: String,
        place: String,
        sessions: [Afternoon],
        hours: Int,
        asked: Set<Support>,
        giverName: String,
        giverEmail: String,
        textVersion: Int,
        language: Language,
        until: Instant,
        applicantMark: String
    ) {
        self.ask = ask
        self.provider = provider
        self.contact = contact
        self.employer = employer
        self.employee = employee
        self.course = course
        self.place = place
        self.sessions = sessions
        self.hours = hours
        self.asked = asked
        self.giverName = giverName
        self.giverEmail = giverEmail
        self.textVersion = textVersion
        self.language = language
        self.until = until
        self.applicantMark = applicantMark
    }

    /// `consent.request`.
    public static let kind = LetterKind.consentRequest
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider),
        ("contact", \.contact),
        ("employer", \.employer),
        ("employee", \.employee),
        ("course", \.course),
        ("place", \.place),
        ("sessions", \.sessions),
        ("hours", \.hours),
        ("asked", \.asked),
        ("giver_name", \.giverName),
        ("giver_email", \.giverEmail),
        ("text_version", \.textVersion),
        ("language", \.language),
        ("until", \.until),
        ("applicant_mark", \.applicantMark)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }

    /// Name, place and times of the course together.
    public var facts: CourseFacts {
        CourseFacts(name: course, place: place, afternoons: sessions, hours: hours)
    }
}

/// A course asks more than the employer knows: it is asked anew.
///
/// What has not changed, its own earlier request says.
public struct ConsentRenewedLetter: Letter {
    /// What the provider knows the new matter by; the employer's new request has the same id.
    public let ask: ID<ConsentAsk>
    /// The ask that it replaces.
    public let renews: ID<ConsentAsk>
    /// The name of the provider, in the employer's language.
    public let provider: String
    /// The name by which employers know the course.
    public let course: String
    /// Where it is held.
    public let place: String
    /// When its afternoons are.
    public let sessions: [Afternoon]
    /// Whole hours in all.
    public let hours: Int
    /// Which version of the employer's text is to be agreed to.
    public let textVersion: Int
    /// Until when an answer is taken.
    public let until: Instant
    /// 64 hexadecimal figures that the applicant's address can be compared with, and never read from.
    public let applicantMark: String

    /// A letter with every field of its kind.
    public init(
        ask: ID<ConsentAsk>,
        renews: ID<ConsentAsk>,
        provider: String,
        course: String,
        place: String,
        sessions: [Afternoon],
        hours: Int,
        textVersion: Int,
        until: Instant,
        applicantMark: String
    ) {
        self.ask = ask
        self.renews = renews
        self.provider = provider
        self.course = course
        self.place = place
        self.sessions = sessions
        self.hours = hours
        self.textVersion = textVersion
        self.until = until
        self.applicantMark = applicantMark
    }

    /// `consent.renewed`.
    public static let kind = LetterKind.consentRenewed
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("renews", \.renews),
        ("provider", \.provider),
        ("course", \.course),
        ("place", \.place),
        ("sessions", \.sessions),
        ("hours", \.hours),
        ("text_version", \.textVersion),
        ("until", \.until),
        ("applicant_mark", \.applicantMark)
    )
    /// The new ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// A course has changed in a way that asks no more of an employer: it is told, and need not answer.
public struct ConsentToldLetter: Letter {
    /// What the provider knows the matter by.
    public let ask: ID<ConsentAsk>
    /// The name of the provider, in the employer's language.
    public let provider: String
    /// The name by which employers know the course.
    public let course: String
    /// Where it is held.
    public let place: String
    /// When its afternoons are.
    public let sessions: [Afternoon]
    /// Whole hours in all.
    public let hours: Int

    /// A letter with every field of its kind.
    public init(
        ask: ID<ConsentAsk>,
        provider: String,
        course: String,
        place: String,
        sessions: [Afternoon],
        hours: Int
    ) {
        self.ask = ask
        self.provider = provider
        self.course = course
        self.place = place
        self.sessions = sessions
        self.hours = hours
    }

    /// `consent.told`.
    public static let kind = LetterKind.consentTold
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider),
        ("course", \.course),
        ("place", \.place),
        ("sessions", \.sessions),
        ("hours", \.hours)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// A provider reminds an employer of a request; what it was about, the employer's own copy says.
public struct ConsentReminderLetter: Letter {
    /// What the provider knows the matter by.
    public let ask: ID<ConsentAsk>
    /// The name of the provider.
    public let provider: String

    /// A letter with every field of its kind.
    public init(ask: ID<ConsentAsk>, provider: String) {
        self.ask = ask
        self.provider = provider
    }

    /// `consent.reminder`.
    public static let kind = LetterKind.consentReminder
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// The last day to answer a request is over: nobody has.
public struct ConsentExpiredLetter: Letter {
    /// What the provider knows the matter by.
    public let ask: ID<ConsentAsk>
    /// The name of the provider.
    public let provider: String

    /// A letter with every field of its kind.
    public init(ask: ID<ConsentAsk>, provider: String) {
        self.ask = ask
        self.provider = provider
    }

    /// `consent.expired`.
    public static let kind = LetterKind.consentExpired
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// A request is no longer in progress; why, the employer does not learn.
public struct ConsentCancelledLetter: Letter {
    /// What the provider knows the matter by.
    public let ask: ID<ConsentAsk>
    /// The name of the provider.
    public let provider: String

    /// A letter with every field of its kind.
    public init(ask: ID<ConsentAsk>, provider: String) {
        self.ask = ask
        self.provider = provider
    }

    /// `consent.cancelled`.
    public static let kind = LetterKind.consentCancelled
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// The course that a request was about is over or is not held: nothing is asked, and nothing promised any more.
public struct ConsentCourseEndedLetter: Letter {
    /// What the provider knows the matter by.
    public let ask: ID<ConsentAsk>
    /// The name of the provider.
    public let provider: String
    /// The name of the course.
    public let course: String
    /// Whether it has been held; otherwise it is cancelled.
    public let held: Bool

    /// A letter with every field of its kind.
    public init(ask: ID<ConsentAsk>, provider: String, course: String, held: Bool) {
        self.ask = ask
        self.provider = provider
        self.course = course
        self.held = held
    }

    /// `consent.course-ended`.
    public static let kind = LetterKind.consentCourseEnded
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("provider", \.provider),
        ("course", \.course),
        ("held", \.held)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The provider.
    public var sender: String { provider }
}

/// Whether nobody at the employer can answer a request, since its consent-givers have left, and whether its mail came back.
public struct ConsentStuckLetter: Letter {
    /// What was asked.
    public let ask: ID<ConsentAsk>
    /// The name of the employer, as the request says it.
    public let employer: String
    /// Whether nobody can answer.
    public let stuck: Bool
    /// Whether the address of who may answer takes no mail.
    public let returned: Bool

    /// A letter with every field of its kind.
    public init(ask: ID<ConsentAsk>, employer: String, stuck: Bool, returned: Bool) {
        self.ask = ask
        self.employer = employer
        self.stuck = stuck
        self.returned = returned
    }

    /// `consent.stuck`.
    public static let kind = LetterKind.consentStuck
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("employer", \.employer),
        ("stuck", \.stuck),
        ("returned", \.returned)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The employer.
    public var sender: String { employer }
}

/// An employer's answer, with all that its receipt tells: both ends write the receipt from it.
public struct ConsentAnswerLetter: Letter {
    /// What was asked.
    public let ask: ID<ConsentAsk>
    /// The id of the answer, the receipt's number.
    public let record: String
    /// What the answer comes to.
    public let state: ConsentState
    /// When it was given.
    public let at: Instant
    /// Who gave it, as they typed their name.
    public let name: String
    /// How sure it is who gave it.
    public let strength: IdentityStrength
    /// Whether the employer consents.
    public let consents: Bool
    /// The support that was promised, the contact person aside.
    public let promised: Set<Support>
    /// The contact person's name; empty for none.
    public let contactPerson: String
    /// The support that was asked for.
    public let asked: Set<Support>
    /// Who passed the request on before it was answered, the first first.
    public let chain: [String]
    /// The version of the text that was agreed to.
    public let textVersion: Int
    /// The language in which it was shown.
    public let textLanguage: Language
    /// SHA-256 of the text, in hexadecimal.
    public let textHash: String
    /// Who asked.
    public let provider: String
    /// Who was asked.
    public let employer: String
    /// Who takes part.
    public let employee: String
    /// The name of the course.
    public let course: String
    /// Where it is held.
    public let place: String
    /// When its afternoons are.
    public let sessions: [Afternoon]
    /// Whole hours in all.
    public let hours: Int

    /// A letter with every field of its kind.
    public init(
        ask: ID<ConsentAsk>,
        record: String,
        state: ConsentState,
        at: Instant,
        name: String,
        strength: IdentityStrength,
        consents: Bool,
        promised: Set<Support>,
        contactPerson: String,
        asked: Set<Support>,
        chain: [String],
        textVersion: Int,
        textLanguage: Language,
        textHash: String,
        provider: String,
        employer: String,
        employee: String,
        course: String,
        place: String,
        sessions: [Afternoon],
        hours: Int
    ) {
        self.ask = ask
        self.record = record
        self.state = state
        self.at = at
        self.name = name
        self.strength = strength
        self.consents = consents
        self.promised = promised
        self.contactPerson = contactPerson
        self.asked = asked
        self.chain = chain
        self.textVersion = textVersion
        self.textLanguage = textLanguage
        self.textHash = textHash
        self.provider = provider
        self.employer = employer
        self.employee = employee
        self.course = course
        self.place = place
        self.sessions = sessions
        self.hours = hours
    }

    /// `consent.answer`.
    public static let kind = LetterKind.consentAnswer
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("record", \.record),
        ("state", \.state),
        ("at", \.at),
        ("name", \.name),
        ("strength", \.strength),
        ("consents", \.consents),
        ("promised", \.promised),
        ("contact_person", \.contactPerson),
        ("asked", \.asked),
        ("chain", \.chain),
        ("text_version", \.textVersion),
        ("text_language", \.textLanguage),
        ("text_sha256", \.textHash),
        ("provider", \.provider),
        ("employer", \.employer),
        ("employee", \.employee),
        ("course", \.course),
        ("place", \.place),
        ("sessions", \.sessions),
        ("hours", \.hours)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The employer.
    public var sender: String { employer }

    /// Name, place and times of the course together.
    public var facts: CourseFacts {
        CourseFacts(name: course, place: place, afternoons: sessions, hours: hours)
    }
}

/// An employer takes its consent back.
public struct ConsentWithdrawnLetter: Letter {
    /// What was asked.
    public let ask: ID<ConsentAsk>
    /// The name of the employer, as the request says it.
    public let employer: String
    /// The id of the withdrawal.
    public let record: String
    /// The id of the answer that is taken back.
    public let decision: String
    /// When it was taken back.
    public let at: Instant
    /// Who took it back, as they typed their name.
    public let name: String
    /// How sure it is who took it back.
    public let strength: IdentityStrength

    /// A letter with every field of its kind.
    public init(
        ask: ID<ConsentAsk>,
        employer: String,
        record: String,
        decision: String,
        at: Instant,
        name: String,
        strength: IdentityStrength
    ) {
        self.ask = ask
        self.employer = employer
        self.record = record
        self.decision = decision
        self.at = at
        self.name = name
        self.strength = strength
    }

    /// `consent.withdrawn`.
    public static let kind = LetterKind.consentWithdrawn
    /// The fields of the kind.
    public static let fields = LetterFields(
        Self.init,
        ("ask", \.ask),
        ("employer", \.employer),
        ("record", \.record),
        ("decision", \.decision),
        ("at", \.at),
        ("name", \.name),
        ("strength", \.strength)
    )
    /// The ask's id.
    public var reference: String { ask.text }
    /// The employer.
    public var sender: String { employer }
}
