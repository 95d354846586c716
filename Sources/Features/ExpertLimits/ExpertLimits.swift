import Access
public import Routing

/// What experts are not to be asked about: written by themselves, opened by a coordinator for an engagement alone.
public let expertLimits = Feature(
    "expertLimits",
    routes: [
        .look(
            "/{space}/boundaries/topics",
            in: .association,
            needs: .profileChange,
            discloses: [.name],
            showOwnLimits
        ),
        .submit(
            "/{space}/boundaries/topics",
            in: .association,
            needs: .profileChange,
            discloses: [.name],
            addOwnLimit
        ),
        .post(
            "/{space}/boundaries/topics/reading",
            in: .association,
            needs: .limitRead,
            discloses: [.name, .limits],
            readOwnLimits
        ),
        .post(
            "/{space}/boundaries/topics/{id}/removal",
            in: .association,
            needs: .profileChange,
            dropLimit
        ),
        .look(
            "/{space}/people/{id}/boundaries/topics",
            in: .association,
            needs: .limitRead,
            discloses: [.name],
            showLimits
        ),
        .submit(
            "/{space}/people/{id}/boundaries/topics",
            in: .association,
            needs: .profileChange,
            discloses: [.name],
            addTold
        ),
        .submit(
            "/{space}/people/{id}/boundaries/topics/reading",
            in: .association,
            needs: .limitRead,
            discloses: [.name, .limits],
            readLimits
        ),
    ],
    ofPerson: [limitsOfPerson]
)
