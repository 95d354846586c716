import Base
import Interface

/// Who finds a view beside the list.
enum ViewReaders: String, CaseIterable, Sendable {
    case mine
    case space
}

/// A view as its form says it.
struct ViewDraft: Sendable {
    var name = ""
    var readers = ViewReaders.mine
}

/// A view of one's own, or a shared one whose owner has left, with the list that it is of.
struct KeptView: Sendable {
    let id: ID<SavedView>
    let list: String
    let name: String
    let query: String
    let isShared: Bool
    let isOwn: Bool

    var draft: ViewDraft { ViewDraft(name: name, readers: isShared ? .space : .mine) }
}

/// The fields of a view.
let viewFields = FieldList<ViewDraft>(
    .line("name", \.name, "views.name", help: "views.name.help", limit: Limits.nameCharactersMax),
    .choice(
        "readers",
        \.readers,
        "views.readers",
        words: "views.readers",
        help: "views.readers.help",
        isOpen: true
    )
)

/// A view whose list is open to its reader.
struct OpenView: Sendable {
    let view: KeptView
    let list: ListShape
}
