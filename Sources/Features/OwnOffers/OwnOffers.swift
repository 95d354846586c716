import Access
public import Routing

/// What an expert was asked to, and comes to: a list, a calendar, and what stands on Today.
public let ownOffers = Feature(
    "own-offers",
    routes: [
        .get("/{space}/offers", in: .association, needs: .offerAnswer, listOwnOffers),
        .file("/{space}/offers/export.csv", in: .association, needs: .offerAnswer, exportOwnOffers),
        .file("/{space}/offers/calendar.ics", in: .association, needs: .offerAnswer, exportOwnDays),
    ],
    menu: [MenuItem("offers.title", "/offers", scopeMax: .own, isForPersons: true, place: 20)],
    waiting: [waitingOwnOffers],
    listings: [AnyListing(.ownOffers, .ownOffers)]
)
