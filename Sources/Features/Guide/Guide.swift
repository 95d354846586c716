import Access
public import Routing

/// 'Who may do what' and 'What passes between spaces': two tables of the house as pages.
public let guide = Feature(
    "guide",
    routes: [
        .get("/{space}/access", in: .every, needs: .accessRead, showAccess),
        .get("/{space}/access/letters", in: .every, needs: .accessRead, showLetters),
    ],
    menu: [
        MenuItem("guide.title", "/access", place: 90),
        MenuItem("letters.title", "/access/letters", place: 91),
    ]
)
