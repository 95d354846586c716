import Access
import Audit
import Base
import HTTP
import Interface
import Routing
import Store
import Wording

@Sendable func listSpaces(_ visit: Visit) throws(Failure) -> Reply {
    let spaces = try visit.readAccount { (db) throws(Failure) in try db.all(.spaces) }
    return visit.page(visit.words("operator.title")) { h in
        spacesPage(&h, spaces, visit.words)
    }
}

@Sendable func showSpace(_ visit: Visit) throws(Failure) -> Reply {
    try spacePage(visit, try listing(visit), nil)
}

@Sendable func suspend(_ visit: Visit) throws(Failure) -> Reply {
    try change(visit, to: .suspended, .spaceSuspended, did: "operator.done.suspended")
}

@Sendable func resume(_ visit: Visit) throws(Failure) -> Reply {
    try change(visit, to: .active, .spaceResumed, did: "operator.done.resumed")
}

/// Closes or opens a space.
///
/// Sent again it finds nothing to do, and says the same.
private func change(
    _ visit: Visit,
    to state: SpaceState,
    _ action: Action,
    did key: StaticString
) throws(Failure) -> Reply {
    let id: ID<Space> = try visit.id()
    try visit.account { (db) throws(Failure) in
        let space = try db.one(.space, id)
        let isChanged = try db.one(.changeState, id, state.rawValue)
        return AccountAudited(
            (),
            Entry(action, of: Object(id, space.slug)),
            in: isChanged ? [id] : []
        )
    }
    return .redirect(to: visit.after("/operator/spaces/\(id)", did: key))
}

@Sendable func inviteInto(_ visit: Visit) throws(Failure) -> Reply {
    let (space, hasCoordinator) = try listing(visit)
    var form = try FormEntry(visit)
    let guest = Guest(&form)
    let role = form.choice("role", Role.self)
    if let role, !rolesFromOutside(hasCoordinator: hasCoordinator).contains(role) {
        form.problem("role", visit.words("operator.problem.role"))
    }
    guard form.isSound, let role, let language = guest.language else {
        return try spacePage(visit, (space, hasCoordinator), form)
    }
    let key = ID<Guest>(visit.seal.key)
    let names = { (language: Language) in space.name(language) }
    do throws(Failure) {
        try visit.account { (db) throws(Failure) in
            let entry = try guest.invite(
                key,
                as: role,
                into: space.id,
                slug: space.slug,
                named: names(language),
                visit,
                db
            )
            return AccountAudited((), entry, in: [space.id])
        }
    } catch .refused(.conflict(why: "error.conflict.already")) {
        // The form's key is the invitation's id: this one was sent before.
    } catch .refused(.conflict(why: "members.rule.operator")) {
        form.problem("guest_email", visit.words("members.rule.operator"))
        return try spacePage(visit, (space, hasCoordinator), form)
    }
    return .redirect(to: visit.after("/operator/spaces/\(space.id)", did: "operator.done.invited"))
}

/// The space of the path, and whether somebody looks after it.
private func listing(_ visit: Visit) throws(Failure) -> (SpaceListing, Bool) {
    let id: ID<Space> = try visit.id()
    return try visit.readAccount { (db) throws(Failure) in
        (try db.one(.space, id), try db.one(.hasCoordinator, id))
    }
}

private func spacePage(
    _ visit: Visit,
    _ listing: (space: SpaceListing, hasCoordinator: Bool),
    _ form: FormEntry?
) throws(Failure) -> Reply {
    let title = listing.space.name(visit.words.language)
    let entry = form ?? FormEntry(["language": Language.finnish.rawValue], visit.words)
    return visit.page(title, status: form == nil ? 200 : 422) { h in
        spacePage(
            &h,
            listing.space,
            roles: rolesFromOutside(hasCoordinator: listing.hasCoordinator),
            once: { visit.once },
            entry.typed,
            entry.problems,
            visit.words
        )
    }
}
