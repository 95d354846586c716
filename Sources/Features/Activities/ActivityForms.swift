import Base
import Interface
import Terms
import Wording

/// A group as its form says it.
struct ActivityDraft: Sendable {
    /// Nil only while nothing is chosen.
    var kind: ActivityKind?
    var title = ""
    var service = ""
    /// The id of who leads it; empty for nobody.
    var leader = ""
}

func activityFields(_ leaders: [Choice]) -> FieldList<ActivityDraft> {
    FieldList(
        .choice(
            "kind",
            \.kind,
            "activity.kind",
            asks: "activity.kind.asks",
            words: "activity.kind",
            isOpen: true,
            means: true
        ),
        .name("name", \.title, "activity.name", help: "activity.name.help"),
        .name("service", \.service, "activity.service", help: "activity.service.help"),
        .one(
            "leader",
            \.leader,
            "activity.leader",
            among: leaders,
            empty: "activity.leader.none",
            help: "activity.leader.help",
            isRequired: false
        )
    )
}

/// A meeting as its form says it.
struct MeetingDraft: Sendable {
    var day: Day?
    var starts: TimeOfDay?
    var ends: TimeOfDay?
    var place = ""
    var topic = ""

    init(place: String = "") { self.place = place }

    init(_ meeting: Meeting) {
        (day, starts, ends) = (meeting.day, meeting.starts, meeting.ends)
        (place, topic) = (meeting.place, meeting.topic)
    }
}

/// `now` is what a time lies after; `kept` has the times of a meeting that is being changed, which may stay.
func meetingFields(now: Instant, kept: Meeting? = nil) -> FieldList<MeetingDraft> {
    FieldList([
        .inLine([
            .day("held_on", \.day, "activity.day"),
            .time("starts_at", \.starts, "activity.starts"),
            .time("ends_at", \.ends, "activity.ends").checked { entry, draft in
                guard let day = draft.day, let starts = draft.starts, let ends = draft.ends else {
                    return
                }
                let (today, time) = now.inFinland
                if starts >= ends {
                    entry.problem("ends_at", entry.words("activity.problem.end"))
                } else if (day, starts.minutes) <= (today, time.minutes),
                    kept?.day != day || kept?.starts != starts
                {
                    entry.problem("held_on", entry.words("activities.rule.past"))
                }
            },
        ]),
        .field(.name("place", \.place, "activity.place", help: "activity.place.help")),
        .field(
            .name(
                "topic",
                \.topic,
                "activity.topic",
                help: "activity.topic.help",
                isRequired: false
            )
        ),
    ])
}

/// What a meeting came to.
struct Heads: Sendable {
    var isHeld = true
    var count: Int?
}

let headsFields = FieldList<Heads>(
    .yesOrNo("is_held", \.isHeld, "activity.held", words: "activity.held"),
    .number(
        "heads",
        \.count,
        "activity.heads",
        in: Meeting.headsAllowed,
        help: "activity.heads.help",
        isRequired: false
    )
    .checked { entry, heads in
        if !heads.isHeld, heads.count != nil {
            entry.problem("heads", entry.words("activity.problem.heads"))
        }
    }
)

/// Somebody's place in a group as its form says it.
struct MemberDraft: Sendable {
    /// The id of who joins.
    var person = ""
    var agreed: Day?
    var joined: Day?
    var left: Day?
    /// Nil only while nothing is chosen.
    var fee: FeeChoice?
}

func memberFields(_ people: [Choice], today: Day) -> FieldList<MemberDraft> {
    FieldList([
        .field(
            .one(
                "person",
                \.person,
                "activity.person",
                among: people,
                empty: "activity.person.choose",
                help: "activity.person.help"
            )
        ),
        .inLine([
            .day("agreed_on", \.agreed, "activity.agreed", help: "activity.agreed.help")
                .checked { entry, draft in ahead(&entry, "agreed_on", draft.agreed, today) },
            .day("joined_on", \.joined, "activity.joined").checked { entry, draft in
                ahead(&entry, "joined_on", draft.joined, today)
                if let joined = draft.joined, let agreed = draft.agreed, joined < agreed {
                    entry.problem("joined_on", entry.words("activities.rule.agreed-first"))
                }
            },
            .day(
                "left_on",
                \.left,
                "activity.left",
                help: "activity.left.help",
                isRequired: false
            )
            .checked { entry, draft in
                ahead(&entry, "left_on", draft.left, today)
                if let left = draft.left, let joined = draft.joined, left < joined {
                    entry.problem("left_on", entry.words("activities.rule.left-first"))
                }
            },
        ]),
        .field(
            .choice(
                "fee_choice",
                \.fee,
                "activity.fee",
                asks: "activity.fee.asks",
                words: "fee-choice",
                help: "activity.fee.help",
                isOpen: true
            )
        ),
    ])
}

private func ahead(_ entry: inout FormEntry, _ name: String, _ day: Day?, _ today: Day) {
    guard let day, day > today else { return }
    entry.problem(name, entry.words("activities.rule.day-ahead"))
}
