import Access
public import Routing

/// The mail of the demo, kept to be read in place of being sent.
public let demoMail = Feature(
    "demomail",
    routes: [
        .get("/demo/mail", in: .outside, needs: .nothing, listMail),
        .get("/demo/mail/{id}", in: .outside, needs: .nothing, showMail),
    ]
)
