import Access
import Base
import Interface
public import Routing
import Store
import Wording

/// Invitations to a space: sending, seeing and revoking them, and what their links open.
public let invitations = Feature(
    "invitations",
    routes: [
        .look(
            "/{space}/members/invitations",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            listInvitations
        ),
        .look(
            "/{space}/members/new",
            in: .every,
            needs: .memberChange,
            discloses: [],
            askToInvite
        ),
        .submit("/{space}/members", in: .every, needs: .memberChange, invite),
        .submit(
            "/{space}/members/invitations/{id}/sending",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            sendAgain
        ),
        .submit(
            "/{space}/members/invitations/{id}/revocation",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership],
            revoke
        ),
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
    ],
    acts: [
        MenuItem("members.invite", "/members/new"),
        MenuItem("members.invitations", "/members/invitations"),
    ],
    waiting: [invitationsInNeed],
    bulk: [invitingMany]
)

/// Invitations with two days left or none, and those that did not arrive, wait for those who may invite.
@Sendable private func invitationsInNeed(_ visit: Visit) throws(Failure) -> [MappedAsk<
    [WaitingSince]
>] {
    guard visit.may(.memberChange) else { return [] }
    let words = visit.words
    return [
        Ask.all(.needingCare).each { invitation in
            let isOver = invitation.expiresAt <= visit.now
            let returnedAt = invitation.returnedAt
            let (what, when): (StaticString, StaticString) =
                returnedAt != nil
                ? ("members.waiting.returned", "members.waiting.returned.when")
                : isOver
                    ? ("members.waiting.expired", "members.waiting.expired.when")
                    : ("members.waiting.expires", "members.waiting.expires.when")
            let day =
                returnedAt.map { words.onNearDate($0.inFinland.day) }
                ?? words.nearDate(invitation.expiresAt.inFinland.day)
            return WaitingSince(
                since: returnedAt ?? invitation.expiresAt.adding(days: -2),
                as: isOver || returnedAt != nil ? .act : .news,
                WaitingTask(
                    what: words(what, ["name": invitation.name]),
                    when: words(when, ["day": day]),
                    step: NextStep(
                        words("members.waiting.step"),
                        visit.here("/members/invitations")
                    )
                )
            )
        }
    ]
}
