import Access
public import Routing

/// The doors of signing in and out, and of a forgotten password; the front page and the accessibility statement.
public let signIn = Feature(
    "sign-in",
    routes: [
        .get("/", in: .outside, needs: .nothing, showFront),
        .get("/accessibility", in: .outside, needs: .nothing, showAccessibility),
        .get("/sitemap.xml", in: .outside, needs: .nothing, showSitemap),

        .look("/sign-in", in: .outside, needs: .nothing, discloses: [], showSignIn),
        .submit(
            "/sign-in",
            in: .outside,
            needs: .nothing,
            lane: .secret,
            of: .anybody,
            signInWithPassword
        ),
        .submit("/sign-in/codes", in: .outside, needs: .nothing, of: .anybody, sendSignInCode),
        .look("/sign-in/code", in: .outside, needs: .nothing, discloses: [], showCode),
        .submit("/sign-in/code", in: .outside, needs: .nothing, of: .anybody, signInWithCode),
        .post("/sign-out", in: .outside, needs: .nothing, of: .unsealed, signOut),

        .look("/password/forgotten", in: .outside, needs: .nothing, discloses: [], showForgotten),
        .submit(
            "/password/forgotten",
            in: .outside,
            needs: .nothing,
            of: .anybody,
            sendPasswordCode
        ),
        .look("/password/new", in: .outside, needs: .nothing, discloses: [], showNewPassword),
        .submit(
            "/password/new",
            in: .outside,
            needs: .nothing,
            lane: .secret,
            of: .anybody,
            setNewPassword
        ),
    ]
)
