import Base
import HTML
import HTTP
import Interface
import Terms
import Wording

/// A course as its form says it.
struct CourseDraft: Sendable {
    var name = ""
    /// By which employers know it: nothing of what it is about.
    var employerName = ""
    var town: Town?
    var address = ""
    var seats: Int?
    var sessionsNeeded: Int?
    var summary = ""
    var trainers: [String] = []
    var afternoons: [CourseSession] = []

    init() {}

    init(_ course: ChangingCourse, _ afternoons: [CourseSession], _ trainers: [Trainer]) {
        name = course.name
        employerName = course.employerName
        town = course.town
        address = course.address
        seats = course.seats
        sessionsNeeded = course.sessionsNeeded
        summary = course.summary
        self.trainers = trainers.filter(\.isChosen).map(\.id.text)
        self.afternoons = afternoons
    }

    /// Why the employers' name may tell more than it should, as a wording key: it is the public one, or says a topic; nil when
    /// it does neither.
    var nameWarning: StaticString? {
        let own = CourseDraft.words(employerName)
        if own == CourseDraft.words(name) { return "course.employer-name.same" }
        let topics = Set(afternoons.flatMap { CourseDraft.words($0.topic) })
        let isTelling = own.contains { $0.count >= 4 && topics.contains($0) }
        return isTelling ? "course.employer-name.topic" : nil
    }

    /// The words of a text, for comparing.
    private static func words(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// Most seats that one attendance form can carry: nine fields a participant, `Limits.formFieldsMax` in all.
    static let seatsMax = 40
}

/// The fields of a course: seven afternoons are its free part.
///
/// `trainers` are those who can be chosen; there are never fewer seats than participants; `warning` is of the employers' name as
/// it stands.
func courseFields(
    trainers: [Trainer],
    participants: Int,
    warning: StaticString? = nil,
    _ words: Words
) -> FieldList<CourseDraft> {
    FieldList([
        .field(.name("name", \.name, "course.name", help: "course.name.help")),
        .field(
            .name(
                "employer_name",
                \.employerName,
                "course.employer-name",
                help: warning ?? "course.employer-name.help"
            )
        ),
        .field(.choice("place", \.town, "course.place", isOpen: true)),
        .field(
            .line(
                "address",
                \.address,
                "course.address",
                help: "course.address.help",
                isRequired: false
            )
        ),
        .inLine([
            .number("seats", \.seats, "course.seats", in: 1...CourseDraft.seatsMax)
                .checked { entry, draft in
                    guard let seats = draft.seats, seats < participants else { return }
                    let sentence = entry.words.count("course.problem.seats", participants)
                    entry.problem("seats", sentence)
                },
            .number(
                "sessions_needed",
                \.sessionsNeeded,
                "course.sessions-needed",
                in: 1...Afternoon.count
            ),
        ]),
        .field(
            .area(
                "summary",
                \.summary,
                "course.summary",
                help: "course.summary.help",
                limit: Limits.summaryCharactersMax,
                rows: 3
            )
        ),
        .field(
            .boxes(
                "trainers",
                \.trainers,
                "course.trainers",
                among: trainers.map { trainer in
                    let mark = trainer.hasLeft ? words("course.trainers.past") : ""
                    return Choice(trainer.id.text, trainer.name, more: mark)
                },
                help: trainers.isEmpty ? "course.trainers.none-to-choose" : "course.trainers.help",
                unknown: "course.problem.trainer"
            )
        ),
        .field(afternoonsField),
    ])
}

/// Seven afternoons.
///
/// A row without a date follows the one before it by a week; without times it is as long as the first.
private let afternoonsField = Field<CourseDraft>(
    "afternoons",
    "course.afternoons",
    Field<CourseDraft>.Parts(
        read: { entry, draft in draft.afternoons = afternoons(&entry) },
        pairs: { draft in draft.afternoons.flatMap(pairs) },
        write: { h, entry in
            h.part(entry.words("course.afternoons")) { h in
                h.p(entry.words("course.afternoons.help"), .class("help"))
                h.div(.class("stack")) { h in
                    for number in 1...Afternoon.count { afternoonRow(&h, number, entry) }
                }
            }
        },
        text: { draft, words in
            draft.afternoons.map { afternoon in
                words(
                    "course.afternoon.says",
                    [
                        "day": words.date(afternoon.day), "starts": afternoon.starts.iso,
                        "ends": afternoon.ends.iso, "topic": afternoon.topic,
                    ]
                )
            }
            .joined(separator: "; ")
        },
        logged: { draft in draft.afternoons.map { (String($0.number), $0.text) } },
        group: { field, words in
            let parts = field.split(separator: ".")
            guard parts.count == 3, parts[0] == "afternoon" else { return nil }
            return words("course.afternoon.number", ["number": String(parts[1])])
        }
    )
)

private func pairs(_ afternoon: CourseSession) -> [Form.Pair] {
    let (day, starts, ends) = (afternoon.day.iso, afternoon.starts.iso, afternoon.ends.iso)
    return [("on", day), ("start", starts), ("end", ends), ("topic", afternoon.topic)].map {
        Form.Pair("afternoon.\(afternoon.number).\($0)", $1)
    }
}

private func afternoons(_ entry: inout FormEntry) -> [CourseSession] {
    var afternoons: [CourseSession] = []
    var before: Day?
    var usual: (starts: TimeOfDay, ends: TimeOfDay)?
    for number in 1...Afternoon.count {
        let field = "afternoon.\(number)"
        let isBlank = entry.typed("\(field).on").allSatisfy(\.isWhitespace)
        let day: Day? =
            if isBlank, number > 1 { before?.adding(days: 7) } else { entry.day("\(field).on") }
        let isTimed = ["start", "end"].contains {
            !entry.typed("\(field).\($0)").allSatisfy(\.isWhitespace)
        }
        let starts = time(&entry, "\(field).start", usual?.starts, isFirst: number == 1)
        let ends = time(&entry, "\(field).end", usual?.ends, isFirst: number == 1)
        let topic = entry.line(
            "\(field).topic",
            charactersMax: Limits.nameCharactersMax,
            isRequired: false
        )
        if let day, let before, day <= before {
            let date = entry.words.date(before)
            entry.problem("\(field).on", entry.words("course.problem.order", ["before": date]))
        }
        // Times that were taken over from another row are told of there.
        if isTimed, let starts, let ends, starts >= ends {
            entry.problem("\(field).end", entry.words("course.problem.times"))
        }
        before = day ?? before
        if let starts, let ends, usual == nil { usual = (starts, ends) }
        if let day, let starts, let ends {
            afternoons.append(
                CourseSession(number: number, day: day, starts: starts, ends: ends, topic: topic)
            )
        }
    }
    return afternoons
}

private func time(
    _ entry: inout FormEntry,
    _ name: String,
    _ usual: TimeOfDay?,
    isFirst: Bool
) -> TimeOfDay? {
    let isBlank = entry.typed(name).allSatisfy(\.isWhitespace)
    return isBlank && !isFirst ? usual : entry.time(name)
}

private func afternoonRow(_ h: inout HTML, _ number: Int, _ entry: FormEntry) {
    let words = entry.words
    let field = "afternoon.\(number)"
    h.group(words("course.afternoon.number", ["number": String(number)])) { h in
        h.inLine { h in
            h.dateField(
                "\(field).on",
                label: words("course.day"),
                value: entry.typed("\(field).on"),
                problem: entry.problems["\(field).on"],
                isRequired: number == 1
            )
            for (end, label) in [("start", words("course.starts")), ("end", words("course.ends"))] {
                h.timeField(
                    "\(field).\(end)",
                    label: label,
                    value: entry.typed("\(field).\(end)"),
                    problem: entry.problems["\(field).\(end)"],
                    isRequired: number == 1
                )
            }
        }
        h.textField(
            "\(field).topic",
            label: words("course.topic"),
            value: entry.typed("\(field).topic"),
            problem: entry.problems["\(field).topic"],
            isRequired: false,
            charactersMax: Limits.nameCharactersMax
        )
    }
}

/// What stands in the form of a course that is being made: the template's times and topics.
func courseTemplate(_ words: Words) -> Form {
    var form: Form = [
        "place": Town.tampere.rawValue, "seats": "16", "sessions_needed": "5",
        "afternoon.1.start": "13:00", "afternoon.1.end": "16:00",
    ]
    for number in 1...Afternoon.count {
        form.append("afternoon.\(number).topic", words.dynamic("course.template.\(number)"))
    }
    return form
}
