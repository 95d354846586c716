import Access
import Base
import HTML
import Interface
import Routing
import Store
import Terms
import Wording

/// A line of the list.
struct ListedApplication: Sendable {
    let id: ID<Application>
    /// As registers are read: family name first.
    let applicant: PersonName
    let course: String
    let stage: Stage
    let since: Instant
    let appliedAt: Instant
    /// Whom it lacks; empty for nobody.
    let lacks: String
}

/// A course that somebody has applied for.
struct AppliedCourse: Sendable {
    let id: ID<Course>
    let name: String
}

/// What stands on a coordinator's Today: an applicant who has left, a request that does not get there, a step of theirs, a paused
/// place that can go on, or news.
enum Due: String, Sendable {
    case left
    case returned
    case stuck
    case step
    case resume
    case news
}

extension ListOrder {
    fileprivate static let applied = ListOrder("applied", "v.created_at", greatestFirst: true)
    /// Whoever waits longest first, and last those who wait for nothing.
    fileprivate static let since = ListOrder(
        "since",
        """
        case when v.stage in ('received', 'waiting', 'expired', 'given', 'without-support', 'refused', 'taken-back',
          'renewing', 'paused') then v.since else 'infinity' end
        """
    )
    fileprivate static let name = ListOrder("name", "p.name_key")
    fileprivate static let course = ListOrder("course-name", "c.name")
}

/// The columns that both lists have.
private let times: [ListColumn<ListedApplication>] = [
    .waited("applications.column.since", by: .since, beside: { $0.appliedAt }) {
        $0.stage.waits ? $0.since : nil
    },
    .day("applications.column.applied", by: .applied) { $0.appliedAt },
]

extension Listing where Row == ListedApplication {
    /// Everybody's applications.
    static let applications = Listing(
        "applications",
        at: "/applications",
        by: .applied,
        columns: [
            ListColumn(by: .name) { place in
                .name(
                    place.words("applications.column.person"),
                    sort: place.sort,
                    path: place.path
                ) { $0.applicant }
            },
            .text("applications.column.course", by: .course, isLabelled: false) { $0.course },
            .cell("applications.column.state", isLabelled: true) { h, row, words in
                h.state(row.stage.word(isOwn: false, words), row.stage.kind)
                guard !row.lacks.isEmpty else { return }
                h.small(words.dynamic("applications.lacks.\(row.lacks)"), .class("more problem"))
            },
        ] + times,
        filters: [
            .choice(
                "state",
                of: Stage.self,
                by: "v.stage",
                title: "applications.column.state",
                words: "application.stage"
            ),
            .waited("waited", by: .since, days: [7, 14], title: "applications.column.since"),
            .id(
                "course",
                title: "applications.column.course",
                by: "v.course_id",
                "v.course_id = ?::uuid"
            ),
            .named(
                "employer",
                title: "application.fact.employer",
                by: "v.business_id",
                as: "v.employer_name"
            ),
            .day(
                "from",
                title: "applications.filter.from",
                "v.created_at >= (?::date)::timestamp at time zone 'Europe/Helsinki'"
            ),
            .day(
                "to",
                title: "applications.filter.to",
                "v.created_at < (?::date + 1)::timestamp at time zone 'Europe/Helsinki'"
            ),
            .conditions(
                "due",
                title: "applications.due",
                words: "applications.due",
                isShown: false,
                // Found once, and then looked up by their ids: asked of each row, they are found for all of them.
                [
                    "left": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'left'))
                    """,
                    "step": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'step'))
                    """,
                    "resume": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'resume'))
                    """,
                    "news": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'news'))
                    """,
                    "stuck": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'stuck'))
                    """,
                    "returned": """
                    v.id = any (array(select w.id from application_waiting w
                      where w.tenant_id = $1 and w.due = 'returned'))
                    """,
                ]
            ),
        ],
        search: ListSearch(
            "applications.search",
            in: "v.searched",
            index: "finder.applications_matching"
        ),
        bulk: ListBulk(
            "application",
            path: "/selection",
            buttons: [
                "applications.selection.enrol.chosen": "enrol",
                "applications.selection.remind.chosen": "remind",
                "applications.selection.close.chosen": "close",
                "mails.write.chosen": "write",
            ]
        ),
        id: { $0.id }
    )

    /// One's own.
    static let ownApplications = Listing(
        "applications.own",
        at: "/applications",
        by: .applied,
        columns: [
            .link("applications.column.course", by: .course) { $0.course },
            .cell("applications.column.state", isLabelled: true) { h, row, words in
                h.state(row.stage.word(isOwn: true, words), row.stage.kind)
            },
        ] + times,
        id: { $0.id }
    )
}

extension ListRows where Row == ListedApplication {
    static let applications = ListRows(
        """
        v.id, (p.id, p.family_name || ' ' || p.given_name) as applicant, c.name as course, v.stage, v.since,
        v.created_at, application_lacks(v.stage, v.astray, v.person_id) as lacks
        """,
        from: """
            application_path v
              join course c on c.tenant_id = v.tenant_id and c.id = v.course_id
              join person p on p.tenant_id = v.tenant_id and p.id = v.person_id
            """,
        lean: "application v",
        at: "v.tenant_id = $1",
        id: "v.id",
        more: "",
        reach: [.own: "v.person_id = ?"],
        reader(
            ListedApplication.init,
            "id",
            "applicant",
            "course",
            "stage",
            "since",
            "created_at",
            "lacks"
        )
    )
}

extension ListFile where Line == FiledApplication {
    /// The list as a file, with how to reach each.
    static let applications = ListFile(
        """
        (p.id, p.family_name || ' ' || p.given_name) as applicant, p.email, p.phone, c.name as course, v.stage,
        v.since, v.created_at
        """,
        columns: [
            ("applications.column.person", { line, _ in line.applicant }),
            ("application.field.email", { line, _ in line.email }),
            ("application.fact.phone", { line, _ in Phone.shown(line.phone) }),
            ("applications.column.course", { line, _ in line.course }),
            (
                "applications.column.state",
                { line, words in words.dynamic("application.stage.\(line.stage.rawValue)") }
            ),
            (
                "applications.column.since",
                { line, _ in line.stage.waits ? line.since.inFinland.day.iso : "" }
            ),
            ("applications.column.applied", { line, _ in line.appliedAt.inFinland.day.iso }),
        ],
        reader(
            FiledApplication.init,
            "applicant",
            "email",
            "phone",
            "course",
            "stage",
            "since",
            "created_at"
        )
    )
}

/// A line of the file.
struct FiledApplication: Sendable {
    let applicant: PersonName
    let email: String
    let phone: String
    let course: String
    let stage: Stage
    let since: Instant
    let appliedAt: Instant
}

extension Statement where Result == AppliedCourse {
    /// The newest courses that anybody has applied for.
    static let appliedCourses = Statement(
        within: .reach,
        """
        select c.id, c.name from courses_within($2, $3, $4) r
          join course c on c.tenant_id = $1 and c.id = r.id
         where exists (select from application a where a.tenant_id = $1 and a.course_id = c.id)
         order by c.created_at desc, c.id limit 12
        """,
        AppliedCourse.init,
        "id",
        "name"
    )
}
