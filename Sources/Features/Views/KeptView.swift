import Base
import HTTP
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

/// A view of one's own, with the list that it is of.
struct KeptView: Sendable {
    let id: ID<SavedView>
    let list: String
    let name: String
    let query: String
    let isShared: Bool

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

/// A list of the space, and what is asked of it.
struct AskedList: Sendable {
    let list: String
    let query: String

    /// Of an address; nil when it names no list.
    ///
    /// The list reads the query anew each time, and leaves out what it does not know.
    init?(_ address: Form) {
        list = address["list"]
        query = address["query"]
        let parts = list.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        let isPath = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (97...122).contains($0) || $0 == 45 }
        }
        guard list.hasPrefix("/"), isPath, list.utf8.count <= 100, query.utf8.count <= 2000 else {
            return nil
        }
    }

    /// The address of the form that names it.
    var text: String { "list=\(percentEncoded(list))&query=\(percentEncoded(query))" }
}
