import Base
import HTML
import Interface
import Terms
import Wording

/// `newPath` is where a course is made; nil for those who may not.
func courseListPage(
    _ h: inout HTML,
    _ listing: Listing<ListedCourse>,
    _ page: ListPage<ListedCourse>,
    isAsked: Bool,
    newPath: String?,
    base: String,
    _ words: Words
) {
    h.pageHead(words("courses.title"), lead: page.counted("courses.count", words)) { h in
        if let newPath { h.mainButton(words("courses.new"), to: newPath) }
    }
    h.listing(listing, page, at: base, isAsked: isAsked, words) { h in
        h.emptyState(
            words("courses.none"),
            words(newPath == nil ? "courses.none.what-to-do" : "courses.none.make"),
            step: newPath.map { NextStep(words("courses.new"), $0) }
        )
    }
}

/// From the first afternoon to the last.
func dates(_ first: Day?, _ last: Day?, _ words: Words) -> String {
    guard let first, let last else { return "–" }
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
