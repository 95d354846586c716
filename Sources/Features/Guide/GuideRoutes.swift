import Access
public import Routing

/// 'Who may do what': the permission table as a page.
public let guide = Feature(
    "guide",
    routes: [
        .get("/{space}/access", in: .every, needs: .accessRead, showAccess)
    ],
    menu: [
        MenuItem("guide.title", "/access", place: 90)
    ]
)
