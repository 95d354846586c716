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
    let words = visit.words
    return try visit.submit(newCoursePage) { (db, page, draft, changes) throws(Failure) in
        if let warning = draft.nameWarning {
            let asked = Confirmation(
                of: warning.description,
                "course.employer-name.keep",
                page.look
            ) { h in
                h.p(words(warning))
            }
            guard try visit.hasConfirmed(asked) else { return .confirm(asked) }
        }
        let id = ID<Course>()
        try keep(draft, of: id, db)
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

/// Changes a course; whom its new facts concern is seen first, by name and number.
@Sendable func changeCourse(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Course> = try visit.id()
    return try visit.submit(editCoursePage) { (db, page, draft, changes) throws(Failure) in
        let object = Object(id, draft.name)
        let facts = changes.filter { !$0.isOfTrainers }
        var entries = facts.isEmpty ? [] : [Entry(.courseChanged, of: object, changes: facts)]
        // Who trains it is told by itself, and of whoever does or did.
        if let change = changes.first(where: \.isOfTrainers) {
            let ids = Set(page.value.trainers + draft.trainers)
            let either = try db.all(.trainersToChoose, id)
                .filter { ids.contains($0.id.text) }.compactMap(\.name.subject)
            let action = Action.courseTrainersChanged
            entries.append(Entry(action, of: object, about: either, changes: [change]))
        }
        let before = try db.one(.changingCourse, id)
        try keep(draft, of: id, db)
        let change = FactChange(
            from: (before, page.value),
            to: (try db.one(.changingCourse, id), draft),
            circle: Circle(stakes: try db.all(.circle, id))
        )
        if let asked = change.confirmation(object, visit.words) {
            guard try visit.hasConfirmed(asked) else { return .confirm(asked) }
        }
        entries += try change.carryOut(db, visit)
        guard let first = entries.first else { return .unchanged(to: page.back) }
        let others = Array(entries.dropFirst())
        return .done(first, also: others, to: page.back, did: change.done)
    }
}

private func newCoursePage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<CourseDraft> {
    let trainers = try db.all(.trainersToChoose, ID<Course>?.none)
    return FormPage(
        visit.words("courses.new"),
        lead: visit.words("courses.new.lead"),
        courseFields(trainers: trainers, participants: 0, visit.words),
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
    if visit.isChanging { try db.lockCourse(id) }
    let (course, afternoons, trainers) = try db.together(
        .one(.changingCourse, id),
        .all(.afternoonsOfCourse, id),
        .all(.trainersToChoose, id)
    )
    let draft = CourseDraft(course, afternoons, trainers)
    var page = FormPage(
        visit.words("course.change"),
        lead: visit.words("course.change.lead"),
        courseFields(
            trainers: trainers,
            participants: course.participants,
            warning: draft.nameWarning,
            visit.words
        ),
        draft,
        action: coursePath(id, visit),
        save: visit.words("house.save"),
        back: coursePath(id, visit),
        look: Entry(.courseRead, of: Object(id, course.name))
    )
    if !course.state.isChangeable { page.refusal = .conflict(why: "course.rule.over") }
    return page
}

/// Makes or changes a course, and its afternoons and trainers with it.
private func keep(
    _ draft: CourseDraft,
    of id: ID<Course>,
    _ db: borrowing Transaction
) throws(Failure) {
    try db.run(
        .keepCourse,
        id,
        draft.name,
        draft.employerName,
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
    try db.run(.keepTrainers, id, draft.trainers)
}

extension Change {
    /// Whether it tells who trains a course.
    fileprivate var isOfTrainers: Bool {
        if case .value(field: "trainers", old: _, new: _) = self { true } else { false }
    }
}

/// The page of a course, which knows the list that it was opened from.
private func coursePath(_ id: ID<Course>, _ visit: Visit) -> String {
    visit.here("/courses/\(id)\(visit.trail(at: "/courses"))")
}

// MARK: Statements

extension Statement where Result == ChangingCourse {
    /// A course (`$2`) that is being changed.
    fileprivate static let changingCourse = Statement(
        """
        select l.id, l.name, l.employer_name, l.place, l.address, l.state, l.seats, l.sessions_needed, l.summary,
               l.participants, c.facts_version, c.asked_version
          from course_line l join course c on c.tenant_id = $1 and c.id = l.id
         where l.tenant_id = $1 and l.id = $2
        """,
        ChangingCourse.init,
        "id",
        "name",
        "employer_name",
        "place",
        "address",
        "state",
        "seats",
        "sessions_needed",
        "summary",
        "participants",
        "facts_version",
        "asked_version"
    )
}

extension Statement where Result == Trainer {
    /// Members who can be chosen for a course (`$2`, null for one that is being made) today, and who are.
    fileprivate static let trainersToChoose = Statement(
        """
        select member, (person, member, name) as name, is_chosen, has_left from trainer_choices($2)
         where $1::uuid = current_tenant()
        """,
        Trainer.init,
        "member",
        "name",
        "is_chosen",
        "has_left"
    )
}

extension Statement where Result == Void {
    fileprivate static let keepCourse = Statement(
        """
        insert into course (tenant_id, id, name, employer_name, place, address, seats, sessions_needed, summary)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (tenant_id, id) do update
           set name = excluded.name, employer_name = excluded.employer_name, place = excluded.place, address = excluded.address, seats = excluded.seats,
               sessions_needed = excluded.sessions_needed, summary = excluded.summary
        """
    )

    fileprivate static let keepAfternoons = Statement(
        """
        insert into course_session (tenant_id, course_id, number, held_on, starts_at, ends_at, topic)
        select $1, $2, n, d, s, e, t
          from unnest($3::smallint[], $4::date[], $5::time[], $6::time[], $7::text[]) as x (n, d, s, e, t)
            on conflict (tenant_id, course_id, number) do update
           set held_on = excluded.held_on, starts_at = excluded.starts_at, ends_at = excluded.ends_at,
               topic = excluded.topic
        """
    )

    fileprivate static let keepTrainers = Statement(
        """
        with dropped as (delete from course_trainer
          where tenant_id = $1 and course_id = $2 and membership_id <> all ($3::uuid[]))
        insert into course_trainer (tenant_id, course_id, membership_id)
        select $1, $2, m from unnest($3::uuid[]) as m on conflict do nothing
        """
    )
}
