import Access
public import Routing

/// One's own account: name and language, password, running sessions, and the spaces in which one has a place.
public let account = Feature(
    "account",
    routes: [
        .look("/account", in: .outside, needs: .accountOwn, discloses: [], showAccount),
        .submit("/account", in: .outside, needs: .accountOwn, saveAccount),
        .submit(
            "/account/password",
            in: .outside,
            needs: .accountOwn,
            lane: .secret,
            changePassword
        ),
        .post("/account/sessions/end", in: .outside, needs: .accountOwn, endOtherSessions),
        .post("/account/sessions/{id}/end", in: .outside, needs: .accountOwn, endSession),
        .get("/spaces", in: .outside, needs: .accountOwn, showSpaces),
    ]
)
