import Access
public import Routing

/// Who belongs to a space: invitations, roles with their end dates, the end of a membership.
public let members = Feature(
    "members",
    routes: [
        .look(
            "/{space}/members",
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            listMembers
        ),
        .get("/{space}/members/new", needs: .memberChange, askToInvite),
        .post("/{space}/members", needs: .memberChange, invite),
        .post("/{space}/members/invitations/{id}/sending", needs: .memberChange, sendAgain),
        .post("/{space}/members/invitations/{id}/revocation", needs: .memberChange, revoke),
        .look(
            "/{space}/members/{id}",
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            showMember
        ),
        .post(
            "/{space}/members/{id}/roles",
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            changeRoles
        ),
        .post(
            "/{space}/members/{id}/ending",
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            endMembership
        ),
    ],
    menu: [
        MenuItem("members.title", "/members", needs: .memberRead, place: 60)
    ],
    waiting: [membersWaiting]
)
