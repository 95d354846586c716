import Access
import Base
public import Routing

/// Courses of a training provider: seven afternoons, their trainers, who was there; and the pages that anybody may read.
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
        .post(
            "/{space}/courses/{id}/state",
            in: .provider,
            needs: .courseChange,
            changeCourseState
        ),
        .look(
            "/{space}/courses/{id}/attendance",
            in: .provider,
            needs: .attendanceRead,
            discloses: [.name, .attendance],
            showAttendance
        ),
        .post(
            "/{space}/courses/{id}/attendance",
            in: .provider,
            needs: .attendanceChange,
            discloses: [.name, .attendance],
            markAttendance
        ),
        .get("/{space}/open-courses", in: .provider, needs: .nothing, listOpenCourses),
        .get("/{space}/open-courses/{id}", in: .provider, needs: .nothing, showOpenCourse),
    ],
    menu: [
        MenuItem("courses.title", "/courses", place: 20)
    ],
    waiting: [waitingCourses]
)
