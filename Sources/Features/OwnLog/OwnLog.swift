import Access
public import Routing

/// Who has looked at somebody's data: for everybody who is in the register, and as an extract that the auditor makes for them.
public let ownLog = Feature(
    "own-log",
    routes: [
        .look(
            "/{space}/log/extract",
            in: .every,
            needs: .logExport,
            discloses: [.name, .log],
            lane: .export,
            showExtract
        ),
        .look(
            "/{space}/own-log",
            in: [.association, .provider, .employer],
            needs: .logOwn,
            discloses: [.log],
            showOwnLog
        ),
    ],
    menu: [MenuItem("log.own.title", "/own-log", isForPersons: true, place: 40)],
    listings: [AnyListing(.own(), .own), AnyListing(.extract(), .extract)]
)
