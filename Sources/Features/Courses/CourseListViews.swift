import Base
import HTML
import Interface
import Terms
import Wording

/// A part of the list of courses, with where else it leads.
struct CourseList {
    let courses: [CourseDetails]
    let hasMore: Bool
    let isFirst: Bool
    let state: CourseState?
    let path: String
    /// Where a course is made; nil for those who may not.
    let newPath: String?

    var isStaff: Bool { newPath != nil || courses.contains(where: \.isStaff) }

    func path(_ state: CourseState?) -> String {
        state.map { "\(path)?state=\($0.rawValue)" } ?? path
    }

    var older: String? {
        guard hasMore, let last = courses.last else { return nil }
        let day = last.first?.iso ?? "9999-12-31"
        return path(state) + (state == nil ? "?" : "&") + "before=\(day).\(last.id)"
    }
}

func courseListPage(_ h: inout HTML, _ list: CourseList, _ words: Words) {
    let lead = list.isFirst && !list.hasMore ? words.count("courses.count", list.courses.count) : ""
    h.pageHead(words("courses.title"), lead: lead) { h in
        if let path = list.newPath { h.mainButton(words("courses.new"), to: path) }
    }
    if list.isStaff || list.state != nil {
        let chips =
            [Chip(words("courses.all"), list.path(nil), isCurrent: list.state == nil)]
            + CourseState.allCases.map { state in
                Chip(state.word(words), list.path(state), isCurrent: list.state == state)
            }
        h.filters(nil, chips: chips, words)
    }
    if list.courses.isEmpty {
        empty(&h, list, words)
    } else {
        h.list(list.courses, caption: words("courses.title"), columns: columns(list, words), words)
        h.pager(newer: list.isFirst ? nil : list.path(list.state), older: list.older, words)
    }
}

private func empty(_ h: inout HTML, _ list: CourseList, _ words: Words) {
    if list.state != nil || !list.isFirst {
        h.emptyState(
            words("courses.none.here"),
            words("courses.none.here.what-to-do"),
            step: NextStep(words("courses.all"), list.path(nil))
        )
    } else if let path = list.newPath {
        h.emptyState(
            words("courses.none"),
            words("courses.none.make"),
            step: NextStep(words("courses.new"), path)
        )
    } else {
        h.emptyState(words("courses.none"), words("courses.none.what-to-do"))
    }
}

private func columns(_ list: CourseList, _ words: Words) -> [Column<CourseDetails>] {
    var columns: [Column<CourseDetails>] = [
        .link(words("course.name"), path: { "\(list.path)/\($0.id)" }) { $0.name },
        .cell(words("course.state")) { h, course in
            h.state(course.state.word(words), course.state.kind)
        },
        .text(words("course.place")) { $0.town.rawValue },
        .text(words("course.dates")) { dates($0, words) },
        .text(words("course.afternoons")) { course in
            words("course.held", ["held": String(course.held), "of": String(Afternoon.count)])
        },
    ]
    if list.isStaff {
        columns.append(
            .text(words("course.seats-taken")) { course in
                course.isStaff
                    ? words(
                        "course.taken",
                        ["taken": String(course.participants), "seats": String(course.seats)]
                    )
                    : "–"
            }
        )
    }
    return columns
}

/// From the first afternoon to the last.
func dates(_ course: CourseDetails, _ words: Words) -> String {
    guard let first = course.first, let last = course.last else { return "–" }
    return words.dates(first, last)
}

extension CourseState {
    func word(_ words: Words) -> String { words.dynamic("course.state.\(rawValue)") }

    var kind: StateKind {
        switch self {
        case .draft, .done: .plain
        case .open: .waiting
        case .running: .given
        case .cancelled: .refused
        }
    }
}
