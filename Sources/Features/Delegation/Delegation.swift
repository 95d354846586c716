public import Routing

/// An employer's requests, many of them passed on to a colleague at once; one is passed on by its own page (`Consents`).
public let delegation = Feature("delegation", routes: [], bulk: [handingOver])
