import Base
import HTML
import Interface
import Routing
import Wording

/// A member: what they are, what can be changed, what has happened; `sent` is the form that was sent, if one was.
func memberContent(
    _ h: inout HTML,
    _ details: MemberDetails,
    roles: FormView,
    ending: FormView,
    sent: FormView,
    _ words: Words
) {
    let member = details.member
    h.wayBack(words("members.title"), to: details.list.path(details.path))
    h.pageHead(member.name, lead: member.email) { h in
        if member.isEnded {
            h.state(words("members.state.ended"), .plain)
        } else if member.isCurrent {
            h.state(words("members.state.current"), .given)
        } else {
            h.state(words("members.state.without"), .refused)
        }
    }
    h.notes(sent)
    if details.mayChange, !member.isEnded, let at = details.returnedAt {
        h.tasks([
            WaitingTask(
                what: words("members.returned", ["address": member.email]),
                when: words("members.returned.since", ["day": words.onNearDate(at.inFinland.day)]),
                step: NextStep(words("members.returned.step"), "\(details.path)/new")
            )
        ])
    }
    h.columns { h in
        facts(&h, member, person: details.person, words)
        if details.mayChange { h.stands(details.stands, words) }
        if details.mayChange, !member.isEnded {
            rolesForm(&h, details, roles, words)
            endingForm(&h, details, ending, words)
        }
        if member.isEnded { h.p(words("members.ended.what-to-do")) }
    } _: { h in
        h.part(words("members.history")) { h in
            if details.history.isEmpty {
                h.p(words("members.history.none"), .class("soft"))
            } else {
                h.history(details.history)
            }
        }
        if details.mayChange { h.roleRules(words) }
    }
}

private func facts(_ h: inout HTML, _ member: Member, person: String?, _ words: Words) {
    h.facts { h in
        let roles = member.roles.titles(words)
        h.fact(words("members.roles"), roles.isEmpty ? words("members.role.none") : roles)
        h.fact(words("members.since"), words.date(member.joinedAt.inFinland.day))
        if let day = member.endsOn { h.fact(words("members.until"), words.date(day)) }
        if let person {
            h.fact(words("members.person")) { h in h.a(words("members.person.open"), .href(person))
            }
        }
    }
}

extension HTML {
    /// The membership on the page of the person.
    mutating func membership(_ member: Member, _ path: String, _ words: Words) {
        part(words("members.membership")) { h in
            h.facts { h in
                h.fact(words("members.roles"), member.standing(words))
                h.fact(words("members.since"), words.date(member.joinedAt.inFinland.day))
                if let day = member.endsOn { h.fact(words("members.until"), words.date(day)) }
            }
            h.p { h in h.a(words("members.membership.open"), .href(path)) }
        }
    }

    /// Where somebody still stands: said before the act by which they leave, and after it until somebody else carries on.
    mutating func stands(_ stands: [Stand], _ words: Words) {
        guard !stands.isEmpty else { return }
        part(words("members.stands")) { h in
            h.p(words("members.stands.what"))
            h.ul { h in
                for stand in stands {
                    h.li { h in
                        h.text(words.dynamicCount("members.stands.\(stand.place)", stand.number))
                        if !stand.names.isEmpty {
                            h.text(": " + stand.names.joined(separator: " · "))
                            if stand.number > stand.names.count { h.text(" …") }
                        }
                    }
                }
            }
        }
    }
}

private func rolesForm(
    _ h: inout HTML,
    _ details: MemberDetails,
    _ form: FormView,
    _ words: Words
) {
    guard !details.mine.isEmpty else { return }
    h.part(words("members.change")) { h in
        if details.isLastCoordinator { h.p(words("members.last-coordinator")) }
        if !details.others.isEmpty {
            h.p(words("members.not-yours", ["roles": details.others.titles(words)]))
        }
        h.p(words("members.last-day.help"), .class("help"))
        h.inputs(form)
    }
}

private func endingForm(
    _ h: inout HTML,
    _ details: MemberDetails,
    _ form: FormView,
    _ words: Words
) {
    h.part(words("members.end")) { h in
        if details.isLastCoordinator {
            h.p(words("members.end.last"))
        } else if !details.canEnd, !details.isOwn {
            h.p(words("members.end.not-yours"))
        } else {
            let name = h.plain(details.member.name)
            h.dangerConfirm(
                words("members.end.title"),
                consequence: details.isOwn
                    ? words("members.end.own", ["space": details.space])
                    : words("members.end.consequence", ["name": name, "space": details.space]),
                action: form.action,
                once: form.seal,
                button: words("members.end.button")
            )
        }
    }
}
