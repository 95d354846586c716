public import Base
import HTML
import HTTP
public import Terms
import Wording

/// An engagement as its form says it.
public struct EngagementDraft: Sendable {
    /// The partnership that a new one is ordered in.
    public var partnership = ""
    /// What is ordered.
    public var facts: EngagementFacts

    /// Nothing said yet, or what stands now.
    public init(facts: EngagementFacts = EngagementFacts()) { self.facts = facts }
}

/// The fields of what is ordered; times lie after `now`, but for those that stand already.
public func engagementFields(
    now: Instant,
    keeping kept: [EngagementTime] = []
) -> [FieldList<EngagementDraft>.Item] {
    [
        .field(
            .choice(
                "kind",
                \.facts.kind,
                "engagement.kind",
                asks: "engagement.kind.asks",
                words: "engagement.kind",
                isOpen: true,
                means: true
            )
        ),
        .inLine([
            .choice(
                "purpose",
                \.facts.purpose,
                "engagement.purpose",
                words: "engagement.purpose",
                empty: "order.choose"
            ),
            .choice(
                "audience",
                \.facts.audience,
                "engagement.audience",
                words: "engagement.audience",
                empty: "order.choose"
            ),
            .number(
                "group_size",
                \.facts.groupSize,
                "engagement.group",
                in: EngagementFacts.groupAllowed
            ),
        ]),
        .field(
            .name("title", \.facts.title, "engagement.title", help: "engagement.title.help")
        ),
        .field(
            .area(
                "wish",
                \.facts.wish,
                "engagement.wish",
                help: "engagement.wish.help",
                limit: Limits.wishCharactersMax,
                isRequired: true
            )
        ),
        .inLine([
            .number(
                "experts",
                \.facts.experts,
                "engagement.experts",
                in: EngagementFacts.expertsAllowed
            ),
            .number(
                "minutes",
                \.facts.minutes,
                "engagement.minutes",
                in: EngagementFacts.minutesAllowed
            ),
            .euros("fee", \.facts.fee, "engagement.fee", in: EngagementFacts.feeAllowed),
        ]),
        .field(
            .yesOrNo(
                "travel_paid",
                \.facts.travelPaid,
                "engagement.travel",
                words: "engagement.travel"
            )
        ),
        .field(timesField(now: now, keeping: kept)),
        .field(
            .yesOrNo(
                "is_remote",
                \.facts.isRemote,
                "engagement.remote",
                words: "engagement.remote"
            )
        ),
        .field(
            .name("place", \.facts.place, "engagement.place", help: "engagement.place.help")
        ),
        .field(
            .name(
                "access",
                \.facts.access,
                "engagement.access",
                help: "engagement.access.help",
                isRequired: false
            )
        ),
        .field(
            .name("equipment", \.facts.equipment, "engagement.equipment", isRequired: false)
        ),
        .field(
            .name(
                "others_present",
                \.facts.othersPresent,
                "engagement.others",
                isRequired: false
            )
        ),
        .field(.yesOrNo("is_recorded", \.facts.isRecorded, "engagement.recorded")),
        .field(.yesOrNo("has_media", \.facts.hasMedia, "engagement.media")),
        .field(
            .name(
                "host",
                \.facts.host,
                "engagement.contact",
                help: "engagement.contact.help"
            )
        ),
    ]
}

// MARK: Times

/// One to twenty times.
///
/// A row without a day is none; one without times has those of the first.
private func timesField(now: Instant, keeping kept: [EngagementTime]) -> Field<EngagementDraft> {
    Field<EngagementDraft>(
        "times",
        "engagement.times",
        Field<EngagementDraft>.Parts(
            read: { entry, draft in
                draft.facts.times = times(&entry, after: now.inFinland, or: kept)
            },
            pairs: { draft in draft.facts.times.flatMap(pairs) },
            write: { h, entry in
                h.part(entry.words("engagement.times")) { h in
                    h.p(entry.words("order.times.help"), .class("help"))
                    timeRow(&h, 1, entry)
                    let isMore = (2...EngagementFacts.timesMax).contains { isUsed($0, entry) }
                    h.details(.open(isMore)) { h in
                        h.summary(entry.words("order.times.more"))
                        for number in 2...EngagementFacts.timesMax { timeRow(&h, number, entry) }
                    }
                }
            },
            text: { draft, words in
                draft.facts.times.map { words.engagementTime($0) }.joined(separator: "; ")
            },
            logged: { draft in
                draft.facts.times.map { time in
                    ("times", "\(time.day.iso) \(time.starts.iso)–\(time.ends.iso)")
                }
                .reduce([]) { all, next in
                    guard let last = all.last else { return [next] }
                    return [("times", "\(last.1), \(next.1)")]
                }
            },
            group: { field, words in
                let parts = field.split(separator: ".")
                guard parts.count == 3, parts[0] == "time" else { return nil }
                return words("order.time.number", ["number": String(parts[1])])
            }
        )
    )
}

private func pairs(_ time: EngagementTime) -> [Form.Pair] {
    [("on", time.day.iso), ("start", time.starts.iso), ("end", time.ends.iso)].map {
        Form.Pair("time.\(time.number).\($0)", $1)
    }
}

private func isUsed(_ number: Int, _ entry: FormEntry) -> Bool {
    ["on", "start", "end"].contains {
        !entry.typed("time.\(number).\($0)").allSatisfy(\.isWhitespace)
    }
}

private func times(
    _ entry: inout FormEntry,
    after now: (day: Day, time: TimeOfDay),
    or kept: [EngagementTime]
) -> [EngagementTime] {
    var times: [EngagementTime] = []
    // What was sent beyond the last row is looked at too, so that it is refused and not forgotten.
    for number in 1...EngagementFacts.timesMax + 1 where number == 1 || isUsed(number, entry) {
        let field = "time.\(number)"
        guard number <= EngagementFacts.timesMax else {
            entry.problem("time.1.on", entry.words("order.problem.many"))
            break
        }
        let isBlank = ["start", "end"].allSatisfy {
            entry.typed("\(field).\($0)").allSatisfy(\.isWhitespace)
        }
        let day = entry.day("\(field).on")
        let usual = times.first
        let starts = isBlank && usual != nil ? usual?.starts : entry.time("\(field).start")
        let ends = isBlank && usual != nil ? usual?.ends : entry.time("\(field).end")
        guard let day, let starts, let ends else { continue }
        let time = EngagementTime(number: number, day: day, starts: starts, ends: ends)
        if starts >= ends {
            entry.problem("\(field).end", entry.words("order.problem.end"))
        } else if (day, starts.minutes) <= (now.day, now.time.minutes),
            !kept.contains(where: { ($0.day, $0.starts, $0.ends) == (day, starts, ends) })
        {
            entry.problem("\(field).on", entry.words("order.problem.past"))
        } else if times.contains(where: { $0.day == day && $0.starts < ends && starts < $0.ends }) {
            entry.problem("\(field).on", entry.words("order.problem.overlap"))
        }
        times.append(time)
    }
    let sorted = times.sorted { ($0.day, $0.starts.minutes) < ($1.day, $1.starts.minutes) }
    return sorted.enumerated().map { place, time in
        EngagementTime(number: place + 1, day: time.day, starts: time.starts, ends: time.ends)
    }
}

private func timeRow(_ h: inout HTML, _ number: Int, _ entry: FormEntry) {
    let words = entry.words
    h.group(words("order.time.number", ["number": String(number)])) { h in
        h.inLine { h in
            let field = "time.\(number)"
            h.dateField(
                "\(field).on",
                label: words("order.day"),
                value: entry.typed("\(field).on"),
                problem: entry.problems["\(field).on"],
                isRequired: number == 1
            )
            for (end, label) in [("start", words("order.starts")), ("end", words("order.ends"))] {
                h.timeField(
                    "\(field).\(end)",
                    label: label,
                    value: entry.typed("\(field).\(end)"),
                    problem: entry.problems["\(field).\(end)"],
                    isRequired: number == 1
                )
            }
        }
    }
}
