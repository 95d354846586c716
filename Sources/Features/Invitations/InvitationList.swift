import Access
import Audit
import Base
import Interface
import Routing
import Store
import Wording

extension ListOrder {
    fileprivate static let expires = ListOrder("expires", "i.expires_at")
    fileprivate static let name = ListOrder("name", "order_key(i.name) collate \"C\"")
}

extension Listing where Row == Invitation {
    /// What nobody has answered, the oldest first.
    static let invitations = Listing(
        "invitations",
        at: "/members/invitations",
        by: .expires,
        columns: [
            .link("members.name", by: .name) { $0.name },
            .text("members.email", isLabelled: false) { $0.email },
            .cell("members.roles") { h, invitation, words in
                h.text(invitation.held.titles(words))
            },
            .cell("invitations.state", isLabelled: true) { h, invitation, words in
                h.state(of: invitation, words)
            },
            .cell("invitations.last-day", by: .expires, isLabelled: true) { h, invitation, words in
                h.text(words.nearDate(invitation.expiresAt.inFinland.day))
            },
        ],
        filters: [
            .choice(
                "state",
                of: InvitationState.self,
                by: "i.state",
                title: "invitations.state",
                words: "invitations.state"
            ),
            .choice(
                "role",
                of: Role.self,
                among: "i.roles",
                title: "members.roles",
                words: "role"
            ),
        ],
        search: ListSearch("members.search", in: "searchable(i.name || ' ' || i.email)"),
        bulk: ListBulk(
            "invitation",
            path: "/selection",
            buttons: [
                "invitations.selection.sending.chosen": "sending",
                "invitations.selection.revocation.chosen": "revocation",
            ]
        ),
        id: { $0.id }
    )
}

extension ListRows where Row == Invitation {
    static let invitations = ListRows(
        """
        i.id, i.name, i.email, i.roles, i.role_ends_on, i.language, i.expires_at, i.state, i.returned_at
        """,
        from: "invitation_line i",
        at: "i.used_at is null and i.revoked_at is null and i.tenant_id = $1",
        id: "i.id",
        Invitation.read
    )
}

extension ListFile where Line == Invitation {
    fileprivate static let invitations = ListFile(
        .invitations,
        columns: [
            ("members.name", { invitation, _ in invitation.name }),
            ("members.email", { invitation, _ in invitation.email }),
            ("members.roles", { invitation, words in invitation.held.titles(words) }),
            (
                "invitations.state",
                { $1.dynamic("invitations.state.\($0.state.rawValue)") }
            ),
            ("invitations.last-day", { invitation, _ in invitation.expiresAt.inFinland.day.iso }),
        ]
    )
}

@Sendable func listInvitations(_ visit: Visit) throws(Failure) -> Looked {
    let (words, members) = (visit.words, visit.here("/members"))
    let (path, query) = ("\(members)/invitations", visit.asked(of: .invitations))
    let found = try visit.read { (db) throws(Failure) in
        try db.page(of: .invitations, .invitations, query)
    }
    let page = visit.page(words("invitations.title")) { h in
        h.wayBack(words("members.title"), to: members)
        h.pageHead(
            words("invitations.title"),
            lead: found.counted("invitations.count", words)
        ) { h in
            h.exportButton(found, at: path, words)
            if visit.may(.memberChange) {
                h.mainButton(words("members.invite"), to: "\(members)/new")
            }
        }
        h.listing(
            .invitations,
            found,
            at: path,
            once: visit.may(.memberChange) ? visit.once : nil,
            words
        ) { h in
            h.emptyState(words("invitations.none"), words("invitations.none.what-to-do"))
        }
    }
    return Looked(page, Entry(.invitationsListed, count: found.rows.count))
}

@Sendable func exportInvitations(_ visit: Visit) throws(Failure) -> Looked {
    let (reply, lines) = try visit.export(.invitations, .invitations, ListFile.invitations)
    return Looked(reply, Entry(.invitationsExported, count: lines.count))
}
