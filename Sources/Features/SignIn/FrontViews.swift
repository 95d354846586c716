import Base
import HTML
import Interface
import Routing
import Wording

/// A space that anybody may read of, as the front page leads to it.
struct OpenSpace: Sendable {
    let slug: String
    let kind: SpaceKind
    let finnish: String
    let swedish: String
    let english: String
    /// Whether anybody may ask it to work together.
    let takesEnquiries: Bool
    /// The stories that anybody may read there, by their ids.
    let stories: [String]

    func name(_ words: Words) -> String {
        switch words.language {
        case .finnish: finnish
        case .swedish: swedish
        case .english: english
        }
    }
}

func frontPage(_ visit: Visit, _ spaces: [OpenSpace]) -> Reply {
    let words = visit.words
    return visit.openLetter(words("front.title"), about: words("front.lead")) { h in
        h.pageHead(words("front.head"), lead: words("front.lead"))
        h.p(words("front.what"))
        h.ul(.class("history")) { h in
            h.li { h in h.span(words("front.point.space")) }
            h.li { h in h.span(words("front.point.consent")) }
            h.li { h in h.span(words("front.point.log")) }
        }
        h.buttons { h in h.mainButton(words("house.signIn"), to: "/sign-in") }
        h.p(words("front.invitation"), .class("soft"))
        openCourses(&h, spaces, words)
        frontDoors(&h, spaces, words)
        if visit.site.isDemo { demoSignIns(&h, visit) }
        h.p { h in h.a(words("front.accessibility"), .href("/accessibility")) }
    }
}

/// Where somebody finds a course to apply for; nothing where nobody holds courses.
func openCourses(_ h: inout HTML, _ spaces: [OpenSpace], _ words: Words) {
    let providers = spaces.filter { $0.kind == .provider }
    guard !providers.isEmpty else { return }
    h.part(words("front.courses.title")) { h in
        h.p(words("front.courses.lead"))
        h.buttons { h in
            for provider in providers {
                h.button(
                    words("front.courses.of", ["provider": provider.name(words)]),
                    to: "/\(provider.slug)/open-courses"
                )
            }
        }
    }
}

/// Whom to ask: every organisation that anybody may read of.
private func frontDoors(_ h: inout HTML, _ spaces: [OpenSpace], _ words: Words) {
    guard !spaces.isEmpty else { return }
    h.part(words("front.doors.title")) { h in
        h.ul { h in
            for space in spaces {
                h.li { h in
                    h.a(space.name(words), .href("/\(space.slug)"))
                    if space.takesEnquiries {
                        h.text(" · ")
                        h.a(words("door.co-operation"), .href("/\(space.slug)/co-operation"))
                    }
                }
            }
        }
    }
}

func demoSignIns(_ h: inout HTML, _ visit: Visit) {
    let words = visit.words
    h.part(words("front.demo.title")) { h in
        h.p(words("front.demo.lead", ["password": DemoSpace.password]), .class("soft"))
        for space in DemoSpace.all {
            h.details { h in
                h.summary(words.dynamic("front.demo.space.\(space.kind)", ["mark": space.mark]))
                h.ul(.class("tasks")) { h in
                    for role in space.roles {
                        demoSignIn(
                            &h,
                            visit,
                            address: space.address(role),
                            title: title(role, in: space, words),
                            sees: words.dynamic("front.demo.\(space.kind).\(role.rawValue)")
                        )
                    }
                }
            }
        }
        h.details { h in
            h.summary(words("front.demo.house"))
            h.ul(.class("tasks")) { h in
                demoSignIn(
                    &h,
                    visit,
                    address: DemoSpace.operatorAddress,
                    title: words("role.operator"),
                    sees: words("front.demo.operator")
                )
            }
        }
    }
}

/// Who stands behind a sign-in: the provider's expert has only just applied.
private func title(_ role: DemoRole, in space: DemoSpace, _ words: Words) -> String {
    space.kind == "provider" && role == .expert
        ? words("standing.applicant") : words.inSpace(space.kind).dynamic("role.\(role.role)")
}

private func demoSignIn(
    _ h: inout HTML,
    _ visit: Visit,
    address: String,
    title: String,
    sees: String
) {
    let id =
        "demo-\(address.map { $0.isLetter || $0.isNumber ? $0 : "-" }.map(String.init).joined())"
    h.li { h in
        h.act(action: "/sign-in", once: visit.once) { h in
            h.hiddenField("email", address)
            h.hiddenField("password", DemoSpace.password)
            h.button(title, .class("button"), .type("submit"), .ariaDescribedBy(id))
        }
        h.p(sees, .class("when soft"), .id(id))
    }
}

func accessibilityPage(_ visit: Visit, _ spaces: [OpenSpace]) -> Reply {
    let words = visit.words
    return visit.letter(words("front.accessibility")) { h in
        h.pageHead(words("front.accessibility"), lead: words("front.accessibility.lead"))
        h.part(words("front.accessibility.level")) { h in
            h.p(words("front.accessibility.level.text"))
            h.p(words("front.accessibility.tested"))
        }
        h.part(words("front.accessibility.gaps")) { h in
            h.p(words("front.accessibility.gaps.text"))
        }
        h.part(words("front.accessibility.feedback")) { h in
            h.p(words("front.accessibility.feedback.text"))
            for space in spaces {
                h.p { h in
                    h.a(
                        words("front.accessibility.to", ["provider": space.name(words)]),
                        .href("/\(space.slug)/accessibility")
                    )
                }
            }
        }
        h.part(words("front.accessibility.authority")) { h in
            h.p(words("front.accessibility.authority.text"))
            h.p { h in
                h.a(
                    "saavutettavuusvaatimukset.fi",
                    .href("https://www.saavutettavuusvaatimukset.fi/")
                )
            }
        }
        h.p { h in h.a(words("error.home"), .href("/")) }
    }
}
