import Access
public import Routing

/// Whether an engagement changed anything: one question to the expert who came and to the partner, answered by who wants to.
public let effects = Feature(
    "effects",
    routes: [
        .look(
            "/{space}/offers/{id}/effect",
            in: .association,
            needs: .offerAnswer,
            discloses: [],
            showExpertQuestion
        ),
        .submit(
            "/{space}/offers/{id}/effect",
            in: .association,
            needs: .offerAnswer,
            answerAsExpert
        ),
        .look(
            "/{space}/orders/{id}/effect",
            in: .partner,
            needs: .orderMake,
            discloses: [],
            showPartnerQuestion
        ),
        .submit(
            "/{space}/orders/{id}/effect",
            in: .partner,
            needs: .orderMake,
            answerAsPartner
        ),
    ]
)
