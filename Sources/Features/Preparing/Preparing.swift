import Access
public import Routing

/// A coordinator fills in whom an applicant may let be asked, found among the employers that the space knows.
public let preparing = Feature(
    "preparing",
    routes: [
        .look(
            "/{space}/applications/{id}/employer",
            in: .provider,
            needs: .enrolmentChange,
            discloses: [.name, .application, .consent],
            showPreparing
        ),
        .submit(
            "/{space}/applications/{id}/employer",
            in: .provider,
            needs: .enrolmentChange,
            discloses: [.name, .application, .consent],
            prepareRelease
        ),
        .submit(
            "/{space}/applications/{id}/employer/search",
            in: .provider,
            needs: .enrolmentChange,
            discloses: [.name, .application, .consent],
            lane: .outward,
            searchPreparing
        ),
    ]
)
