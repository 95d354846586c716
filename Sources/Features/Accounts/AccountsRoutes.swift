import Access
public import Routing

/// The doors of sign-in, of invitations and of one's own account; the front page and the accessibility statement.
public let accounts = Feature(
    "accounts",
    routes: [
        .get("/", needs: .nothing, showFront),
        .get("/accessibility", needs: .nothing, showAccessibility),

        .get("/sign-in", needs: .nothing, showSignIn),
        .post("/sign-in", needs: .nothing, lane: .secret, signIn),
        .post("/sign-in/codes", needs: .nothing, sendSignInCode),
        .get("/sign-in/code", needs: .nothing, showCode),
        .post("/sign-in/code", needs: .nothing, signInWithCode),
        .post("/sign-out", needs: .nothing, signOut),

        .get("/password/forgotten", needs: .nothing, showForgotten),
        .post("/password/forgotten", needs: .nothing, sendPasswordCode),
        .get("/password/new", needs: .nothing, showNewPassword),
        .post("/password/new", needs: .nothing, lane: .secret, setNewPassword),

        .get("/account", needs: .accountOwn, showAccount),
        .post("/account", needs: .accountOwn, saveAccount),
        .post("/account/password", needs: .accountOwn, lane: .secret, changePassword),
        .post("/account/sessions/end", needs: .accountOwn, endOtherSessions),
        .post("/account/sessions/{id}/end", needs: .accountOwn, endSession),
        .get("/spaces", needs: .accountOwn, showSpaces),

        .get("/{space}/invitation", needs: .nothing, showInvitationLink),
        .post("/{space}/invitation", needs: .nothing, openInvitationLink),
        .look(
            "/{space}/invitation/acceptance",
            needs: .nothing,
            discloses: [.contact, .membership],
            showInvitation
        ),
        .post(
            "/{space}/invitation/acceptance",
            needs: .nothing,
            lane: .secret,
            acceptInvitation
        ),
    ]
)
