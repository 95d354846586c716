import Base
import HTML
import HTTP
import Interface
import Routing
import Terms
import Wording

/// The form of a course, for making one and for changing one.
struct CourseSheet {
    let action: String
    let back: String
    let once: String
    let trainers: [Trainer]
    let isNew: Bool
    let entry: FormEntry
}

func courseFormPage(_ h: inout HTML, _ sheet: CourseSheet, _ words: Words) {
    let entry = sheet.entry
    h.pageHead(
        words.dynamic(sheet.isNew ? "courses.new" : "course.change"),
        lead: words.dynamic(sheet.isNew ? "courses.new.lead" : "course.change.lead")
    )
    h.errorSummary(entry.problems, words) { field in afternoon(of: field, words) }
    h.form(action: sheet.action, once: sheet.once) { h in
        h.textField(
            "name",
            label: words("course.name"),
            value: entry.typed("name"),
            help: words("course.name.help"),
            problem: entry.problems["name"],
            charactersMax: Limits.nameCharactersMax
        )
        h.radios(
            "place",
            label: words("course.place"),
            choices: Town.allCases.map { Choice($0.rawValue, $0.rawValue) },
            chosen: entry.typed("place"),
            problem: entry.problems["place"]
        )
        h.textField(
            "address",
            label: words("course.address"),
            value: entry.typed("address"),
            help: words("course.address.help"),
            problem: entry.problems["address"],
            isRequired: false
        )
        h.inLine { h in
            h.numberField(
                "seats",
                label: words("course.seats"),
                value: entry.typed("seats"),
                problem: entry.problems["seats"]
            )
            h.numberField(
                "sessions_needed",
                label: words("course.sessions-needed"),
                value: entry.typed("sessions_needed"),
                problem: entry.problems["sessions_needed"]
            )
        }
        h.textArea(
            "summary",
            label: words("course.summary"),
            value: entry.typed("summary"),
            help: words("course.summary.help"),
            problem: entry.problems["summary"],
            isRequired: false,
            rows: 3,
            charactersMax: summaryCharactersMax
        )
        trainerChoice(&h, sheet, words)
        h.part(words("course.afternoons")) { h in
            h.p(words("course.afternoons.help"), .class("help"))
            h.div(.class("stack")) { h in
                for number in 1...Afternoon.count { afternoonRow(&h, number, entry, words) }
            }
        }
        h.buttons { h in
            h.mainButton(words("house.save"))
            h.quietButton(words("interface.cancel"), to: sheet.back)
        }
    }
}

/// The afternoon that a field belongs to: seven rows have the same fields.
private func afternoon(of field: String, _ words: Words) -> String? {
    let parts = field.split(separator: ".")
    guard parts.count == 3, parts[0] == "afternoon" else { return nil }
    return words("course.afternoon.number", ["number": String(parts[1])])
}

private func trainerChoice(_ h: inout HTML, _ sheet: CourseSheet, _ words: Words) {
    guard !sheet.trainers.isEmpty else {
        h.group(words("course.trainers"), help: words("course.trainers.none-to-choose")) { _ in }
        return
    }
    h.checkboxes(
        "trainer",
        label: words("course.trainers"),
        choices: sheet.trainers.map { Choice($0.id.text, $0.name) },
        chosen: sheet.entry.form.all("trainer"),
        help: words("course.trainers.help"),
        problem: sheet.entry.problems["trainer"]
    )
}

private func afternoonRow(_ h: inout HTML, _ number: Int, _ entry: FormEntry, _ words: Words) {
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
            h.timeField(
                "\(field).start",
                label: words("course.starts"),
                value: entry.typed("\(field).start"),
                problem: entry.problems["\(field).start"],
                isRequired: number == 1
            )
            h.timeField(
                "\(field).end",
                label: words("course.ends"),
                value: entry.typed("\(field).end"),
                problem: entry.problems["\(field).end"],
                isRequired: number == 1
            )
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
