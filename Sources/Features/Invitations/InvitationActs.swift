import Access
import Audit
import Base
import Crypto
import HTTP
import Interface
import Routing
import Store
import Wording

/// An invitation with what the reader may do with it.
struct KnownInvitation: Sendable {
    let invitation: Invitation
    /// Whether each of its roles is the reader's to give.
    let isMine: Bool

    /// Why it cannot be sent again, as a wording key; nil when it can.
    var refusalToSend: StaticString? {
        guard invitation.state.isUnanswered else { return "members.rule.invitation-gone" }
        return isMine ? nil : "members.rule.not-yours-to-give"
    }

    /// Why it cannot be taken back; what opens nothing any more may be put away by anyone.
    func refusalToRevoke(at now: Instant) -> StaticString? {
        invitation.expiresAt <= now && invitation.state.isUnanswered ? nil : refusalToSend
    }
}

/// An act on an invitation: one is done on its page and many in the list, by the same code.
struct InvitationAct: Sendable {
    let words: StaticString
    let did: (one: StaticString, many: StaticString)
    let isDanger: Bool
    let refusal: @Sendable (KnownInvitation, Instant) -> StaticString?
    let doing: @Sendable (Visit, borrowing Transaction, Invitation) throws(Failure) -> Entry

    /// Does it to the invitation of the path, and leads back to the list.
    @Sendable func one(_ visit: Visit) throws(Failure) -> Reply {
        let id: ID<Invitation> = try visit.id()
        let list = visit.trail(of: .invitations).path(visit.here("/members/invitations"))
        return try visit.act { (db) throws(Failure) in
            let invitation = try known([id], isHeld: true, visit, db)[0].invitation
            guard invitation.state.isUnanswered else {
                throw .refused(.conflict(why: "members.rule.invitation-gone"))
            }
            return Audited(visit.after(list, did: did.one), try doing(visit, db, invitation))
        }
    }

    /// The same for many; those whose address takes no mail stay for who knows better to send one by one.
    var many: BulkAct {
        BulkAct(
            words,
            of: "/members/invitations",
            row: "invitation",
            did: did.many,
            isDanger: isDanger,
            rows: { (visit, db, ids, isHeld) throws(Failure) in
                try known(ids.map { ID<Invitation>($0) }, isHeld: isHeld, visit, db)
            },
            line: { known, visit in
                let invitation = known.invitation
                return BulkLine(
                    invitation.id,
                    invitation.name,
                    note: "\(invitation.email) · \(invitation.held.titles(visit.words))",
                    leftOut: refusal(known, visit.now)
                )
            },
            asks: .nothing,
            act: { (visit, db, chosen, _) throws(Failure) in
                var entries: [Entry] = []
                for known in chosen { entries.append(try doing(visit, db, known.invitation)) }
                return entries
            }
        )
    }
}

/// A new mail with a new link: the one in the earlier mail opens nothing any more.
let sendingAgain = InvitationAct(
    words: "invitations.selection.sending",
    did: ("members.done.sent-again", "invitations.done.sent-again"),
    isDanger: false,
    refusal: { known, _ in
        known.refusalToSend
            ?? (known.invitation.state == .returned ? "invitations.selection.returned" : nil)
    },
    doing: { (visit, db, invitation) throws(Failure) in
        let (token, expiresAt) = (try Token(), visit.now.adding(days: Limits.invitationDays))
        try db.run(.renewInvitation, invitation.id, Bytes(token.hash), expiresAt)
        try db.mail(try mail(visit, invitation, token))
        return entry(.memberInvited, invitation)
    }
)

/// The link opens nothing any more.
let revoking = InvitationAct(
    words: "invitations.selection.revocation",
    did: ("members.done.revoked", "invitations.done.revoked"),
    isDanger: true,
    refusal: { $0.refusalToRevoke(at: $1) },
    doing: { (_, db, invitation) throws(Failure) in
        try db.run(.revokeInvitation, invitation.id)
        return entry(.memberInvitationRevoked, invitation)
    }
)

@Sendable func showInvitation(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Invitation> = try visit.id()
    let (invitation, events) = try visit.read { (db) throws(Failure) in
        (try known([id], isHeld: false, visit, db)[0], try db.all(.changesOfObject, id))
    }
    let reply = visit.page(invitation.invitation.name) { h in
        invitationPage(
            &h,
            invitation,
            mayChange: visit.may(.memberChange),
            at: visit.here("/members/invitations"),
            visit.trail(of: .invitations),
            once: { visit.once },
            history(events, visit.words),
            visit.words
        )
    }
    let name = invitation.invitation.name
    return Looked(reply, Entry(.invitationsListed, of: Object(id, name), count: 1))
}

/// Each of the invitations, or 404; with `isHeld` kept from others until the transaction ends.
private func known(
    _ ids: [ID<Invitation>],
    isHeld: Bool,
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> [KnownInvitation] {
    if isHeld { try db.run(.holdInvitations, ids) }
    let (found, mine) = try db.together(
        .all(.invitations, ids),
        .all(.rolesToGive, visit.visitor.actor.roles.map(\.rawValue))
    )
    guard found.count == ids.count else { throw .refused(.notFound) }
    return found.map { KnownInvitation(invitation: $0, isMine: $0.roles.allSatisfy(mine.contains)) }
}

extension Statement where Result == Invitation {
    /// The invitations `$2` in the order of the list.
    fileprivate static let invitations = Statement(
        """
        select id, name, email, roles, role_ends_on, language, expires_at, state, returned_at
          from invitation_line where tenant_id = $1 and id = any ($2::uuid[]) order by expires_at, id
        """,
        Invitation.read
    )
}

extension Statement where Result == Void {
    fileprivate static let holdInvitations = Statement(
        """
        select from invitation where tenant_id = $1 and id = any ($2::uuid[]) order by id for no key update
        """
    )

    fileprivate static let renewInvitation = Statement(
        "update invitation set token_hash = $3, expires_at = $4 where tenant_id = $1 and id = $2"
    )

    fileprivate static let revokeInvitation = Statement(
        "update invitation set revoked_at = public.moment() where tenant_id = $1 and id = $2"
    )
}
