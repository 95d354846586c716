import Access
public import Routing

/// Who was there at a course's afternoons: the matrix, and the afternoons that nobody has marked yet.
public let attendance = Feature(
    "attendance",
    routes: [
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
        .look(
            "/{space}/courses/{id}/attendance/{number}",
            in: .provider,
            needs: .attendanceRead,
            discloses: [.name, .attendance],
            showAfternoon
        ),
        .post(
            "/{space}/courses/{id}/attendance/{number}",
            in: .provider,
            needs: .attendanceChange,
            discloses: [.name, .attendance],
            markAfternoon
        ),
    ],
    waiting: [waitingMarks],
    undos: [undoingMarks]
)
