import Access
public import Routing

/// Somebody applies for a course: the public form, the mailed code, and what makes them a participant.
public let applying = Feature(
    "applying",
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
    ]
)
