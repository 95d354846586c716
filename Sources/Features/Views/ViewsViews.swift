import Base
import HTML
import Interface
import Wording

/// One's own views: each opens its list, and can be changed or removed; one whose owner has left can be removed.
func viewsPage(
    _ h: inout HTML,
    _ views: [OpenView],
    space: String,
    once: String,
    _ words: Words
) {
    h.pageHead(words("views.own"), lead: words("views.own.lead"))
    if views.isEmpty {
        h.emptyState(words("views.none"), words("views.none.what-to-do"))
        return
    }
    h.list(
        views,
        caption: words("views.own"),
        columns: [
            .link(
                words("views.name"),
                path: { $0.list.read($0.view.query).fromStart.path("\(space)\($0.list.path)") },
                { $0.view.isOwn ? $0.view.name : words("views.left", ["name": $0.view.name]) }
            ),
            .text(words("views.list")) { words.dynamic("\($0.list.key).title") },
            .text(words("views.readers")) {
                words($0.view.isShared ? "views.readers.space" : "views.readers.mine")
            },
            .cell(words("views.change"), isLabelled: false) { h, open in
                let path = "\(space)/views/\(open.view.id)"
                h.buttons { h in
                    if open.view.isOwn { h.button(words("views.change"), to: "\(path)/edit") }
                    h.act(action: "\(path)/removal", once: once) { h in
                        h.submitButton(words("views.remove"))
                    }
                }
            },
        ],
        words
    )
}
