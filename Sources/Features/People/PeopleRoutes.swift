public import Routing

/// The doors of this feature.
public let people = Feature("people", routes: [])
