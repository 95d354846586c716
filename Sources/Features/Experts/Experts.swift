import Access
import Audit
import Base
public import Routing

/// The experts of an association as a list: who takes part today, in what, and whose tax card has come.
public let experts = Feature(
    "experts",
    routes: [
        .look(
            "/{space}/experts",
            in: .association,
            needs: .expertRead,
            discloses: [.name, .boundaries, .taxCard],
            listExperts
        ),
        .file(
            "/{space}/experts/export.csv",
            in: .association,
            needs: .expertRead,
            discloses: [.name, .boundaries, .taxCard],
            lane: .export,
            exportExperts
        ),
        .lead("/{space}/experts/{id}", in: .association, needs: .expertRead, showExpert),
        .submit(
            "/{space}/experts/selection",
            in: .association,
            needs: .expertRead,
            discloses: [.name, .taxCard]
        ) { (visit) throws(Failure) in try visit.previewBulk(of: "/experts", .expertListed) },
        .submit(
            "/{space}/experts/selection/act",
            in: .association,
            needs: .expertRead,
            discloses: [.name, .taxCard]
        ) { (visit) throws(Failure) in try visit.carryOutBulk(of: "/experts", .expertListed) },
    ],
    menu: [MenuItem("experts.title", "/experts", place: 45)],
    listings: [AnyListing(.experts, .experts)]
)
