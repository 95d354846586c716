import Access
public import Routing

/// What associations and partners run themselves: groups of developer-clients and of peers, with meetings, members and heads.
public let activities = Feature(
    "activities",
    routes: [
        .get(
            "/{space}/activities",
            in: [.association, .partner],
            needs: .activityChange,
            listActivities
        ),
        .file(
            "/{space}/activities/export.csv",
            in: [.association, .partner],
            needs: .activityChange,
            exportActivities
        ),
        .look(
            "/{space}/activities/new",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            newActivity
        ),
        .submit(
            "/{space}/activities",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            makeActivity
        ),
        .look(
            "/{space}/activities/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name, .activity],
            showActivity
        ),
        .look(
            "/{space}/activities/{id}/edit",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            editActivity
        ),
        .submit(
            "/{space}/activities/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            changeActivity
        ),
        .post(
            "/{space}/activities/{id}/start",
            in: [.association, .partner],
            needs: .activityChange,
            startActivity
        ),
        .post(
            "/{space}/activities/{id}/ending",
            in: [.association, .partner],
            needs: .activityChange,
            endActivity
        ),
        .look(
            "/{space}/activities/{id}/meetings/new",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [],
            newMeeting
        ),
        .submit(
            "/{space}/activities/{id}/meetings",
            in: [.association, .partner],
            needs: .activityChange,
            planMeeting
        ),
        .look(
            "/{space}/activity-meetings/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [],
            editMeeting
        ),
        .submit(
            "/{space}/activity-meetings/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            changeMeeting
        ),
        .post(
            "/{space}/activity-meetings/{id}/cancellation",
            in: [.association, .partner],
            needs: .activityChange,
            cancelMeeting
        ),
        .look(
            "/{space}/activity-meetings/{id}/heads",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [],
            showHeads
        ),
        .submit(
            "/{space}/activity-meetings/{id}/heads",
            in: [.association, .partner],
            needs: .activityChange,
            tellHeads
        ),
        .look(
            "/{space}/activities/{id}/members/new",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            newMember
        ),
        .submit(
            "/{space}/activities/{id}/members",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name],
            addMember
        ),
        .look(
            "/{space}/activity-members/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name, .activity],
            editMember
        ),
        .submit(
            "/{space}/activity-members/{id}",
            in: [.association, .partner],
            needs: .activityChange,
            discloses: [.name, .activity],
            changeMember
        ),
    ],
    menu: [MenuItem("activities.title", "/activities", place: 47)],
    acts: [MenuItem("activities.new", "/activities/new")],
    waiting: [waitingActivities],
    listings: [AnyListing(.activities, .activities)],
    ofPerson: [activitiesOfPerson]
)
