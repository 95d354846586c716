import Base
import HTTP
import Interface
import Terms
import Wording

/// A topic that an expert is not to be asked about.
enum ExpertLimit {}

/// What is known of a limit before its text is opened.
struct LimitLine: Sendable {
    let id: ID<ExpertLimit>
    /// When a coordinator was told of it; nil where the expert has written it.
    let toldOn: Day?
    let addedAt: Instant
}

/// A limit with its text.
struct OpenLimit: Sendable {
    let id: ID<ExpertLimit>
    let body: String
}

/// A limit as it is written.
struct LimitDraft: Sendable {
    var body = ""
    var toldOn: Day?
}

/// The field of a limit; what somebody without an account has told says the day, which cannot lie ahead of `today`.
func limitFields(toldBy today: Day? = nil) -> FieldList<LimitDraft> {
    let body = Field<LimitDraft>.line(
        "body",
        \.body,
        "limits.body",
        help: "limits.body.help"
    )
    .special
    guard let today else { return FieldList(body) }
    return FieldList(
        body,
        .day("told_on", \.toldOn, "limits.told", help: "profile.told.help").checked { entry, new in
            if let day = new.toldOn, day > today {
                entry.problem("told_on", entry.words("profile.rule.told"))
            }
        }
    )
}

/// Why a coordinator opens limits.
enum LimitPurpose: String, CaseIterable, Sendable {
    case choosing
    case preparing
    case request
}

/// An engagement that goes on.
struct OpenEngagement: Sendable {
    let id: ID<Engagement>
    let title: String
    let partner: String
    let first: Day

    /// How it is chosen.
    func choice(_ words: Words) -> String {
        words(
            "limits.engagement.choice",
            ["title": title, "partner": partner, "day": words.date(first)]
        )
    }
}

/// What a coordinator says who opens limits.
struct LimitReading: Sendable {
    var engagement = ""
    var purpose: LimitPurpose?
}

/// The fields of opening, with these engagements to choose from.
func readingFields(_ engagements: [OpenEngagement]) -> FieldList<LimitReading> {
    FieldList(
        engagementField(engagements),
        .choice(
            "purpose",
            \.purpose,
            "limits.purpose",
            words: "limits.purpose",
            empty: "note.purpose.choose",
            help: "note.purpose.help"
        )
    )
}

private func engagementField(_ engagements: [OpenEngagement]) -> Field<LimitReading> {
    Field(
        "engagement",
        "limits.engagement",
        Field<LimitReading>.Parts(
            read: { entry, reading in
                reading.engagement = entry.typed("engagement")
                if !engagements.contains(where: { $0.id.text == reading.engagement }) {
                    entry.problem("engagement", entry.words("form.problem.choice"))
                }
            },
            pairs: { [Form.Pair("engagement", $0.engagement)] },
            write: { h, entry in
                h.select(
                    "engagement",
                    label: entry.words("limits.engagement"),
                    choices: engagements.map { Choice($0.id.text, $0.choice(entry.words)) },
                    chosen: entry.typed("engagement"),
                    empty: entry.words("limits.engagement.choose"),
                    problem: entry.problems["engagement"]
                )
            },
            text: { reading, _ in reading.engagement }
        )
    )
}
