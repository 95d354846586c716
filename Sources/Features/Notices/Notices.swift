import Access
public import Routing

/// Which mails one gets, and when; the way out that each of them carries; what waits for one, in one mail a morning.
public let notices = Feature(
    "notices",
    routes: [
        .look("/account/notices", in: .outside, needs: .accountOwn, discloses: [], showNotices),
        .submit("/account/notices", in: .outside, needs: .accountOwn, chooseNotices),
        .get("/notices/stop", in: .outside, needs: .nothing, showWayOut),
        .post("/notices/stop", in: .outside, needs: .nothing, of: .mailed, stopNotices),
    ],
    jobs: [ScheduledJob(.digestsDue, asMember: gatherDigest)]
)
