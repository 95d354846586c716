import Audit
import Base
import Letters
import Routing
import Store
import Terms
import Wording

/// A place on the course.
///
/// The database refuses it without both keys, whatever this says.
@Sendable func enrolApplicant(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let space = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: nil)
        guard application.isAlive else { throw .refused(.conflict(why: "application.rule.over")) }
        guard application.stage != .enrolled else {
            throw .refused(.conflict(why: "enrolment.rule.already"))
        }
        guard application.course.state.isOn else {
            throw .refused(.conflict(why: "enrolment.rule.course-over"))
        }
        guard let ask = application.ask else {
            throw .refused(.conflict(why: "enrolment.rule.both-keys"))
        }
        let about = [application.person.id]
        let words = visit.words(in: application.person.language)
        let isAgain = application.enrolment != nil
        if !application.person.email.isEmpty {
            try db.mail(
                enrolledMail(
                    application,
                    space.name(words.language),
                    link: "\(visit.site.origin)\(visit.here("/applications/\(id)"))",
                    isAgain: isAgain,
                    words
                )
            )
        }
        let page = visit.here("/applications/\(id)")
        if let paused = application.enrolment {
            try db.run(.resumeEnrolment, paused, ask.id)
            return Audited(
                visit.after(page, did: "enrolment.done.resumed"),
                Entry(.enrolmentResumed, of: Object(paused, application.course.name), about: about)
            )
        }
        let enrolment = ID<Enrolment>()
        try db.run(
            .addEnrolment,
            enrolment,
            application.course.id,
            application.person.id,
            id,
            ask.id
        )
        return Audited(
            visit.after(page, did: "enrolment.done.made"),
            Entry(.enrolmentMade, of: Object(enrolment, application.course.name), about: about)
        )
    }
}

/// The employer is asked once more, with a link of its own; the earlier link and the last day stay as they are.
@Sendable func remindEmployer(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let space = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: nil)
        guard let release = application.release, let ask = application.ask,
            application.remindableFrom(at: visit.now) != nil
        else { throw .refused(.conflict(why: "application.rule.nothing-waits")) }
        guard application.canRemind(at: visit.now) else {
            throw .refused(.conflict(why: "application.rule.reminded"))
        }
        try remind(db, release, ask, from: space)
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "application.done.reminded"),
            Entry(
                .consentReminded,
                of: Object(ask.id, application.course.name),
                about: [application.person.id]
            )
        )
    }
}

private func remind(
    _ db: borrowing Transaction,
    _ release: ReleaseFacts,
    _ ask: AskFacts,
    from space: KnownSpace
) throws(Failure) {
    let asked: ConsentRequestLetter? = try db.letter(about: ask.id)
    try db.run(.noteReminder, ask.id)
    try db.deliver(
        ConsentReminderLetter(ask: ask.id, provider: space.name(asked?.language ?? .finnish)),
        to: release.employerSpace
    )
}
