import Access
import Base
public import Routing

/// Courses of a training provider: the list, and a page each with its afternoons and trainers and how far it has come.
public let courses = Feature(
    "courses",
    routes: [
        .get("/{space}/courses", in: .provider, needs: .courseRead, listCourses),
        .file("/{space}/courses/export.csv", in: .provider, needs: .courseRead, exportCourses),
        .submit("/{space}/courses/selection", in: .provider, needs: .courseChange) {
            (visit) throws(Failure) in try visit.previewBulk(of: "/courses")
        },
        .submit("/{space}/courses/selection/act", in: .provider, needs: .courseChange) {
            (visit) throws(Failure) in try visit.carryOutBulk(of: "/courses")
        },
        .look(
            "/{space}/courses/{id}",
            in: .provider,
            needs: .courseRead,
            discloses: [.name, .attendance],
            showCourse
        ),
    ],
    menu: [MenuItem("courses.title", "/courses", place: 20)],
    waiting: [waitingCourses, coursesLeftAlone],
    listings: [
        AnyListing(.courses, .courses), AnyListing(.courses, .reachedCourses),
        AnyListing(.ownCourses, .reachedCourses, scopeMax: .own),
    ]
)
