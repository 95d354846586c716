import Access
import Base
public import Routing

/// Requests that reach an employer: answered by a personal link or with an account, with receipts at both ends.
public let consents = Feature(
    "consents",
    routes: [
        .get("/{space}/answer", in: .employer, needs: .consentAnswer, showLinkPage),
        .post("/{space}/answer", in: .employer, needs: .consentAnswer, of: .anybody, openLink),
        .look(
            "/{space}/answer/request",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showRequest
        ),
        .look(
            "/{space}/answer/code",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showCode
        ),
        .post(
            "/{space}/answer/code",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            sendCode
        ),
        .post("/{space}/answer/decision", in: .employer, needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .decision)
        },
        .post("/{space}/answer/delegation", in: .employer, needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .delegation)
        },
        .post("/{space}/answer/withdrawal", in: .employer, needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .withdrawal)
        },
        .post(
            "/{space}/answer/receipt.json",
            in: .employer,
            needs: .consentAnswer,
            discloses: [.name, .consent],
            takeReceiptFile
        ),

        .look(
            "/{space}/consents",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent],
            listConsents
        ),
        .look(
            "/{space}/consents/{id}",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .contact, .consent],
            showConsent
        ),
        .look(
            "/{space}/consents/{id}/receipt",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent],
            showReceipt
        ),
        .look(
            "/{space}/consents/{id}/receipt.json",
            in: .employer,
            needs: .consentRead,
            discloses: [.name, .consent],
            showReceiptFile
        ),
        .post(
            "/{space}/consents/{id}/decision",
            in: .employer,
            needs: .consentDecide,
            decideConsent
        ),
        .post(
            "/{space}/consents/{id}/delegation",
            in: .employer,
            needs: .consentDecide,
            delegateConsent
        ),
        .post(
            "/{space}/consents/{id}/withdrawal",
            in: .employer,
            needs: .consentDecide,
            withdrawConsent
        ),

        .look(
            "/{space}/consent-asks/{id}/receipt",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .consent],
            showAskReceipt
        ),
        .look(
            "/{space}/consent-asks/{id}/receipt.json",
            in: .provider,
            needs: .applicationRead,
            discloses: [.name, .consent],
            showAskReceiptFile
        ),
    ],
    menu: [
        MenuItem("consents.title", "/consents", place: 20)
    ],
    waiting: [waitingConsents],
    receives: [
        LetterReceiver(receiveRequest), LetterReceiver(receiveReminder),
        LetterReceiver(receiveCancellation),
    ]
)
