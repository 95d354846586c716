import Access
import Base
public import Routing

/// From an application to a place on the course: applying, the release to the employer, the request, enrolment.
public let applications = Feature(
    "applications",
    routes: [
        .get("/{space}/courses/{id}/application", in: .provider, needs: .applicationMake, showForm),
        .post(
            "/{space}/courses/{id}/application",
            in: .provider,
            needs: .applicationMake,
            sendForm
        ),
        .get(
            "/{space}/courses/{id}/application/confirmation",
            in: .provider,
            needs: .applicationMake,
            showCode
        ),
        .post(
            "/{space}/courses/{id}/application/confirmation",
            in: .provider,
            needs: .applicationMake,
            confirmAddress
        ),
        .look(
            "/{space}/applications",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .application],
            listApplications
        ),
        .look(
            "/{space}/applications/{id}",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .contact, .application, .consent],
            showApplication
        ),
        .post(
            "/{space}/applications/{id}/withdrawal",
            in: .provider,
            needs: .applicationChange,
            withdrawApplication
        ),
        .post(
            "/{space}/applications/{id}/closing",
            in: .provider,
            needs: .enrolmentChange,
            closeApplication
        ),
        .look(
            "/{space}/applications/{id}/release",
            in: .provider,
            needs: .releaseGive,
            discloses: [.name, .application, .consent],
            showRelease
        ),
        .post(
            "/{space}/applications/{id}/release",
            in: .provider,
            needs: .releaseGive,
            discloses: [.name, .application],
            giveRelease
        ),
        .post(
            "/{space}/applications/{id}/release/withdrawal",
            in: .provider,
            needs: .releaseGive,
            withdrawRelease
        ),
        .post(
            "/{space}/applications/{id}/reminder",
            in: .provider,
            needs: .enrolmentChange,
            remindEmployer
        ),
        .post(
            "/{space}/applications/{id}/enrolment",
            in: .provider,
            needs: .enrolmentChange,
            enrolApplicant
        ),
    ],
    menu: [
        MenuItem(
            "applications.title",
            "/applications",
            place: 30
        )
    ],
    waiting: [waitingForApplicant, waitingForCoordinator],
    receives: [LetterReceiver(receiveAnswer), LetterReceiver(receiveWithdrawal)]
)
