import Access
public import Routing

/// What a space has sent by mail to whom, and whether it arrived.
public let mails = Feature(
    "mails",
    routes: [
        .look(
            "/{space}/mails",
            in: .every,
            needs: .mailRead,
            discloses: [.name, .contact],
            showMails
        ),
        .file(
            "/{space}/mails/export.csv",
            in: .every,
            needs: .mailRead,
            discloses: [.name, .contact],
            lane: .export,
            exportMails
        ),
    ],
    menu: [MenuItem("mails.title", "/mails", place: 65)],
    waiting: [addressesToMend],
    listings: [AnyListing(.mails(), .mails)],
    bulk: [writingToPeople, writingToApplicants, writingToMembers],
    ofPerson: [returnedOfPerson],
    jobs: [ScheduledJob(.returnsDue, tellReturned)]
)
