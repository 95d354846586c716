import Access
public import Routing

/// The mail of the demo, kept to be read in place of being sent.
public let demoMail = Feature(
    "demomail",
    routes: [
        .get("/demo/mail", needs: .nothing, listMail),
        .get("/demo/mail/{id}", needs: .nothing, showMail),
    ]
)
