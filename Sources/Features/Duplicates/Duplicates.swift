import Access
public import Routing

/// Entries of the register that may be one person: noticed, looked at side by side, told apart, or joined and parted again.
public let duplicates = Feature(
    "duplicates",
    routes: [
        .look(
            "/{space}/people/{id}/duplicates",
            in: .every,
            needs: .personChange,
            discloses: [.name, .contact],
            showDuplicates
        ),
        .post("/{space}/people/{id}/duplicates/apart", in: .every, needs: .personChange, tellApart),
        .submit(
            "/{space}/people/{id}/duplicates/joining",
            in: .every,
            needs: .personChange,
            discloses: [.name, .contact],
            joinPeople
        ),
        .post(
            "/{space}/people/{id}/duplicates/parting",
            in: .every,
            needs: .personChange,
            partPeople
        ),
    ],
    waiting: [waitingDuplicates],
    ofPerson: [joinsOfPerson],
    notices: [duplicatesOfPerson],
    jobs: [ScheduledJob(.joinsDue, endJoin)]
)
