import Access
import Audit
import Base
import Interface
public import Routing
import Store
import Wording

/// Invitations to a space: sending, seeing and revoking them, one by one and many at once.
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
        .file(
            "/{space}/members/invitations/export.csv",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership],
            lane: .export,
            exportInvitations
        ),
        .submit(
            "/{space}/members/invitations/selection",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership]
        ) { (visit) throws(Failure) in
            try visit.previewBulk(of: "/members/invitations", .invitationsListed)
        },
        .submit(
            "/{space}/members/invitations/selection/act",
            in: .every,
            needs: .memberChange,
            discloses: [.name, .contact, .membership]
        ) { (visit) throws(Failure) in
            try visit.carryOutBulk(of: "/members/invitations", .invitationsListed)
        },
        .look(
            "/{space}/members/invitations/{id}",
            in: .every,
            needs: .memberRead,
            discloses: [.name, .contact, .membership, .log],
            showInvitation
        ),
        .look(
            "/{space}/members/new",
            in: .every,
            needs: .memberChange,
            discloses: [],
            askToInvite
        ),
        .submit("/{space}/members", in: .every, needs: .memberChange, invite),
        .post(
            "/{space}/members/invitations/{id}/sending",
            in: .every,
            needs: .memberChange,
            sendingAgain.one
        ),
        .post(
            "/{space}/members/invitations/{id}/revocation",
            in: .every,
            needs: .memberChange,
            revoking.one
        ),
    ],
    acts: [
        MenuItem("members.invite", "/members/new"),
        MenuItem("invitations.title", "/members/invitations"),
    ],
    waiting: [invitationsInNeed],
    listings: [AnyListing(.invitations, .invitations)],
    bulk: [invitingMany, sendingAgain.many, revoking.many]
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
                        visit.here("/members/invitations/\(invitation.id)")
                    )
                )
            )
        }
    ]
}

extension Statement where Result == Invitation {
    /// Those with two days left or none, and those that did not arrive.
    fileprivate static let needingCare = Statement(
        """
        select id, name, email, roles, role_ends_on, language, expires_at, state, returned_at
          from invitation_line
         where tenant_id = $1 and used_at is null and revoked_at is null
           and (expires_at < public.moment() + interval '2 days' or state = 'returned')
         order by expires_at limit 50
        """,
        Invitation.read
    )
}
