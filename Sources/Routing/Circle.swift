public import Base
import Interface
public import Store
public import Terms
public import Wording

// Everybody with a stake in a course, and what they are told of it.

/// What somebody has in a course.
public enum StakeKind: String, CaseIterable, Sendable {
    case active
    case renewing
    case paused
    case applicant
    case trainer
    case completed
    case notCompleted = "not-completed"
}

/// Somebody with a stake in a course.
public struct Stake: Sendable {
    /// What they have in it.
    public let kind: StakeKind
    /// Nil for a trainer.
    public let application: ID<Application>?
    /// Nil for who has no place.
    public let place: ID<Enrolment>?
    /// Who it is.
    public let name: PersonName
    /// Empty for who has none.
    public let email: String
    /// In which they read.
    public let language: Language
    /// The employer that may still answer or take back; nil for none.
    public let employer: String?
    /// Its space.
    public let employerSpace: ID<Space>?
    /// What it was asked.
    public let ask: ID<ConsentAsk>?
}

/// Everybody with a stake in a course.
public struct Circle: Sendable {
    /// Each once, by what they have in it and by name.
    public let stakes: [Stake]

    /// A circle of these.
    public init(stakes: [Stake]) { self.stakes = stakes }

    /// Those who have a stake of a kind, by name.
    public func of(_ kind: StakeKind) -> [Stake] { stakes.filter { $0.kind == kind } }

    /// The names of the employers that may still answer or take back, each employer once.
    public var employers: [String] {
        var names: [ID<Space>: String] = [:]
        for stake in stakes {
            if let space = stake.employerSpace { names[space] = stake.employer }
        }
        return names.values.sorted()
    }

    /// The people of the register among them, for the log.
    public var people: [ID<Person>] { stakes.compactMap(\.name.person) }

    /// The same text for the same people with the same stakes.
    public var text: String {
        stakes.map { stake in
            [
                stake.kind.rawValue, stake.application?.text ?? "", stake.ask?.text ?? "",
                stake.name.subject.map { "\($0)" } ?? "",
            ]
            .joined(separator: " ")
        }
        .joined(separator: "\n")
    }
}

extension StakeKind: ColumnValue {}

extension Statement where Result == Stake {
    /// The circle of a course (`$2`), by name.
    public static let circle = Statement(
        """
        select stake, application, place, (person, member, name) as named, email, language, employer, employer_space, ask
          from course_circle($2) where $1::uuid = current_tenant()
         order by stake, order_key(name) collate "C", application, member
        """,
        Stake.init,
        "stake",
        "application",
        "place",
        "named",
        "email",
        "language",
        "employer",
        "employer_space",
        "ask"
    )
}

extension Transaction {
    /// Tells somebody in the circle of a course what has become of it (`cancelled`, `done`, `changed`), in their own language.
    ///
    /// `stake` says what it means for whoever has something else in it than the circle says; `message` stands beside it.
    public borrowing func tell(
        _ told: Stake,
        _ course: String,
        of event: String,
        as stake: String? = nil,
        _ message: (Words) -> [String],
        _ visit: Visit
    ) throws(Failure) {
        guard !told.email.isEmpty else { return }
        let words = visit.words(in: told.language)
        let meaning = words.dynamic(
            "places.mail.\(event).\(stake ?? told.kind.rawValue)",
            ["course": course]
        )
        var paragraphs = [meaning] + message(words)
        if let application = told.application {
            let page = "\(visit.site.origin)\(visit.here("/applications/\(application)"))"
            paragraphs.append(words("places.mail.page") + "\n" + page)
        }
        let provider = try visit.space.name(words.language)
        paragraphs.append(words("enrolment.mail.from", ["provider": provider]))
        let subject = words.dynamic("places.mail.\(event).subject", ["course": course])
        try mail(
            Mail(
                .course,
                to: told.email,
                subject: subject,
                paragraphs: paragraphs,
                language: words.language
            )
        )
    }
}
