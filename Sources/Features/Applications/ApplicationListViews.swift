import Base
import HTML
import Interface
import Terms
import Wording

/// Everybody's applications: search, filters with their numbers, the list.
func applicationListPage(
    _ h: inout HTML,
    _ page: ListPage<ListedApplication>,
    _ courses: [AppliedCourse],
    mayExport: Bool,
    base: String,
    once: String?,
    _ words: Words
) {
    h.pageHead(
        words("applications.title"),
        lead: page.counted("applications.count", words)
    ) { h in
        if mayExport {
            h.exportButton(page, at: base, words)
        }
    }
    h.listing(
        .applications,
        page,
        at: base,
        offers: [
            ListOffer(
                "course",
                courses.count > 1 || page.query["course"] != nil
                    ? courses.map { ($0.id.text, $0.name) } : []
            )
        ],
        once: once,
        words
    ) { h in
        h.emptyState(words("applications.none"), words("applications.none.what-to-do"))
    }
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
