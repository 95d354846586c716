public import Base

/// P2 at the provider's end: a consent that was asked for; what its id names.
public enum ConsentAsk {}

/// How far a request for an employer's consent has come.
public enum ConsentState: String, CaseIterable, Sendable {
    case waiting
    case given
    case withoutSupport = "without-support"
    case refused
    case withdrawn
    case expired
    case cancelled
    /// Asked anew, about new facts.
    case replaced

    /// Whether the employer still has something to answer or to take back.
    public var isOpen: Bool { self == .waiting || self == .given || self == .withoutSupport }
}

/// What an employer can be asked for beside its consent, in the order in which it is told.
///
/// The contact person is answered with a name, the others with a tick.
public enum Support: String, CaseIterable, Sendable, Comparable {
    case workingTime = "working-time"
    case travel
    case substitute
    case contact

    /// The order in which it is told.
    public static func < (left: Support, right: Support) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// How sure it is who answered, weakest first.
public enum IdentityStrength: String, CaseIterable, Sendable {
    case link
    case linkCode = "link-code"
    case companyDomain = "company-domain"
    case account
    case paper
}

/// A text that is agreed to, word for word.
public struct ConsentText: Sendable {
    /// The version, from 1.
    public let version: Int
    /// The language that it is written in.
    public let language: Language
    /// The heading.
    public let title: String
    /// Paragraphs, parted by empty lines.
    public let body: String
    /// 64 hexadecimal figures: SHA-256 of title, line break and body.
    public let hash: String

    /// A text as it is kept.
    public init(version: Int, language: Language, title: String, body: String, hash: String) {
        self.version = version
        self.language = language
        self.title = title
        self.body = body
        self.hash = hash
    }

    /// The paragraphs, each on one line.
    public var paragraphs: [String] {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.split(whereSeparator: \.isEmpty).map { $0.joined(separator: " ") }
    }
}
