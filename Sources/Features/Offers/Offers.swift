import Access
public import Routing

/// Whom an association asks to an engagement, and what those who are asked answer.
public let offers = Feature(
    "offers",
    routes: [
        .look(
            "/{space}/engagements/{id}/experts",
            in: .association,
            needs: .offerSend,
            discloses: [.name, .boundaries],
            showExperts
        ),
        .submit(
            "/{space}/engagements/{id}/experts",
            in: .association,
            needs: .offerSend,
            discloses: [.name, .boundaries],
            askExperts
        ),
        .post(
            "/{space}/offers/{id}/withdrawal",
            in: .association,
            needs: .offerSend,
            withdrawOffer
        ),
        .look(
            "/{space}/offers/{id}/told",
            in: .association,
            needs: .offerSend,
            discloses: [.name, .contact],
            showToldAnswer
        ),
        .submit(
            "/{space}/offers/{id}/told",
            in: .association,
            needs: .offerSend,
            discloses: [.name, .contact],
            keepToldAnswer
        ),
        .post(
            "/{space}/offers/{id}/told-refusal",
            in: .association,
            needs: .offerSend,
            keepToldRefusal
        ),
        .look(
            "/{space}/offers/{id}",
            in: .association,
            needs: .offerAnswer,
            discloses: [.contact],
            showOffer
        ),
        .submit(
            "/{space}/offers/{id}",
            in: .association,
            needs: .offerAnswer,
            discloses: [.contact],
            acceptOffer
        ),
        .post(
            "/{space}/offers/{id}/refusal",
            in: .association,
            needs: .offerAnswer,
            declineOffer
        ),
    ],
    waiting: [waitingOffers],
    statements: statementsOfOffers,
    jobs: [ScheduledJob(.offersDue, lapseOffer)]
)
