import HTML
import Interface
import Wording

func figuresPage(_ h: inout HTML, _ tables: [ChartTable], file: String, _ words: Words) {
    h.pageHead(
        words("engagement-figures.title"),
        lead: words("engagement-figures.lead")
    ) { h in
        guard !tables.isEmpty else { return }
        h.printButton(words("interface.print"))
        h.button(words("engagement-figures.file"), to: file)
    }
    guard !tables.isEmpty else {
        h.emptyState(
            words("engagement-figures.none"),
            words("engagement-figures.none.what")
        )
        return
    }
    h.p(words("engagement-figures.hidden"), .class("soft"))
    for table in tables {
        h.part(table.title) { h in
            h.chart(table)
            if table.title == words("engagement-figures.costs") {
                h.p(words("engagement-figures.costs.what"), .class("soft"))
            }
        }
    }
}
