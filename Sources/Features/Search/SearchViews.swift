import HTML
import Interface
import Routing
import Wording

func searchPage(
    _ h: inout HTML,
    _ term: String,
    _ found: [Found],
    _ pages: [NextStep],
    _ path: String,
    _ words: Words
) {
    h.pageHead(words("search.title"), lead: words("search.lead"))
    h.filters(SearchField(action: path, label: words("search.label"), value: term), words)
    if !pages.isEmpty {
        h.part(words("search.pages")) { h in
            h.ul(.class("menu")) { h in
                for page in pages { h.li { h in h.a(page.title, .href(page.path)) } }
            }
        }
    }
    for list in found {
        h.part("\(list.title) · \(list.count)") { h in
            list.write(&h)
            if let all = list.all {
                h.p { h in h.a(words("search.all", ["list": list.title]), .href(all)) }
            }
        }
    }
    if found.isEmpty, pages.isEmpty, !term.isEmpty {
        h.emptyState(words("search.none"), words("search.none.what-to-do"))
    }
}
