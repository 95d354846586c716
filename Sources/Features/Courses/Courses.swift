import Access
import Base
public import Routing

/// Courses of a training provider: the list, a page each with its afternoons and trainers, and how far it has come.
public let courses = Feature(
    "courses",
    routes: [
        .get("/{space}/courses", in: .provider, needs: .courseRead, listCourses),
        .look(
            "/{space}/courses/new",
            in: .provider,
            needs: .courseChange,
            discloses: [.membership],
            newCourse
        ),
        .submit(
            "/{space}/courses",
            in: .provider,
            needs: .courseChange,
            discloses: [.membership],
            makeCourse
        ),
        .look(
            "/{space}/courses/{id}",
            in: .provider,
            needs: .courseRead,
            discloses: [.name, .attendance],
            showCourse
        ),
        .look(
            "/{space}/courses/{id}/edit",
            in: .provider,
            needs: .courseChange,
            discloses: [.membership],
            editCourse
        ),
        .submit(
            "/{space}/courses/{id}",
            in: .provider,
            needs: .courseChange,
            discloses: [.membership],
            changeCourse
        ),
    ],
    menu: [MenuItem("courses.title", "/courses", place: 20)],
    waiting: [waitingCourses],
    listings: [
        AnyListing(.courses, .courses), AnyListing(.courses, .reachedCourses),
        AnyListing(.ownCourses, .reachedCourses, scopeMax: .own),
    ]
)
