import Access
public import Routing

/// Invitations to a space: what their links open.
public let invitations = Feature(
    "invitations",
    routes: [
        .look(
            "/{space}/invitation",
            in: .every,
            needs: .nothing,
            discloses: [],
            showInvitationLink
        ),
        .submit(
            "/{space}/invitation",
            in: .every,
            needs: .nothing,
            of: .anybody,
            openInvitationLink
        ),
        .look(
            "/{space}/invitation/acceptance",
            in: .every,
            needs: .nothing,
            discloses: [.contact, .membership],
            showInvitation
        ),
        .submit(
            "/{space}/invitation/acceptance",
            in: .every,
            needs: .nothing,
            discloses: [.contact, .membership],
            lane: .secret,
            acceptInvitation
        ),
    ]
)
