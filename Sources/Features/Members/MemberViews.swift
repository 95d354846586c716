import Access
import Base
import HTML
import Interface
import Wording

/// What surrounds a member's page.
struct MemberPlace {
    let path: String
    let mayChange: Bool
    /// Whether the reader is this member.
    let isOwn: Bool
    let space: String
    let once: () -> String
}

/// Roles as they were typed, with what is wrong with them.
struct TypedRoles {
    let problems: Problems
    let typed: (String) -> String
}

/// A member: what they are, what can be changed, what has happened.
func memberPage(
    _ h: inout HTML,
    _ sheet: MemberSheet,
    _ place: MemberPlace,
    typed: TypedRoles?,
    refused: String?,
    _ entries: [HistoryEntry],
    _ words: Words
) {
    let member = sheet.member
    h.pageHead(member.name, lead: member.email) { h in
        if member.isEnded {
            h.state(words("members.state.ended"), .plain)
        } else if member.isCurrent {
            h.state(words("members.state.current"), .given)
        } else {
            h.state(words("members.state.without"), .refused)
        }
    }
    if let refused { h.health(.refused, refused) }
    if let typed { h.errorSummary(typed.problems, words) }
    h.columns { h in
        facts(&h, member, words)
        if place.mayChange, !member.isEnded {
            rolesForm(&h, sheet, place, typed, words)
            ending(&h, sheet, place, words)
        }
        if member.isEnded { h.p(words("members.ended.what-to-do")) }
    } _: { h in
        h.part(words("members.history")) { h in
            if entries.isEmpty {
                h.p(words("members.history.none"), .class("soft"))
            } else {
                h.history(entries)
            }
        }
        if place.mayChange { rules(&h, words) }
    }
}

private func facts(_ h: inout HTML, _ member: Member, _ words: Words) {
    h.facts { h in
        let roles = member.roles.map { roleTitle($0, words) }.joined(separator: ", ")
        h.fact(words("members.roles"), roles.isEmpty ? words("members.role.none") : roles)
        h.fact(words("members.since"), words.date(member.joinedAt.inFinland.day))
        if let day = member.endsOn {
            h.fact(words("members.until"), words.date(day))
        }
    }
}

private func rolesForm(
    _ h: inout HTML,
    _ sheet: MemberSheet,
    _ place: MemberPlace,
    _ typed: TypedRoles?,
    _ words: Words
) {
    guard !sheet.mine.isEmpty else { return }
    h.part(words("members.change")) { h in
        if sheet.isLastCoordinator { h.p(words("members.last-coordinator")) }
        if !sheet.others.isEmpty {
            let titles = sheet.others.map { roleTitle($0, words) }.joined(separator: ", ")
            h.p(words("members.not-yours", ["roles": titles]))
        }
        h.form(action: "\(place.path)/roles", once: once(typed, place)) { h in
            h.hiddenField("was", stored(sheet.member.roles))
            h.p(words("members.last-day.help"), .class("help"))
            for role in sheet.mine { roleEntry(&h, role, sheet.member, typed, words) }
            h.buttons { h in h.mainButton(words("members.change.save")) }
        }
    }
}

private func once(_ typed: TypedRoles?, _ place: MemberPlace) -> String {
    let kept = typed?.typed("once") ?? ""
    return kept.isEmpty ? place.once() : kept
}

private func roleEntry(
    _ h: inout HTML,
    _ role: Role,
    _ member: Member,
    _ typed: TypedRoles?,
    _ words: Words
) {
    let held = member.roles.first { $0.role == role }
    let title = words.dynamic("role.\(role.rawValue)")
    let box = "role.\(role.rawValue)"
    let day = "ends.\(role.rawValue)"
    h.checkbox(
        box,
        label: title,
        isChosen: typed.map { !$0.typed(box).isEmpty } ?? (held != nil),
        problem: typed?.problems[box]
    )
    h.dateField(
        day,
        label: words("members.last-day", ["role": title]),
        value: typed?.typed(day) ?? held?.endsOn?.iso ?? "",
        problem: typed?.problems[day],
        isRequired: false,
        earliest: words.today
    )
}

private func ending(_ h: inout HTML, _ sheet: MemberSheet, _ place: MemberPlace, _ words: Words) {
    h.part(words("members.end")) { h in
        if sheet.isLastCoordinator {
            h.p(words("members.end.last"))
        } else if !sheet.canEnd, !place.isOwn {
            h.p(words("members.end.not-yours"))
        } else {
            h.dangerConfirm(
                words("members.end.title"),
                consequence: place.isOwn
                    ? words("members.end.own", ["space": place.space])
                    : words(
                        "members.end.consequence",
                        ["name": sheet.member.name, "space": place.space]
                    ),
                action: "\(place.path)/ending",
                once: place.once(),
                button: words("members.end.button")
            )
        }
    }
}
