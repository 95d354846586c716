import Access
public import Routing

/// Short texts between the coordinators of both ends of an engagement.
public let engagementMessages = Feature(
    "engagement-messages",
    routes: [
        .look(
            "/{space}/engagement-messages/{id}",
            in: [.association, .partner],
            needs: .engagementChange,
            discloses: [],
            showMessages
        ),
        .submit(
            "/{space}/engagement-messages/{id}",
            in: [.association, .partner],
            needs: .engagementChange,
            sendMessage
        ),
    ],
    waiting: [waitingMessages],
    receives: [LetterReceiver(receiveMessage)]
)
