import Base
import Terms

/// What an employer is asked, as the employer sees it: neutral facts of a course, nothing about the reason.
struct ConsentRequest: Sendable {
    let id: ID<ConsentRequest>
    let provider: ID<Space>
    let ask: ID<ConsentAsk>
    let facts: RequestFacts
    let asked: Set<Support>
    /// How the provider is reached, on one line; empty when it has not said so.
    let contact: String
    let giverName: String
    let giverEmail: String
    let textVersion: Int
    let language: Language
    /// What the applicant's address can be compared with, and never read from; empty where nobody said.
    let applicantMark: String
    /// What has waited past its time is expired, whatever is stored.
    let state: ConsentState
    let sentAt: Instant
    let expiresAt: Instant

    var isOpen: Bool { state == .waiting }
    var canBeWithdrawn: Bool { state == .given || state == .withoutSupport }

    /// What the log knows the matter by.
    var label: String { "\(facts.employee), \(facts.course.name)" }

    /// Until when the link by which a consent is given now shows its receipt and takes the consent back.
    func receiptEnds(givenAt now: Instant) -> Instant {
        let today = now.inFinland.day
        let last = facts.course.afternoons.map(\.day).max() ?? today
        return now.adding(
            days: max(0, last.sinceEpoch - today.sinceEpoch) + Limits.consentReceiptDays
        )
    }
}

/// Who asks whom about whom, and for which course.
struct RequestFacts: Sendable, Equatable {
    let provider: String
    let employer: String
    let employee: String
    let course: CourseFacts
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

extension IdentityStrength {
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
