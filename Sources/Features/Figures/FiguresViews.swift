import HTML
import Interface
import Wording

func figuresPage(_ h: inout HTML, _ tables: [ChartTable], file: String, _ words: Words) {
    h.pageHead(words("figures.title"), lead: words("figures.lead")) { h in
        h.printButton(words("interface.print"))
        h.button(words("figures.file"), to: file)
    }
    h.p(words("figures.hidden"), .class("soft"))
    for table in tables {
        h.part(table.title) { h in
            if table.labels.isEmpty {
                h.p(words("figures.none"), .class("soft"))
            } else {
                h.chart(table)
            }
        }
    }
}
