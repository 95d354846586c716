import Base
import HTML
import Interface
import Letters
import Store
import Terms
import Wording

/// What a finding tells; its words stand under `finding.matter.<code>`.
enum FindingMatter: String, CaseIterable, Sendable {
    case helped
    case hindered
}

/// How far a finding has come; its words stand under `finding.state.<code>`.
enum FindingState: String, CaseIterable, Sendable {
    /// Whose engagement it was has not answered yet.
    case waits
    case approved
    case declined
    case shared

    /// How it looks.
    var look: StateKind {
        switch self {
        case .waits: .waiting
        case .approved, .shared: .given
        case .declined: .plain
        }
    }
}

extension FindingMatter: ColumnValue {}
extension FindingState: ColumnValue {}

/// A finding as its page shows it.
struct KeptFinding: Sendable {
    let id: ID<Finding>
    let engagement: ID<Engagement>
    let title: String
    let other: ID<Space>
    let partner: String
    /// Who approves it; nil at the partner.
    let expert: PersonName?
    let isMine: Bool
    let matter: FindingMatter
    let body: String
    let state: FindingState
    let toldOn: Day?
    let writtenAt: Instant
}

/// A finding as it is written.
struct NewFinding: Sendable {
    var person = ""
    var toldOn: Day?
    var matter: FindingMatter?
    var body = ""
}

/// What an expert writes; a coordinator says whose engagement it was (`experts`), and the day where it was told.
func findingFields(_ experts: [PersonName]?, today: Day) -> FieldList<NewFinding> {
    var items: [FieldList<NewFinding>.Item] = []
    if let experts {
        items = [
            .field(
                .one(
                    "person",
                    \.person,
                    "finding.who",
                    among: experts.compactMap { name in
                        name.person.map { Choice($0.text, name) }
                    },
                    empty: "finding.who.choose"
                )
            ),
            .field(
                .day(
                    "told_on",
                    \.toldOn,
                    "finding.told-on",
                    help: "finding.told-on.help",
                    isRequired: false
                )
                .checked { entry, new in
                    if let day = new.toldOn, day > today {
                        entry.problem("told_on", entry.words("finding.rule.told"))
                    }
                }
            ),
        ]
    }
    items += [
        .field(
            .choice(
                "matter",
                \.matter,
                "finding.matter",
                words: "finding.matter",
                isOpen: true
            )
        ),
        .field(
            .area(
                "body",
                \.body,
                "finding.text",
                help: "finding.text.help",
                limit: Limits.wishCharactersMax,
                isRequired: true
            )
        ),
    ]
    return FieldList(items)
}
