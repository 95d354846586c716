import Access
import Base
import Letters
import Routing
import Wording

@Sendable func showAccess(_ visit: Visit) throws(Failure) -> Reply {
    let mine = visit.visitor.actor.roles
    return visit.page(visit.words("guide.title")) { h in
        accessPage(
            &h,
            visit.site.gate.table,
            mine: mine,
            letters: visit.here("/access/letters"),
            visit.words
        )
    }
}

@Sendable func showLetters(_ visit: Visit) throws(Failure) -> Reply {
    let table = try LetterTable.embedded()
    let kind = try visit.space.kind
    return visit.page(visit.words("letters.title")) { h in
        lettersPage(&h, table, in: kind, access: visit.here("/access"), visit.words)
    }
}
