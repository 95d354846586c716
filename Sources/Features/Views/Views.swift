import Access
public import Routing

/// Views of lists that somebody has named: for oneself, or for all of the space.
public let views = Feature(
    "views",
    routes: [
        .get("/{space}/views", in: .every, needs: .viewKeep, showViews),
        .look("/{space}/views/new", in: .every, needs: .viewKeep, discloses: [], showNewView),
        .look("/{space}/views/{id}/edit", in: .every, needs: .viewKeep, discloses: [], editView),
        .submit("/{space}/views", in: .every, needs: .viewKeep, saveView),
        .submit("/{space}/views/{id}", in: .every, needs: .viewKeep, changeView),
        .post("/{space}/views/{id}/removal", in: .every, needs: .viewKeep, removeView),
    ]
)
