import Base
import Routing

@Sendable func showFront(_ visit: Visit) throws(Failure) -> Reply {
    guard visit.visitor.account == nil else { return .redirect(to: landing(visit.visitor)) }
    return frontPage(visit)
}

@Sendable func showAccessibility(_ visit: Visit) throws(Failure) -> Reply {
    accessibilityPage(visit)
}
