import Access
public import Routing

/// Whose tax card has come for a year: that it has, and when; never the card.
public let taxCards = Feature(
    "taxCards",
    routes: [
        .look(
            "/{space}/people/{id}/tax-card",
            in: .association,
            needs: .cardChange,
            discloses: [.name, .taxCard],
            showCards
        ),
        .submit(
            "/{space}/people/{id}/tax-card",
            in: .association,
            needs: .cardChange,
            discloses: [.name, .taxCard],
            markCard
        ),
        .post(
            "/{space}/tax-cards/{id}/removal",
            in: .association,
            needs: .cardChange,
            dropCard
        ),
    ],
    waiting: [missingCards],
    bulk: [markingMany],
    ofPerson: [cardsOfPerson]
)
