import Access
import Base
public import Routing

/// What both ends say of an engagement that was held, in words alone.
public let engagementFeedback = Feature(
    "engagement-feedback",
    routes: [
        .look(
            "/{space}/engagement-feedback/{id}",
            in: [.association, .partner],
            needs: .feedbackGive,
            discloses: [.name, .words],
            showWords
        ),
        .submit(
            "/{space}/engagement-feedback/{id}",
            in: [.association, .partner],
            needs: .feedbackGive,
            discloses: [.name, .words],
            giveWords
        ),
        .look(
            "/{space}/engagement-feedback/{id}/trouble",
            in: [.association, .partner],
            needs: .feedbackGive,
            discloses: [],
            showTrouble
        ),
        .submit(
            "/{space}/engagement-feedback/{id}/trouble",
            in: [.association, .partner],
            needs: .feedbackGive,
            tellTrouble
        ),
        .look(
            "/{space}/engagement-feedback/{id}/reply",
            in: .association,
            needs: .feedbackGive,
            discloses: [],
            showReply
        ),
        .submit(
            "/{space}/engagement-feedback/{id}/reply",
            in: .association,
            needs: .feedbackGive,
            giveReply
        ),
        .look(
            "/{space}/engagement-feedback/{id}/told",
            in: .association,
            needs: .feedbackGive,
            discloses: [.name],
            showTold
        ),
        .submit(
            "/{space}/engagement-feedback/{id}/told",
            in: .association,
            needs: .feedbackGive,
            discloses: [.name],
            keepTold
        ),
        .post(
            "/{space}/engagement-words/{id}/passing",
            in: .association,
            needs: .feedbackGive,
            passWords
        ),
        .post(
            "/{space}/engagement-words/{id}/handling",
            in: .association,
            needs: .feedbackGive,
            handleTrouble
        ),
    ],
    waiting: [waitingWords],
    receives: [
        LetterReceiver(at: .association, receiveFromPartner),
        LetterReceiver(at: .partner, receiveFromExpert),
    ]
)
