import Access
public import Routing

/// What a provider's work comes to, in numbers that tell of nobody: applications and places, answers, attendance.
public let figures = Feature(
    "figures",
    routes: [
        .look("/{space}/figures", in: .provider, needs: .figuresRead, discloses: [], showFigures),
        .file(
            "/{space}/figures/export.csv",
            in: .provider,
            needs: .figuresRead,
            discloses: [],
            lane: .export,
            exportFigures
        ),
    ],
    menu: [MenuItem("figures.title", "/figures", place: 60)]
)
