import Access
import Audit
import Base
import Interface
import Terms
import Routing
import Store
import Wording

@Sendable func newCourse(_ visit: Visit) throws(Failure) -> Looked { try visit.show(newCoursePage) }

@Sendable func makeCourse(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(newCoursePage) { (db, _, draft, changes) throws(Failure) in
        let id = ID<Course>()
        try keep(draft, of: id, by: .addCourse, db)
        let facts = changes.filter { !$0.isOfTrainers }
        return .done(
            Entry(.courseMade, of: Object(id, draft.name), changes: facts),
            to: visit.here("/courses/\(id)"),
            did: "courses.done.made"
        )
    }
}

@Sendable func editCourse(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(editCoursePage)
}

@Sendable func changeCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    return try visit.submit(editCoursePage) { (db, page, draft, changes) throws(Failure) in
        try keep(draft, of: id, by: .changeCourse, db)
        // Who trains it is told by itself.
        let parts = [
            (Action.courseChanged, changes.filter { !$0.isOfTrainers }),
            (Action.courseTrainersChanged, changes.filter(\.isOfTrainers)),
        ]
        let entries = parts.filter { !$0.1.isEmpty }.map { action, changes in
            Entry(action, of: Object(id, draft.name), changes: changes)
        }
        guard let first = entries.first else { return .unchanged(to: page.back) }
        return .done(
            first,
            also: Array(entries.dropFirst()),
            to: page.back,
            did: "courses.done.changed"
        )
    }
}

private func newCoursePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<CourseDraft> {
    let trainers = try db.all(.trainersToChoose, ID<Course>?.none, visit.today)
    return FormPage(
        visit.words("courses.new"),
        lead: visit.words("courses.new.lead"),
        courseFields(trainers: trainers, participants: 0),
        CourseDraft(),
        isNew: true,
        template: courseTemplate(visit.words),
        action: visit.here("/courses"),
        save: visit.words("house.save"),
        back: visit.here("/courses"),
        look: Entry(.memberListed, count: trainers.count)
    )
}

private func editCoursePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<CourseDraft> {
    let id: ID<Course> = try visit.id()
    if visit.isChanging { _ = try db.one(.stateForUpdate, id) }
    let known = try knownCourse(id, visit, db)
    guard known.course.state.isChangeable else {
        throw .refused(.conflict(why: "course.rule.over"))
    }
    let path = visit.here("/courses/\(id)")
    return FormPage(
        visit.words("course.change"),
        lead: visit.words("course.change.lead"),
        courseFields(trainers: known.trainers, participants: known.course.participants),
        CourseDraft(known.course, known.afternoons, known.trainers),
        action: path,
        save: visit.words("house.save"),
        back: path,
        look: Entry(.courseRead, of: Object(id, known.course.name))
    )
}

/// Makes or changes a course, and its afternoons and trainers with it.
private func keep(
    _ draft: CourseDraft,
    of id: ID<Course>,
    by statement: Statement<Void>,
    _ db: borrowing Transaction
) throws(Failure) {
    try db.run(
        statement,
        id,
        draft.name,
        draft.town?.rawValue,
        draft.address,
        draft.seats,
        draft.sessionsNeeded,
        draft.summary
    )
    let afternoons = draft.afternoons
    try db.run(
        .keepAfternoons,
        id,
        afternoons.map(\.number),
        afternoons.map(\.day),
        afternoons.map(\.starts),
        afternoons.map(\.ends),
        afternoons.map(\.topic)
    )
    try db.run(.dropTrainers, id, draft.trainers)
    try db.run(.addTrainers, id, draft.trainers)
}

extension Change {
    /// Whether it tells who trains a course.
    fileprivate var isOfTrainers: Bool {
        if case .value(field: "trainers", old: _, new: _) = self { true } else { false }
    }
}
