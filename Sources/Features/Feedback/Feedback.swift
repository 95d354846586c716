import Access
public import Routing

/// What anybody tells of accessibility: the statement with its form, and the answer, which a coordinator owes in time.
public let feedback = Feature(
    "feedback",
    routes: [
        .look(
            "/{space}/accessibility",
            in: [.provider, .association],
            needs: .nothing,
            discloses: [],
            showStatement
        ),
        .submit(
            "/{space}/accessibility",
            in: [.provider, .association],
            needs: .nothing,
            sendFeedback
        ),
        .look(
            "/{space}/accessibility/{id}",
            in: [.provider, .association],
            needs: .nothing,
            discloses: [],
            provingFeedback.show
        ),
        .submit(
            "/{space}/accessibility/{id}",
            in: [.provider, .association],
            needs: .nothing,
            provingFeedback.submit
        ),
        .get(
            "/{space}/feedback",
            in: [.provider, .association],
            needs: .feedbackAnswer,
            listFeedback
        ),
        .file(
            "/{space}/feedback/export.csv",
            in: [.provider, .association],
            needs: .feedbackAnswer,
            exportFeedback
        ),
        .look(
            "/{space}/feedback/{id}",
            in: [.provider, .association],
            needs: .feedbackAnswer,
            discloses: [.name, .contact],
            showFeedback
        ),
        .submit(
            "/{space}/feedback/{id}",
            in: [.provider, .association],
            needs: .feedbackAnswer,
            discloses: [.name, .contact],
            answerFeedback
        ),
    ],
    acts: [MenuItem("feedback.title", "/feedback")],
    waiting: [waitingFeedback],
    listings: [AnyListing(.feedback, .feedback)],
    statements: statementsOfFeedback,
    jobs: [ScheduledJob(.feedbackDue, erase)]
)
