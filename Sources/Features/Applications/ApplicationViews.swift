import Base
import HTML
import Interface
import Terms
import Wording

/// An application's page as one reader sees it.
struct ApplicationPage {
    let application: Application
    let afternoons: [Afternoon]
    /// Whether the reader is the applicant.
    let isOwn: Bool
    /// Whether the reader looks after everybody's applications.
    let isStaff: Bool
    let history: [HistoryEntry]
    /// The provider's name, and how it is reached.
    let provider: String
    let contact: ProviderContact
    /// Keys for the page's forms.
    let once: [String]
    /// The space's path: `/takk`.
    let place: String

    var path: String { "\(place)/applications/\(application.id)" }

    func key(_ index: Int) -> String { once.indices.contains(index) ? once[index] : "" }
}

func applicationPage(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let application = page.application
    let stage = application.stage.word(isOwn: page.isOwn, words)
    h.pageHead(
        page.isOwn ? application.course.name : application.person.name,
        lead: page.isOwn ? words("application.title") : application.course.name
    )
    let advice = page.isOwn ? ownAdvice(application, words) : staffAdvice(application, words)
    h.health(application.stage.kind, stage, [advice])
    nextStep(&h, page, words)
    h.columns(
        { h in
            h.part(words("application.steps")) { h in steps(&h, page, words) }
            h.part(words("application.facts")) { h in facts(&h, page, words) }
        },
        { h in
            if page.isOwn {
                h.part(words("application.own-log.title")) { h in
                    h.p(words("application.own-log.what"))
                    h.p { h in
                        h.a(words("application.own-log"), .href("\(page.place)/own-log"))
                    }
                }
            }
            h.part(words("application.history")) { h in h.history(page.history) }
        }
    )
    endings(&h, page, words)
}

/// The one next step, on top, as a button; nothing when somebody else's turn it is.
private func nextStep(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let application = page.application
    if page.isOwn, application.canRelease(at: words.now) {
        let isFirst = application.release == nil
        h.buttons { h in
            h.mainButton(
                isFirst ? words("application.next.release") : words("application.next.again"),
                to: page.path + "/release"
            )
        }
    } else if page.isOwn, application.stage == .withdrawn, application.course.state == .open {
        h.buttons { h in
            h.mainButton(
                words("application.next.course"),
                to: "\(page.place)/open-courses/\(application.course.id)"
            )
        }
    } else if page.isOwn, application.stage == .enrolled {
        h.buttons { h in
            h.mainButton(
                words("application.next.course"),
                to: "\(page.place)/courses/\(application.course.id)"
            )
        }
    } else if page.isStaff, application.canEnrol || application.canResume {
        giver(&h, application, words)
        h.act(action: page.path + "/enrolment", once: page.key(0)) { h in
            h.mainButton(
                application.canResume ? words("enrolment.resume") : words("enrolment.make")
            )
        }
    } else if page.isStaff, let from = application.remindableFrom(at: words.now) {
        if application.canRemind(at: words.now) {
            h.act(action: page.path + "/reminder", once: page.key(0)) { h in
                h.mainButton(words("application.next.remind"))
            }
        } else {
            h.p(
                words(
                    "application.next.remind.later",
                    [
                        "day": words.onNearDate(from.inFinland.day),
                        "time": words.time(from.inFinland.time),
                    ]
                ),
                .class("soft")
            )
        }
    }
}

/// Who gave the employer's key, for the one who turns it: a name alone is soon typed.
private func giver(_ h: inout HTML, _ application: Application, _ words: Words) {
    guard let release = application.release, let ask = application.ask else { return }
    h.facts { h in
        h.fact(
            words("enrolment.giver"),
            ask.decidedBy.isEmpty ? release.giverName : ask.decidedBy,
            more: ask.strength.map { words.dynamic("receipt.strength.\($0.rawValue)") } ?? ""
        )
        h.fact(words("enrolment.giver.asked"), release.giverName, more: release.giverEmail)
    }
}

private func ownAdvice(_ application: Application, _ words: Words) -> String {
    if application.stage == .paused {
        if application.hasKeys { return words("application.advice.paused.given") }
        if application.isWaiting(at: words.now) {
            return words("application.advice.paused.waiting")
        }
        if application.releaseEnded != nil { return words("application.advice.paused.release") }
        if application.ask?.state == .withdrawn {
            return words("application.advice.paused.taken-back")
        }
    }
    if application.stage == .withdrawn, application.course.state != .open {
        return words("application.advice.withdrawn.closed")
    }
    return words.dynamic(
        "application.advice.\(application.stage.rawValue)",
        ["day": lastDay(application, words)]
    )
}

private func staffAdvice(_ application: Application, _ words: Words) -> String {
    if application.stage == .paused {
        if application.hasKeys { return words("application.staff.paused.given") }
        if application.isWaiting(at: words.now) { return words("application.staff.paused.waiting") }
        if application.releaseEnded != nil { return words("application.staff.paused.release") }
        if application.ask?.state == .withdrawn {
            return words("application.staff.paused.taken-back")
        }
    }
    return words.dynamic(
        "application.staff.\(application.stage.rawValue)",
        ["day": lastDay(application, words)]
    )
}

private func lastDay(_ application: Application, _ words: Words) -> String {
    application.ask.map { words.date($0.expiresAt.inFinland.day) } ?? ""
}

// MARK: Steps

private func steps(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let application = page.application
    h.ol(.class("history")) { h in
        step(
            &h,
            words("application.step.application"),
            words("application.step.sent", ["when": words.moment(application.appliedAt)]),
            .given
        )
        let (release, ground) = releaseStep(application, words)
        step(
            &h,
            words(page.isOwn ? "application.step.release.own" : "application.step.release"),
            release,
            ground
        )
        let (answer, kind) = answerStep(application, words)
        step(&h, words("application.step.answer"), answer, kind)
        let place: (StaticString, StateKind) =
            switch application.stage {
            case .enrolled: ("application.step.place.yes", .given)
            case .paused: ("application.step.place.paused", .refused)
            case .withdrawn, .closed: ("application.step.place.none", .plain)
            default: ("application.step.place.no", .plain)
            }
        step(&h, words("application.step.place"), words(place.0), place.1)
    }
}

private func releaseStep(_ application: Application, _ words: Words) -> (String, StateKind) {
    if let release = application.release {
        return (words("application.step.given", ["when": words.moment(release.givenAt)]), .given)
    }
    if let ended = application.releaseEnded {
        return (words("application.step.taken-back", ["when": words.moment(ended)]), .refused)
    }
    return application.isAlive
        ? (words("application.step.your-turn"), .waiting)
        : (words("application.step.none"), .plain)
}

private func answerStep(_ application: Application, _ words: Words) -> (String, StateKind) {
    guard let ask = application.ask else {
        return application.releaseEnded == nil && application.isAlive
            ? (words("application.step.answer.no"), .plain)
            : (words("application.step.answer.over"), .plain)
    }
    if ask.isWaiting(at: words.now) {
        return (
            words(
                "application.step.answer.waiting",
                ["day": words.onNearDate(ask.expiresAt.inFinland.day)]
            ),
            .waiting
        )
    }
    switch ask.state {
    case .given where application.hasKeys: return (words("application.step.answer.given"), .given)
    case .given, .withoutSupport: return (words("application.stage.without-support"), .refused)
    case .refused: return (words("application.stage.refused"), .refused)
    case .withdrawn: return (words("application.stage.taken-back"), .refused)
    case .waiting, .expired: return (words("application.stage.expired"), .refused)
    case .cancelled: return (words("application.step.answer.no"), .plain)
    }
}

private func step(
    _ h: inout HTML,
    _ title: String,
    _ state: String,
    _ kind: StateKind
) {
    h.li { h in
        h.strong(title)
        h.span { h in h.state(state, kind) }
    }
}

// MARK: Facts

private func facts(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let application = page.application
    h.facts { h in
        h.fact(
            words("application.fact.course"),
            application.course.name,
            more: application.course.whereabouts
        )
        if let first = page.afternoons.first, let last = page.afternoons.last {
            h.fact(
                words("application.course.when"),
                words.dates(first.day, last.day),
                more: words.count("application.course.afternoons", page.afternoons.count)
            )
        }
        if page.isOwn {
            h.fact(
                words("application.fact.provider"),
                page.provider,
                more: page.contact.line
            )
        }
        person(&h, application.person, words)
        if let release = application.release { employer(&h, page, release, words) }
    }
}

private func person(_ h: inout HTML, _ person: PersonFacts, _ words: Words) {
    h.fact(words("application.fact.name"), person.name)
    h.fact(words("application.field.email"), person.email)
    if !person.phone.isEmpty { h.fact(words("application.fact.phone"), Phone.shown(person.phone)) }
    if !person.municipality.isEmpty {
        h.fact(words("application.fact.municipality"), person.municipality)
    }
    h.fact(
        words("application.field.language"),
        words.dynamic("interface.language.\(person.language.rawValue)")
    )
}

/// Whom the applicant let be asked.
///
/// Who answers there is the applicant's to know.
private func employer(
    _ h: inout HTML,
    _ page: ApplicationPage,
    _ release: ReleaseFacts,
    _ words: Words
) {
    h.fact(words("application.fact.employer"), release.employerName, more: release.businessID)
    if page.isOwn {
        h.fact(words("application.fact.giver"), release.giverName, more: release.giverEmail)
    }
    h.fact(words("application.fact.support")) { h in supports(&h, release.support, words) }
    if page.application.hasKeys, let ask = page.application.ask {
        h.fact(words("application.fact.support.given")) { h in
            supports(&h, ask.given, words)
            if !ask.contact.isEmpty { h.small(ask.contact, .class("more")) }
        }
    }
    if let ask = page.application.ask, ask.hasReceipt {
        h.fact(words("application.fact.receipt")) { h in
            h.a(words("application.receipt"), .href("\(page.place)/consent-asks/\(ask.id)/receipt"))
        }
    }
}

private func supports(_ h: inout HTML, _ support: Set<Support>, _ words: Words) {
    h.text(
        support.sorted().map { words.dynamic("release.support.\($0.rawValue)") }
            .joined(separator: ", ")
    )
}

// MARK: Endings

private func endings(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let application = page.application
    if page.isOwn, application.canTakeReleaseBack {
        h.dangerConfirm(
            words("release.withdraw.title"),
            consequence: application.stage == .enrolled
                ? words("release.withdraw.enrolled") : words("release.withdraw.what"),
            action: page.path + "/release/withdrawal",
            once: page.key(1),
            button: words("release.withdraw")
        )
    }
    if application.isAlive, page.isOwn || page.isStaff {
        h.dangerConfirm(
            page.isOwn
                ? words("application.withdraw.title") : words("application.withdraw.staff.title"),
            consequence: page.isOwn
                ? words("application.withdraw.what") : words("application.withdraw.staff.what"),
            action: page.path + "/withdrawal",
            once: page.key(2),
            button: words("application.withdraw")
        )
    }
    if page.isStaff, application.canClose {
        h.dangerConfirm(
            words("application.close.title"),
            consequence: words("application.close.what"),
            action: page.path + "/closing",
            once: page.key(3),
            button: words("application.close")
        )
    }
}
