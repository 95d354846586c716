public import Routing

/// The doors of this feature.
public let theLog = Feature("log", routes: [])
