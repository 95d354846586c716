import Access
public import Routing

/// The doors of sign-in, of invitations and of one's own account; the front page and the accessibility statement.
public let accounts = Feature(
    "accounts",
    routes: [
        .get("/", in: .outside, needs: .nothing, showFront),
        .get("/accessibility", in: .outside, needs: .nothing, showAccessibility),

        .get("/sign-in", in: .outside, needs: .nothing, showSignIn),
        .post("/sign-in", in: .outside, needs: .nothing, lane: .secret, of: .anybody, signIn),
        .post("/sign-in/codes", in: .outside, needs: .nothing, of: .anybody, sendSignInCode),
        .get("/sign-in/code", in: .outside, needs: .nothing, showCode),
        .post("/sign-in/code", in: .outside, needs: .nothing, of: .anybody, signInWithCode),
        .post("/sign-out", in: .outside, needs: .nothing, of: .unsealed, signOut),

        .get("/password/forgotten", in: .outside, needs: .nothing, showForgotten),
        .post("/password/forgotten", in: .outside, needs: .nothing, of: .anybody, sendPasswordCode),
        .get("/password/new", in: .outside, needs: .nothing, showNewPassword),
        .post(
            "/password/new",
            in: .outside,
            needs: .nothing,
            lane: .secret,
            of: .anybody,
            setNewPassword
        ),

        .get("/account", in: .outside, needs: .accountOwn, showAccount),
        .post("/account", in: .outside, needs: .accountOwn, saveAccount),
        .post("/account/password", in: .outside, needs: .accountOwn, lane: .secret, changePassword),
        .post("/account/sessions/end", in: .outside, needs: .accountOwn, endOtherSessions),
        .post("/account/sessions/{id}/end", in: .outside, needs: .accountOwn, endSession),
        .get("/spaces", in: .outside, needs: .accountOwn, showSpaces),

        .get("/{space}/invitation", in: .every, needs: .nothing, showInvitationLink),
        .post(
            "/{space}/invitation",
            in: .every,
            needs: .nothing,
            of: .anybody,
            openInvitationLink
        ),
        .look(
            "/{space}/invitation/acceptance",
            in: .every,
            needs: .nothing,
            discloses: [.contact, .membership],
            showInvitation
        ),
        .post(
            "/{space}/invitation/acceptance",
            in: .every,
            needs: .nothing,
            lane: .secret,
            acceptInvitation
        ),
    ]
)
