import Audit
import Base
import HTTP
import Interface
import Routing
import Wording

@Sendable func showSearch(_ visit: Visit) throws(Failure) -> Looked {
    let term = ListQuery.searched(visit.request.query["q"])
    let found = try visit.found(by: term)
    let pages = visit.pages(by: term)
    let page = visit.page(visit.words("search.title")) { h in
        searchPage(&h, term, found, pages, visit.here("/search"), visit.words)
    }
    return Looked(page, Entry(.searchMade, count: found.count))
}
