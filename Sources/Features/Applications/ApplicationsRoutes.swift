import Access
import Base
public import Routing

/// From an application to a place on the course: applying, the release to the employer, the request, enrolment.
public let applications = Feature(
    "applications",
    routes: [
        .get("/{space}/courses/{id}/application", needs: .applicationMake, showForm),
        .post("/{space}/courses/{id}/application", needs: .applicationMake, sendForm),
        .get(
            "/{space}/courses/{id}/application/confirmation",
            needs: .applicationMake,
            showCode
        ),
        .post(
            "/{space}/courses/{id}/application/confirmation",
            needs: .applicationMake,
            confirmAddress
        ),
        .look(
            "/{space}/applications",
            needs: .applicationRead,
            discloses: [.name, .application],
            listApplications
        ),
        .look(
            "/{space}/applications/{id}",
            needs: .applicationRead,
            discloses: [.name, .contact, .application, .consent],
            showApplication
        ),
        .post(
            "/{space}/applications/{id}/withdrawal",
            needs: .applicationChange,
            withdrawApplication
        ),
        .post("/{space}/applications/{id}/closing", needs: .enrolmentChange, closeApplication),
        .look(
            "/{space}/applications/{id}/release",
            needs: .releaseGive,
            discloses: [.name, .application, .consent],
            showRelease
        ),
        .post(
            "/{space}/applications/{id}/release",
            needs: .releaseGive,
            discloses: [.name, .application],
            giveRelease
        ),
        .post(
            "/{space}/applications/{id}/release/withdrawal",
            needs: .releaseGive,
            withdrawRelease
        ),
        .post("/{space}/applications/{id}/reminder", needs: .enrolmentChange, remindEmployer),
        .post("/{space}/applications/{id}/enrolment", needs: .enrolmentChange, enrolApplicant),
    ],
    menu: [
        MenuItem(
            "applications.title",
            "/applications",
            needs: .applicationRead,
            in: [.provider],
            place: 30
        )
    ],
    waiting: [waitingForApplicant, waitingForCoordinator]
)
