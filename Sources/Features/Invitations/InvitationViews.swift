import Access
import Base
import HTML
import Interface
import Routing
import Wording

/// One invitation: whom it is for, how it stands, and what may be done with it.
///
/// `list` is what was asked of the list at `path` from which the page was opened.
func invitationPage(
    _ h: inout HTML,
    _ known: KnownInvitation,
    mayChange: Bool,
    at path: String,
    _ list: ListQuery,
    once: () -> String,
    _ history: [HistoryEntry],
    _ words: Words
) {
    let (invitation, own) = (known.invitation, "\(path)/\(known.invitation.id)")
    h.wayBack(words("invitations.back"), to: list.path(path))
    h.pageHead(invitation.name)
    h.facts { h in
        h.fact(words("members.email"), invitation.email)
        h.fact(words("members.roles"), invitation.held.titles(words))
        h.fact(words("members.invite.language")) { h in
            h.text(words.dynamic("interface.language.\(invitation.language.rawValue)"))
        }
        h.fact(words("invitations.state")) { h in h.state(of: invitation, words) }
        h.fact(
            words("invitations.last-day"),
            words.nearDate(invitation.expiresAt.inFinland.day)
        )
    }
    if mayChange {
        h.buttons { h in
            if known.refusalToSend == nil {
                h.act(action: "\(own)/sending\(list.trail)", once: once()) { h in
                    h.submitButton(words("members.send-again"))
                }
            }
            if known.refusalToRevoke(at: words.now) == nil {
                h.act(action: "\(own)/revocation\(list.trail)", once: once()) { h in
                    h.quietButton(words("members.revoke"))
                }
            }
        }
    }
    if !history.isEmpty {
        h.part(words("invitations.history")) { h in h.history(history) }
    }
}

extension HTML {
    /// How an invitation stands, and what to do with one that did not arrive.
    mutating func state(of invitation: Invitation, _ words: Words) {
        let state = invitation.state
        self.state(words.dynamic("invitations.state.\(state.rawValue)"), state.look)
        if state == .returned { small(words("invitations.returned.step"), .class("more")) }
    }
}
