import Access
public import Routing

/// A space's own settings: its names, contact details, language and logo text.
public let settings = Feature(
    "settings",
    routes: [
        .get("/{space}/settings", needs: .settingsRead, showSettings),
        .post("/{space}/settings", needs: .settingsChange, changeSettings),
    ],
    menu: [
        MenuItem("settings.title", "/settings", needs: .settingsRead, place: 80)
    ]
)
