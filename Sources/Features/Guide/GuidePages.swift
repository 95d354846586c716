import Access
import Base
import Letters
import Routing
import Store
import Wording

@Sendable func showAccess(_ visit: Visit) throws(Failure) -> Reply {
    let kind = try visit.space.kind
    let roles = try visit.read { (db) throws(Failure) in try db.all(.rolesHere) }
    // What this kind of space has no door for is not told there.
    let doors = visit.site.features.flatMap(\.routes).filter { $0.kinds.has(kind) }
    return visit.page(visit.words("guide.title")) { h in
        accessPage(
            &h,
            visit.site.gate.table,
            for: Set(doors.map(\.needs)),
            of: Role.allCases.filter(roles.contains),
            mine: visit.visitor.actor.roles,
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
