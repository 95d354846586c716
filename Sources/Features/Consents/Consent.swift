import Base

/// The provider's end of a request, in the provider's space.
enum ConsentAsk {}

/// What an employer is asked, as the employer sees it: neutral facts of a course, nothing about the reason.
struct ConsentRequest: Sendable {
    let id: ID<ConsentRequest>
    let provider: ID<Space>
    let ask: ID<ConsentAsk>
    let facts: CourseFacts
    let asked: Set<Support>
    let giverName: String
    let giverEmail: String
    let textVersion: Int
    let language: Language
    /// What the applicant's address can be compared with, and never read from.
    let applicantMark: [UInt8]
    /// What has waited past its time is expired, whatever is stored.
    let state: ConsentState
    let sentAt: Instant
    let expiresAt: Instant

    var isOpen: Bool { state == .waiting }
    var canBeWithdrawn: Bool { state == .given || state == .withoutSupport }

    /// What the log knows the matter by.
    var label: String { "\(facts.employee), \(facts.course)" }

    /// Until when the link by which a consent is given now shows its receipt and takes the consent back.
    func receiptEnds(givenAt now: Instant) -> Instant {
        let today = now.inFinland.day
        let last = facts.afternoons.map(\.day).max() ?? today
        return now.adding(
            days: max(0, last.sinceEpoch - today.sinceEpoch) + Limits.consentReceiptDays
        )
    }
}

/// Who takes part in what, where and when.
struct CourseFacts: Sendable, Equatable {
    let provider: String
    let employer: String
    let employee: String
    let course: String
    let place: String
    let afternoons: [Afternoon]
    let hours: Int
}

/// One afternoon of a course.
struct Afternoon: Sendable, Equatable {
    let day: Day
    let starts: TimeOfDay
    let ends: TimeOfDay

    /// Reads `2027-01-14 13:00 16:00`, day and two times; anything else is nil.
    init?(text: String) {
        let parts = text.split(separator: " ").map(String.init)
        guard parts.count == 3, let day = Day(iso: parts[0]), let starts = TimeOfDay(iso: parts[1]),
            let ends = TimeOfDay(iso: parts[2])
        else { return nil }
        self.day = day
        self.starts = starts
        self.ends = ends
    }
}

enum ConsentState: String, CaseIterable, Sendable {
    case waiting
    case given
    case withoutSupport = "without-support"
    case refused
    case withdrawn
    case expired
    case cancelled
}

/// What an employer can be asked for beside its consent.
///
/// The contact person is answered with a name, the others with a tick.
enum Support: String, CaseIterable, Sendable, Comparable {
    case workingTime = "working-time"
    case travel
    case substitute
    case contact

    static func < (left: Support, right: Support) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

enum YesOrNo: String, Sendable {
    case yes
    case no
}

/// An employer's answer: consent and support are two, and neither follows from the other.
struct Answer: Sendable, Equatable {
    let consents: Bool
    /// What was ticked, of what was asked.
    let support: Set<Support>
    /// The contact person's name; empty for none.
    let contact: String
    /// The giver's name as they typed it.
    let name: String

    /// What the answer makes of the request.
    func state(asked: Set<Support>) -> ConsentState {
        guard consents else { return .refused }
        return asked.contains(.workingTime) && !support.contains(.workingTime)
            ? .withoutSupport : .given
    }

    /// Whether it consents without the working time that was asked for, and that a place needs.
    func lacksWorkingTime(asked: Set<Support>) -> Bool { state(asked: asked) == .withoutSupport }

    /// Whether a support was promised; nil when it was not asked for, and when the answer is no.
    func promises(_ one: Support, asked: Set<Support>) -> Bool? {
        consents && asked.contains(one) ? support.contains(one) : nil
    }
}

/// How sure it is who answered, weakest first.
enum IdentityStrength: String, CaseIterable, Sendable {
    case link
    case linkCode = "link-code"
    case companyDomain = "company-domain"
    case account
    case paper

    /// What a code sent to `email` proves.
    ///
    /// The organisation's own domain counts only in a space that the organisation has taken into
    /// use: before that, whoever named the employer named the address too.
    static func ofCode(email: String, contact: String, isClaimed: Bool) -> IdentityStrength {
        guard isClaimed, let giver = domain(email), giver == domain(contact),
            !freeDomains.contains(giver)
        else { return .linkCode }
        return .companyDomain
    }

    /// Domains where anybody gets an address say nothing about an employer.
    private static let freeDomains: Set<String> = [
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com",
        "yahoo.com", "icloud.com",
        "me.com", "proton.me", "protonmail.com", "gmx.com", "luukku.com", "suomi24.fi",
        "kolumbus.fi", "elisanet.fi",
        "saunalahti.fi", "welho.com", "pp.inet.fi", "netti.fi",
    ]

    private static func domain(_ email: String) -> String? {
        guard let at = email.lastIndex(of: "@") else { return nil }
        let domain = String(email[email.index(after: at)...])
        return domain.isEmpty ? nil : domain
    }
}

/// Who gives an answer or takes it back, and how sure that is.
struct Giver: Sendable {
    let name: String
    let email: String
    let strength: IdentityStrength
    let link: ID<AnswerLink>?
    let membership: ID<Membership>?
}

/// What was agreed to, word for word.
struct ConsentText: Sendable {
    let version: Int
    let language: Language
    let title: String
    let body: String
    let sha256: [UInt8]

    var paragraphs: [String] {
        body.split(separator: "\n").map(String.init)
    }
}
