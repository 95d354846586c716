import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// The applications of a person, to those who see everybody's and to the person.
@Sendable func applicationsOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    let isOwn = person == visit.visitor.actor.person
    guard try visit.space.kind == .provider, visit.may(.applicationRead),
        isOwn || visit.scope(of: .applicationRead) == .all
    else { return [] }
    return [
        Ask.all(.applicationsOfPerson, person).map { applications in
            guard !applications.isEmpty else { return .nothing }
            return PersonPart(
                shows: [.application, .consent],
                tasks: applications.compactMap { waiting($0, isOwn: isOwn, visit) }
            ) { h in
                h.applications(applications, isOwn: isOwn, visit.here(""), visit.words)
            }
        }
    ]
}

/// What waits of an application: for its applicant, or for a coordinator.
private func waiting(
    _ application: PersonsApplication,
    isOwn: Bool,
    _ visit: Visit
) -> WaitingTask? {
    let words = visit.words
    let about: KeyValuePairs<StaticString, String> = ["course": application.course]
    guard let turn = isOwn ? application.isTurn.flatMap({ $0 ? "" : nil }) : application.due
    else { return nil }
    return WaitingTask(
        what: isOwn
            ? words.dynamic(
                "application.today.\(application.astray?.rawValue ?? application.stage.rawValue)",
                about
            )
            : words.dynamic("participation.waits.\(turn)", about),
        when: words.waited(since: application.since),
        step: NextStep(
            words("application.today.open"),
            visit.here("/applications/\(application.id)")
        )
    )
}

/// The courses of a person that the reader sees, with how often they were there.
@Sendable func coursesOfPerson(
    _ visit: Visit,
    _ person: ID<Person>
) throws(Failure) -> [MappedAsk<PersonPart>] {
    guard try visit.space.kind == .provider, visit.may(.courseRead) else { return [] }
    let isStaff = visit.may(.attendanceRead)
    return [
        Ask.all(.coursesOfPerson, person).map { courses in
            guard !courses.isEmpty else { return .nothing }
            return PersonPart(shows: [.attendance]) { h in
                h.courses(courses, isStaff: isStaff, visit.here("/courses"), visit.words)
            }
        }
    ]
}

extension Statement where Result == PersonsApplication {
    /// The applications of a person (`$5`) within reach, newest first.
    fileprivate static let applicationsOfPerson = Statement(
        within: .reach,
        """
        select a.id, a.course, a.stage, a.since, a.due, a.is_turn, a.astray, a.answered
          from people_within($2, $3, $4) p, applications_of(p.id) a
         where p.tenant_id = $1 and p.id = $5
         order by a.created_at desc, a.id desc limit 30
        """,
        PersonsApplication.init,
        "id",
        "course",
        "stage",
        "since",
        "due",
        "is_turn",
        "astray",
        "answered"
    )
}

extension Statement where Result == PersonsCourse {
    /// The places of a person (`$5`) on the courses within reach, the newest course first.
    fileprivate static let coursesOfPerson = Statement(
        within: .reach,
        """
        select c.id, c.name, p.state, regexp_count(p.marks, 'p')::integer as attended, c.sessions_needed, c.first_on,
               c.last_on, r.is_staff
          from participant p
          join courses_within($2, $3, $4) r on r.id = p.course_id and (r.is_staff or p.person_id = $3)
          join course_line c on c.tenant_id = $1 and c.id = p.course_id
         where p.tenant_id = $1 and p.person_id = $5
         order by c.first_on desc nulls last, c.id limit 30
        """,
        PersonsCourse.init,
        "id",
        "name",
        "state",
        "attended",
        "sessions_needed",
        "first_on",
        "last_on",
        "is_staff"
    )
}
