public import Routing

/// The doors of this feature.
public let members = Feature("members", routes: [])
