import Base
import HTML
import Interface
import Terms
import Wording

func applicationPage(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let path = page.path
    if page.isStaff {
        h.wayBack(words("applications.back"), to: page.list.path("\(page.place)/applications"))
    }
    if page.isOwn {
        h.pageHead(path.courseName, lead: words("application.title"))
    } else {
        h.pageHead(path.applicant, lead: path.courseName)
    }
    h.health(
        path.stage.kind,
        path.stage.word(isOwn: page.isOwn, words),
        [advice(path, isOwn: page.isOwn, words)]
    )
    if !page.applicant.lacks.isEmpty, page.isStaff || page.isOwn {
        let reader = page.isOwn ? "advice" : "staff"
        h.p(
            words.dynamic("application.\(reader).lacks.\(page.applicant.lacks)"),
            .class("notice is-problem")
        )
    }
    nextStep(&h, page, words)
    if !page.notices.isEmpty { h.tasks(page.notices) }
    h.columns(
        { h in
            h.part(words("application.steps")) { h in
                h.path(steps(path, isOwn: page.isOwn, words), words)
            }
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
    let path = page.path
    func lead(_ title: StaticString, to address: String) {
        h.buttons { h in h.mainButton(words(title), to: address) }
    }
    if page.isOwn, path.canRelease(at: words.now) {
        lead(mend(path) ?? again(path), to: page.here + "/release")
    } else if page.isOwn, path.stage == .withdrawn || path.stage == .left,
        path.courseState == .open
    {
        lead("application.next.course", to: "\(page.place)/open-courses/\(path.course)")
    } else if page.isOwn, path.stage.isHeld {
        lead("application.next.course", to: "\(page.place)/courses/\(path.course)")
    } else if page.isStaff, path.canRelease(at: words.now) {
        lead(mend(path) ?? "application.next.prepare", to: page.here + "/employer")
    } else if page.isStaff, path.canEnrol || path.canResume {
        giver(&h, page, words)
        h.act(action: page.act("enrolment"), once: page.once()) { h in
            h.mainButton(path.canResume ? words("enrolment.resume") : words("enrolment.make"))
        }
    } else if page.isStaff, path.astray == nil, let from = path.remindableFrom(at: words.now) {
        if from <= words.now {
            h.act(action: page.act("reminder"), once: page.once()) { h in
                h.mainButton(words("application.next.remind"))
            }
        } else {
            let moment = from.inFinland
            h.p(
                words(
                    "application.next.remind.later",
                    ["day": words.onNearDate(moment.day), "time": words.time(moment.time)]
                ),
                .class("soft")
            )
        }
    }
}

/// What helps a request that does not get there: nil for one that does.
private func mend(_ path: ApplicationPath) -> StaticString? {
    switch path.astray {
    case .returned: "applications.today.returned.step"
    case .stuck: "applications.today.stuck.step"
    case nil: nil
    }
}

private func again(_ path: ApplicationPath) -> StaticString {
    path.release == nil ? "application.next.release" : "application.next.again"
}

/// Who gave the employer's key, for the one who turns it: a name alone is soon typed.
private func giver(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    guard let release = page.release, let answer = page.answer else { return }
    h.facts { h in
        h.fact(
            words("enrolment.giver"),
            answer.decidedBy.isEmpty ? release.giverName : answer.decidedBy,
            more: answer.strength.map { words.dynamic("receipt.strength.\($0.rawValue)") } ?? ""
        )
        h.fact(words("enrolment.giver.asked"), release.giverName, more: release.giverEmail)
    }
}

/// What the stage means for the reader, and what they can do.
private func advice(_ path: ApplicationPath, isOwn: Bool, _ words: Words) -> String {
    let reader = isOwn ? "advice" : "staff"
    if path.stage == .paused, let why = whyPaused(path, words) {
        return words.dynamic("application.\(reader).paused.\(why)")
    }
    if isOwn, path.stage == .withdrawn, path.courseState != .open {
        return words("application.advice.withdrawn.closed")
    }
    return words.dynamic(
        "application.\(reader).\(path.stage.rawValue)",
        [
            "day": path.expiresAt.map { words.date($0.inFinland.day) } ?? "",
            "when": path.seatUntil.map { words.moment($0) } ?? "",
        ]
    )
}

private func whyPaused(_ path: ApplicationPath, _ words: Words) -> String? {
    if path.hasKeys { return "given" }
    if path.isWaiting(at: words.now) { return "waiting" }
    if path.releaseEnded != nil { return "release" }
    return path.askState == .withdrawn ? "taken-back" : nil
}

// MARK: Steps

private func steps(_ path: ApplicationPath, isOwn: Bool, _ words: Words) -> [PathStep] {
    let sent = words("application.step.sent", ["when": words.moment(path.appliedAt)])
    return [
        PathStep(words("application.step.application"), .done, sent),
        releaseStep(path, isOwn: isOwn, words), answerStep(path, words), placeStep(path, words),
    ]
}

private func releaseStep(_ path: ApplicationPath, isOwn: Bool, _ words: Words) -> PathStep {
    let title = words(isOwn ? "application.step.release.own" : "application.step.release")
    if let given = path.releasedAt {
        return PathStep(
            title,
            .done,
            words("application.step.given", ["when": words.moment(given)])
        )
    }
    if let ended = path.releaseEnded {
        let state = words("application.step.taken-back", ["when": words.moment(ended)])
        return PathStep(title, path.isAlive ? .current : .off, state)
    }
    return path.isAlive
        ? PathStep(title, .current, words("application.step.your-turn"))
        : PathStep(title, .off, words("application.step.none"))
}

private func answerStep(_ path: ApplicationPath, _ words: Words) -> PathStep {
    let title = words("application.step.answer")
    if path.hasKeys { return PathStep(title, .done, words("application.step.answer.given")) }
    // Without a permission in force nobody is asked.
    let place: PathStep.Place = !path.isAlive ? .off : path.release == nil ? .ahead : .current
    if path.isWaiting(at: words.now), let until = path.seatUntil ?? path.expiresAt {
        let day = words.onNearDate(until.inFinland.day)
        return PathStep(title, place, words("application.step.answer.waiting", ["day": day]))
    }
    let state: StaticString =
        switch path.askState {
        case .given, .withoutSupport: "application.stage.without-support"
        case .refused: "application.stage.refused"
        case .withdrawn: "application.stage.taken-back"
        case .waiting, .expired: "application.stage.expired"
        case .cancelled, .replaced: "application.step.answer.no"
        case nil where path.releaseEnded == nil && path.isAlive: "application.step.answer.no"
        case nil: "application.step.answer.over"
        }
    return PathStep(title, place, words(state))
}

private func placeStep(_ path: ApplicationPath, _ words: Words) -> PathStep {
    let title = words("application.step.place")
    return switch path.stage {
    case .enrolled: PathStep(title, .done, words("application.step.place.yes"))
    case .renewing: PathStep(title, .current, words("application.step.place.renewing"))
    case .completed: PathStep(title, .done, path.stage.word(isOwn: false, words))
    case .notCompleted, .left, .ended:
        PathStep(title, .off, path.stage.word(isOwn: false, words))
    case .paused:
        PathStep(title, path.hasKeys ? .current : .off, words("application.step.place.paused"))
    case .withdrawn, .closed: PathStep(title, .off, words("application.step.place.none"))
    default: PathStep(title, path.hasKeys ? .current : .ahead, words("application.step.place.no"))
    }
}

// MARK: Facts

private func facts(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let course = page.course
    h.facts { h in
        h.fact(words("application.fact.course"), course.name, more: course.place)
        if let first = course.afternoons.first, let last = course.afternoons.last {
            h.fact(
                words("application.course.when"),
                words.dates(first.day, last.day),
                more: words.count("application.course.afternoons", course.afternoons.count)
            )
        }
        if page.isOwn {
            h.fact(words("application.fact.provider"), page.provider, more: page.contact.line)
        }
        h.fact(words("application.fact.name")) { h in
            h.a(.href("\(page.place)/people/\(page.path.person)")) { h in
                page.path.applicant.write(to: &h)
            }
        }
        contact(&h, page.applicant, words)
        if let release = page.release { employer(&h, page, release, words) }
    }
}

private func contact(_ h: inout HTML, _ contact: ApplicantContact, _ words: Words) {
    h.fact(words("application.field.email"), contact.email)
    if !contact.phone.isEmpty {
        h.fact(words("application.fact.phone"), Phone.shown(contact.phone))
    }
    if !contact.municipality.isEmpty {
        h.fact(words("application.fact.municipality"), contact.municipality)
    }
    h.fact(
        words("application.field.language"),
        words.dynamic("interface.language.\(contact.language.rawValue)")
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
    h.fact(words("application.fact.support"), supports(release.support, words))
    guard let answer = page.answer, let ask = page.path.ask else { return }
    if page.path.hasKeys {
        h.fact(words("application.fact.support.given")) { h in
            h.text(supports(answer.given, words))
            if !answer.contact.isEmpty { h.small(answer.contact, .class("more")) }
        }
    }
    if answer.hasReceipt {
        h.fact(words("application.fact.receipt")) { h in
            h.a(words("application.receipt"), .href("\(page.place)/consent-asks/\(ask)/receipt"))
        }
    }
}

private func supports(_ support: Set<Support>, _ words: Words) -> String {
    support.sorted().map { words.dynamic("release.support.\($0.rawValue)") }
        .joined(separator: ", ")
}

// MARK: Endings

private func endings(_ h: inout HTML, _ page: ApplicationPage, _ words: Words) {
    let path = page.path
    func ending(
        _ title: StaticString,
        _ consequence: StaticString,
        _ act: String,
        _ button: StaticString
    ) {
        h.dangerConfirm(
            words(title),
            consequence: words(consequence),
            action: page.act(act),
            once: page.once(),
            button: words(button)
        )
    }
    if page.isOwn, path.canTakeReleaseBack {
        ending(
            "release.withdraw.title",
            path.stage.isHeld ? "release.withdraw.enrolled" : "release.withdraw.what",
            "release/withdrawal",
            "release.withdraw"
        )
    }
    if path.isAlive, page.isOwn {
        ending(
            "application.withdraw.title",
            "application.withdraw.what",
            "withdrawal",
            "application.withdraw"
        )
    } else if path.isAlive, page.isStaff {
        ending(
            "application.withdraw.staff.title",
            "application.withdraw.staff.what",
            "withdrawal",
            "application.withdraw"
        )
    }
    if page.isStaff, path.canClose {
        ending(
            "application.close.title",
            path.release == nil ? "application.close.what" : "application.close.what.final",
            "closing",
            "application.close"
        )
    }
}
