import Access
public import Routing

/// Courses of a training provider as they are made and changed, and what a change means for everybody with a stake in one.
public let courseForms = Feature(
    "course-forms",
    routes: [
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
            discloses: [.membership, .name],
            changeCourse
        ),
    ],
    acts: [MenuItem("courses.new", "/courses/new")]
)
