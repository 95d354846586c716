import Base
import HTML
import Interface
import Routing
import Terms
import Wording

/// The attendance of a course as its page shows it.
struct AttendancePage {
    let attendance: CourseAttendance
    /// What was sent and cannot be kept.
    let clashes: [Clash]
    /// What was chosen, when the form comes back.
    let typed: [Cell: Mark]
    /// The course's own page.
    let course: String
    /// Where people's own pages are.
    let people: String
    let once: String
    let mayMark: Bool
}

func attendancePage(_ h: inout HTML, _ page: AttendancePage, _ words: Words) {
    let attendance = page.attendance
    let days = attendance.afternoons.map(\.day)
    var dates = "–"
    if let first = days.min(), let last = days.max() { dates = words.dates(first, last) }
    h.wayBack(words("attendance.to-course"), to: page.course)
    h.pageHead(words("attendance.title"), lead: "\(attendance.name) · \(dates)") { h in
        h.printButton(words("interface.print"))
    }
    guard !attendance.participants.isEmpty else {
        h.emptyState(words("attendance.none"), words("attendance.none.what-to-do"))
        return
    }
    afternoons(&h, page, words)
    clashes(&h, page, words)
    h.form(action: "\(page.course)/attendance", once: page.once) { h in
        let caption = words("attendance.caption", ["course": attendance.name])
        h.matrix(matrix(page, words), caption: caption, words)
        if page.mayMark {
            h.buttons { h in h.mainButton(words("house.save")) }
        }
    }
    h.p(words("attendance.rule"), .class("soft"))
    h.p(.class("printed")) { h in
        h.text(words("attendance.trainers") + ": ")
        let trainers = words.trainers(attendance.trainers, past: attendance.pastTrainers)
        Sentence(list: trainers).write(to: &h)
    }
}

/// One afternoon, as who marks it on a phone needs it.
func afternoonPage(
    _ h: inout HTML,
    _ title: String,
    _ afternoon: CourseSession,
    _ page: AttendancePage,
    _ words: Words
) {
    let hours = words.period(afternoon.starts, afternoon.ends)
    let when = "\(words.weekdayDate(afternoon.day)) \(hours)"
    let what = [page.attendance.name, when, afternoon.topic].filter { !$0.isEmpty }
    h.wayBack(words("attendance.all"), to: "\(page.course)/attendance")
    h.pageHead(title, lead: what.joined(separator: " · "))
    afternoons(&h, page, words)
    clashes(&h, page, words)
    if afternoon.day > words.today {
        h.health(.plain, words("attendance.not-yet"), [words("attendance.rule")])
    }
    guard !page.attendance.participants.isEmpty else {
        h.emptyState(words("attendance.none"), words("attendance.none.what-to-do"))
        return
    }
    let action = "\(page.course)/attendance/\(afternoon.number)"
    h.form(action: action, once: page.once, isGuarded: false) { h in
        h.marksOfOne(matrix(page, words), words)
    }
}

/// The afternoons, each on a page of its own.
private func afternoons(_ h: inout HTML, _ page: AttendancePage, _ words: Words) {
    let chips = page.attendance.afternoons.map { afternoon in
        Chip(
            words.shortDate(afternoon.day),
            "\(page.course)/attendance/\(afternoon.number)",
            isCurrent: afternoon.number == page.attendance.afternoon?.number
        )
    }
    h.filters(nil, groups: [ChipGroup(words("attendance.afternoons"), chips)], words)
}

private func clashes(_ h: inout HTML, _ page: AttendancePage, _ words: Words) {
    guard !page.clashes.isEmpty else { return }
    h.health(.refused, words("attendance.clash"), [words("attendance.clash.what-to-do")])
    h.errorSummary(problems(&h, page, words), words)
}

private func matrix(_ page: AttendancePage, _ words: Words) -> Matrix {
    let afternoons = page.attendance.shown
    return Matrix(
        sessions: afternoons.map { afternoon in
            Matrix.Session(
                id: String(afternoon.number),
                title: words.shortDate(afternoon.day),
                isOpen: afternoon.day <= words.today
            )
        },
        rows: page.attendance.participants.map { participant in
            let stored = afternoons.map { participant.mark($0.number) }
            let chosen = zip(afternoons, stored).map { afternoon, mark in
                page.typed[Cell(enrolment: participant.id, number: afternoon.number)] ?? mark
            }
            var remarks: [Int: String] = [:]
            for clash in page.clashes where clash.cell.enrolment == participant.id {
                guard
                    let column = afternoons.firstIndex(where: { $0.number == clash.cell.number })
                else { continue }
                remarks[column] = remark(clash, words)
            }
            return Matrix.Row(
                id: participant.id.text,
                name: participant.name,
                path: participant.name.person.map { "\(page.people)/\($0)" },
                marks: stored,
                chosen: page.typed.isEmpty ? nil : chosen,
                remarks: remarks,
                note: [
                    participant.state == .active
                        ? "" : words.dynamic("course.enrolment.\(participant.state.rawValue)"),
                    participant.hasLeft ? words("course.participant.left") : "",
                ].filter { !$0.isEmpty }.joined(separator: " · "),
                shut: Set(afternoons.indices.filter { !participant.isHeld(afternoons[$0].number) }),
                isLocked: !page.mayMark
            )
        },
        foot: [
            (words("attendance.hours"), afternoons.map { words.period($0.starts, $0.ends) }),
            (words("attendance.topic"), afternoons.map(\.topic)),
            (words("attendance.signature"), afternoons.map { _ in "" }),
        ]
    )
}

/// What stands in the way, below the mark.
private func remark(_ clash: Clash, _ words: Words) -> String {
    switch clash.reason {
    case .marked(let current): words("attendance.clash.now", ["mark": current.title(words)])
    case .notHeld: words("attendance.not-held")
    case .notYet: words("attendance.not-yet")
    }
}

/// What was sent and what stands now, in sentences that lead to their place in the matrix.
private func problems(_ h: inout HTML, _ page: AttendancePage, _ words: Words) -> Problems {
    let (participants, afternoons) = (page.attendance.participants, page.attendance.shown)
    var problems = Problems()
    for clash in page.clashes {
        guard let row = participants.firstIndex(where: { $0.id == clash.cell.enrolment }),
            let column = afternoons.firstIndex(where: { $0.number == clash.cell.number })
        else { continue }
        let name = h.plain(participants[row].name)
        let date = words.shortDate(afternoons[column].day)
        let mine = clash.wanted.title(words)
        switch clash.reason {
        case .marked(let current):
            problems.add(
                "mark.\(row).\(column)",
                words(
                    "attendance.clash.marked",
                    ["name": name, "date": date, "mine": mine, "theirs": current.title(words)]
                )
            )
        case .notHeld:
            problems.add(
                "p\(row)",
                words("attendance.clash.not-held", ["name": name, "date": date, "mine": mine])
            )
        case .notYet:
            problems.add(
                "s\(column)",
                words("attendance.clash.not-yet", ["name": name, "date": date, "mine": mine])
            )
        }
    }
    return problems
}
