import Base
import Interface
import Letters
import Store
import Terms
import Wording

/// Whose words they are.
enum WordsSide: String, CaseIterable, Sendable {
    case expert
    case partner
}

/// What they are.
enum WordsKind: String, CaseIterable, Sendable {
    case words
    /// An expert answers to what the partner has said.
    case reply
    /// Something went wrong.
    case trouble
}

extension WordsSide: ColumnValue {}
extension WordsKind: ColumnValue {}

/// An engagement, as those see it who may say how it went.
struct WordsMatter: Sendable {
    let title: String
    let other: ID<Space>
    let name: String
    let stage: String
    /// Whether the reader came to it.
    let isMine: Bool
    /// Whether nothing is sealed any more.
    let isOpen: Bool
    /// When it opens at the latest; nil where there are no times.
    let opensOn: Day?

    /// Whether it was held.
    var isHeld: Bool { stage == "done" }
    /// Whether it can be told that something went wrong.
    var takesTrouble: Bool { isHeld || stage == "agreed" }
}

/// Something that is said of an engagement.
struct KeptWords: Sendable {
    let id: ID<EngagementWords>
    let side: WordsSide
    let kind: WordsKind
    /// Who has said it; nil for the partner, and at its end.
    let expert: PersonName?
    let isMine: Bool
    /// Nil while it is sealed.
    let body: String?
    let mayPass: Bool
    let toldOn: Day?
    let givenAt: Instant
    let passedAt: Instant?
    let handledAt: Instant?
}

/// What somebody says.
struct NewWords: Sendable {
    /// Which expert has told it to a coordinator; empty where somebody says it for themselves.
    var person = ""
    var toldOn: Day?
    var text = ""
    /// Whether it may be passed on to the partner.
    var mayPass = false
}

/// The field of a text alone.
func textField(_ label: StaticString, help: StaticString) -> Field<NewWords> {
    .area(
        "text",
        \.text,
        label,
        help: help,
        limit: Limits.wordsCharactersMax,
        isRequired: true,
        rows: 6
    )
}

private let passField = Field<NewWords>.yesOrNo(
    "may_pass",
    \.mayPass,
    "telling.may-pass",
    help: "telling.may-pass.help"
)

/// What an expert says.
let expertFields = FieldList<NewWords>(
    textField("telling.text", help: "telling.text.help"),
    passField
)

/// What the partner says.
let partnerFields = FieldList<NewWords>(
    textField("telling.text", help: "telling.text.partner.help")
)

/// What one of these has told a coordinator; the day cannot lie ahead of `today`.
func toldFields(_ experts: [PersonName], today: Day) -> FieldList<NewWords> {
    FieldList(
        .one(
            "person",
            \.person,
            "telling.who",
            among: experts.compactMap { name in
                name.person.map { Choice($0.text, name) }
            },
            empty: "telling.who.choose"
        ),
        .day("told_on", \.toldOn, "telling.told-on").checked { entry, new in
            if let day = new.toldOn, day > today {
                entry.problem("told_on", entry.words("telling.rule.told"))
            }
        },
        textField("telling.text", help: "telling.text.help"),
        passField
    )
}
