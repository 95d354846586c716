import Access
import Base
import HTML
import Interface
import Routing
import Wording

/// The invitations that wait for an answer.
struct InvitationList: Sendable {
    let open: [Invitation]
    /// The roles that the reader may give.
    let mine: [Role]
    let mayInvite: Bool
    /// Where the members are.
    let path: String

    /// Whether the reader may send the invitation again, or revoke it.
    func isMine(_ invitation: Invitation) -> Bool {
        mayInvite && invitation.roles.allSatisfy(mine.contains)
    }
}

func invitationList(
    _ h: inout HTML,
    _ list: InvitationList,
    _ sent: FormView,
    once: @escaping () -> String,
    _ words: Words
) {
    h.wayBack(words("members.title"), to: list.path)
    h.pageHead(words("members.invitations")) { h in
        if list.mayInvite { h.mainButton(words("members.invite"), to: "\(list.path)/new") }
    }
    h.notes(sent)
    guard !list.open.isEmpty else {
        return h.p(words("members.invitations.none"), .class("soft"))
    }
    h.list(
        list.open,
        caption: words("members.invitations"),
        columns: [
            .cell(words("members.name")) { h, invitation in
                h.strong(invitation.name)
            },
            .text(words("members.email")) { $0.email },
            .text(words("members.roles")) { $0.held.titles(words) },
            .cell(words("members.invitation.state"), isLabelled: true) { h, invitation in
                validity(&h, invitation, words)
            },
            .cell(words("members.invitation.acts")) { h, invitation in
                guard list.isMine(invitation) else { return }
                let own = "\(list.path)/invitations/\(invitation.id)"
                h.buttons { h in
                    h.act(action: "\(own)/sending", once: once()) { h in
                        h.submitButton(words("members.send-again"))
                    }
                    h.act(action: "\(own)/revocation", once: once()) { h in
                        h.quietButton(words("members.revoke"))
                    }
                }
            },
        ],
        words
    )
}

private func validity(_ h: inout HTML, _ invitation: Invitation, _ words: Words) {
    if invitation.returnedAt != nil {
        h.state(words("members.invitation.returned"), .refused)
        h.small(words("members.invitation.returned.step"), .class("more"))
        return
    }
    if invitation.expiresAt < words.now {
        h.state(words("members.invitation.expired"), .refused)
    } else {
        h.state(words("members.invitation.open"), .waiting)
    }
    let day = words.nearDate(invitation.expiresAt.inFinland.day)
    h.small(words("members.invitation.until", ["day": day]), .class("more"))
}
