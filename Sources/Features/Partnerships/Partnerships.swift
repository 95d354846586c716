import Access
public import Routing

/// What an association and its partners agree on: proposed by the association, answered, changed and ended by either end.
public let partnerships = Feature(
    "partnerships",
    routes: [
        .get(
            "/{space}/partnerships",
            in: [.association, .partner],
            needs: .partnershipChange,
            listPartnerships
        ),
        .file(
            "/{space}/partnerships/export.csv",
            in: [.association, .partner],
            needs: .partnershipChange,
            exportPartnerships
        ),
        .look(
            "/{space}/partnerships/new",
            in: .association,
            needs: .partnershipChange,
            discloses: [],
            showProposal
        ),
        .submit(
            "/{space}/partnerships",
            in: .association,
            needs: .partnershipChange,
            proposePartnership
        ),
        .get(
            "/{space}/partnerships/{id}",
            in: [.association, .partner],
            needs: .partnershipChange,
            showPartnership
        ),
        .look(
            "/{space}/partnerships/{id}/terms",
            in: [.association, .partner],
            needs: .partnershipChange,
            discloses: [],
            showTerms
        ),
        .submit(
            "/{space}/partnerships/{id}/terms",
            in: [.association, .partner],
            needs: .partnershipChange,
            changeTerms
        ),
        .post(
            "/{space}/partnerships/{id}/answer",
            in: [.association, .partner],
            needs: .partnershipChange,
            answerTerms
        ),
        .post(
            "/{space}/partnerships/{id}/ending",
            in: [.association, .partner],
            needs: .partnershipChange,
            endPartnership
        ),
    ],
    menu: [MenuItem("partnerships.title", "/partnerships", place: 45)],
    acts: [MenuItem("partnerships.new", "/partnerships/new")],
    waiting: [waitingPartnerships],
    listings: [AnyListing(.partnerships, .partnerships)],
    receives: [
        LetterReceiver(receiveProposal), LetterReceiver(receiveChange),
        LetterReceiver(receiveAcceptance), LetterReceiver(receiveDecline),
        LetterReceiver(receiveEnding),
    ],
    jobs: [
        ScheduledJob(.partnershipsDue, endInTime),
        ScheduledJob(.spaceProposalsDue, proposeToMade),
    ]
)
