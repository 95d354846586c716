import Access
import Base
import Routing
import Wording

@Sendable func showAccess(_ visit: Visit) throws(Failure) -> Reply {
    let mine = visit.visitor.actor.roles
    return visit.page(visit.words("guide.title")) { h in
        accessPage(&h, visit.site.gate.table, mine: mine, visit.words)
    }
}
