import Accounts
import Applications
import Consents
import Courses
import DemoMail
import Guide
import Log
import Members
import People
public import Routing
import Settings
import Spaces
import Today
import Views

/// Every feature of the house.
///
/// A new one is a word in `Package.swift` and a line here.
public let features: [Feature] = [
    accounts,
    today,
    applications,
    courses,
    consents,
    people,
    members,
    theLog,
    settings,
    spaces,
    guide,
    views,
    demoMail,
]
