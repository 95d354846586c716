import Access
public import Routing

/// What the link of an invitation opens: who is invited looks at it and joins.
public let accepting = Feature(
    "accepting",
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
