public import Routing

/// The doors of this feature.
public let settings = Feature("settings", routes: [])
