import Access
import Base
import HTML
import Interface
import Routing
import Terms
import Wording

func frontDoorPage(_ h: inout HTML, _ door: FrontDoor, lead: String, _ words: Words) {
    h.pageHead(door.name, lead: lead)
    if door.kind == .provider {
        h.part(words("courses.open.title")) { h in
            openCourseList(&h, door.courses, path: "\(door.place)/open-courses", words)
        }
    }
    if door.takesEnquiries {
        h.buttons { h in
            h.mainButton(words("door.co-operation"), to: "\(door.place)/co-operation")
        }
    }
    if door.tellsStories {
        h.p { h in h.a(words("door.stories"), .href("\(door.place)/stories")) }
    }
    h.part(words("door.contact")) { h in contact(&h, door.contact, words) }
    h.part(words("door.more")) { h in
        h.ul { h in
            h.li { h in h.a(words("privacy.title"), .href("\(door.place)/privacy")) }
            h.li { h in h.a(words("front.accessibility"), .href("\(door.place)/accessibility")) }
            h.li { h in h.a(words("house.signIn"), .href("/sign-in")) }
        }
    }
}

/// Whom to ask, as far as the space wants it told.
private func contact(_ h: inout HTML, _ contact: PublicContact, _ words: Words) {
    guard contact.isTold else {
        h.p(words("door.contact.none"))
        return
    }
    h.facts { h in
        if !contact.name.isEmpty { h.fact(words("door.contact.name"), contact.name) }
        if !contact.address.isEmpty { h.fact(words("door.contact.address"), contact.address) }
        if !contact.email.isEmpty {
            h.fact(words("settings.email")) { h in
                h.mailLink(contact.email)
            }
        }
        if !contact.phone.isEmpty {
            h.fact(words("settings.phone")) { h in
                h.a(Phone.shown(contact.phone), .href("tel:\(contact.phone)"))
            }
        }
    }
}

func privacyPage(_ h: inout HTML, _ notice: PrivacyNotice, _ words: Words) {
    let kind = notice.kind.rawValue
    h.pageHead(words("privacy.title"), lead: notice.controller)
    h.part(words("privacy.controller")) { h in
        h.p(
            notice.contact.businessID.isEmpty
                ? notice.controller : "\(notice.controller) · \(notice.contact.businessID)"
        )
        contact(&h, notice.contact, words)
    }
    h.part(words("privacy.purpose")) { h in
        h.p(words.dynamic("privacy.purpose.\(kind)"))
        h.p(words("privacy.never"))
    }
    h.part(words("privacy.readers")) { h in
        h.p(words("privacy.readers.lead"))
        h.facts { h in
            for (group, roles) in notice.readers {
                h.fact(
                    words.dynamic("group.\(group.rawValue)"),
                    roles.map { words.dynamic("role.\($0.rawValue)") }.joined(separator: ", ")
                )
            }
        }
        h.p(words.dynamic("privacy.passed.\(kind)"))
        h.p(words("privacy.log"))
    }
    h.part(words("privacy.kept")) { h in
        h.p(words("privacy.kept.data"))
        h.p(
            words(
                "privacy.kept.mail",
                [
                    "days": words.number(Limits.mailKeptDays),
                    "returned": words.number(Limits.returnedMailKeptDays),
                ]
            )
        )
        h.p(words("privacy.kept.join", ["days": words.number(notice.joinDays)]))
        h.p(words("privacy.kept.log"))
        h.p(
            words(
                "privacy.kept.short",
                [
                    "minutes": words.number(Limits.mailedCodeSeconds / 60),
                    "form": words.number(Limits.keptFormSeconds / 60),
                ]
            )
        )
    }
    h.part(words("privacy.feedback")) { h in
        h.p(
            words("privacy.feedback.kept", ["days": words.number(notice.feedbackDays)])
        )
    }
    if notice.kind == .association {
        h.part(words("privacy.enquiries")) { h in
            h.p(words("privacy.enquiries.kept", ["days": words.number(notice.enquiryDays)]))
        }
    }
    h.part(words("privacy.rights")) { h in
        h.p(words("privacy.rights.yours"))
        h.p(words("privacy.rights.own"))
        h.p { h in
            h.text(words("privacy.rights.authority") + " ")
            h.a("tietosuoja.fi", .href("https://tietosuoja.fi/"))
        }
    }
    h.p { h in h.a(notice.controller, .href(notice.place)) }
}
