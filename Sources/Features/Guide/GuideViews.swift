import Access
import HTML
import Interface
import Wording

/// The table in words: one row a permission, one column a role; the reader's own roles stand out.
func accessPage(_ h: inout HTML, _ table: PermissionTable, mine: Set<Role>, _ words: Words) {
    h.pageHead(words("guide.title"), lead: words("guide.lead"))
    let lines = table.lines.filter { $0.permission != .nothing }
    h.list(
        lines,
        caption: words("guide.title"),
        columns: [
            .text(words("guide.permission")) {
                words.dynamic("permission.\($0.permission.rawValue)")
            }
        ]
            + Role.allCases.map { role in
                .cell(words.dynamic("role.\(role.rawValue)"), isLabelled: true) { h, line in
                    reach(&h, line.scopes[role] ?? .none, isMine: mine.contains(role), words)
                }
            },
        words
    )
    h.p(words("guide.own"), .class("soft"))
}

private func reach(_ h: inout HTML, _ scope: Scope, isMine: Bool, _ words: Words) {
    let word = words.dynamic("guide.scope.\(scope.rawValue)")
    if scope == .none {
        h.span(word, .class("soft"))
    } else if isMine {
        h.strong(word)
    } else {
        h.text(word)
    }
}
