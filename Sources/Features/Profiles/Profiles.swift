import Access
public import Routing

/// What the experts of an association say of themselves and of what they take part in: their own boundaries.
public let profiles = Feature(
    "profiles",
    routes: [
        .look(
            "/{space}/boundaries",
            in: .association,
            needs: .profileRead,
            discloses: [.name, .boundaries],
            showOwnProfile
        ),
        .submit(
            "/{space}/boundaries",
            in: .association,
            needs: .profileChange,
            discloses: [.name, .boundaries],
            changeOwnProfile
        ),
        .look(
            "/{space}/people/{id}/boundaries",
            in: .association,
            needs: .profileChange,
            discloses: [.name, .boundaries],
            showTold
        ),
        .submit(
            "/{space}/people/{id}/boundaries",
            in: .association,
            needs: .profileChange,
            discloses: [.name, .boundaries],
            changeTold
        ),
        .submit("/{space}/boundaries/pause", in: .association, needs: .profileChange, pauseOwn),
        .post("/{space}/boundaries/return", in: .association, needs: .profileChange, endOwnPause),
        .submit("/{space}/boundaries/away", in: .association, needs: .profileChange, addAway),
        .post(
            "/{space}/boundaries/away/{id}/removal",
            in: .association,
            needs: .profileChange,
            dropAway
        ),
    ],
    menu: [
        MenuItem("boundaries.title", "/boundaries", scopeMax: .own, isForPersons: true, place: 30)
    ],
    waiting: [pauseOnToday],
    statements: statementsOfProfiles,
    ofPerson: [profileOfPerson]
)
