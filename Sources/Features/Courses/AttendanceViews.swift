import Base
import HTML
import Interface
import Terms
import Wording

/// Where the attendance page leads.
struct AttendanceDoors {
    let action: String
    let course: String
    let once: String
    let mayMark: Bool
}

func attendancePage(
    _ h: inout HTML,
    _ sheet: AttendanceSheet,
    _ doors: AttendanceDoors,
    clashes: [Clash],
    typed: [Cell: Presence?],
    _ words: Words
) {
    let course = sheet.course
    h.pageHead(
        words("attendance.title"),
        lead: "\(course.name) · \(dates(course, words))"
    ) { h in
        h.button(words("attendance.to-course"), to: doors.course)
        h.printButton(words("interface.print"))
    }
    guard !sheet.participants.isEmpty else {
        h.emptyState(words("attendance.none"), words("attendance.none.what-to-do"))
        return
    }
    if !clashes.isEmpty {
        h.health(.refused, words("attendance.clash"), [words("attendance.clash.what-to-do")])
        h.errorSummary(problems(clashes, sheet, words), words)
    }
    let matrix = matrix(sheet, clashes: clashes, typed: typed, mayMark: doors.mayMark, words)
    h.form(action: doors.action, once: doors.once) { h in
        h.matrix(matrix, caption: words("attendance.caption", ["course": course.name]), words)
        if doors.mayMark {
            h.buttons { h in h.mainButton(words("house.save")) }
        }
    }
    h.p(words("attendance.rule"), .class("soft"))
}

private func matrix(
    _ sheet: AttendanceSheet,
    clashes: [Clash],
    typed: [Cell: Presence?],
    mayMark: Bool,
    _ words: Words
) -> Matrix {
    Matrix(
        sessions: sheet.afternoons.map { afternoon in
            Matrix.Session(
                id: String(afternoon.number),
                title: words.shortDate(afternoon.day),
                isOpen: afternoon.day <= words.today
            )
        },
        rows: sheet.participants.map { participant in
            let stored = sheet.afternoons.map { participant.mark($0.number)?.mark ?? .unmarked }
            let chosen = zip(sheet.afternoons, stored).map { afternoon, mark in
                let cell = Cell(enrolment: participant.id, number: afternoon.number)
                guard let wanted = typed[cell] else { return mark }
                return wanted?.mark ?? .unmarked
            }
            var remarks: [Int: String] = [:]
            for clash in clashes where clash.cell.enrolment == participant.id {
                guard
                    let column = sheet.afternoons.firstIndex(where: {
                        $0.number == clash.cell.number
                    })
                else { continue }
                remarks[column] = remark(clash, words)
            }
            return Matrix.Row(
                id: participant.id.text,
                name: participant.name,
                marks: stored,
                chosen: typed.isEmpty ? nil : chosen,
                remarks: remarks,
                note: participant.isPaused ? words("attendance.paused") : "",
                isLocked: participant.isPaused || !mayMark
            )
        }
    )
}

/// What stands in the way, below the mark.
private func remark(_ clash: Clash, _ words: Words) -> String {
    switch clash.reason {
    case .marked(let current): words("attendance.clash.now", ["mark": title(current, words)])
    case .paused: words("attendance.paused")
    case .notYet: words("attendance.not-yet")
    }
}

/// What was sent and what stands now, in sentences that lead to their place in the matrix.
private func problems(_ clashes: [Clash], _ sheet: AttendanceSheet, _ words: Words) -> Problems {
    var problems = Problems()
    for clash in clashes {
        guard let row = sheet.participants.firstIndex(where: { $0.id == clash.cell.enrolment }),
            let column = sheet.afternoons.firstIndex(where: { $0.number == clash.cell.number })
        else { continue }
        let values: KeyValuePairs<StaticString, String> = [
            "name": sheet.participants[row].name,
            "date": words.shortDate(sheet.afternoons[column].day),
            "mine": title(clash.wanted, words),
        ]
        switch clash.reason {
        case .marked(let current):
            problems.add(
                "mark.\(row).\(column)",
                words(
                    "attendance.clash.marked",
                    [
                        "name": sheet.participants[row].name,
                        "date": words.shortDate(sheet.afternoons[column].day),
                        "mine": title(clash.wanted, words), "theirs": title(current, words),
                    ]
                )
            )
        case .paused: problems.add("p\(row)", words("attendance.clash.paused", values))
        case .notYet: problems.add("s\(column)", words("attendance.clash.not-yet", values))
        }
    }
    return problems
}

private func title(_ presence: Presence?, _ words: Words) -> String {
    (presence?.mark ?? .unmarked).title(words)
}
