import Accepting
import Account
import Activities
import Answers
import Applications
import Applying
import Attendance
import Consents
import CourseForms
import Courses
import Delegation
import DemoMail
import Duplicates
import Effects
import EngagementChanges
import EngagementFeedback
import EngagementFigures
import EngagementMessages
import Engagements
import Enquiries
import ExpertLimits
import Experts
import Feedback
import Figures
import Findings
import Guide
import Invitations
import Log
import Mails
import Members
import Notes
import Notices
import Offers
import OpenCourses
import Orders
import OwnOffers
import OwnLog
import Participation
import Partnerships
import People
import Places
import Preparing
import Profiles
import PublishedStories
import Receipts
import Releases
public import Routing
import Search
import Settings
import SignIn
import Spaces
import Stories
import StoryCopies
import TaxCards
import Today
import Views

/// Every feature of the house.
///
/// A new one is a word in `Package.swift` and a line here.
public let features: [Feature] = [
    signIn,
    account,
    invitations,
    accepting,
    today,
    search,
    applying,
    applications,
    places,
    preparing,
    releases,
    courses,
    courseForms,
    attendance,
    figures,
    openCourses,
    feedback,
    enquiries,
    activities,
    partnerships,
    offers,
    ownOffers,
    orders,
    engagements,
    profiles,
    expertLimits,
    experts,
    taxCards,
    engagementChanges,
    engagementMessages,
    engagementFigures,
    effects,
    engagementFeedback,
    findings,
    stories,
    storyCopies,
    publishedStories,
    consents,
    delegation,
    answers,
    receipts,
    participation,
    people,
    duplicates,
    notes,
    notices,
    members,
    mails,
    theLog,
    ownLog,
    settings,
    spaces,
    guide,
    views,
    demoMail,
]
