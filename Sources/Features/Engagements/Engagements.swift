import Access
import Base
public import Routing

/// What partners have ordered of an association: taken to a desk, or answered that it is not possible.
public let engagements = Feature(
    "engagements",
    routes: [
        .get("/{space}/engagements", in: .association, needs: .engagementRead, listEngagements),
        .file(
            "/{space}/engagements/export.csv",
            in: .association,
            needs: .engagementRead,
            exportEngagements
        ),
        .look(
            "/{space}/engagements/{id}",
            in: .association,
            needs: .engagementRead,
            discloses: [.contact],
            showEngagement
        ),
        .post(
            "/{space}/engagements/{id}/desk",
            in: .association,
            needs: .engagementChange,
            takeEngagement
        ),
        .post(
            "/{space}/engagements/{id}/refusal",
            in: .association,
            needs: .engagementChange,
            refuseEngagement
        ),
        .post(
            "/{space}/engagements/{id}/weight",
            in: .association,
            needs: .engagementChange,
            weighEngagement
        ),
        .post(
            "/{space}/engagements/{id}/done",
            in: .association,
            needs: .engagementChange,
            closeEngagement
        ),
        .post(
            "/{space}/engagements/{id}/objection",
            in: .association,
            needs: .engagementChange,
            objectEngagement
        ),
    ],
    menu: [MenuItem("engagements.title", "/engagements", place: 40)],
    waiting: [waitingEngagements],
    listings: [AnyListing(.engagements, .engagements)],
    statements: statementsOfEngagements,
    receives: [
        LetterReceiver(receiveRequest), LetterReceiver(receiveCancelling),
        LetterReceiver(at: .association, receiveDone), LetterReceiver(receiveNoShow),
        LetterReceiver(at: .association, receiveObjection),
    ]
)
