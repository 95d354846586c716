import Access
import Base
public import Routing

/// Courses of a training provider: seven afternoons, their trainers, who was there; and the pages that anybody may read.
public let courses = Feature(
    "courses",
    routes: [
        .get("/{space}/courses", needs: .courseRead, listCourses),
        .look("/{space}/courses/new", needs: .courseChange, discloses: [.membership], newCourse),
        .post("/{space}/courses", needs: .courseChange, discloses: [.membership], makeCourse),
        .look(
            "/{space}/courses/{id}",
            needs: .courseRead,
            discloses: [.name, .attendance],
            showCourse
        ),
        .look(
            "/{space}/courses/{id}/edit",
            needs: .courseChange,
            discloses: [.membership],
            editCourse
        ),
        .post(
            "/{space}/courses/{id}",
            needs: .courseChange,
            discloses: [.membership],
            changeCourse
        ),
        .post("/{space}/courses/{id}/state", needs: .courseChange, changeCourseState),
        .look(
            "/{space}/courses/{id}/attendance",
            needs: .attendanceRead,
            discloses: [.name, .attendance],
            showAttendance
        ),
        .post(
            "/{space}/courses/{id}/attendance",
            needs: .attendanceChange,
            discloses: [.name, .attendance],
            markAttendance
        ),
        .get("/{space}/open-courses", needs: .nothing, listOpenCourses),
        .get("/{space}/open-courses/{id}", needs: .nothing, showOpenCourse),
    ],
    menu: [
        MenuItem("courses.title", "/courses", needs: .courseRead, in: [.provider], place: 20)
    ],
    waiting: [waitingCourses]
)
