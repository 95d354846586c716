public import Routing

/// The doors of this feature.
public let courses = Feature("courses", routes: [])
