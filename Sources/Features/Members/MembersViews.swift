import Access
import Base
import HTML
import Interface
import Wording

/// The list of members, with what waits for an answer below it.
func registerPage(
    _ h: inout HTML,
    _ register: Register,
    path: String,
    mayChange: Bool,
    refused: String?,
    once: @escaping () -> String,
    _ words: Words
) {
    let lead =
        register.isPast
        ? words.count("members.past", register.count) : words.count("members.lead", register.count)
    h.pageHead(words("members.title"), lead: lead) { h in
        if mayChange { h.mainButton(words("members.invite"), to: "\(path)/new") }
    }
    if let refused { h.health(.refused, refused) }
    h.filters(
        nil,
        chips: [
            Chip(words("members.filter.current"), path, isCurrent: !register.isPast),
            Chip(words("members.filter.past"), "\(path)?list=past", isCurrent: register.isPast),
        ],
        words
    )
    if register.members.isEmpty {
        h.emptyState(
            words.dynamic(register.isPast ? "members.none.past" : "members.none"),
            words.dynamic(
                register.isPast ? "members.none.past.what-to-do" : "members.none.what-to-do"
            )
        )
    } else {
        memberList(&h, register, path, words)
    }
    guard !register.isPast else { return }
    h.section(.class("part"), .id("invitations")) { h in
        h.h2(words("members.invitations"))
        if register.invitations.isEmpty {
            h.p(words("members.invitations.none"), .class("soft"))
        } else {
            invitationList(&h, register, path, mayChange, once, words)
        }
    }
}

private func memberList(_ h: inout HTML, _ register: Register, _ path: String, _ words: Words) {
    h.list(
        register.members,
        caption: words("members.title"),
        columns: [
            .link(words("members.name"), path: { "\(path)/\($0.id)" }) { $0.name },
            .text(words("members.email")) { $0.email },
            .cell(words("members.roles"), isLabelled: true) { h, member in
                roleLines(&h, member, words)
            },
            .text(words("members.since")) { words.date($0.joinedAt.inFinland.day) },
        ],
        words
    )
    let list = register.isPast ? "list=past&" : ""
    h.pager(
        newer: register.isLater ? (register.isPast ? "\(path)?list=past" : path) : nil,
        older: register.hasMore
            ? register.members.last.map { "\(path)?\(list)after=\($0.id)" } : nil,
        words
    )
}

private func invitationList(
    _ h: inout HTML,
    _ register: Register,
    _ path: String,
    _ mayChange: Bool,
    _ once: @escaping () -> String,
    _ words: Words
) {
    h.list(
        register.invitations,
        caption: words("members.invitations"),
        columns: [
            .cell(words("members.name")) { h, invitation in h.strong(invitation.name) },
            .text(words("members.email")) { $0.email },
            .text(words("members.roles")) { roleTitles($0.roles, $0.roleEndsOn, words) },
            .cell(words("members.invitation.state"), isLabelled: true) { h, invitation in
                validity(&h, invitation, words)
            },
            .cell(words("members.invitation.acts")) { h, invitation in
                guard mayChange, register.isMine(invitation) else { return }
                let own = "\(path)/invitations/\(invitation.id)"
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
    if invitation.expiresAt < words.now {
        h.state(words("members.invitation.expired"), .refused)
    } else {
        h.state(words("members.invitation.open"), .waiting)
    }
    let day = words.nearDate(invitation.expiresAt.inFinland.day)
    h.small(words("members.invitation.until", ["day": day]), .class("more"))
}

private func roleLines(_ h: inout HTML, _ member: Member, _ words: Words) {
    guard !member.roles.isEmpty else {
        let day = member.endsOn.map(words.date) ?? ""
        h.text(member.isEnded ? words("members.ended", ["day": day]) : words("members.role.none"))
        return
    }
    h.text(member.roles.map { roleTitle($0, words) }.joined(separator: ", "))
}

/// 'Kouluttaja (14.1.2027 asti)'.
func roleTitle(_ held: HeldRole, _ words: Words) -> String {
    let title = words.dynamic("role.\(held.role.rawValue)")
    guard let day = held.endsOn else { return title }
    return words.dynamic(
        day < words.today ? "members.role.over" : "members.role.until",
        ["role": title, "day": words.date(day)]
    )
}

private func roleTitles(_ roles: [Role], _ lastDay: Day?, _ words: Words) -> String {
    roles.map { roleTitle(HeldRole($0, endsOn: lastDay), words) }.joined(separator: ", ")
}

/// What may be done with roles and what not, before somebody meets it.
func rules(_ h: inout HTML, _ words: Words) {
    h.part(words("members.rules")) { h in
        h.p(words("members.rules.own"))
        h.p(words("members.rules.auditor"))
        h.p(words("members.rules.both"))
        h.p(words("members.rules.last"))
    }
}
