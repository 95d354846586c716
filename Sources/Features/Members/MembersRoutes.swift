import Access
public import Routing

/// Who belongs to a space: invitations, roles with their end dates, the end of a membership.
public let members = Feature(
    "members",
    routes: [
        .look(
            "/{space}/members",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            listMembers
        ),
        .get("/{space}/members/new", in: .every, needs: .memberChange, askToInvite),
        .post("/{space}/members", in: .every, needs: .memberChange, invite),
        .post(
            "/{space}/members/invitations/{id}/sending",
            in: .every,
            needs: .memberChange,
            sendAgain
        ),
        .post(
            "/{space}/members/invitations/{id}/revocation",
            in: .every,
            needs: .memberChange,
            revoke
        ),
        .look(
            "/{space}/members/{id}",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            showMember
        ),
        .post(
            "/{space}/members/{id}/roles",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            changeRoles
        ),
        .post(
            "/{space}/members/{id}/ending",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            endMembership
        ),
    ],
    menu: [
        MenuItem("members.title", "/members", place: 60)
    ],
    waiting: [membersWaiting]
)
