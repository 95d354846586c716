public import Routing

/// The doors of this feature.
public let applications = Feature("applications", routes: [])
