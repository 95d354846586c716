import Base
import HTML
import Interface
import Wording

/// The address of a list of a space with what is asked of it.
func address(_ list: String, _ query: String, _ space: String) -> String {
    query.isEmpty ? "\(space)\(list)" : "\(space)\(list)?\(query)"
}

/// One's own views: each opens its list, and can be changed or removed.
func viewsPage(
    _ h: inout HTML,
    _ views: [KeptView],
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
            .link(words("views.name"), path: { address($0.list, $0.query, space) }, { $0.name }),
            .text(words("views.readers")) {
                words($0.isShared ? "views.readers.space" : "views.readers.mine")
            },
            .cell(words("views.change"), isLabelled: false) { h, view in
                h.buttons { h in
                    h.button(words("views.change"), to: "\(space)/views/\(view.id)/edit")
                    h.act(action: "\(space)/views/\(view.id)/removal", once: once) { h in
                        h.submitButton(words("views.remove"))
                    }
                }
            },
        ],
        words
    )
}
