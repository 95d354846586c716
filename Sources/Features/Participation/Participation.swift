public import Routing

/// What somebody takes part in, as the page of a person tells it: applications with their consents, courses with attendance.
public let participation = Feature(
    "participation",
    routes: [],
    waiting: [waitingForApplicant],
    ofPerson: [applicationsOfPerson, coursesOfPerson]
)
