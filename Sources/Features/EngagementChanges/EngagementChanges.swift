import Access
public import Routing

/// What one end of an engagement wants to change, and what the other answers.
public let engagementChanges = Feature(
    "engagement-changes",
    routes: [
        .look(
            "/{space}/engagement-changes/{id}",
            in: [.association, .partner],
            needs: .engagementChange,
            discloses: [.contact],
            showChange
        ),
        .look(
            "/{space}/engagement-changes/{id}/new",
            in: [.association, .partner],
            needs: .engagementChange,
            discloses: [.contact],
            newChange
        ),
        .submit(
            "/{space}/engagement-changes/{id}",
            in: [.association, .partner],
            needs: .engagementChange,
            discloses: [.contact],
            makeChange
        ),
        .post(
            "/{space}/engagement-changes/{id}/acceptance",
            in: [.association, .partner],
            needs: .engagementChange,
            acceptChange
        ),
        .post(
            "/{space}/engagement-changes/{id}/refusal",
            in: [.association, .partner],
            needs: .engagementChange,
            declineChange
        ),
    ],
    waiting: [waitingChanges],
    statements: statementsOfChanges,
    receives: [
        LetterReceiver(receiveChange), LetterReceiver(receiveAcceptance),
        LetterReceiver(receiveRefusal),
    ]
)
