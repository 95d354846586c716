import Interface
import Base
import HTTP
import Routing
import Terms
import Wording

/// Reads a course from its form.
///
/// Nil when something is wrong; the entry then says what.
func courseDraft(
    _ entry: inout FormEntry,
    trainers: [Trainer],
    participants: Int,
    _ words: Words
) -> CourseDraft? {
    let name = entry.line("name", charactersMax: Limits.nameCharactersMax)
    let town = entry.choice("place", Town.self)
    let address = entry.line("address", isRequired: false)
    let seats = entry.number("seats", in: 1...CourseDraft.seatsMax)
    if let seats, seats < participants {
        entry.problem("seats", words.count("course.problem.seats", participants))
    }
    let sessionsNeeded = entry.number("sessions_needed", in: 1...Afternoon.count)
    let summary = entry.text("summary", charactersMax: summaryCharactersMax)
    let afternoons = afternoons(&entry, words)
    let chosen = chosenTrainers(&entry, trainers, words)
    guard entry.isSound, let town, let seats, let sessionsNeeded else { return nil }
    return CourseDraft(
        name: name,
        town: town,
        address: address,
        seats: seats,
        sessionsNeeded: sessionsNeeded,
        summary: summary,
        afternoons: afternoons,
        trainers: chosen
    )
}

let summaryCharactersMax = 2000

/// Seven afternoons.
///
/// A row without a date follows the one before it by a week; without times it is as long as the
/// first.
private func afternoons(_ entry: inout FormEntry, _ words: Words) -> [CourseSession] {
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
        if let day, !plausibleDays.contains(day) {
            entry.problem("\(field).on", words("course.problem.year"))
        } else if let day, let before, day <= before {
            entry.problem(
                "\(field).on",
                words("course.problem.order", ["before": words.date(before)])
            )
        }
        // Times that were taken over from another row are told of there.
        if isTimed, let starts, let ends, starts >= ends {
            entry.problem("\(field).end", words("course.problem.times"))
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

/// What is no date of a course is a slip of the keyboard.
private let plausibleDays: Range<Day> = {
    let first = Day(year: 2000, month: 1, day: 1) ?? Day(sinceEpoch: 0)
    let last = Day(year: 2100, month: 1, day: 1) ?? first
    return first..<last
}()

/// The trainers that were ticked.
///
/// One who cannot be chosen is the same as one who is absent.
private func chosenTrainers(
    _ entry: inout FormEntry,
    _ trainers: [Trainer],
    _ words: Words
) -> [ID<Membership>] {
    let sent = Set(entry.form.all("trainer"))
    let chosen = trainers.filter { sent.contains($0.id.text) }.map(\.id)
    if chosen.count != sent.count { entry.problem("trainer", words("course.problem.trainer")) }
    return chosen
}

/// The form of a course that is being made: the template's times and topics.
func templateForm(_ words: Words) -> Form {
    var form: Form = [
        "place": Town.tampere.rawValue, "seats": "16", "sessions_needed": "5",
        "afternoon.1.start": "13:00", "afternoon.1.end": "16:00",
    ]
    for number in 1...Afternoon.count {
        form.append("afternoon.\(number).topic", words.dynamic("course.template.\(number)"))
    }
    return form
}

/// The form of a course as it is now.
func form(of course: CourseDetails, _ afternoons: [CourseSession], _ trainers: [Trainer]) -> Form {
    var form: Form = [
        "name": course.name, "place": course.town.rawValue, "address": course.address,
        "seats": String(course.seats), "sessions_needed": String(course.sessionsNeeded),
        "summary": course.summary,
    ]
    for afternoon in afternoons {
        form.append("afternoon.\(afternoon.number).on", afternoon.day.iso)
        form.append("afternoon.\(afternoon.number).start", afternoon.starts.iso)
        form.append("afternoon.\(afternoon.number).end", afternoon.ends.iso)
        form.append("afternoon.\(afternoon.number).topic", afternoon.topic)
    }
    for trainer in trainers where trainer.isChosen { form.append("trainer", trainer.id.text) }
    return form
}
