import Access
import Base
public import Routing

/// Requests that reach an employer: answered by a personal link or with an account, with receipts at both ends.
public let consents = Feature(
    "consents",
    routes: [
        .get("/{space}/answer", needs: .consentAnswer, showLinkPage),
        .post("/{space}/answer", needs: .consentAnswer, openLink),
        .look(
            "/{space}/answer/request",
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showRequest
        ),
        .look(
            "/{space}/answer/code",
            needs: .consentAnswer,
            discloses: [.name, .consent],
            showCode
        ),
        .post(
            "/{space}/answer/code",
            needs: .consentAnswer,
            discloses: [.name, .consent],
            sendCode
        ),
        .post("/{space}/answer/decision", needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .decision)
        },
        .post("/{space}/answer/delegation", needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .delegation)
        },
        .post("/{space}/answer/withdrawal", needs: .consentAnswer) {
            (visit) throws(Failure) in try takeStep(visit, .withdrawal)
        },
        .post(
            "/{space}/answer/receipt.json",
            needs: .consentAnswer,
            discloses: [.name, .consent],
            takeReceiptFile
        ),

        .look(
            "/{space}/consents",
            needs: .consentRead,
            discloses: [.name, .consent],
            listConsents
        ),
        .look(
            "/{space}/consents/{id}",
            needs: .consentRead,
            discloses: [.name, .contact, .consent],
            showConsent
        ),
        .look(
            "/{space}/consents/{id}/receipt",
            needs: .consentRead,
            discloses: [.name, .consent],
            showReceipt
        ),
        .look(
            "/{space}/consents/{id}/receipt.json",
            needs: .consentRead,
            discloses: [.name, .consent],
            showReceiptFile
        ),
        .post("/{space}/consents/{id}/decision", needs: .consentDecide, decideConsent),
        .post("/{space}/consents/{id}/delegation", needs: .consentDecide, delegateConsent),
        .post("/{space}/consents/{id}/withdrawal", needs: .consentDecide, withdrawConsent),

        .look(
            "/{space}/consent-asks/{id}/receipt",
            needs: .applicationRead,
            discloses: [.name, .consent],
            showAskReceipt
        ),
        .look(
            "/{space}/consent-asks/{id}/receipt.json",
            needs: .applicationRead,
            discloses: [.name, .consent],
            showAskReceiptFile
        ),
    ],
    menu: [
        MenuItem("consents.title", "/consents", needs: .consentRead, in: [.employer], place: 20)
    ],
    waiting: [waitingConsents]
)
