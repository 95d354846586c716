import Access
public import Routing

/// 'Who may do what': the permission table as a page.
public let guide = Feature(
    "guide",
    routes: [
        .get("/{space}/access", needs: .accessRead, showAccess)
    ],
    menu: [
        MenuItem("guide.title", "/access", needs: .accessRead, place: 90)
    ]
)
