import Access
public import Routing

/// Places on a course: how one is given, and how all of them go on and end with the course.
public let places = Feature(
    "places",
    routes: [
        .post(
            "/{space}/applications/{id}/enrolment",
            in: .provider,
            needs: .enrolmentChange,
            enrolling.one
        ),
        .post(
            "/{space}/courses/{id}/state",
            in: .provider,
            needs: .courseChange,
            changeCourseState
        ),
        .look(
            "/{space}/courses/{id}/cancellation",
            in: .provider,
            needs: .courseChange,
            discloses: [.name],
            showCancellation
        ),
        .submit(
            "/{space}/courses/{id}/cancellation",
            in: .provider,
            needs: .courseChange,
            discloses: [.name],
            cancelCourse
        ),
    ],
    bulk: [enrolling.many("applications.selection.enrol", did: "applications.done.enrolled")]
        + courseSteps,
    jobs: [ScheduledJob(.placesDue, lapse)]
)
