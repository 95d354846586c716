import Access
public import Routing

/// What the engagements of an association, or of a partner, come to, in numbers that tell of nobody.
public let engagementFigures = Feature(
    "engagement-figures",
    routes: [
        .look(
            "/{space}/engagement-figures",
            in: [.association, .partner],
            needs: .figuresRead,
            discloses: [],
            showEngagementFigures
        ),
        .file(
            "/{space}/engagement-figures/export.csv",
            in: [.association, .partner],
            needs: .figuresRead,
            discloses: [],
            lane: .export,
            exportEngagementFigures
        ),
    ],
    menu: [MenuItem("engagement-figures.title", "/engagement-figures", place: 60)]
)
