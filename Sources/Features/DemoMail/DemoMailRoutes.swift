public import Routing

/// The demo mail, for whoever tries the demo.
public let demoMail = Feature("demomail", routes: [])
