import Access
import Audit
import Base
import HTTP
import Routing
import Store
import Terms
import Wording

/// Whose applications the visitor reaches: everybody's (nil), or their own alone.
func reach(_ visit: Visit) -> ID<Person>? {
    visit.permit.scope == .all ? nil : own(visit)
}

/// The visitor's own person; without one, an id that nobody has.
func own(_ visit: Visit) -> ID<Person> {
    visit.visitor.actor.person ?? ID()
}

/// The application, kept from changing until the transaction ends.
///
/// Out of reach it is 404.
func lockedApplication(
    _ db: borrowing Transaction,
    _ id: ID<Application>,
    of person: ID<Person>?
) throws(Failure) -> Application {
    _ = try db.one(.lockApplication, id)
    return try db.one(.application, id, person)
}

@Sendable func listApplications(_ visit: Visit) throws(Failure) -> Looked {
    let filter = try ListFilter(visit.request.query)
    let person = reach(visit)
    let (rows, stages, courses) = try visit.read { (db) throws(Failure) in
        try db.together(
            .all(
                .applicationsListed,
                person,
                filter.course,
                filter.stage?.rawValue,
                filter.before,
                Limits.pageRows + 1,
                filter.due?.rawValue
            ),
            .all(.stagesCounted, person, filter.course),
            .all(.coursesApplied, person)
        )
    }
    let shown = Array(rows.prefix(Limits.pageRows))
    let list = ApplicationList(
        rows: shown,
        stages: stages,
        courses: courses,
        filter: filter,
        isOwn: person != nil,
        older: rows.count > shown.count ? shown.last?.id : nil,
        path: visit.here("/applications")
    )
    let page = visit.page(visit.words("applications.title")) { h in
        applicationListPage(&h, list, visit.words)
    }
    return Looked(page, Entry(.applicationListed, about: shown.map(\.person), count: shown.count))
}

extension ListFilter {
    /// What an address asks for.
    ///
    /// What cannot be an id is as absent as one that does not exist.
    init(_ query: Form) throws(Failure) {
        course = try ListFilter.id(query["course"])
        before = try ListFilter.id(query["before"])
        stage = Stage(rawValue: query["state"])
        due = Due(rawValue: query["due"])
    }

    private static func id<Of>(_ text: String) throws(Failure) -> ID<Of>? {
        guard !text.isEmpty else { return nil }
        guard let id = ID<Of>(text) else { throw .refused(.notFound) }
        return id
    }
}

@Sendable func showApplication(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Application> = try visit.id()
    let (application, afternoons, events, contact) = try visit.read { (db) throws(Failure) in
        let application = try db.one(.application, id, reach(visit))
        let (afternoons, events, contact) = try db.together(
            .all(.afternoons, application.course.id),
            .all(.onPath, id),
            .one(.providerContact)
        )
        return (application, afternoons, events, contact)
    }
    let provider = try visit.space.name(visit.words.language)
    let isOwn = application.person.id == visit.visitor.actor.person
    let page = ApplicationPage(
        application: application,
        afternoons: afternoons,
        isOwn: isOwn,
        isStaff: visit.permit.scope == .all && !isOwn,
        history: history(events, visit.words),
        provider: provider,
        contact: contact,
        once: (0..<6).map { _ in visit.once },
        place: visit.here("")
    )
    let entry = Entry(
        .applicationRead,
        of: Object(id, application.course.name),
        about: [application.person.id]
    )
    let title = isOwn ? application.course.name : application.person.name
    return Looked(
        visit.page(title) { h in applicationPage(&h, page, visit.words) },
        entry
    )
}

/// The applicant takes the application back, or a coordinator does for them.
///
/// The employer hears no more of it.
@Sendable func withdrawApplication(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let sender = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: reach(visit))
        guard application.isAlive else { throw .refused(.conflict(why: "application.rule.over")) }
        let about = [application.person.id]
        var others: [Entry] = []
        if application.release != nil {
            others += try takeReleaseBack(db, application, from: sender)
        }
        try db.run(.changeApplication, id, "withdrawn")
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "application.done.withdrawn"),
            Entry(.applicationWithdrawn, of: Object(id, application.course.name), about: about),
            also: others
        )
    }
}

/// The coordinator closes an application that will not lead to a place.
@Sendable func closeApplication(_ visit: Visit) throws(Failure) -> Reply {
    let id: ID<Application> = try visit.id()
    let sender = try visit.space
    return try visit.act { (db) throws(Failure) in
        let application = try lockedApplication(db, id, of: nil)
        guard application.canClose else { throw .refused(.conflict(why: "application.rule.over")) }
        try cancelAsk(db, application, from: sender)
        try db.run(.changeApplication, id, "closed")
        return Audited(
            visit.after(visit.here("/applications/\(id)"), did: "application.done.closed"),
            Entry(
                .applicationClosed,
                of: Object(id, application.course.name),
                about: [application.person.id]
            )
        )
    }
}
