import Base
import Interface
import Terms
import Wording

/// What the database has counted.
struct Counted: Sendable {
    let applications: [ApplicationCount]
    let answers: [AnswerCount]
    let attendance: [AttendanceCount]
}

/// Applications for a course that came in a week; nil is any week before the last twelve.
struct ApplicationCount: Sendable {
    let course: ID<Course>
    let name: String
    let first: Day
    let week: Day?
    let placed: Int
    let unplaced: Int
}

/// Answers that came after so many days; nil is no answer.
struct AnswerCount: Sendable {
    let days: Int?
    let answers: Int
}

/// Who was there at the afternoons of a number.
struct AttendanceCount: Sendable {
    let number: Int
    let marks: [Int]

    init(_ number: Int, _ present: Int, _ absent: Int, _ excused: Int, _ unmarked: Int) {
        self.number = number
        marks = [present, absent, excused, unmarked]
    }
}

extension Counted {
    /// The tables as they may be shown, one for each chart.
    func tables(_ words: Words) -> [ChartTable] {
        applicationTables(words) + [answerTable(words)] + [attendanceTable(words)]
    }

    /// By week and by course: the same people twice, so what hides them in one is hidden in the other.
    private func applicationTables(_ words: Words) -> [ChartTable] {
        let monday = words.today.adding(days: 1 - words.today.weekday)
        let weeks = [nil] + (-11...0).map { monday.adding(days: 7 * $0) }
        var courses: [ID<Course>: ApplicationCount] = [:]
        for count in applications { courses[count.course] = count }
        let known = courses.values.sorted { ($0.first, $0.name) > ($1.first, $1.name) }
        func sum(_ isOf: (ApplicationCount) -> Bool) -> [Int] {
            let counts = applications.filter(isOf)
            return [counts.reduce(0) { $0 + $1.placed }, counts.reduce(0) { $0 + $1.unplaced }]
        }
        let byWeek = weeks.map { week in sum { $0.week == week } }
        let safe = SafeCounts(
            byWeek + known.map { course in sum { $0.course == course.course } },
            half: weeks.count
        )
        let parts = [
            words("figures.placed"), words("figures.unplaced"), words("figures.applications"),
        ]
        return [
            ChartTable(
                words("figures.weeks"),
                heads: [words("figures.week")] + parts,
                labels: weeks.map { $0.map(words.shortDate) ?? words("figures.earlier") },
                safe
            ),
            ChartTable(
                words("figures.courses"),
                heads: [words("figures.course")] + parts,
                labels: known.map { "\($0.name) · \(words.date($0.first))" },
                safe,
                from: weeks.count
            ),
        ]
    }

    private func answerTable(_ words: Words) -> ChartTable {
        let times: [(title: String, days: ClosedRange<Int>?)] = [
            (words("figures.answers.1"), 0...1), (words("figures.answers.3"), 2...3),
            (words("figures.answers.7"), 4...7),
            (words("figures.answers.later"), 8...Int(Int32.max)),
            (words("figures.answers.none"), nil),
        ]
        let counts = times.map { time in
            answers.reduce(0) { sum, count in
                let isOf =
                    count.days.map { time.days?.contains(max(0, $0)) ?? false }
                    ?? (time.days == nil)
                return sum + (isOf ? count.answers : 0)
            }
        }
        let safe = SafeCounts(counts.map { [$0] })
        return ChartTable(
            words("figures.answers"),
            heads: [words("figures.answers.time"), words("figures.answers.count")],
            labels: times.map(\.title),
            safe
        )
    }

    private func attendanceTable(_ words: Words) -> ChartTable {
        let safe = SafeCounts(attendance.map(\.marks))
        return ChartTable(
            words("figures.attendance"),
            heads: [
                words("figures.afternoon"), words("figures.present"), words("figures.absent"),
                words("figures.excused"), words("figures.unmarked"), words("figures.places"),
            ],
            labels: attendance.map {
                words("attendance.afternoon", ["number": words.number($0.number)])
            },
            safe
        )
    }
}
