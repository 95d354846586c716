import Base
import HTML
import Interface
import Terms
import Wording

/// What an address asks the list for.
struct ListFilter: Sendable {
    var course: ID<Course>?
    var stage: Stage?
    var before: ID<Application>?
    /// Only what waits for coordinators, as Today counts it.
    var due: Due?

    /// The address of the list with this filter.
    func path(_ list: String) -> String {
        let parts = [
            course.map { "course=\($0)" }, stage.map { "state=\($0.rawValue)" },
            due.map { "due=\($0.rawValue)" }, before.map { "before=\($0)" },
        ].compactMap(\.self)
        return parts.isEmpty ? list : "\(list)?\(parts.joined(separator: "&"))"
    }
}

/// What waits for coordinators: a step of theirs, or a paused place that can go on.
enum Due: String, Sendable {
    case step
    case resume
}

/// The list as it is shown.
struct ApplicationList {
    let rows: [ListedApplication]
    let stages: [StageNumber]
    let courses: [CourseChoice]
    let filter: ListFilter
    let isOwn: Bool
    let older: ID<Application>?
    let path: String

    func number(_ stage: Stage) -> Int { stages.first { $0.stage == stage }?.number ?? 0 }

    /// How many the filter finds in all; nil when only some of them are known.
    var count: Int? {
        if filter.due != nil { return older == nil && filter.before == nil ? rows.count : nil }
        return filter.stage.map(number) ?? stages.reduce(0) { $0 + $1.number }
    }
}

func applicationListPage(_ h: inout HTML, _ list: ApplicationList, _ words: Words) {
    h.pageHead(
        list.isOwn ? words("applications.own") : words("applications.title"),
        lead: list.count.map { words.count("applications.count", $0) } ?? ""
    )
    if !list.isOwn { filters(&h, list, words) }
    if list.rows.isEmpty {
        let isFiltered = list.filter.course != nil || list.filter.stage != nil
        if list.isOwn {
            h.emptyState(words("applications.none.own"), words("applications.none.own.what-to-do"))
        } else if isFiltered {
            h.emptyState(
                words("applications.none.filtered"),
                words("applications.none.filtered.what-to-do"),
                step: NextStep(words("applications.all"), list.path)
            )
        } else {
            h.emptyState(words("applications.none"), words("applications.none.what-to-do"))
        }
        return
    }
    table(&h, list, words)
    var newer = list.filter
    newer.before = nil
    var older = list.filter
    older.before = list.older
    h.pager(
        newer: list.filter.before == nil ? nil : newer.path(list.path),
        older: list.older == nil ? nil : older.path(list.path),
        words
    )
}

private func filters(_ h: inout HTML, _ list: ApplicationList, _ words: Words) {
    var groups: [ChipGroup] = []
    if list.courses.count > 1 || list.filter.course != nil {
        let all = Chip(
            words("applications.course.all"),
            ListFilter(stage: list.filter.stage).path(list.path),
            isCurrent: list.filter.course == nil
        )
        let chips = list.courses.map { course in
            Chip(
                course.name,
                ListFilter(course: course.id, stage: list.filter.stage).path(list.path),
                isCurrent: list.filter.course == course.id
            )
        }
        groups.append(ChipGroup(words("applications.column.course"), [all] + chips))
    }
    let all = Chip(
        words("applications.state.all"),
        ListFilter(course: list.filter.course).path(list.path),
        isCurrent: list.filter.stage == nil
    )
    let shown = Stage.allCases.filter { list.number($0) > 0 || $0 == list.filter.stage }
    let chips = shown.map { stage in
        Chip(
            words.dynamic("application.stage.\(stage.rawValue)") + " "
                + words.number(list.number(stage)),
            ListFilter(course: list.filter.course, stage: stage).path(list.path),
            isCurrent: list.filter.stage == stage
        )
    }
    let due =
        list.filter.due == nil
        ? []
        : [
            Chip(
                words("applications.due"),
                ListFilter(course: list.filter.course, stage: list.filter.stage).path(list.path),
                isCurrent: true
            )
        ]
    groups.append(ChipGroup(words("applications.column.state"), [all] + chips + due))
    h.filters(nil, groups: groups, words)
}

private func table(_ h: inout HTML, _ list: ApplicationList, _ words: Words) {
    let path: (ListedApplication) -> String = { "\(list.path)/\($0.id)" }
    let opening: [Column<ListedApplication>] =
        list.isOwn
        ? [.link(words("applications.column.course"), path: path) { $0.course }]
        : [
            .link(words("applications.column.person"), path: path) { $0.name },
            .text(words("applications.column.course")) { $0.course },
        ]
    h.list(
        list.rows,
        caption: list.isOwn ? words("applications.own") : words("applications.title"),
        columns: opening + [
            .cell(words("applications.column.state")) { h, row in
                h.state(row.stage.word(isOwn: list.isOwn, words), row.stage.kind)
            },
            .text(words("applications.column.since")) { words.date($0.since.inFinland.day) },
            .text(words("applications.column.applied")) { words.date($0.appliedAt.inFinland.day) },
        ],
        words
    )
}

extension Stage {
    /// Its colour and shape.
    var kind: StateKind {
        switch self {
        case .received, .waiting, .given: .waiting
        case .enrolled: .given
        case .refused, .takenBack, .withoutSupport, .expired, .paused: .refused
        case .withdrawn, .closed: .plain
        }
    }

    /// The stage in words; to the applicant themself as to one who has acted.
    func word(isOwn: Bool, _ words: Words) -> String {
        isOwn && self == .withdrawn
            ? words("application.stage.withdrawn.own")
            : words.dynamic("application.stage.\(rawValue)")
    }
}
