import Access
public import Routing

/// What waits for the reader, oldest first: the page on which every space opens.
public let today = Feature(
    "today",
    routes: [
        .look("/{space}/today", in: .every, needs: .todayRead, discloses: [.name], showToday),
        .post("/{space}/today/welcome", in: .every, needs: .todayRead, endWelcome),
        .part("/{space}/today/counts", in: .every, needs: .todayRead, countWaiting),
        .undo,
    ],
    menu: [
        MenuItem("today.title", "/today", place: 10)
    ]
)
