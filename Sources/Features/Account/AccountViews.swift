import Access
import Base
import HTML
import HTTP
import Interface
import Routing
import Wording

func accountContent(
    _ h: inout HTML,
    _ account: OwnAccount,
    _ details: FormView,
    _ password: FormView,
    _ visit: Visit
) {
    let words = visit.words
    h.part(words("account.profile")) { h in h.form(details) }
    let title = account.hasPassword ? words("account.password") : words("account.password.by-mail")
    h.part(title) { h in passwordPart(&h, account, password, words) }
    h.part(words("account.notices")) { h in
        h.p(words("account.notices.lead"), .class("soft"))
        h.p { h in h.button(words("account.notices.step"), to: "/account/notices") }
    }
    h.part(words("account.sessions")) { h in sessionsPart(&h, visit, account) }
}

private func passwordPart(
    _ h: inout HTML,
    _ account: OwnAccount,
    _ form: FormView,
    _ words: Words
) {
    guard account.mayChoosePassword else {
        h.p(words("account.password.none"))
        h.p { h in h.button(words("account.password.by-mail"), to: "/password/forgotten") }
        return
    }
    h.notes(form)
    h.inputs(form, isGuarded: false) { h in
        h.passwordOwner(account.me.email)
        h.p(words("account.password.consequence"), .class("soft"))
    } buttons: { h in
        if account.hasPassword {
            h.quietButton(words("signIn.forgotten"), to: "/password/forgotten")
        }
    }
}

private func sessionsPart(_ h: inout HTML, _ visit: Visit, _ account: OwnAccount) {
    let words = visit.words
    h.p(words("account.sessions.lead"), .class("soft"))
    h.list(
        account.sessions,
        caption: words("account.sessions"),
        columns: [
            .cell(words("account.session.device")) { h, session in
                h.strong(device(session.agent) ?? words("account.session.unknown"))
                h.small(
                    words.dynamic("account.session.by.\(session.strength)"),
                    .class("more")
                )
            },
            .text(words("account.session.network")) { NetworkAddress($0.address).shown },
            .text(words("account.session.start")) { words.moment($0.createdAt) },
            .text(words("account.session.seen")) { words.moment($0.seenAt) },
            .cell(words("account.session.end")) { h, session in
                if session.id == account.me.session {
                    h.state(words("account.session.this"), .given)
                } else {
                    h.act(action: "/account/sessions/\(session.id)/end", once: visit.once) { h in
                        h.submitButton(words("account.session.end"))
                    }
                }
            },
        ],
        words
    )
    if account.sessions.count > 1 {
        h.act(action: "/account/sessions/end", once: visit.once) { h in
            h.submitButton(words("account.sessions.end-others"))
        }
    }
}

func spacesPage(_ visit: Visit) -> Reply {
    let words = visit.words
    let places = visit.visitor.places
    return visit.page(words("house.spaces")) { h in
        guard !places.isEmpty else {
            h.pageHead(words("house.spaces"))
            // The operator works outside the spaces.
            if visit.visitor.actor.isOperator {
                h.emptyState(
                    words("house.spaces.none"),
                    words("house.spaces.none.operator"),
                    step: NextStep(words("operator.title"), "/operator")
                )
            } else {
                h.emptyState(words("house.spaces.none"), words("house.spaces.none.what-to-do"))
            }
            return
        }
        h.pageHead(words("house.spaces"), lead: words("account.spaces.lead"))
        h.list(
            places,
            caption: words("house.spaces"),
            columns: [
                .link(words("account.space")) {
                    "/\($0.space.slug)/today"
                } _: {
                    $0.space.name(words.language)
                },
                .text(words("account.space.kind")) {
                    words.dynamic("space.kind.\($0.space.kind.rawValue)")
                },
                .text(words("account.space.roles")) { place in
                    let local = words.inSpace(place.space.kind.rawValue)
                    return place.roles.sorted().map { local.roleTitle($0.rawValue) }
                        .joined(separator: ", ")
                },
            ],
            words
        )
    }
}
