import Access
import Base
import Interface
import Routing
import Store
import Terms
import Wording

/// A line of the list.
struct ListedCourse: Sendable {
    let id: ID<Course>
    let name: String
    let state: CourseState
    let town: Town
    let first: Day?
    let last: Day?
    /// Afternoons that are over.
    let held: Int
    /// People with an active place.
    let participants: Int
    let seats: Int
    /// Whether the reader runs it.
    let isStaff: Bool
}

extension ListOrder {
    fileprivate static let dates = ListOrder(
        "dates",
        "coalesce(c.first_on, 'infinity')",
        greatestFirst: true
    )
    fileprivate static let name = ListOrder("name", "order_key(c.name) collate \"C\"")
    fileprivate static let place = ListOrder("place", "c.place")
}

/// The columns that both lists have.
private let common: [ListColumn<ListedCourse>] = [
    .link("course.name", by: .name) { $0.name },
    .state("course.state", words: "course.state", { $0.state }) { $0.kind },
    .text("course.place", by: .place) { $0.town.rawValue },
    ListColumn(by: .dates) { place in
        let words = place.words
        return .text(words("course.dates"), sort: place.sort) { dates($0.first, $0.last, words) }
    },
    .cell("course.afternoons", isLabelled: true) { h, course, words in
        h.text(words("course.held", ["held": String(course.held), "of": String(Afternoon.count)]))
    },
]

extension Listing where Row == ListedCourse {
    /// For those who run courses: all, or their own with those that they take part in.
    static let courses = Listing(
        "courses",
        at: "/courses",
        by: .dates,
        columns: common + [
            .cell("course.seats-taken", isLabelled: true) { h, course, words in
                h.text(course.isStaff ? taken(course.participants, course.seats, words) : "–")
            }
        ],
        filters: [
            .choice(
                "state",
                of: CourseState.self,
                by: "c.state",
                title: "course.state",
                words: "course.state"
            )
        ],
        search: ListSearch("courses.search", in: "searchable(c.name || ' ' || c.place)"),
        bulk: ListBulk(
            "course",
            path: "/selection",
            buttons: [
                "courses.selection.running.chosen": "running",
                "courses.selection.done.chosen": "done",
                "courses.selection.open.chosen": "open",
                "courses.selection.draft.chosen": "draft",
            ]
        ),
        id: { $0.id }
    )

    /// For those who take part.
    static let ownCourses = Listing(
        "courses",
        at: "/courses",
        by: .dates,
        columns: common,
        id: { $0.id }
    )
}

extension ListRows where Row == ListedCourse {
    /// Every course, for those who run them all.
    static let courses = ListRows(
        """
        c.id, c.name, c.state, c.place, c.first_on, c.last_on, c.held, c.participants, c.seats, true as is_staff
        """,
        from: "course_line c",
        at: "c.tenant_id = $1",
        id: "c.id",
        listedCourse
    )

    /// Those that one trains, has applied for or takes part in.
    static let reachedCourses = ListRows(
        """
        c.id, c.name, c.state, c.place, c.first_on, c.last_on, c.held, c.participants, c.seats,
        exists (select from course_trainers(c.id) t where t.member = current_actor() and not t.has_left) as is_staff
        """,
        from: "course_line c",
        at: "c.tenant_id = $1",
        id: "c.id",
        reach: [
            .course: "c.id in (select w.id from courses_within('course', ?, current_actor()) w)",
            .own: "c.id in (select w.id from courses_within('own', ?, null) w)",
        ],
        listedCourse
    )
}

extension ListFile where Line == ListedCourse {
    static func courses(_ rows: ListRows<ListedCourse>) -> ListFile {
        ListFile(
            rows,
            columns: [
                ("course.name", { course, _ in course.name }),
                (
                    "course.state",
                    { course, words in words.dynamic("course.state.\(course.state.rawValue)") }
                ),
                ("course.place", { course, _ in course.town.rawValue }),
                ("course.first", { course, _ in course.first?.iso ?? "" }),
                ("course.last", { course, _ in course.last?.iso ?? "" }),
                ("course.seats", { course, _ in String(course.seats) }),
                (
                    "course.participants",
                    { course, _ in course.isStaff ? String(course.participants) : "" }
                ),
            ]
        )
    }
}

private let listedCourse = reader(
    ListedCourse.init,
    "id",
    "name",
    "state",
    "place",
    "first_on",
    "last_on",
    "held",
    "participants",
    "seats",
    "is_staff"
)
