import Access
import Audit
import Base
import Crypto
import Interface
import Routing
import Store
import Wording

// MARK: A new space

@Sendable func askForSpace(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: newSpacePage)
}

@Sendable func makeSpace(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(account: newSpacePage) { (db, _, new, _) throws(Failure) in
        // The form's key becomes the space's id.
        let id = ID<Space>(visit.seal.key)
        let made = Entry(.spaceMade, of: Object(id, new.slug))
        var problems = Problems()
        if try db.one(.isSlugTaken, new.slug) {
            problems.add("slug", visit.words("operator.problem.taken"))
        }
        if try db.one(.isBusinessIDTaken, new.businessID) {
            problems.add("business_id", visit.words("operator.problem.business-id.taken"))
        }
        guard problems.isEmpty else { return AccountAudited(.again(problems), made, in: []) }
        try db.run(
            .makeSpace,
            id,
            new.slug,
            new.kind?.rawValue,
            new.businessID.isEmpty ? nil : new.businessID,
            new.names.finnish,
            new.names.swedish,
            new.names.english,
            new.language
        )
        let name = new.names[new.invitee.language]
        let invited = try invite(
            new.invitee,
            ID(),
            as: .coordinator,
            to: (id, name, new.slug),
            visit,
            db
        )
        let path = visit.after("/operator/spaces/\(id)", did: "operator.done.made")
        return AccountAudited(
            .answered(FormAnswer(to: path)),
            made,
            in: [LoggedPlace(id)],
            also: [invited]
        )
    }
}

private func newSpacePage(
    _ visit: Visit,
    _: borrowing AccountTransaction
) throws(Failure) -> FormPage<NewSpace> {
    var page = FormPage(
        visit.words("operator.new.title"),
        lead: visit.words("operator.new.lead"),
        newSpaceFields(origin: visit.site.origin, reserved: visit.site.reserved),
        NewSpace(),
        isNew: true,
        action: "/operator/spaces",
        save: visit.words("operator.new.make"),
        back: "/operator"
    )
    page.blames = blamed
    return page
}

/// The field that a rule speaks of: somebody may take the address between the look and the making.
@Sendable func blamed(_ rule: String) -> String {
    switch rule {
    case "members.rule.operator": "guest_email"
    case "error.conflict.already": "slug"
    default: ""
    }
}

// MARK: One space

@Sendable func showSpace(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: spacePage)
}

@Sendable func inviteInto(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(account: spacePage) { (db, _, new, _) throws(Failure) in
        let id: ID<Space> = try visit.id()
        let space = try db.one(.space, id, visit.visitor.account?.id)
        let name = space.names[new.invitee.language]
        let entry = try invite(
            new.invitee,
            ID(visit.seal.key),
            as: new.role,
            to: (space.id, name, space.slug),
            visit,
            db
        )
        let path = visit.after("/operator/spaces/\(space.id)", did: "operator.done.invited")
        return AccountAudited(.answered(FormAnswer(to: path)), entry, in: [LoggedPlace(space.id)])
    }
}

/// The page of a space as the form that invites into it.
private func spacePage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<NewInvitation> {
    let id: ID<Space> = try visit.id()
    let space = try db.one(.space, id, visit.visitor.account?.id)
    let roles = rolesFromOutside(hasCoordinator: try db.one(.hasCoordinator, space.id))
    var page = FormPage(
        space.names[visit.words.language],
        invitationFields(roles),
        NewInvitation(role: roles[0]),
        isNew: true,
        action: "/operator/spaces/\(space.id)/invitations",
        save: visit.words("operator.invite.send")
    ) { h, form in
        spaceContent(&h, space, roles, form, once: visit.once, visit.words)
    }
    page.hasHead = false
    page.blames = blamed
    return page
}

/// Writes an invitation and its mail; the entry is for the space's log.
func invite(
    _ invitee: Invitee,
    _ id: ID<Invitee>,
    as role: Role,
    to space: (id: ID<Space>, name: String, slug: String),
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> Entry {
    let token = try Token()
    try db.run(
        .inviteInto,
        space.id,
        id,
        invitee.email,
        invitee.name,
        [role.rawValue],
        invitee.language,
        Bytes(token.hash),
        Limits.invitationDays
    )
    let mail = invitationMail(
        to: invitee.email,
        name: invitee.name,
        space: (space.name, space.slug),
        roles: [role],
        token: token.text,
        origin: visit.site.origin,
        visit.words(in: invitee.language)
    )
    try db.mail(mail)
    return Entry(
        .memberInvited,
        of: Object(id, invitee.name),
        changes: [.value(field: "roles", old: "", new: role.rawValue)]
    )
}

// MARK: Closing and opening

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
        let space = try db.one(.space, id, visit.visitor.account?.id)
        let isChanged = try db.one(.changeState, id, state.rawValue)
        let entry = Entry(action, of: Object(id, space.slug))
        return AccountAudited((), entry, in: isChanged ? [LoggedPlace(id)] : [])
    }
    return .redirect(to: visit.after("/operator/spaces/\(id)", did: key))
}

// MARK: Statements

extension SpaceState: ColumnValue {}

let listedSpace = reader(
    ListedSpace.init,
    "id",
    "slug",
    "kind",
    "state",
    "name_fi",
    "name_sv",
    "name_en",
    "created_at"
)

extension AccountStatement where Result == ListedSpace {
    fileprivate static let space = AccountStatement(
        """
        select id, slug, kind, state, name_fi, name_sv, name_en, created_at from accounts.spaces_seen($2)
         where id = $1
        """,
        listedSpace
    )
}

extension AccountStatement where Result == Bool {
    fileprivate static let hasCoordinator = AccountStatement(
        "select accounts.space_has_coordinator($1) as found",
        "found"
    )

    static let isSlugTaken = AccountStatement(
        "select exists (select from accounts.space_by_slug($1)) as found",
        "found"
    )

    fileprivate static let isBusinessIDTaken = AccountStatement(
        "select exists (select from accounts.employer_by_business_id($1)) as found",
        "found"
    )

    /// Suspends or opens; false when the space was so already.
    fileprivate static let changeState = AccountStatement(
        "select public.space_state($1, $2) = 1 as changed",
        "changed"
    )
}

extension AccountStatement where Result == Void {
    static let makeSpace = AccountStatement(
        "select public.space_make($1, $2, $3, 'active', $4, $5, $6, $7, $8)"
    )

    fileprivate static let inviteInto = AccountStatement(
        "select public.invitation_make($1, $2, $3, $4, $5, null, $6, $7, $8)"
    )
}
