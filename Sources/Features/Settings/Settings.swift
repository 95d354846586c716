import Access
public import Routing

/// A space's own settings: its names, contact details, language and logo text.
public let settings = Feature(
    "settings",
    routes: [
        .look("/{space}/settings", in: .every, needs: .settingsRead, discloses: [], showSettings),
        .submit("/{space}/settings", in: .every, needs: .settingsChange, changeSettings),
    ],
    menu: [
        MenuItem("settings.title", "/settings", place: 80)
    ],
    waiting: [contactThatLeft],
    statements: statementsOfSettings
)
