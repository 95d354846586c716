import Base
import HTTP
import Interface
import Routing
import Terms

/// The attendance of a course as it stands.
struct CourseAttendance {
    let course: ID<Course>
    let name: String
    /// Whether it is on, so that marks can be made.
    let isOn: Bool
    let trainers: [PersonName]
    /// Who was chosen to train it and no longer may.
    let pastTrainers: [PersonName]
    /// First to last.
    let afternoons: [CourseSession]
    /// The one that is looked at alone; nil for all.
    let afternoon: CourseSession?
    let participants: [Participant]

    /// The afternoons that can be marked on the page.
    var shown: [CourseSession] { afternoon.map { [$0] } ?? afternoons }

    /// The page, in the space.
    var path: String {
        "/courses/\(course)/attendance" + (afternoon.map { "/\($0.number)" } ?? "")
    }
}

/// Where a participant and an afternoon meet.
struct Cell: Hashable, Sendable {
    let enrolment: ID<Enrolment>
    let number: Int
}

/// A mark that was sent and cannot be kept, with why.
struct Clash: Sendable {
    enum Reason: Sendable, Equatable {
        /// Somebody else marked this meanwhile.
        case marked(Mark)
        /// The place was not held on that day.
        case notHeld
        /// The afternoon has not come.
        case notYet
    }

    let cell: Cell
    let wanted: Mark
    let reason: Reason
}

/// The attendance form as it was sent: only what it changed.
struct Marking: Sendable {
    struct Change: Sendable {
        let cell: Cell
        let before: Mark
        let after: Mark
    }

    /// What is to be kept, and what stands in the way.
    struct Plan: Sendable {
        var changes: [Change] = []
        var clashes: [Clash] = []

        /// What stood in each cell and what will.
        var undone: [UndoneRow] {
            changes.map { change in
                UndoneRow(
                    change.cell.enrolment,
                    part: change.cell.number,
                    before: change.before.code ?? "",
                    after: change.after.code ?? ""
                )
            }
        }
    }

    private let changes: [Change]
    /// Every participant and afternoon that the form names, changed or not.
    private let enrolments: Set<ID<Enrolment>>
    /// What is kept for those whom the form names and nobody has marked; nil for nothing.
    private let rest: Mark?

    /// Refuses what is no id and no afternoon as absent (404).
    init(_ form: Form) throws(Failure) {
        var enrolments: Set<ID<Enrolment>> = []
        for pair in form.pairs where pair.name.hasPrefix("row.") {
            guard let id = ID<Enrolment>(pair.value) else { throw .refused(.notFound) }
            enrolments.insert(id)
        }
        for pair in form.pairs where pair.name.hasPrefix("session.") {
            guard Marking.number(pair.value) != nil else { throw .refused(.notFound) }
        }
        var changes: [Cell: Change] = [:]
        for sent in Matrix.changes(in: form.pairs.map { ($0.name, $0.value) }) {
            guard let enrolment = ID<Enrolment>(sent.row),
                let number = Marking.number(sent.session)
            else {
                throw .refused(.notFound)
            }
            let cell = Cell(enrolment: enrolment, number: number)
            changes[cell] = Change(cell: cell, before: sent.before, after: sent.after)
        }
        self.enrolments = enrolments
        rest = form["rest"].isEmpty ? nil : Mark(rawValue: form["rest"])
        self.changes = changes.values.sorted {
            ($0.cell.enrolment.text, $0.cell.number) < ($1.cell.enrolment.text, $1.cell.number)
        }
    }

    /// What was chosen, for showing it again.
    var typed: [Cell: Mark] {
        Dictionary(uniqueKeysWithValues: changes.map { ($0.cell, $0.after) })
    }

    /// Compares with what stands now.
    ///
    /// A participant of another course is absent, and then nothing is kept.
    func plan(for attendance: CourseAttendance, today: Day) throws(Failure) -> Plan {
        let known = Dictionary(uniqueKeysWithValues: attendance.participants.map { ($0.id, $0) })
        let days = Dictionary(
            uniqueKeysWithValues: attendance.shown.map { ($0.number, $0.day) }
        )
        for id in enrolments where known[id] == nil { throw .refused(.notFound) }
        var plan = Plan()
        for change in changes + unmarked(in: attendance) {
            guard let participant = known[change.cell.enrolment], let day = days[change.cell.number]
            else {
                throw .refused(.notFound)
            }
            let current = participant.mark(change.cell.number)
            guard current != change.after else { continue }
            let reason: Clash.Reason? =
                if day > today, change.after != .unmarked {
                    .notYet
                } else if !participant.isHeld(change.cell.number), change.after != .unmarked {
                    .notHeld
                } else if current != change.before {
                    .marked(current)
                } else {
                    nil
                }
            if let reason {
                plan.clashes.append(Clash(cell: change.cell, wanted: change.after, reason: reason))
            } else {
                plan.changes.append(change)
            }
        }
        return plan
    }

    /// Those of the form's people of whose afternoon nothing is said yet, each to be marked like the rest.
    private func unmarked(in attendance: CourseAttendance) -> [Change] {
        guard let rest, let number = attendance.afternoon?.number else { return [] }
        let said = Set(changes.map(\.cell))
        return attendance.participants.compactMap { participant in
            let cell = Cell(enrolment: participant.id, number: number)
            guard enrolments.contains(participant.id), participant.isHeld(number),
                participant.mark(number) == .unmarked, !said.contains(cell)
            else { return nil }
            return Change(cell: cell, before: .unmarked, after: rest)
        }
    }

    /// What puts back the marks that stood before.
    init(undoing rows: [UndoneRow]) {
        enrolments = []
        rest = nil
        changes = rows.compactMap { row in
            guard let before = Mark(code: row.after), let after = Mark(code: row.before) else {
                return nil
            }
            let cell = Cell(enrolment: ID<Enrolment>(row.id), number: row.part)
            return Change(cell: cell, before: before, after: after)
        }
    }

    static func number(_ text: String) -> Int? {
        Int(text).flatMap { (1...Afternoon.count).contains($0) && String($0) == text ? $0 : nil }
    }
}

extension Mark {
    /// The mark that the database says; empty for nothing marked.
    init?(code: String) {
        guard let mark = Mark.allCases.first(where: { ($0.code ?? "") == code }) else { return nil }
        self = mark
    }

    /// As the database and the log say it; nil for nothing marked.
    var code: String? {
        switch self {
        case .unmarked: nil
        case .present: "present"
        case .absent: "absent"
        case .excused: "excused"
        case .unknown: "unknown"
        }
    }
}
