import Base
import Interface
import Store
import Terms
import Wording

/// What an expert says of themselves, and of what they take part in.
struct Boundaries: Sendable, Equatable {
    /// The name under which a partner learns of them.
    var publicName = ""
    var presentation = ""
    var trainedOn: Day?
    /// The kinds of engagement that they take part in.
    var kinds: [String] = []
    var tellsStory = false
    var media = Media.no
    var recording = Recording.unanswered
    var monthMax: Int?
    var noticeDays: Int?
    /// How long they rest after what is heavy.
    var restDays: Int?
    var municipalities = ""
    var isRemote = false
    /// When a coordinator was told of them; nil where the expert has written them.
    var toldOn: Day?
}

/// Whether one appears before the media.
enum Media: String, CaseIterable, Sendable {
    case no
    case ask
}

/// Whether one may be recorded; unanswered is no.
enum Recording: String, CaseIterable, Sendable {
    case unanswered
    case no
    case showMeFirst = "show-me-first"
    case yes
}

extension Media: ColumnValue {}
extension Recording: ColumnValue {}

/// The fields of the page, with who sees what.
func boundaryFields(_ words: Words) -> FieldList<Boundaries> { FieldList(boundaryItems(words)) }

/// The same with the day on which somebody without an account has told them; it cannot lie ahead.
func toldFields(_ words: Words, today: Day) -> FieldList<Boundaries> {
    let told = Field<Boundaries>.day(
        "told_on",
        \.toldOn,
        "profile.told",
        help: "profile.told.help",
        isRequired: true
    )
    .checked { entry, new in
        if let day = new.toldOn, day > today {
            entry.problem("told_on", entry.words("profile.rule.told"))
        }
    }
    return FieldList([.field(told)] + boundaryItems(words))
}

private func boundaryItems(_ words: Words) -> [FieldList<Boundaries>.Item] {
    [
        .group(
            "boundaries.public",
            help: "boundaries.public.who",
            [
                .line(
                    "public_name",
                    \.publicName,
                    "profile.name",
                    help: "profile.name.help",
                    limit: Limits.nameCharactersMax,
                    isRequired: false
                ),
                .area(
                    "presentation",
                    \.presentation,
                    "profile.presentation",
                    help: "profile.presentation.help",
                    limit: Limits.wishCharactersMax
                )
                .special,
            ]
        ),
        .group(
            "boundaries.what",
            help: "boundaries.who",
            [
                .boxes(
                    "kinds",
                    \.kinds,
                    "profile.kinds",
                    among: EngagementKind.allCases.map { kind in
                        Choice(kind.rawValue, words.dynamic("engagement.kind.\(kind.rawValue)"))
                    },
                    help: "profile.kinds.help"
                ),
                .yesOrNo("tells_story", \.tellsStory, "profile.story", words: "profile.story"),
                .choice("media", \.media, "profile.media", words: "profile.media", isOpen: true),
                .choice(
                    "recording",
                    \.recording,
                    "profile.recording",
                    words: "profile.recording",
                    help: "profile.recording.help",
                    isOpen: true
                ),
            ]
        ),
        .group(
            "boundaries.when",
            help: "boundaries.who",
            [
                .number(
                    "month_max",
                    \.monthMax,
                    "profile.month",
                    in: 1...31,
                    help: "profile.month.help",
                    isRequired: false
                ),
                .number(
                    "notice_days",
                    \.noticeDays,
                    "profile.notice",
                    in: 1...365,
                    help: "profile.notice.help",
                    isRequired: false
                ),
                .number(
                    "rest_days",
                    \.restDays,
                    "profile.rest",
                    in: 1...365,
                    help: "profile.rest.help",
                    isRequired: false
                ),
                .line(
                    "municipalities",
                    \.municipalities,
                    "profile.where",
                    help: "profile.where.help",
                    limit: Limits.lineCharactersMax,
                    isRequired: false
                ),
                .yesOrNo("is_remote", \.isRemote, "profile.remote"),
                .day(
                    "trained_on",
                    \.trainedOn,
                    "profile.trained",
                    help: "profile.trained.help",
                    isRequired: false
                ),
            ]
        ),
    ]
}

extension Boundaries {
    /// The columns, in the order of the properties.
    static let columns: [StaticString] = [
        "public_name", "presentation", "trained_on", "kinds", "tells_story", "media", "recording",
        "month_max", "notice_days", "rest_days", "municipalities", "is_remote",
    ]

    /// What stands in these columns.
    var stored: [String?] {
        [
            publicName, presentation, trainedOn?.sqlText, kinds.sqlText, tellsStory.sqlText,
            media.rawValue, recording.rawValue, monthMax?.sqlText, noticeDays?.sqlText,
            restDays?.sqlText, municipalities, isRemote.sqlText,
        ]
    }

    /// Reads these columns.
    static func read(_ row: Row) throws(Failure) -> Boundaries {
        try reader(
            Boundaries.init,
            "public_name",
            "presentation",
            "trained_on",
            "kinds",
            "tells_story",
            "media",
            "recording",
            "month_max",
            "notice_days",
            "rest_days",
            "municipalities",
            "is_remote",
            "told_on"
        )(row)
    }
}
