import Base
import HTTP
import Interface
import Store
import Terms
import Wording

/// How far a story has come; its words stand under `story.state.<code>`.
enum StoryState: String, CaseIterable, Sendable {
    case draft
    case proposed
    case declined
    case published
    case takenBack = "taken-back"

    /// How it looks.
    var look: StateKind {
        switch self {
        case .draft, .takenBack: .plain
        case .proposed: .waiting
        case .declined: .refused
        case .published: .given
        }
    }
}

extension StoryState: ColumnValue {}

/// What a version of a story says.
struct StoryText: Sendable {
    var language: Language?
    var title = ""
    var body = ""
    /// The name under which whom it is about is told of.
    var nameShown = ""
    /// Where a recording is; empty for none.
    var recordingLink = ""
    /// The space of the organisation that it names, as its form chooses it; empty for none.
    var organisation = ""
}

/// An organisation that a story may name.
struct Organisation: Sendable {
    let other: ID<Space>
    let name: String
}

/// The fields of a version, and the organisation that the story names, where there is any to choose.
func storyFields(among organisations: [Organisation]) -> FieldList<StoryText> {
    guard !organisations.isEmpty else { return textFields }
    let choices = organisations.map { Choice($0.other.text, $0.name) }
    let name = { @Sendable (text: StoryText) in
        organisations.first { $0.other.text == text.organisation }?.name ?? ""
    }
    return textFields.and(
        Field(
            "organisation",
            "story.organisation",
            Field<StoryText>.Parts(
                read: { entry, text in
                    text.organisation = entry.typed("organisation")
                    let isKnown = choices.contains { $0.value == text.organisation }
                    if !isKnown, !text.organisation.isEmpty {
                        entry.problem("organisation", entry.words("form.problem.choice"))
                    }
                },
                pairs: { [Form.Pair("organisation", $0.organisation)] },
                write: { h, entry in
                    h.select(
                        "organisation",
                        label: entry.words("story.organisation"),
                        choices: choices,
                        chosen: entry.typed("organisation"),
                        empty: entry.words("story.organisation.none"),
                        help: entry.words("story.organisation.help"),
                        problem: entry.problems["organisation"],
                        isRequired: false
                    )
                },
                text: { text, _ in name(text) },
                logged: { [("organisation", name($0))] }
            )
        )
    )
}

/// The fields of a version, named as their columns.
let textFields = FieldList<StoryText>(
    .choice(
        "language",
        \.language,
        "story.language",
        words: "interface.language",
        empty: "story.language.choose"
    ),
    .line(
        "title",
        \.title,
        "story.title",
        help: "story.title.help",
        limit: Limits.nameCharactersMax
    )
    .special,
    .area(
        "body",
        \.body,
        "story.body",
        help: "story.body.help",
        isRequired: true,
        rows: 14
    )
    .special,
    .name("name_shown", \.nameShown, "story.name", help: "story.name.help").special,
    .line(
        "recording_link",
        \.recordingLink,
        "story.recording",
        help: "story.recording.help",
        isRequired: false
    )
    .checked { entry, text in
        if !text.recordingLink.isEmpty, WebLink(text.recordingLink) == nil {
            entry.problem("recording_link", entry.words("story.recording.problem"))
        }
    }
    .special
)

/// A story as its writers read it, in its newest version.
struct KeptStory: Sendable {
    let text: StoryText
    let id: ID<Story>
    let person: ID<Person>
    let name: PersonName
    let version: Int
    let state: StoryState
    let publishedAt: Instant?
    /// Whether whom it is about can answer at all.
    let hasAccount: Bool
    /// Whether every side has approved this version.
    let isApproved: Bool
    /// The organisation that it names, if any.
    let other: ID<Space>?
    let otherName: String
    /// Whether the organisation was asked about this version, and knows of no other end of it.
    let isWithOther: Bool

    /// The title; nothing of what was taken back is told any more.
    func title(_ words: Words) -> String {
        state == .takenBack ? words("story.gone") : text.title
    }
}

/// Who approves a story; the words stand under `story.side.<code>`.
enum StorySide: String, CaseIterable, Sendable {
    case person
    case organisation
}

/// What a side answers; the words stand under `story.answer.<code>`.
enum StoryAnswer: String, CaseIterable, Sendable {
    case approved
    case declined
}

extension StorySide: ColumnValue {}
extension StoryAnswer: ColumnValue {}

/// An answer to the newest version.
struct KeptApproval: Sendable {
    let side: StorySide
    let matter: StoryMatter
    let answer: StoryAnswer
    let givenAt: Instant
    let takenBackAt: Instant?
}

/// A story with its answers, to one reader.
struct StoryPage: Sendable {
    let story: KeptStory
    let approvals: [KeptApproval]
    /// Whether the reader is whom it is about.
    let isOwn: Bool
    /// Whether the reader coordinates the space.
    let coordinates: Bool

    /// What a side has answered to the text.
    func answer(_ side: StorySide, _ matter: StoryMatter = .text) -> KeptApproval? {
        approvals.first { $0.side == side && $0.matter == matter }
    }

    /// Whether the reader is asked for an answer.
    var isAsked: Bool { isOwn && story.state == .proposed && answer(.person) == nil }
}
