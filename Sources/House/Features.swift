import Guide
public import Routing
import Today

/// Every feature of the house. A new one is a word in `Package.swift` and a line here.
public let features: [Feature] = [
    today,
    guide,
]
