public import Routing

/// The doors of this feature.
public let consents = Feature("consents", routes: [])
