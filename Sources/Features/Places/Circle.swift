import Base
import Interface
import Store
import Terms

/// What somebody has in a course.
enum StakeKind: String, CaseIterable, Sendable {
    case active
    case paused
    case applicant
    case trainer
    case completed
    case notCompleted = "not-completed"
}

/// Somebody with a stake in a course.
struct Stake: Sendable {
    let kind: StakeKind
    /// Nil for a trainer.
    let application: ID<Application>?
    /// Nil for who has no place.
    let place: ID<Enrolment>?
    let name: PersonName
    /// Empty for who has none.
    let email: String
    let language: Language
    /// The employer that may still answer or take back; nil for none.
    let employer: String?
    let employerSpace: ID<Space>?
    let ask: ID<ConsentAsk>?
}

/// Everybody with a stake in a course.
struct Circle: Sendable {
    let stakes: [Stake]

    /// Those who have a stake of a kind, by name.
    func of(_ kind: StakeKind) -> [Stake] { stakes.filter { $0.kind == kind } }

    /// Those who were asked of whom, each employer once.
    var employers: [String] { Set(stakes.compactMap(\.employer)).sorted() }

    /// The people of the register among them, for the log.
    var people: [ID<Person>] { stakes.compactMap(\.name.person) }

    /// The same text for the same people with the same stakes.
    var text: String {
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
    static let circle = Statement(
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
