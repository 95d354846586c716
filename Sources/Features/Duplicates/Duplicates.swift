import Access
public import Routing

/// Entries of the register that may be one person: noticed, looked at side by side, told apart.
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
    ],
    waiting: [waitingDuplicates],
    notices: [duplicatesOfPerson]
)
