public import Routing

/// The doors of this feature.
public let accounts = Feature("accounts", routes: [])
