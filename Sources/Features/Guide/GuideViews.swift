import Access
import HTML
import Interface
import Wording

/// The table in words: one row a permission, one column a role; the reader's own roles stand out.
func accessPage(
    _ h: inout HTML,
    _ table: PermissionTable,
    for permissions: Set<Permission>,
    of roles: [Role],
    mine: Set<Role>,
    letters: String,
    _ words: Words
) {
    h.pageHead(words("guide.title"), lead: words("guide.lead")) { h in
        h.button(words("letters.title"), to: letters)
    }
    // What nobody here may do is not the space's to tell.
    let lines = table.lines.filter { line in
        line.permission != .nothing && permissions.contains(line.permission)
            && roles.contains { line.scopes[$0] ?? .none != .none }
    }
    h.list(
        lines,
        caption: words("guide.title"),
        columns: [
            .text(words("guide.permission")) {
                words.dynamic("permission.\($0.permission.rawValue)")
            }
        ]
            + roles.map { role in
                .cell(words.dynamic("role.\(role.rawValue)"), isLabelled: true) { h, line in
                    reach(&h, told(line, role), isMine: mine.contains(role), words)
                }
            },
        words
    )
    h.p(words("guide.own"), .class("soft"))
}

/// How far a permission reaches, as it is told: what is everybody's about themselves is their own, not everything.
private func told(_ line: PermissionTable.Line, _ role: Role) -> Scope {
    let scope = line.scopes[role] ?? .none
    let isOwn =
        switch line.permission {
        case .accountOwn, .todayRead, .logOwn, .applicationMake, .consentAnswer: true
        default: false
        }
    return isOwn && scope == .all ? .own : scope
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
