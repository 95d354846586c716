import Base
import HTML
import Interface
import Terms
import Wording

/// Everybody's applications: search, filters with their numbers, the list.
func applicationListPage(
    _ h: inout HTML,
    _ page: ListPage<ListedApplication>,
    _ stages: [CourseStage],
    mayExport: Bool,
    base: String,
    once: String?,
    _ words: Words
) {
    h.pageHead(
        words("applications.title"),
        lead: page.counted("applications.count", words)
    ) { h in
        if mayExport, page.count > 0 {
            h.button(
                words("applications.export"),
                to: page.query.fromStart.path("\(base)/export.csv")
            )
        }
    }
    h.listing(
        .applications,
        page,
        at: base,
        offers: offers(page.query, stages, words),
        once: once,
        words
    ) { h in
        h.emptyState(words("applications.none"), words("applications.none.what-to-do"))
    }
}

/// The states and the courses that there are.
private func offers(_ query: ListQuery, _ all: [CourseStage], _ words: Words) -> [ListOffer] {
    // Of more than are counted no number would be true.
    let isWhole = all.reduce(0) { $0 + $1.number } <= Limits.numbersMax
    let counted = all.filter { query["course"] == nil || query["course"] == $0.course.text }
    let states = Stage.allCases.compactMap { stage -> (code: String, title: String)? in
        let number = counted.reduce(0) { $0 + ($1.stage == stage ? $1.number : 0) }
        guard number > 0 || query["state"] == stage.rawValue else { return nil }
        let word = stage.word(isOwn: false, words)
        return (stage.rawValue, isWhole ? "\(word) \(words.number(number))" : word)
    }
    var courses: [(code: String, title: String)] = []
    for row in all where !courses.contains(where: { $0.code == row.course.text }) {
        courses.append((row.course.text, row.courseName))
    }
    let isParted = courses.count > 1 || query["course"] != nil
    return [
        ListOffer("state", states),
        ListOffer("course", isParted ? Array(courses.prefix(12)) : []),
    ]
}

func ownApplicationListPage(
    _ h: inout HTML,
    _ page: ListPage<ListedApplication>,
    base: String,
    courses: String,
    _ words: Words
) {
    let open = NextStep(words("courses.open.title"), courses)
    h.pageHead(words("applications.own.title"), lead: page.counted("applications.count", words)) {
        h in
        if page.count > 0 { h.button(open.title, to: open.path) }
    }
    h.listing(.ownApplications, page, at: base, isAsked: false, words) { h in
        h.emptyState(
            words("applications.none.own"),
            words("applications.none.own.what-to-do"),
            step: open
        )
    }
}
