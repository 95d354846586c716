import Access
public import Routing

/// The stories that anybody may read: their list and a page each.
public let publishedStories = Feature(
    "published-stories",
    routes: [
        .get(
            "/{space}/stories",
            in: [.association, .provider],
            needs: .storyRead,
            listPublished
        ),
        .get(
            "/{space}/stories/{id}",
            in: [.association, .provider],
            needs: .storyRead,
            showPublished
        ),
    ]
)
