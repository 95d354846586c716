public import Routing

/// The doors of this feature.
public let spaces = Feature("spaces", routes: [])
