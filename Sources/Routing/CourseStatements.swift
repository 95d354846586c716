public import Base
public import Interface
public import Store
public import Terms

// What two slices ask of a course: its afternoons, and the places on it with what is marked.

extension Statement where Result == CourseSession {
    /// The afternoons of a course (`$2`), first to last.
    public static let afternoonsOfCourse = Statement(
        """
        select number, held_on, starts_at, ends_at, topic from course_afternoon
         where tenant_id = $1 and course_id = $2 order by number
        """,
        CourseSession.init,
        "number",
        "held_on",
        "starts_at",
        "ends_at",
        "topic"
    )
}

/// What a course is known by, beside its afternoons.
private struct CourseLabel: Sendable {
    let name: String
    /// What an employer may know it by.
    let employerName: String
    let town: String
    let address: String
}

extension Statement where Result == CourseLabel {
    fileprivate static let courseLabel = Statement(
        "select name, employer_name, place, address from course_line where tenant_id = $1 and id = $2",
        CourseLabel.init,
        "name",
        "employer_name",
        "place",
        "address"
    )
}

extension Transaction {
    /// A course as employers may know it: nothing of what it is about.
    public borrowing func factsForEmployers(of course: ID<Course>) throws(Failure) -> CourseFacts {
        try facts(of: course, name: \.employerName)
    }

    /// A course as its applicants know it.
    public borrowing func facts(of course: ID<Course>) throws(Failure) -> CourseFacts {
        try facts(of: course, name: \.name)
    }

    private borrowing func facts(
        of course: ID<Course>,
        name: KeyPath<CourseLabel, String>
    ) throws(Failure) -> CourseFacts {
        let (label, sessions) = try together(
            .one(.courseLabel, course),
            .all(.afternoonsOfCourse, course)
        )
        let afternoons = sessions.map(\.afternoon)
        return CourseFacts(
            name: label[keyPath: name],
            place: [label.town, label.address].filter { !$0.isEmpty }.joined(separator: ", "),
            afternoons: afternoons,
            hours: afternoons.hours
        )
    }
}

/// Somebody's place on a course, with what is marked of each afternoon.
public struct Participant: Sendable {
    /// The place.
    public let id: ID<Enrolment>
    /// Whose it is.
    public let name: PersonName
    /// How far the place has come.
    public let state: PlaceState
    /// Whether they have left the organisation.
    public let hasLeft: Bool
    private let marks: [Mark]
    private let isHeld: [Bool]

    init(
        _ id: ID<Enrolment>,
        _ name: PersonName,
        _ state: PlaceState,
        _ hasLeft: Bool,
        _ marks: String
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.hasLeft = hasLeft
        self.marks = marks.map { Mark(rawValue: String($0)) ?? .unmarked }
        isHeld = marks.map { $0 != "." }
    }

    /// Whether the place was held on the day of an afternoon, by its number: only then there is something to mark.
    public func isHeld(_ number: Int) -> Bool {
        isHeld.indices.contains(number - 1) && isHeld[number - 1]
    }

    /// At how many afternoons they were.
    public var attended: Int { marks.count { $0 == .present } }

    /// The mark of an afternoon, by its number.
    public func mark(_ number: Int) -> Mark {
        marks.indices.contains(number - 1) ? marks[number - 1] : .unmarked
    }
}

extension PlaceState: ColumnValue {}

extension Statement where Result == Participant {
    /// The places on a course (`$5`), by name: all of them for who runs it, for anybody else their own.
    public static let participants = Statement(
        within: .reach,
        """
        select p.id, (p.person_id, p.name) as name, p.state, person_has_left(p.person_id) as has_left, p.marks
          from courses_within($2, $3, $4) c
          join participant p on p.tenant_id = $1 and p.course_id = c.id
         where c.id = $5 and (c.is_staff or p.person_id = $3)
         order by p.name_key, p.id
        """,
        Participant.init,
        "id",
        "name",
        "state",
        "has_left",
        "marks"
    )
}

extension Transaction {
    /// Keeps a course and its marks from changing until the transaction ends: who comes second sees what the first has done.
    ///
    /// A course that is not in the space is 404.
    public borrowing func lockCourse(_ id: ID<Course>) throws(Failure) {
        _ = try one(.lockCourse, id)
    }
}

extension Statement where Result == ID<Course> {
    fileprivate static let lockCourse = Statement(
        "select id from course where tenant_id = $1 and id = $2 for no key update",
        "id"
    )
}
