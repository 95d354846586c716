import Access
public import Routing

/// One search for all that a space keeps, within the reader's reach: rows of every list, pages, and what can be done.
public let search = Feature(
    "search",
    routes: [
        .look(
            "/{space}/search",
            in: .every,
            needs: .todayRead,
            discloses: [.name, .contact, .membership],
            showSearch
        )
    ]
)
