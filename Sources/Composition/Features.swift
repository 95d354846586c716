import Account
import Answers
import Applications
import Applying
import Attendance
import Consents
import Courses
import DemoMail
import Guide
import Invitations
import Log
import Members
import OpenCourses
import People
import Receipts
import Releases
public import Routing
import Settings
import SignIn
import Spaces
import Today
import Views

/// Every feature of the house.
///
/// A new one is a word in `Package.swift` and a line here.
public let features: [Feature] = [
    signIn,
    account,
    invitations,
    today,
    applying,
    applications,
    releases,
    courses,
    attendance,
    openCourses,
    consents,
    answers,
    receipts,
    people,
    members,
    theLog,
    settings,
    spaces,
    guide,
    views,
    demoMail,
]
