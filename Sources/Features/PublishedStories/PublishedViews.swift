import Base
import HTML
import Interface
import Terms
import Wording

func publishedListPage(
    _ h: inout HTML,
    _ lines: [PublishedLine],
    of space: String,
    at path: String,
    _ words: Words
) {
    h.pageHead(words("published.title"), lead: space)
    if lines.isEmpty {
        h.emptyState(words("published.none"), words("published.none.what"))
    } else {
        h.ul(.class("history")) { h in
            for line in lines {
                h.li { h in
                    h.a(
                        line.title,
                        .href("\(path)/\(line.id)"),
                        .hreflang(line.language.rawValue),
                        .lang(line.language.rawValue)
                    )
                    h.small(
                        "\(line.nameShown), \(words.date(line.publishedAt.inFinland.day))",
                        .class("more")
                    )
                }
            }
        }
    }
    h.p { h in h.a(space, .href(String(path.dropLast("/stories".count)))) }
}

func publishedStoryPage(
    _ h: inout HTML,
    _ story: PublishedStory,
    publisher: String,
    others: String,
    _ words: Words
) {
    h.div(.lang(story.language.rawValue)) { h in
        h.pageHead(story.title, lead: story.nameShown)
        for line in story.body.split(separator: "\n") { h.p(String(line)) }
    }
    if let link = WebLink(story.recordingLink) {
        h.p { h in
            h.a(words("published.recording", ["host": link.host]), .href(link.text))
        }
    }
    h.facts { h in
        if !story.organisation.isEmpty {
            h.fact(words("published.with"), story.organisation)
        }
        h.fact(words("published.by"), publisher)
        h.fact(words("published.on"), words.date(story.publishedAt.inFinland.day))
    }
    h.p(words("published.approved"), .class("soft"))
    h.p { h in h.a(words("published.others"), .href(others)) }
}

/// One neutral sentence, whoever has taken it back.
func goneStoryPage(_ h: inout HTML, others: String, _ words: Words) {
    h.pageHead(words("published.gone"), lead: words("published.gone.what"))
    h.p { h in h.a(words("published.others"), .href(others)) }
}
