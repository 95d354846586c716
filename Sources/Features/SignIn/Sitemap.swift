import Base
import HTTP
import Routing
import Store

// What search engines are told of: the front page, and what is open to anybody. `robots.txt` keeps them from the rest.

@Sendable func showSitemap(_ visit: Visit) throws(Failure) -> Reply {
    let spaces = try visit.readAccount { (db) throws(Failure) in try db.all(.openSpaces) }
    let pages = spaces.flatMap { space -> [String] in
        var pages = ["", "/privacy", "/accessibility"]
        if space.kind == .provider { pages.append("/open-courses") }
        if space.takesEnquiries { pages.append("/co-operation") }
        if !space.stories.isEmpty { pages.append("/stories") }
        pages += space.stories.map { "/stories/\($0)" }
        return pages.map { "/\(space.slug)\($0)" }
    }
    let paths = ["/", "/accessibility"] + pages
    // Slugs and the origin hold nothing that XML would read otherwise.
    let places = paths.map { "<url><loc>\(visit.site.origin)\($0)</loc></url>\n" }.joined()
    let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
        \(places)</urlset>

        """
    return .response(
        Response(
            status: 200,
            contentType: "application/xml; charset=utf-8",
            body: Array(text.utf8)
        )
    )
}
